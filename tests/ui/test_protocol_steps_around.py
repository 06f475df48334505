# SPDX-License-Identifier: EUPL-1.2
"""Around the steps of a protocol: copied, frozen, proposed, read at any width."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.protocol import Moment, ProtocolContent
from app.domain.protocol_fields import MOST_STEPS
from tests.services.protocols import in_force
from tests.ui.protocol_stage import (
    THREE,
    ProtocolStage,
    on_steps,
    open_protocol_stage,
    step,
    whats,
)
from tests.ui.typing import focused, press, type_text
from ui.screens.protocol.step_text import StepText
from ui.screens.protocol.steps_page import StepsPage
from ui.screens.protocol.who_edit import WhoEdit


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[ProtocolStage]:
    with open_protocol_stage(tmp_path, qtbot) as opened:
        yield opened


def test_no_more_steps_than_a_page_can_say(stage: ProtocolStage) -> None:
    many = tuple(step(f"s{n}", what=f"Étape {n}") for n in range(MOST_STEPS))
    page = on_steps(stage, *many)
    page.table.add_button(Moment.ALERT).click()
    assert stage.toast.label.text().startswith("Un protocole a 50 étapes au plus")
    assert len(page._presenter.steps) == MOST_STEPS
    page.work.edit(stage.kept()[3].id)
    press(None, "Ctrl+D")
    assert len(stage.kept()) == MOST_STEPS


def test_a_frozen_version_is_read_and_says_why(stage: ProtocolStage) -> None:
    stage.id = in_force(stage.office, ProtocolContent(title="Plaie", steps=THREE))
    stage.show("steps")
    page = stage.screen.page
    assert isinstance(page, StepsPage)
    assert page.frozen.text().startswith("La version 1 est validée\u00a0: son texte ne change plus")
    assert not page.table.add_button(Moment.SPOT).isVisible()
    page.table.focus_row(stage.kept()[0].id)
    press(None, "Return")
    assert isinstance(focused(), WhoEdit), "a long cell is read by opening its step"
    type_text(None, "zzz")
    press(None, "Tab")
    type_text(None, "zzz")
    press(None, "Alt+Down")
    press(None, "Alt+Del")
    press(None, "Ctrl+D")
    press(None, "Escape")
    assert stage.kept() == page._presenter.steps
    assert whats(stage) == ["Repérer", "Confirmer", "Compter"]


def test_steps_are_copied_from_another_protocol_into_their_moments(stage: ProtocolStage) -> None:
    texts = stage.office.desk.protocols.texts
    other = (step("x", what="Peser"), step("y", Moment.ALERT, who="IDE", what="Appeler"))
    texts.create(ProtocolContent(title="Dénutrition", steps=other))
    texts.create(ProtocolContent(title="Sans étape"))
    page = on_steps(stage, *THREE)
    page.copy_button.click()
    card = page.copy_card
    assert card.protocol.combo.count() == 1, "neither itself nor one without steps"
    assert not card.do.isEnabled()
    press(None, "Tab")
    press(None, "Tab")
    press(None, "Space")
    assert card.do.caption == "Copier 1 étape"
    card.all.click()
    card.do.click()
    assert whats(stage) == ["Repérer", "Confirmer", "Peser", "Compter", "Appeler"]
    assert stage.toast.label.text() == "2 étapes copiées"
    assert not card.isVisible()
    known = {each.id for each in stage.kept()}
    assert not known & {each.id for each in texts.all()[0].protocol.content.steps}
    stage.toast.button.click()
    assert whats(stage) == ["Repérer", "Confirmer", "Compter"]
    page.copy_button.click()
    press(None, "Escape")
    assert not card.isVisible()


def test_copying_says_why_it_cannot(stage: ProtocolStage) -> None:
    texts = stage.office.desk.protocols.texts
    page = on_steps(stage, *(step(f"s{n}", what="x") for n in range(MOST_STEPS)))
    page.copy_button.click()
    assert page.copy_card.nothing.isVisible()
    press(None, "Escape")
    texts.create(ProtocolContent(title="Autre", steps=(step("x", what="Peser"),)))
    page.copy_button.click()
    page.copy_card.all.click()
    page.copy_card.do.click()
    assert page.copy_card.message.text().startswith("Un protocole a 50 étapes au plus")
    assert len(stage.kept()) == MOST_STEPS


def test_who_proposes_professions_and_never_a_name(stage: ProtocolStage) -> None:
    stage.office.person("Infirmier", "Paul", profession="Sage-femme")
    page = on_steps(stage, step("a", who="Infirmier de pratique avancée", what="Voir"))
    found = [each.label for each in page._words("inf")]
    assert found[0] == "Infirmier de pratique avancée", "what this protocol says comes first"
    assert "Paul Infirmier" not in found
    assert next(each.label for each in page._words("sage")) == "Sage-femme"
    assert page._words("zzz") == []
    press(None, "Ctrl+Return")
    type_text(None, "inf")
    press(None, "Escape")
    press(None, "Tab")
    press(None, "Escape")
    assert [each.who for each in stage.kept()][1] == "inf", "Échap keeps what was typed"


def test_what_others_wrote_meanwhile_is_shown_and_what_is_typed_stays(
    stage: ProtocolStage,
) -> None:
    page = on_steps(stage, *THREE)
    texts = stage.office.desk.protocols.texts
    content = texts.get(stage.id).content
    steps = (*content.steps[:2], replace(content.steps[2], what="Compter tout"))
    page.work.edit(content.steps[0].id, 1)
    changes = texts.save_text(stage.id, replace(content, steps=steps))
    stage.screen.refresh(changes)
    row = page.table.row(content.steps[2].id)
    assert row is not None
    assert "Compter tout" in row.accessibleName()
    assert page.table.editing == content.steps[0].id


@pytest.mark.parametrize("width", [1366, 900, 560])
def test_each_cell_is_read_whole_at_any_width(stage: ProtocolStage, width: int) -> None:
    long = "Une phrase assez longue pour tenir sur plusieurs lignes dans sa case. " * 2
    page = on_steps(stage, step("a", who="Infirmière", what=long, how=long))
    stage.window.resize(width, 700)
    QApplication.processEvents()
    row = page.table.row(stage.kept()[0].id)
    assert row is not None
    assert row.height() >= row.heightForWidth(row.width())
    assert row.toolTip() == "", "nothing is cut"
    page.work.edit(stage.kept()[0].id, 5)
    QApplication.processEvents()
    cell = focused()
    assert isinstance(cell, StepText)
    assert cell.verticalScrollBar().maximum() == 0
    assert cell.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_page_key_leads_to_where_the_work_of_a_side_begins(stage: ProtocolStage) -> None:
    page = on_steps(stage, *THREE)
    stage.show("text")
    title = stage.text.heading.title_field.edit
    assert focused() is title
    press(title, "Ctrl+PgDown")
    assert focused() is page.table.row(stage.kept()[0].id)
    press(None, "Ctrl+PgDown")
    press(None, "Ctrl+PgDown")
    assert focused() is stage.life.standing.first_button()
    press(None, "Ctrl+PgDown")
    assert focused() is stage.life.standing.first_button(), "there is no other side"
    for _ in range(3):
        press(None, "Ctrl+PgUp")
    assert focused() is title


def test_a_long_profession_is_read_from_its_beginning_while_another_cell_is_typed(
    stage: ProtocolStage,
) -> None:
    page = on_steps(stage, step("a", who="Infirmière de coordination", what="Repérer"))
    page.work.edit(stage.kept()[0].id, 1)
    assert page.table.editor is not None
    assert page.table.editor.who.cursorPosition() == 0
    page.table.editor.focus_cell(0)
    assert page.table.editor.who.cursorPosition() == len("Infirmière de coordination")
