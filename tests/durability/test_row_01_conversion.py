# SPDX-License-Identifier: EUPL-1.2
"""A key moves words between a line and a text: killed right after it, they are in one place."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import NotSavedError
from app.services.meetings import ItemText
from tests.durability.lock_stage import lock_stage
from tests.durability.meeting import Ground, make_ground
from tests.ui.typing import focused, press, type_text
from ui.screens.meeting_mode import MeetingModeScreen

WORDS = "Décider le bilan"


def keys(*chords: str) -> None:
    for chord in chords:
        press(focused(), chord)
        QApplication.processEvents()


def places(screen: MeetingModeScreen) -> list[str]:
    """Where the words are on the screen."""
    dock, panes = screen.parts.dock, screen.parts.fields.panes
    found = [("decision", line.decision.text) for line in dock.decisions_pane.lines]
    found += [("organic", panes[ItemText.ORGANIC].text.text())]
    return [place for place, text in found if WORDS in text]


def killed_right_after(ground: Ground, folder: Path) -> Ground:
    """What a kill leaves: the folder as it is now, the lock file without its holder."""
    copy = ground.copied(folder)
    (copy.folder / "lock").unlink(missing_ok=True)
    return copy


def in_vault(ground: Ground) -> list[str]:
    """Where the words are, once a vault is opened again."""
    with closing(ground.opened()) as session:
        item = session.desk.meetings.item(ground.items[0])
    found = [("decision", each.text) for each in item.decisions]
    found += [("action", each.text) for each in item.actions]
    found += [("organic", item.item.notes.organic)]
    found += [(f"begun {name}", text) for name, text in item.drafts.items()]
    return [place for place, text in found if WORDS in text]


def begin_decision() -> None:
    keys("Alt+D")
    type_text(None, WORDS)
    keys("Return")


def begin_action() -> None:
    keys("Alt+A")
    type_text(None, WORDS)
    keys("Tab")
    type_text(None, "Zoé Ladoux")
    keys("Down", "Return", "Return")


@pytest.mark.parametrize(
    ("kind", "chord", "after"),
    [
        ("decision", "Ctrl+Shift+D", "organic"),
        ("decision", "Ctrl+Return", "begun action"),
        ("action", "Ctrl+Return", "organic"),
        ("action", "Ctrl+Shift+D", "decision"),
        ("organic", "Ctrl+Shift+D", "decision"),
    ],
)
def test_row_01_words_that_move_are_in_one_place_however_soon_the_program_is_killed(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, kind: str, chord: str, after: str
) -> None:
    ground = make_ground(tmp_path / "msp.tdt")
    with lock_stage(ground, qapp) as stage:
        screen = stage.enter_meeting(qtbot)
        if kind == "organic":
            keys("Alt+O")
            type_text(None, WORDS)
        else:
            (begin_decision if kind == "decision" else begin_action)()
            keys("Up")
        screen.typing.autosave()
        before = killed_right_after(ground, tmp_path / "before.tdt")
        keys(chord)
        moved = killed_right_after(ground, tmp_path / "moved.tdt")
        screen.typing.autosave()
        keys("Ctrl+Z")
        undone = killed_right_after(ground, tmp_path / "undone.tdt")
        keys("Ctrl+Shift+Z")
        redone = killed_right_after(ground, tmp_path / "redone.tdt")
    left = [in_vault(each) for each in (before, moved, undone, redone)]
    assert left == [[kind], [after], [kind], [after]]


def test_row_01_a_conversion_that_the_vault_refuses_moves_nothing(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words go back where they were, the line stays, and the save word says why."""

    def full(*_args: object, **_named: object) -> None:
        raise NotSavedError("Le disque est plein.", "Libérez de la place.")

    ground = make_ground(tmp_path / "msp.tdt")
    with lock_stage(ground, qapp) as stage:
        screen = stage.enter_meeting(qtbot)
        begin_decision()
        keys("Up")
        with monkeypatch.context() as disk:
            disk.setattr(stage.session.desk.meetings, "write_text", full)
            keys("Ctrl+Shift+D")
            assert places(screen) == ["decision"]
            assert "plein" in screen.presenter.autosave.state.reason
        assert [
            each.text for each in stage.session.desk.meetings.item(ground.items[0]).decisions
        ] == [WORDS]
        keys("Alt+D", "Up", "Ctrl+Shift+D", "Ctrl+Z", "Ctrl+Shift+Z")
        assert places(screen) == ["organic"]
        with monkeypatch.context() as disk:
            disk.setattr(stage.session.desk.meetings, "exchange", full)
            keys("Ctrl+Z")
            assert places(screen) == ["organic"]
        screen.typing.autosave()
