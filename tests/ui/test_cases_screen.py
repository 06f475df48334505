# SPDX-License-Identifier: EUPL-1.2
"""The list of situations by keyboard: search, walk, open, begin."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.consent import ConsentState
from app.domain.lengths import LONGEST_LINE
from tests.ui.case_stage import NASTY, CaseStage, open_stage
from tests.ui.typing import press, type_text
from ui.models import TableRole
from ui.shell import Intent


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def cells(stage: CaseStage, row: int = 0) -> list[str]:
    model = stage.cases.model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_a_row_says_code_motif_requester_status_and_consent(stage: CaseStage) -> None:
    stage.office.consent(stage.situation(), ConsentState.NOT_ASKED)
    stage.go("cases")
    assert cells(stage) == [
        "S26-001", "Chutes répétées", "A.\u00a0Cissé", "à présenter", "anonyme stricte"
    ]  # fmt: skip


def test_what_another_screen_changed_shows_in_the_list(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("cases")
    stage.go("case", case_id)
    type_text(stage.case.summary.demand.title_field.edit, "Encore : ")
    stage.go("cases")
    assert cells(stage)[1] == "Encore\u00a0: Chutes répétées"


def test_typing_narrows_the_list_and_enter_opens_the_first_row(stage: CaseStage) -> None:
    wanted = stage.situation("Lombalgie, arrêt")
    stage.situation("Chutes répétées")
    stage.go("cases")
    type_text(None, "arrêt")
    assert stage.cases.model.rowCount() == 1
    assert stage.cases.header.subtitle.text() == "1 situation sur 2"
    press(None, "Return")
    assert stage.here() == Intent("case", wanted)


def test_down_enters_the_list_and_enter_opens_the_row_walked_to(stage: CaseStage) -> None:
    first = stage.situation("Première")
    stage.situation("Seconde")
    stage.go("cases")
    press(None, "Down")
    assert stage.cases.table.hasFocus()
    press(None, "Down")
    press(None, "Return")
    assert stage.here() == Intent("case", first)


def test_the_home_screen_opens_the_view_it_counts(stage: CaseStage) -> None:
    stage.situation()
    stage.go("cases", choice="without_review")
    assert stage.cases.filters.value() == "without_review"
    assert stage.cases.none.isVisible()
    assert stage.cases.none.button.caption == "Tout afficher"
    stage.cases.none.button.click()
    assert stage.cases.model.rowCount() == 1


def test_an_empty_vault_shows_one_button_that_begins_a_situation(stage: CaseStage) -> None:
    stage.go("cases")
    assert stage.cases.none.isVisible()
    assert not stage.cases.new.isVisible()
    stage.cases.none.button.click()
    assert stage.here() == Intent("case", choice="new")


def test_a_chord_begins_a_situation(stage: CaseStage) -> None:
    stage.situation()
    stage.go("cases")
    press(None, "Ctrl+N")
    assert stage.here() == Intent("case", choice="new")


@pytest.mark.parametrize("text", NASTY, ids=["signs", "long"])
def test_a_motif_of_any_letters_stays_plain_text(stage: CaseStage, text: str) -> None:
    stage.situation(text.replace("\n", " ")[:LONGEST_LINE])
    stage.go("cases")
    assert cells(stage)[1].startswith(text[:10])
    index = stage.cases.model.index(0, 0)
    assert str(index.data(TableRole.KEY))
    assert not stage.window.grab().isNull()
