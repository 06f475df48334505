# SPDX-License-Identifier: EUPL-1.2
"""The list of actions: late ones first, answers by one key, nothing lost by a slip."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.action import Action, ActionState
from app.domain.ids import ActionId
from app.services.meetings import ActionDraft
from tests.ui.office_stage import NASTY, OfficeStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.actions.answer import Asking
from ui.shell import Intent

LATE = date(2026, 11, 20)
SOON = date(2026, 12, 3)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    with open_stage(tmp_path, qtbot) as stage:
        yield stage


@pytest.fixture
def ids(stage: OfficeStage) -> list[ActionId]:
    """A late action of Jeanne's and one to come of a neighbour's, about S26-014."""
    imbert = stage.office.person("Imbert", "Jeanne")
    drafts = (
        ActionDraft("Appeler la fille", who_id=imbert, due=LATE),
        ActionDraft("Porter les clés", who_name="Une voisine", due=SOON),
    )
    made = stage.held_with(stage.office.case("S26-014"), *drafts)
    stage.go("actions")
    return made


def action(stage: OfficeStage, id_: ActionId) -> Action:
    found = stage.office.store.rows.actions.get(id_)
    assert found is not None
    return found


def shown(stage: OfficeStage) -> list[str]:
    return [view.action.text for view in stage.actions.model.records]


def test_the_latest_comes_first_with_its_delay_in_words(
    stage: OfficeStage, ids: list[ActionId]
) -> None:
    model = stage.actions.model
    texts = [str(model.index(0, column).data()) for column in range(6)]
    assert texts[0] == "S26-014"
    assert texts[1] == "Appeler la fille"
    assert texts[3:] == ["J.\u00a0Imbert", "ven. 20 nov. 2026", "en retard de 6 jours"]
    assert stage.actions.header.subtitle.text() == "2 actions à faire, 1 en retard"
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Appeler la fille, S26-014")


def test_home_leads_to_the_late_ones_alone(stage: OfficeStage, ids: list[ActionId]) -> None:
    stage.go("actions", choice="overdue")
    assert stage.actions.filters.value() == "overdue"
    assert shown(stage) == ["Appeler la fille"]


def test_one_person_is_chosen_even_when_nothing_is_left_of_theirs(
    stage: OfficeStage, ids: list[ActionId]
) -> None:
    screen = stage.actions
    names = [screen.people.combo.itemText(i) for i in range(screen.people.combo.count())]
    assert names == ["Tout le monde", "J. Imbert · 1", "Une voisine · 1"]
    key = screen.people.combo.itemData(1)
    screen.people.chosen.emit(key)
    assert shown(stage) == ["Appeler la fille"]
    press(screen.table, "E")
    assert shown(stage) == []
    assert screen.people.value() == key
    assert screen.none.isVisible()


def test_e_says_it_was_done_and_the_toast_takes_it_back(
    stage: OfficeStage, ids: list[ActionId]
) -> None:
    press(stage.actions.table, "E")
    assert action(stage, ids[0]).state is ActionState.DONE
    assert shown(stage) == ["Porter les clés"]
    assert stage.toast.label.text() == "Action exécutée · S26-014"
    stage.toast.button.click()
    assert action(stage, ids[0]) == Action(
        id=ids[0],
        item_id=action(stage, ids[0]).item_id,
        position=0,
        text="Appeler la fille",
        case_id=action(stage, ids[0]).case_id,
        who_id=action(stage, ids[0]).who_id,
        due=LATE,
    )
    assert len(shown(stage)) == 2


def test_n_asks_why_and_refuses_silence(stage: OfficeStage, ids: list[ActionId]) -> None:
    screen = stage.actions
    press(screen.table, "N")
    assert screen.answer.why.edit.hasFocus()
    press(None, "Return")
    assert screen.answer.fault.text().startswith("Dites en un mot pourquoi")
    assert action(stage, ids[0]).state is ActionState.OPEN
    type_text(None, "La fille est à l’étranger")
    press(None, "Return")
    assert action(stage, ids[0]).state is ActionState.NOT_DONE
    assert action(stage, ids[0]).note == "La fille est à l’étranger"
    assert screen.table.hasFocus()


def test_r_proposes_a_week_later_and_reads_what_is_typed(
    stage: OfficeStage, ids: list[ActionId]
) -> None:
    screen = stage.actions
    press(screen.table, "R")
    assert screen.answer.when.value() == date(2026, 12, 3)
    type_text(None, "vendredi")
    press(None, "Return")
    assert action(stage, ids[0]).state is ActionState.POSTPONED
    assert action(stage, ids[0]).due == date(2026, 11, 27)
    stage.toast.button.click()
    assert action(stage, ids[0]).state is ActionState.OPEN
    assert action(stage, ids[0]).due == LATE


def test_a_date_is_read_as_in_the_meeting(stage: OfficeStage, ids: list[ActionId]) -> None:
    press(stage.actions.table, "R")
    type_text(None, "prochaine réunion")
    press(None, "Return")
    assert action(stage, ids[0]).due == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("30/02", "Date non comprise."),
        ("hier", "Le mer. 25 nov. 2026 est passé."),
        ("", "Une action reportée a besoin d’une nouvelle date."),
        ("1/11/2026", "Le dim. 1er nov. 2026 est passé. Donnez une date à venir."),
        ("15/12/1899", "Le ven. 15 déc. 1899 est passé."),
        ("15/12/2126", "Le dim. 15 déc. 2126 est dans plus de cinq ans."),
    ],
)
def test_a_date_that_cannot_be_is_refused_under_the_field(
    stage: OfficeStage, ids: list[ActionId], typed: str, said: str
) -> None:
    answer = stage.actions.answer
    press(stage.actions.table, "R")
    press(None, "Backspace")
    type_text(None, typed)
    press(None, "Return")
    shown = [label.text() for label in (answer.fault, answer.when.message) if label.isVisible()]
    assert len(shown) == 1
    assert shown[0].startswith(said)
    assert action(stage, ids[0]).due == LATE


def test_a_day_of_no_action_is_said_before_enter_and_a_far_one_is_asked_for_twice(
    stage: OfficeStage, ids: list[ActionId]
) -> None:
    answer = stage.actions.answer
    press(stage.actions.table, "R")
    type_text(None, "1/11/2026")
    assert "est passé" in answer.fault.text()
    assert answer.fault.isVisible()
    answer.due.selectAll()
    type_text(None, "15/12/2029")
    assert "plus de deux ans" in answer.fault.text()
    press(None, "Return")
    assert action(stage, ids[0]).due == LATE
    press(None, "Return")
    assert action(stage, ids[0]).due == date(2029, 12, 15)


def test_escape_gives_up_the_question_and_returns_to_the_list(
    stage: OfficeStage, ids: list[ActionId]
) -> None:
    press(stage.actions.table, "N")
    press(None, "Escape")
    assert stage.actions.answer.asking is Asking.NOTHING
    assert stage.actions.table.hasFocus()


def test_a_settled_action_is_seen_on_demand_and_can_come_back(
    stage: OfficeStage, ids: list[ActionId]
) -> None:
    press(stage.actions.table, "E")
    stage.go("actions", choice="settled")
    assert shown(stage) == ["Appeler la fille"]
    assert not stage.actions.answer.yes.isVisible()
    press(stage.actions.table, "E")
    assert action(stage, ids[0]).state is ActionState.DONE
    stage.actions.answer.reopen.click()
    assert action(stage, ids[0]).state is ActionState.OPEN
    assert shown(stage) == []


def test_enter_opens_the_situation(stage: OfficeStage, ids: list[ActionId]) -> None:
    press(stage.actions.table, "Return")
    assert stage.here == Intent("case", record=str(action(stage, ids[0]).case_id))


def test_an_empty_list_says_where_actions_come_from(stage: OfficeStage) -> None:
    stage.go("actions")
    assert stage.actions.none.isVisible()
    assert stage.actions.none.sentence.text() == (
        "Aucune action n’est à faire. Elles se décident en réunion."
    )
    assert not stage.actions.none.button.isVisible()
    assert not stage.actions.answer.isVisible()


def test_another_screens_write_reaches_the_list(stage: OfficeStage, ids: list[ActionId]) -> None:
    stage.publish(stage.office.desk.actions.mark(ids[1], ActionState.DONE))
    assert shown(stage) == ["Appeler la fille"]


@pytest.mark.parametrize("text", NASTY)
def test_a_strange_text_is_whole_in_the_card_and_short_in_the_row(
    stage: OfficeStage, text: str
) -> None:
    case_id = stage.office.case(question=text)
    stage.held_with(case_id, ActionDraft(text, who_name=text[:60], due=SOON))
    stage.go("actions")
    row = str(stage.actions.model.index(0, 1).data())
    assert "\n" not in row
    assert len(row) <= 301
    whole = stage.actions.answer.text.text()
    assert whole.split("\n")[0][:20] == text[:20]
    assert len(whole) >= len(text.rstrip())
    assert stage.actions.answer.minimumSizeHint().width() < 800
