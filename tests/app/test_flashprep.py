"""The composition: two on one profile, closing, folders that cannot be used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashprep.app.flashprep import FixedClock, Flashprep, SystemClock
from flashprep.app.profile import Profile, locate, prepare
from flashprep.core.cards import CardId
from flashprep.core.errors import ProfileError
from flashprep.core.scheduling import Rating

if TYPE_CHECKING:
    from tests.conftest import OpenApp, SetClock


def test_two_on_one_profile_notice_each_other(open_app: OpenApp) -> None:
    one, other = open_app(), open_app()
    assert not one.catch_up()
    asked = one.study.next()
    assert asked is not None
    card = asked.view.side.id
    other.study.grade(card, Rating.EASY)
    assert one.catch_up().reviews
    assert not one.catch_up()
    after = one.study.next()
    assert after is not None
    assert after.view.side.id != card
    assert after == other.study.next()
    one.history.undo()  # what the other graded is the last grade of the profile
    assert other.catch_up().reviews
    assert other.study.next() == one.study.next()


def test_ones_own_writing_is_no_news(open_app: OpenApp) -> None:
    app = open_app()
    app.study.grade(CardId("mlf00001"), Rating.EASY)
    app.change_setting("zoom", 120)
    assert not app.catch_up()


def test_settings_changed_elsewhere_are_taken_over(open_app: OpenApp) -> None:
    one, other = open_app(), open_app()
    other.change_setting("minutes_per_day", 5)
    assert one.catch_up().settings
    assert one.study.overview().budget_seconds == 300


def test_decks_read_elsewhere_are_taken_over(open_app: OpenApp, profile_folder: Path) -> None:
    one, other = open_app(), open_app()
    deck = profile_folder / "decks" / "mine.md"
    deck.write_text("## New? <!-- id: mine0001 -->\n\nYes.\n")
    other.refresh()
    assert one.catch_up().content
    assert CardId("mine0001") in one.study


def test_another_clock_tells_all_parts_the_time(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    later = FixedClock(clock.now().replace(year=2027))
    app.set_clock(later)
    assert app.study.now == app.clock.now() == later.moment
    assert app.progress.readiness().on == later.moment.date()


def test_the_systems_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() is not None


def test_a_profile_that_was_closed_leaves_one_file(open_app: OpenApp, profile_folder: Path) -> None:
    with open_app() as app:
        app.study.grade(CardId("mlf00001"), Rating.EASY)
    names = sorted(path.name for path in profile_folder.iterdir())
    assert names == ["decks", "flashprep.db"]


def test_a_profile_is_named_by_option_variable_or_platform(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FLASHPREP_PROFILE", str(tmp_path / "variable"))
    assert locate(str(tmp_path / "option")).folder == tmp_path / "option"
    assert locate().folder == tmp_path / "variable"
    monkeypatch.chdir(tmp_path)
    assert locate("here").folder == tmp_path / "here"
    monkeypatch.delenv("FLASHPREP_PROFILE")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert locate().folder.name == "flashprep"
    assert locate("~/mine").folder == tmp_path / "mine"


def test_a_profile_lies_in_one_folder(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    for place in (profile.database, profile.decks, profile.cache):
        assert place.parent == tmp_path


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(ProfileError) as caught:
            Flashprep(Profile(folder))
        assert str(folder) in caught.value.message
        assert "--profile" in caught.value.hint


def test_a_file_in_the_place_of_the_decks(tmp_path: Path) -> None:
    (tmp_path / "decks").touch()
    with pytest.raises(ProfileError):
        prepare(Profile(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "profile" / "decks").mkdir(parents=True)
    (tmp_path / "profile").chmod(0o555)
    try:
        with pytest.raises(ProfileError, match="cannot be written"):
            prepare(Profile(tmp_path / "profile"))
    finally:
        (tmp_path / "profile").chmod(0o755)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that is read-only")
def test_a_file_system_that_cannot_be_written() -> None:
    with pytest.raises(ProfileError) as caught:
        prepare(Profile(Path("/proc/self/flashprep")))
    assert "/proc/self/flashprep" in caught.value.message
