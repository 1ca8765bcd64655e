"""The main job in the window: start, review by key, undo, restart; decks that change or break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from flashprep.app.exports import everything
from tests.ui.conftest import Driver

GRADES = [Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_2, Qt.Key.Key_3] * 2
CTRL = Qt.KeyboardModifier.ControlModifier


def states(driver: Driver) -> object:
    return everything(driver.app.database)


def test_ten_cards_by_key_then_undo_then_restart_give_the_same_state(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    assert driver.window.current == "today"
    driver.key(Qt.Key.Key_Return)
    assert driver.window.current == "review"
    driver.review(GRADES[:9])
    before, asked = states(driver), driver.question()
    driver.review(GRADES[9:])
    assert states(driver) != before
    driver.key(Qt.Key.Key_Z, CTRL)
    driver.settle()
    assert states(driver) == before
    assert driver.question() == asked

    restarted = open_window()
    assert states(restarted) == before
    restarted.key(Qt.Key.Key_Return)
    assert restarted.question() == asked


def test_undo_after_a_restart_takes_back_the_last_grade(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    first = driver.question()
    fresh = states(driver)
    driver.review([Qt.Key.Key_3])
    again = open_window()
    again.key(Qt.Key.Key_Z, CTRL)
    assert states(again) == fresh
    assert again.question() == first
    assert again.window.current == "review"


def test_a_grade_is_on_disk_before_the_next_card_shows(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    card = driver.question()
    driver.key(Qt.Key.Key_Space)
    driver.key(Qt.Key.Key_3)
    # No event has been handled since the key: the row is there all the same.
    rows = driver.app.history.today()
    assert [row.card for row in rows] == [card]
    assert driver.question() != card


def test_grade_keys_do_nothing_before_the_answer_is_shown(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    driver.window.show_page("review")
    card = driver.question()
    driver.key(Qt.Key.Key_3)
    assert driver.question() == card
    assert driver.app.history.today() == []


def test_the_buttons_show_the_intervals_that_the_grades_give(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    driver.window.show_page("review")
    driver.click("reveal")
    shown = [driver.window._review().grades.buttons[r].interval_text for r in (1, 2, 3, 4)]
    assert shown[:3] == ["1 min", "6 min", "10 min"]
    assert shown[3].endswith("days")
    driver.click("grade-easy")
    entry = driver.app.history.today()[-1]
    due = driver.app.study.question(entry.card).memory.due
    assert due is not None
    assert f"{(due - entry.time).days} days" == shown[3]


def test_a_deck_edited_while_a_card_is_revealed_is_redrawn_in_place(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    driver.window.show_page("review")
    driver.review([Qt.Key.Key_3])
    driver.key(Qt.Key.Key_Space)
    review = driver.window._review()
    card, path = driver.question(), review.question.view.deck
    old = review.question.view.note.answer
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    driver.window._started()
    path.write_text(text.replace(old, "A wholly new answer."), encoding="utf-8")
    driver.bot.waitUntil(
        lambda: "A wholly new answer." in review.pane.answer.plain_text(), timeout=5000
    )
    assert driver.question() == card
    assert review.pane.revealed
    driver.key(Qt.Key.Key_3)
    assert driver.app.history.today()[-1].card == card


def test_a_card_that_vanishes_while_it_is_shown_makes_room_for_the_next(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    driver.window.show_page("review")
    card = driver.question()
    driver.app.library.view(card).deck.unlink()
    driver.window.refresh_decks()
    assert driver.question() != card


def test_a_broken_deck_shows_a_banner_with_its_line_and_the_rest_works(
    open_window: Callable[[], Driver], profile_folder: Path
) -> None:
    driver = open_window()
    broken = profile_folder / "decks" / "broken.md"
    broken.write_bytes(b"## fine\nanswer\n\n## not\xff utf-8\n")
    driver.window.refresh_decks()
    (text,) = driver.window.banners.texts()
    assert f"{broken}:4" in text
    driver.window.show_page("review")
    assert len(driver.review(GRADES[:2])) == 2
    broken.write_bytes(b"## fine\nanswer\n")
    driver.window.refresh_decks()
    assert driver.window.banners.texts() == []


def test_ticks_propose_the_grade_and_enter_gives_it(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    review = driver.window._review()
    card = next(r.id for r in driver.app.library.cards() if r.kind.is_performance)
    review.ask(driver.app.study.question(card))
    driver.key(Qt.Key.Key_Space)
    note = review.question.view.note
    assert len(note.expect) >= 2
    for number, tick in enumerate(note.expect):
        if tick.must:
            box = driver.find(f"tick-{number}", QCheckBox)
            driver.bot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    proposed = [
        b.rating for b in review.grades.buttons.values() if b.property("proposed") == "true"
    ]
    assert len(proposed) == 1
    driver.key(Qt.Key.Key_Return)
    entry = driver.app.history.today()[-1]
    assert entry.rating == proposed[0]
    assert entry.tick_count == len(note.expect)
    assert entry.ticks == tuple(n for n, tick in enumerate(note.expect) if tick.must)


def test_what_another_process_graded_is_noticed(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    card = driver.question()
    from flashprep.app.flashprep import Flashprep
    from flashprep.core.scheduling import Rating

    with Flashprep(
        driver.app.profile, clock=driver.app.clock, source=driver.app.library._source
    ) as other:
        other.study.grade(card, Rating.EASY)
    driver.key(Qt.Key.Key_Space)
    driver.key(Qt.Key.Key_3)
    assert len(driver.app.history.today()) == 1
    assert any("changed elsewhere" in text for text in driver.window.banners.texts())
    assert driver.question() != card


def test_suspend_bury_and_mark_by_key(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    card = driver.question()
    driver.key(Qt.Key.Key_M)
    assert driver.app.study.question(card).memory.marked
    driver.key(Qt.Key.Key_S)
    assert driver.app.study.question(card).memory.suspended
    other = driver.question()
    assert other != card
    driver.key(Qt.Key.Key_B)
    assert driver.question() not in (card, other)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert driver.question() == other


def test_the_day_ends_with_a_page_of_its_own_and_more_minutes(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    driver.app.change_setting("minutes_per_day", 5)
    driver.window.show_page("review")
    review = driver.window._review()
    for _number in range(60):
        if review.question is None:
            break
        driver.review([Qt.Key.Key_4])
    assert review.question is None
    assert driver.text("empty-title")


def test_zoom_and_theme_hold_after_a_restart(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.key(Qt.Key.Key_Plus, CTRL)
    driver.app.change_setting("theme", "dark")
    again = open_window()
    assert again.app.preferences.values.zoom == 110
    assert again.window.desk.palette.is_dark


def test_a_card_is_edited_in_place(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    driver.review([Qt.Key.Key_3])
    card = driver.question()
    driver.key(Qt.Key.Key_Space)
    driver.key(Qt.Key.Key_E)
    text = driver.find("editor-text")
    assert driver.app.study.question(card).view.note.question.split()[0] in text.toPlainText()  # type: ignore[attr-defined]
    text.setPlainText(text.toPlainText().rstrip() + "\n\n### Hints\n1. A new hint\n")  # type: ignore[attr-defined]
    driver.click("editor-save")
    assert driver.question() == card
    assert "A new hint" in driver.app.study.question(card).view.note.hints[-1]
    assert len(driver.app.history.today()) == 1


def test_a_faulty_edit_says_why_and_loses_nothing(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    driver.key(Qt.Key.Key_E)
    text = driver.find("editor-text")
    text.setPlainText("no card")  # type: ignore[attr-defined]
    driver.click("editor-save")
    assert "not exactly one card" in driver.text("editor-fault")
    assert text.toPlainText() == "no card"  # type: ignore[attr-defined]
    driver.bot.keyClick(text, Qt.Key.Key_Escape)
    assert not driver.window._review().editing


def test_letters_typed_into_an_answer_are_no_commands(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    card = driver.question()
    driver.key(Qt.Key.Key_T)
    field = driver.find("typed-answer")
    driver.bot.keyClicks(field, "subset sbm 123")
    assert field.toPlainText() == "subset sbm 123"  # type: ignore[attr-defined]
    assert driver.question() == card
    driver.bot.keyClick(field, Qt.Key.Key_Return, CTRL)
    assert driver.window._review().pane.revealed
    assert driver.find("typed-compared").isVisible()


def test_several_actions_are_taken_back_from_the_menu(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    fresh = states(driver)
    first = driver.question()
    driver.review(GRADES[:3])
    menu = driver.window._review().header._menu
    names = [action.text() for action in menu.actions()]
    assert [name.split()[1] for name in names] == ["Easy", "Again", "Good"]
    menu.actions()[2].trigger()
    assert states(driver) == fresh
    assert driver.question() == first


def test_jump_finds_a_card(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    wanted = driver.app.library.cards()[-1]
    driver.key(Qt.Key.Key_K, CTRL)
    field = driver.find("jump-field")
    driver.bot.keyClicks(field, " ".join(wanted.question.split()[:6]).lower())
    driver.bot.keyClick(field, Qt.Key.Key_Return)
    assert driver.window.current == "library"
    driver.bot.waitUntil(lambda: wanted.id in driver.text("preview-where"))


def test_card_info_tells_the_history(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    card = driver.question()
    driver.review([Qt.Key.Key_3])
    driver.window._review().ask(driver.app.study.question(card))
    driver.key(Qt.Key.Key_I)
    table = driver.find("info-history")
    assert table.rowCount() == 1  # type: ignore[attr-defined]
    assert table.item(0, 1).text() == "Good"  # type: ignore[attr-defined]
    driver.click("info-close")


def test_the_first_start_asks_three_things_and_shows_the_first_card(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    driver.window._pages.current = ""
    driver.window.start(welcome=True)
    assert driver.find("welcome").isVisible()
    driver.click("welcome-next")
    driver.find("welcome-minutes").setValue(30)  # type: ignore[attr-defined]
    driver.click("welcome-next")
    driver.bot.keyClick(driver.find("welcome-interview-process"), Qt.Key.Key_Space)
    driver.click("welcome-next")
    values = driver.app.preferences.values
    assert values.interview_date is not None
    assert values.minutes_per_day == 30
    assert values.left_out == ("interview-process",)
    assert driver.window.current == "review"
    driver.question()


def test_enter_goes_through_the_first_start_and_a_key_may_leave_it(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    driver.window._pages.current = ""
    driver.window.start(welcome=True)
    assert not driver.window.sidebar.isEnabled()
    driver.key(Qt.Key.Key_3, CTRL)
    assert driver.window.sidebar.isEnabled()
    driver.window._pages.current = ""
    driver.window.start(welcome=True)
    for _step in range(3):
        driver.bot.keyClick(driver.window.focusWidget(), Qt.Key.Key_Return)
    assert driver.window.current == "review"
    assert driver.app.preferences.values.interview_date is not None
