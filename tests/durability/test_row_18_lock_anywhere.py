# SPDX-License-Identifier: EUPL-1.2
"""Row 18: in every dialog, over every list and in the middle of a word, a lock locks."""

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.meetings import ItemText
from tests.durability.lock_stage import LockStage, Opener, lock_stage, readable
from tests.durability.meeting import Ground
from tests.ui.typing import press, type_text
from ui.curtain import Composition
from ui.dialogs import Dialogs
from ui.restart import Place, Restart
from ui.screens.unlock import UnlockPage
from ui.shell import Intent

TEXT = "Elle dit ne plus tenir"
UNSAVED = f"{TEXT} seule"

DIALOGS: dict[str, Opener] = {
    "open_file": lambda stage: stage.dialogs.open_file("Choisir", "Tableaux (*.csv)"),
    "save_file": lambda stage: stage.dialogs.save_file("Enregistrer", "cr.pdf", "PDF (*.pdf)"),
    "choose_folder": lambda stage: stage.dialogs.choose_folder("Choisir"),
    "confirm": lambda stage: stage.dialogs.confirm("Retirer ?", "Sans retour.", "Retirer"),
    "tell": lambda stage: stage.dialogs.tell("Le disque est plein."),
    "choose_printer": lambda stage: stage.dialogs.choose_printer(),
}


@pytest.fixture
def stage(ground: Ground, qapp: QApplication) -> Iterator[LockStage]:
    with lock_stage(ground, qapp) as opened:
        yield opened


def type_without_saving(stage: LockStage, qtbot: QtBot) -> None:
    """Type a line that the vault has, then a word that it has not yet."""
    pane = stage.enter_meeting(qtbot).parts.fields.panes[ItemText.SOCIAL].text
    pane.setFocus()
    type_text(pane, TEXT)
    stage.meeting.typing.autosave()
    type_text(pane, UNSAVED.removeprefix(TEXT))


def assert_locked(stage: LockStage) -> None:
    assert readable() == []
    assert [restart.folder for restart in stage.restarts] == [stage.ground.folder]
    assert stage.reread().item.notes.social == UNSAVED


def test_row_18_every_dialog_is_tried() -> None:
    asked = {name for name in vars(Dialogs) if not name.startswith("_")}
    assert set(DIALOGS) == asked


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("by", ["session", "key"])
def test_row_18_no_dialog_vetoes(stage: LockStage, qtbot: QtBot, name: str, by: str) -> None:
    type_without_saving(stage, qtbot)
    shown: list[str] = []

    def lock() -> None:
        if QApplication.activeModalWidget() is None:
            QTimer.singleShot(100, lock)
            return
        shown.extend(readable())
        if by == "key":
            press(QApplication.activeModalWidget(), "Ctrl+L")
        else:
            stage.program.lock("session locked")

    QTimer.singleShot(200, lock)
    answer = DIALOGS[name](stage)
    assert len(shown) >= 2, "the dialog was over the window"
    assert not answer
    assert_locked(stage)


def test_row_18_control_a_dialog_without_escape_holds_the_old_way(
    stage: LockStage, qtbot: QtBot
) -> None:
    """`QApplication.quit` asks each window: one that does not close kept the program open."""
    dialog = QDialog()
    dialog.closeEvent = lambda event: event.ignore()  # type: ignore[method-assign]  # as a message box without escape does
    held: list[bool] = []
    QTimer.singleShot(100, QApplication.quit)
    QTimer.singleShot(300, lambda: held.append(dialog.isVisible()))
    QTimer.singleShot(400, lambda: stage.program.lock("session locked"))
    dialog.exec()
    assert held == [True]
    assert readable() == []
    assert len(stage.restarts) == 1


def open_menu(stage: LockStage) -> None:
    menu = stage.meeting.parts.fields.panes[ItemText.SOCIAL].text.createStandardContextMenu()
    menu.setParent(stage.window, menu.windowFlags())
    menu.popup(QPoint(40, 40))


def open_list(stage: LockStage) -> None:
    box = QComboBox(stage.window)
    box.addItems(["Demandée", "Obtenue"])
    box.show()
    box.showPopup()


def open_suggestions(stage: LockStage) -> None:
    who = stage.meeting.parts.dock.actions_pane.new.who
    who.setFocus()
    type_text(who, "a")


@pytest.mark.parametrize("opener", [open_menu, open_list, open_suggestions])
def test_row_18_no_list_or_menu_vetoes(stage: LockStage, qtbot: QtBot, opener: Opener) -> None:
    type_without_saving(stage, qtbot)
    opener(stage)
    if opener is not open_suggestions:
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=2000)
    stage.program.lock("sleep")
    assert_locked(stage)


