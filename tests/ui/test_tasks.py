"""Work beside the window: results, progress, giving up, and no thread left behind."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from flashprep.core.cancel import check
from flashprep.core.errors import FlashprepError
from flashprep.ui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from flashprep.core.cancel import Cancel, Progress


@pytest.fixture
def task() -> Iterator[Task]:
    made = Task()
    yield made
    made.stop()


def forever(_progress: Progress, cancel: Cancel) -> None:
    while True:
        check(cancel)
        time.sleep(0.001)


def test_the_result_arrives_on_the_windows_thread(task: Task, qtbot: QtBot) -> None:
    seen: list[object] = []
    task.done.connect(lambda result: seen.append((result, QThread.currentThread())))
    task.start(lambda _progress, _cancel: threading.get_ident())
    assert task.running
    qtbot.waitUntil(lambda: bool(seen))
    (result, thread), *more = seen
    assert result != threading.get_ident()
    assert thread is QApplication.instance().thread()
    assert not more
    assert not task.running


def test_progress_is_told_in_order_and_not_too_often(task: Task, qtbot: QtBot) -> None:
    shares: list[float] = []
    threads = set()
    task.progressed.connect(shares.append)
    task.progressed.connect(lambda _share: threads.add(threading.get_ident()))

    def work(progress: Progress, _cancel: Cancel) -> None:
        for step in range(10_001):
            progress(step / 10_000)

    with qtbot.waitSignal(task.done):
        task.start(work)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert 10 < len(shares) <= 101
    assert threads == {threading.get_ident()}


def test_a_cancelled_task_says_nothing_more(task: Task, qtbot: QtBot) -> None:
    heard: list[object] = []
    for signal in (task.done, task.failed, task.progressed):
        signal.connect(heard.append)
    task.start(forever)
    task.cancel()
    assert not task.running
    qtbot.wait(50)
    assert heard == []


def test_a_result_that_comes_after_the_cancel_is_dropped(task: Task, qtbot: QtBot) -> None:
    results: list[object] = []
    task.done.connect(results.append)

    def deaf(_progress: Progress, _cancel: Cancel) -> str:
        time.sleep(0.03)
        return "too late"

    task.start(deaf)
    task.cancel()
    qtbot.wait(80)
    assert results == []


def test_a_new_start_gives_up_the_one_before(task: Task, qtbot: QtBot) -> None:
    results: list[object] = []
    task.done.connect(results.append)
    task.start(forever)
    task.start(lambda _progress, _cancel: "second")
    qtbot.waitUntil(lambda: bool(results))
    qtbot.wait(30)
    assert results == ["second"]


def test_stop_waits_until_the_thread_has_ended(task: Task) -> None:
    task.start(forever)
    task.start(forever)
    thread = task._thread
    assert thread is not None
    task.stop()
    assert thread.isFinished()
    assert not task._leaving


def test_a_failure_that_a_person_can_mend_is_told(task: Task, qtbot: QtBot) -> None:
    def work(_progress: Progress, _cancel: Cancel) -> None:
        raise FlashprepError("No.", "Try again.")

    with qtbot.waitSignal(task.failed) as caught:
        task.start(work)
    assert str(caught.args[0]) == "No. Try again."


@pytest.mark.logs_errors
def test_a_bug_is_raised_on_the_windows_thread(task: Task, qtbot: QtBot) -> None:
    def work(_progress: Progress, _cancel: Cancel) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as errors:
        task.start(work)
        qtbot.waitUntil(lambda: bool(errors))
    assert errors[0][0] is ZeroDivisionError


class Large:
    """Something that should not live on."""


def test_what_was_found_is_not_kept(task: Task, qtbot: QtBot) -> None:
    held: list[weakref.ref[Large]] = []

    def work(_progress: Progress, _cancel: Cancel) -> Large:
        made = Large()
        held.append(weakref.ref(made))
        return made

    for number in range(1, 4):
        with qtbot.waitSignal(task.done):
            task.start(work)
        qtbot.wait(20)
        gc.collect()
        assert [one() for one in held] == [None] * number
