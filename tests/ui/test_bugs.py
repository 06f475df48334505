# SPDX-License-Identifier: EUPL-1.2
"""What nobody caught: told once, offered to be reported, logged without content."""

import logging
import sys
import threading
from collections.abc import Callable

import pytest

from app.domain.errors import UserError
from ui.bugs import BugHandler


def _told_to(told: list[tuple[str, str]], *, agrees: bool = False) -> Callable[..., bool]:
    def tell(sentence: str, remedy: str, action: str) -> bool:
        told.append((sentence, remedy))
        return agrees and bool(action)

    return tell


def make_bug() -> None:
    secret = "Mme Verdier"
    raise RuntimeError(secret)


@pytest.mark.logs("bug RuntimeError at test_bugs.py")
def test_a_bug_is_told_once_and_logged_without_content(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[str, str]] = []
    handler = BugHandler(_told_to(told), logging.getLogger("ui"))
    try:
        make_bug()
    except RuntimeError as error:
        handler(type(error), error, error.__traceback__)
    assert len(told) == 1
    assert told[0][0].startswith("Une erreur inattendue")
    assert "make_bug" in caplog.text
    assert "Verdier" not in caplog.text


@pytest.mark.logs("bug RuntimeError at test_bugs.py")
@pytest.mark.parametrize("agrees", [True, False])
def test_a_bug_offers_to_be_reported(agrees: bool) -> None:
    reported: list[str] = []
    tell = _told_to([], agrees=agrees)
    handler = BugHandler(tell, logging.getLogger("ui"), lambda: reported.append("asked"))
    try:
        make_bug()
    except RuntimeError as error:
        handler(type(error), error, error.__traceback__)
    assert reported == (["asked"] if agrees else [])


@pytest.mark.logs("thread RuntimeError at test_bugs.py")
def test_what_ends_a_thread_is_logged_without_content(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[str, str]] = []
    handler = BugHandler(_told_to(told), logging.getLogger("ui"))
    before = threading.excepthook
    try:
        threading.excepthook = handler.in_thread
        thread = threading.Thread(target=make_bug)
        thread.start()
        thread.join()
    finally:
        threading.excepthook = before
    assert told == []
    assert "make_bug" in caplog.text
    assert "Verdier" not in caplog.text


@pytest.mark.logs("unraised RuntimeError at test_bugs.py")
def test_what_nobody_can_raise_is_logged_without_content(caplog: pytest.LogCaptureFixture) -> None:
    handler = BugHandler(_told_to([]), logging.getLogger("ui"))
    before = sys.unraisablehook

    class Ending:
        def __del__(self) -> None:
            make_bug()

    try:
        sys.unraisablehook = handler.unraised
        Ending()
    finally:
        sys.unraisablehook = before
    assert "make_bug" in caplog.text
    assert "Verdier" not in caplog.text


def test_a_refusal_says_its_own_sentence() -> None:
    told: list[tuple[str, str]] = []
    handler = BugHandler(_told_to(told), logging.getLogger("ui"))
    error = UserError("L’accord est retiré.", "Ouvrez la situation.")
    handler(UserError, error, None)
    assert told == [("L’accord est retiré.", "Ouvrez la situation.")]


def test_the_handler_can_be_taken_away_again() -> None:
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handler = BugHandler(_told_to([]), logging.getLogger("ui"))
    try:
        handler.install()
        assert sys.excepthook is handler
        handler.remove()
        assert sys.excepthook is sys.__excepthook__
        assert threading.excepthook is threading.__excepthook__
        assert sys.unraisablehook is sys.__unraisablehook__
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