def compose(stage: LockStage, qtbot: QtBot, word: str) -> None:
    type_without_saving(stage, qtbot)
    pane = stage.meeting.parts.fields.panes[ItemText.SOCIAL].text
    pane.setFocus()
    QApplication.sendEvent(pane, QInputMethodEvent(word, []))


def test_row_18_a_word_in_the_middle_of_its_composition_is_kept(
    stage: LockStage, qtbot: QtBot
) -> None:
    compose(stage, qtbot, " très")
    stage.program.lock("idle")
    assert stage.reread().item.notes.social == f"{UNSAVED} très"


def test_row_18_control_qt_alone_drops_the_word_that_is_composed(
    stage: LockStage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose(stage, qtbot, " très")
    monkeypatch.setattr(Composition, "finish", lambda _self: QGuiApplication.inputMethod().commit())
    stage.program.lock("idle")
    assert_locked(stage)


def test_row_18_a_word_composed_in_one_line_is_kept(stage: LockStage, qtbot: QtBot) -> None:
    screen = stage.enter_meeting(qtbot)
    line = screen.parts.fields.lines[ItemText.QUESTION].edit
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.clear()
    type_text(line, "Que faire")
    QApplication.sendEvent(line, QInputMethodEvent(" ê", []))
    stage.program.lock("idle")
    assert stage.reread().item.question == "Que faire ê"


def test_row_18_half_an_action_and_half_a_decision_are_kept(stage: LockStage, qtbot: QtBot) -> None:
    screen = stage.enter_meeting(qtbot)
    dock = screen.parts.dock
    dock.actions_pane.new.text.setFocus()
    type_text(None, "Appeler la fill")
    dock.decisions_pane.new.setFocus()
    type_text(None, "On reprend le 3")
    stage.program.lock("sleep")
    drafts = stage.reread().drafts
    assert (drafts["action"], drafts["decision"]) == ("Appeler la fill", "On reprend le 3")


def test_row_18_a_task_that_runs_is_not_waited_for(stage: LockStage, qtbot: QtBot) -> None:
    type_without_saving(stage, qtbot)
    go_on = threading.Event()
    stage.tasks.run(lambda: go_on.wait(20), lambda _: None, lambda _: None)
    begun = time.monotonic()
    stage.program.lock("session locked")
    assert time.monotonic() - begun < 5
    assert readable() == []
    assert len(stage.restarts) == 1
    go_on.set()
    stage.session.close()  # what the end of the process does
    assert stage.reread().item.notes.social == UNSAVED


def test_row_18_asked_twice_locks_once(stage: LockStage, qtbot: QtBot) -> None:
    type_without_saving(stage, qtbot)
    stage.program.lock("sleep")
    stage.program.lock("sleep")
    stage.window.lock()
    assert_locked(stage)


def test_row_18_the_new_process_comes_back_to_the_same_line(
    ground: Ground, qapp: QApplication, qtbot: QtBot
) -> None:
    with lock_stage(ground, qapp) as stage:
        type_without_saving(stage, qtbot)
        stage.program.lock("idle")
        place = stage.restarts[0].place
    assert place == Place("meeting", ground.meeting, "social")
    with lock_stage(ground, qapp, Place.read(str(place))) as again:
        screen = again.meeting
        assert again.window.current is screen
        pane = screen.parts.fields.panes[ItemText.SOCIAL].text
        assert again.window.focusWidget() is pane
        assert pane.text() == UNSAVED
        assert pane.textCursor().atEnd()


def test_row_18_a_record_that_is_gone_leads_home(ground: Ground, qapp: QApplication) -> None:
    for place in (Place("case", "0190"), Place("cellar")):
        with lock_stage(ground, qapp, place) as stage:
            assert stage.window.navigator.here == Intent("home")


@pytest.mark.parametrize("trying", [False, True], ids=["waiting", "a passphrase is tried"])
def test_row_18_before_a_vault_is_open_a_lock_forgets_what_is_typed(
    ground: Ground, qapp: QApplication, qtbot: QtBot, trying: bool
) -> None:
    with lock_stage(ground, qapp) as stage:
        stage.program.show_unlock(ground.folder, Place("home"))
        page = stage.program._gate_page()
        assert isinstance(page, UnlockPage)
        qtbot.waitUntil(lambda: bool(page.state.account) and not stage.tasks.busy, timeout=5000)
        page.passphrase.set_text("ancre cerise")
        if trying:
            page.try_passphrase()
        stage.program.lock("session locked")
        fresh = stage.program._gate_page()
        assert isinstance(fresh, UnlockPage)
        if trying:
            assert stage.restarts == [Restart(ground.folder, Place("home"))]
        else:
            assert fresh.passphrase.text() == ""
            assert stage.restarts == []
