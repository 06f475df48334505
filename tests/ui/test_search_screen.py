# SPDX-License-Identifier: EUPL-1.2
"""One box: answers as one types, arrows and Enter, names while identities are open."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.services.cases import CaseDraft
from app.services.meetings import ItemText
from tests.ui.office_stage import OfficeStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.search import SearchScreen


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    with open_stage(tmp_path, qtbot) as stage:
        desk = stage.office.desk
        case, _ = desk.cases.open(CaseDraft(title="Chutes répétées"))
        desk.cases.save_identity(case, Identity(last="Verdier", first="Marguerite"))
        stage.office.consent(case, ConsentState.OBTAINED)
        stage.office.person("Aubry", "Nadia")
        meeting_id, (item,) = stage.office.running(case)
        desk.meetings.write_text(item, ItemText.SOCIAL, "Voisine épuisée", visit="v")
        desk.meetings.decide(item, "Demander l’APA")
        desk.minutes.close(meeting_id)
        while desk.search.catch_up():
            pass
        yield stage


def screen(stage: OfficeStage) -> SearchScreen:
    shown = stage.window.screen_of("search")
    assert isinstance(shown, SearchScreen)
    return shown


def look(stage: OfficeStage, letters: str) -> list[str]:
    stage.go("search")
    screen(stage).box.edit.clear()
    type_text(screen(stage).box.edit, letters)
    return [hit.title.text for hit in screen(stage)._presenter.hits]


def test_answers_come_with_each_letter_and_lead_to_what_they_are(stage: OfficeStage) -> None:
    (title,) = look(stage, "epuis")
    assert title.endswith("Chutes répétées")
    assert "1 réponse" in screen(stage).header.subtitle.text()
    press(None, "Return")
    assert stage.here.screen == "minutes"
    assert stage.here.record == stage.office.desk.minutes.all()[0].id
    look(stage, "chut")
    press(None, "Return")
    assert stage.here.screen == "case"


def test_arrows_choose_while_the_focus_stays_in_the_box(stage: OfficeStage) -> None:
    assert len(look(stage, "chut")) == 1
    assert len(look(stage, "a")) > 1
    press(None, "Down")
    assert screen(stage).list.currentRow() == 1
    assert screen(stage).box.edit.hasFocus()
    press(None, "Up")
    press(None, "Up")
    assert screen(stage).list.currentRow() == 0
    said = screen(stage).box.edit.accessibleDescription()
    assert screen(stage)._presenter.hits[0].title.text in said


def test_nothing_found_says_so_and_escape_empties_the_box(stage: OfficeStage) -> None:
    assert look(stage, "zzz") == []
    assert "Rien ne répond à" in screen(stage).none.sentence.text()
    press(None, "Esc")
    assert screen(stage).box.text() == ""
    assert "Un mot, un code ou un nom" in screen(stage).none.sentence.text()


def test_one_kind_may_be_chosen(stage: OfficeStage) -> None:
    look(stage, "a")
    screen(stage).scopes.chosen.emit("decisions")
    assert {hit.kind.value for hit in screen(stage)._presenter.hits} == {"decision"}
    assert screen(stage).box.edit.hasFocus()


def test_a_patient_is_found_by_name_only_while_identities_are_open(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    stage.go("search")
    qtbot.waitUntil(lambda: stage.office.desk.search.names.held)
    assert look(stage, "verdier") == ["Marguerite Verdier"]
    assert screen(stage).without_names.isHidden()
    stage.office.identities.drop()
    assert look(stage, "verdier") == []
    stage.go("home")
    stage.go("search")
    assert not screen(stage).without_names.isHidden()
    events = [entry.event for entry in stage.office.store.rows.journal.entries()]
    assert events.count("identity.names_searched") == 1


def test_names_are_read_again_only_where_an_identity_changed(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    office = stage.office
    stage.go("search")
    qtbot.waitUntil(lambda: office.desk.search.names.held)
    case_id, changes = office.desk.cases.open(CaseDraft(code="S26-077", question="Que faire ?"))
    stage.publish(changes)
    assert look(stage, "verdier") == ["Marguerite Verdier"], "they are still held"
    stage.publish(office.desk.cases.save_identity(case_id, Identity("Kervella", "Anne")))
    qtbot.waitUntil(lambda: office.desk.search.names.held)
    assert look(stage, "kervella") == ["Anne Kervella"]
    events = [entry.event for entry in office.store.rows.journal.entries()]
    assert events.count("identity.names_searched") == 2


def test_an_identity_that_changes_while_names_are_read_is_in_what_is_held(
    stage: OfficeStage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = stage.office
    case_id, _ = office.desk.cases.open(CaseDraft(code="S26-077", question="Que faire ?"))
    stage.go("search")
    qtbot.waitUntil(lambda: office.desk.search.names.held)
    office.desk.search.names.forget()
    asked: list[Callable[[], None]] = []

    def run(work: Callable[[], object], done: Callable[[object], None], _failed: object) -> None:
        read = work()
        asked.append(lambda: done(read))

    monkeypatch.setattr(screen(stage)._shell.tasks, "run", run)
    screen(stage)._read_names()
    stage.publish(office.desk.cases.save_identity(case_id, Identity("Kervella", "Anne")))
    asked.pop()()
    assert not office.desk.search.names.held, "what was read is out of date"
    asked.pop()()
    assert look(stage, "kervella") == ["Anne Kervella"]


def test_what_was_typed_does_not_outlive_the_vault(stage: OfficeStage) -> None:
    look(stage, "verdier")
    assert screen(stage).here() is None
