# SPDX-License-Identifier: EUPL-1.2
"""What of a protocol cannot be kept: undone by Ctrl+Z, said where it holds something up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import NotAllowedError
from app.domain.lengths import LONGEST_TEXT
from app.domain.protocol import ProtocolContent, ProtocolStatus
from app.storage.unit_of_work import Store
from tests.ui.protocol_stage import THREE, ProtocolStage, open_protocol_stage
from tests.ui.typing import press, type_text
from ui.screens.protocol.steps_page import StepsPage
from ui.widgets import GrowingText

CONTENT = ProtocolContent(title="Plaie chronique", need="Trois chutes", steps=THREE)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[ProtocolStage]:
    with open_protocol_stage(tmp_path, qtbot) as opened:
        opened.open(CONTENT, "text")
        yield opened


def text(stage: ProtocolStage, name: str) -> GrowingText:
    return next(card.texts[name] for card in stage.text.sections if name in card.texts)


def paste(letters: str) -> None:
    QApplication.clipboard().setText(letters)
    press(None, "Ctrl+V")


def without_a_title(stage: ProtocolStage) -> None:
    line = stage.text.heading.title_field.edit
    line.setFocus()
    line.selectAll()
    press(line, "Delete")


def test_a_title_that_was_wiped_out_comes_back_with_ctrl_z(stage: ProtocolStage) -> None:
    type_text(text(stage, "places"), "Domicile")
    without_a_title(stage)
    press(None, "Ctrl+Shift+Z")
    assert stage.text.heading.title_field.text() == "", "there is nothing to do again"
    press(None, "Ctrl+Z")
    assert stage.text.heading.title_field.text() == "Plaie chronique"
    assert stage.text.heading.title_field.message.text() == ""
    assert stage.screen.header.saved.text() == ""
    assert stage.protocol.content.places == "Domicile", "one thing at a time"
    press(None, "Ctrl+Z")
    assert stage.protocol.content.places == text(stage, "places").text() == ""
    assert stage.dialogs.told == []


def test_a_text_over_which_too_much_was_pasted_comes_back_with_ctrl_z(
    stage: ProtocolStage,
) -> None:
    need = text(stage, "need")
    need.setFocus()
    need.selectAll()
    paste("x" * (2 * LONGEST_TEXT))
    press(None, "Ctrl+Z")
    assert need.text() == stage.protocol.content.need == "Trois chutes"
    assert need.accessibleDescription() == ""
    stage.show("steps")
    page = stage.screen.page
    assert isinstance(page, StepsPage)
    page.work.edit(stage.kept()[0].id, 1)
    assert page.table.editor is not None
    cell = page.table.editor.texts["what"]
    cell.selectAll()
    paste("mot\t\n" * LONGEST_TEXT)
    press(None, "Ctrl+Z")
    assert cell.text() == "Repérer"
    assert page.table.editor.message.text() == ""


def test_what_is_not_saved_is_said_where_it_holds_up_a_move_a_print_and_the_bin(
    stage: ProtocolStage,
) -> None:
    without_a_title(stage)
    stage.show("life")
    stage.life.standing.moves[ProtocolStatus.REVIEW].click()
    assert stage.protocol.status is ProtocolStatus.DRAFT
    assert "n’a pas de titre" in stage.life.standing.message.text()
    stage.life.standing.say("")
    stage.life.standing.remove_button.click()
    assert "n’a pas de titre" in stage.life.standing.message.text()
    remark = stage.screen.leaving.remark
    for leave in (
        stage.screen.header.print_button,
        stage.screen.header.summary_button,
        stage.screen.header.export_button,
    ):
        remark.clear()
        leave.click()
        assert remark.isVisible()
        assert "Rien n’est sorti" in remark.label.text()
    assert stage.dialogs.asked == []
    press(None, "Ctrl+Z")
    stage.screen.header.export_button.click()
    assert remark.isHidden()
    assert stage.dialogs.asked


def test_who_may_only_read_types_nothing_that_would_hold_the_page(
    stage: ProtocolStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = property(lambda _store: NotAllowedError("Votre compte permet de lire."))
    monkeypatch.setattr(Store, "refusal", reader)
    stage.show("text")
    assert stage.text.frozen.sentence.text() == "Votre compte permet de lire."
    assert stage.text.frozen.button.isHidden()
    heading = stage.text.heading
    read = (heading.title_field.edit, heading.referent, heading.revise_on.date_edit)
    assert all(edit.isReadOnly() for edit in read)
    assert text(stage, "need").isReadOnly()
    assert stage.text.references.add_button.isHidden()
    stage.show("steps")
    page = stage.screen.page
    assert isinstance(page, StepsPage)
    assert not page.work.writable
    assert page.frozen.text() == "Votre compte permet de lire."
    monkeypatch.undo()
    stage.show("text")
    assert stage.text.frozen.isHidden()
    assert not text(stage, "need").isReadOnly()
