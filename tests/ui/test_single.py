"""One window per profile: a second start raises the first; a kill leaves no lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from flashprep.ui.single import SingleWindow


def test_the_second_raises_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = SingleWindow(tmp_path), SingleWindow(tmp_path)
    assert first.claim()
    assert not second.claim()
    with qtbot.waitSignal(first.raised, timeout=3000):
        assert second.call_other()
    first.release()
    assert second.claim()
    second.release()


def test_two_profiles_have_a_window_each(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    first, second = SingleWindow(one), SingleWindow(two)
    assert first.claim()
    assert second.claim()
    first.release()
    second.release()


HOLD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from flashprep.ui.single import SingleWindow
app = QCoreApplication([])
single = SingleWindow(Path(sys.argv[1]))
print(single.claim(), flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")
def test_a_lock_left_by_a_kill_clears_itself(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "True"
    assert not SingleWindow(tmp_path).claim()
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    until = time.monotonic() + 5
    after = SingleWindow(tmp_path)
    while not after.claim() and time.monotonic() < until:
        time.sleep(0.05)
    assert after.call_other()
    after.release()
