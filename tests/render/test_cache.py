from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.render import cache
from flashprep.render.cache import DiskCache
from flashprep.render.card import Renderer

if TYPE_CHECKING:
    from pathlib import Path

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
).filter(lambda value: value is not None)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@given(_VALUES)
def test_what_is_put_is_got(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    store = DiskCache(tmp_path_factory.mktemp("cache"))
    store.put(store.key("a"), value)
    assert DiskCache(store.folder).get(store.key("a")) == value


def test_a_key_tells_its_parts_and_the_version_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    key = DiskCache.key("ab", "c")
    assert key != DiskCache.key("a", "bc")
    monkeypatch.setattr(cache, "RENDER_VERSION", cache.RENDER_VERSION + 1)
    assert DiskCache.key("ab", "c") != key


@pytest.mark.parametrize("keep", [0, 1, 5, 20, -1])
def test_a_torn_entry_is_a_miss(tmp_path: Path, keep: int) -> None:
    store = DiskCache(tmp_path)
    key = store.key("a")
    store.put(key, ["some", "value"])
    (path,) = _files(tmp_path)
    path.write_bytes(path.read_bytes()[:keep])
    assert store.get(key) is None


def test_one_flipped_byte_anywhere_is_a_miss(tmp_path: Path) -> None:
    store = DiskCache(tmp_path)
    key = store.key("a")
    store.put(key, ["some", "value"])
    (path,) = _files(tmp_path)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        assert store.get(key) in (None, ["some", "value"])
        if at > 8:
            assert store.get(key) is None


def test_no_folder_and_a_file_in_its_place_only_forget(tmp_path: Path) -> None:
    nowhere = DiskCache(None)
    nowhere.put("ab", 1)
    assert nowhere.get("ab") is None
    blocked = tmp_path / "file"
    blocked.write_text("x")
    store = DiskCache(blocked)
    store.put("abcd", 1)
    assert store.get("abcd") is None
    assert store.trim() == 0


def test_trim_throws_out_what_was_unused_longest(tmp_path: Path) -> None:
    store = DiskCache(tmp_path, limit=3_000)
    for number in range(10):
        store.put(store.key(str(number)), "x" * 500)
        (path,) = [p for p in _files(tmp_path) if p.stat().st_mtime > 1e6]
        os.utime(path, (number, number))
    assert store.trim() > 0
    kept = [number for number in range(10) if store.get(store.key(str(number)))]
    assert kept == [6, 7, 8, 9]
    assert store.trim() == 0


def test_using_an_entry_keeps_it(tmp_path: Path) -> None:
    store = DiskCache(tmp_path)
    store.put("abcd", 1)
    (path,) = _files(tmp_path)
    os.utime(path, (5, 5))
    store.get("abcd")
    assert path.stat().st_mtime > time.time() - 60


def test_trim_clears_away_old_temporary_files(tmp_path: Path) -> None:
    store = DiskCache(tmp_path, limit=1)
    store.put("abcd", 1)
    left = tmp_path / "ab" / ".left.tmp"
    left.write_text("x")
    os.utime(left, (5, 5))
    store.trim()
    assert not left.exists()


def test_a_renderer_makes_anew_what_is_damaged(tmp_path: Path) -> None:
    first = Renderer(tmp_path).text("a $x$")
    for path in _files(tmp_path):
        path.write_bytes(b"00000000 [1]")
    assert Renderer(tmp_path).text("a $x$") == first


def test_an_entry_of_another_shape_is_a_miss(tmp_path: Path) -> None:
    renderer = Renderer(tmp_path)
    made = renderer.text("a")
    (path,) = _files(tmp_path)
    key = path.parent.name + path.stem
    for wrong in (5, [1, 2], ["x", [["a"]], ""], {"html": "x"}):
        DiskCache(tmp_path).put(key, wrong)
        assert Renderer(tmp_path).text("a") == made


def test_a_cached_card_imports_no_parser_and_no_engine(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from flashprep.render.card import Renderer\n"
        "r = Renderer(pathlib.Path(sys.argv[1]))\n"
        "made = r.text('**a** $x^2$\\n\\n```python\\nx = 1\\n```')\n"
        "print(len(made.math), round(r.formula(made.math[0]).width, 3))\n"
        "heavy = ('markdown', 'pygments', 'nh3', 'flashprep.render.tex', 'ziamath', 'ziafont')\n"
        "print(sorted(set(heavy) & set(sys.modules)))\n"
    )
    run = [sys.executable, "-c", code, str(tmp_path)]
    cold, warm = (
        subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()
        for _each in range(2)
    )
    assert cold[0] == warm[0]
    assert cold[1] == "['flashprep.render.tex', 'markdown', 'nh3', 'pygments']"
    assert warm[1] == "[]"
