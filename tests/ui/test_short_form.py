# SPDX-License-Identifier: EUPL-1.2
"""A concertation of two or three, from who spoke to the seal, by the keyboard alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.case import CaseStatus, Identity
from app.domain.consent import ConsentState
from app.domain.text import typeset
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.look_up import CaseFinder
from tests.journeys.hands import Hands
from tests.ui.office_stage import NASTY, OfficeStage, open_stage
from tests.ui.typing import focused, press
from ui.screens.short_form import ShortFormPresenter, ShortFormScreen
from ui.screens.short_form.kept import kept_form
from ui.screens.short_form.presenter import TypedForm
from ui.widgets.corrections import quiet_lines


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    with open_stage(tmp_path, qtbot) as stage:
        stage.office.person("Marchand", "Émile")  # the account's holder
        stage.office.person("Aubry", "Nadia")
        stage.office.person("Perrot", "Sylvie", member=False)
        yield stage


def screen(stage: OfficeStage) -> ShortFormScreen:
    found = stage.window.screen_of("short_form")
    assert isinstance(found, ShortFormScreen)
    return found


def kept(stage: OfficeStage) -> TypedForm:
    form = kept_form(stage.office.desk.short_form.begun())
    assert form is not None
    return form


def fill(stage: OfficeStage, hands: Hands, case: str = "001") -> None:
    """Everything but the seal."""
    stage.go("short_form")
    hands.type("aub")
    hands.press("Tab", "Tab")  # takes the person, then passes over the third one
    hands.type(case)
    hands.press("Tab")
    if screen(stage).consent.isVisible():
        hands.press("Right", "Tab")
    hands.press("Tab", "Tab", "Tab")  # today, the usual hour and length
    hands.press("Ctrl+A")
    hands.say("Faut-il changer le pansement ?")
    hands.press("Tab")
    hands.say("La plaie est propre.")
    hands.press("Tab")
    hands.say("Un pansement tous les deux jours.")
    hands.press("Tab")
    hands.say("Refaire l’ordonnance")
    hands.press("Tab")
    hands.type("aub")
    hands.press("Tab")
    hands.type("27/11")


def test_a_known_situation_is_recorded_with_few_keys_and_leads_to_its_papers(
    stage: OfficeStage,
) -> None:
    case_id = stage.office.case("S26-001", question="Que faire ?")
    hands = Hands()
    fill(stage, hands)
    hands.press("Ctrl+Return")
    (line,) = stage.office.desk.minutes.all()
    minutes = stage.office.desk.minutes.get(line.id)
    record = minutes.items[0].record
    assert record is not None
    assert record.question == "Faut-il changer le pansement ?"
    assert (record.text, record.decisions) == (
        "La plaie est propre.",
        ("Un pansement tous les deux jours.",),
    )
    assert [(a.text, a.who, a.due) for a in record.actions] == [
        ("Refaire l’ordonnance", "Nadia Aubry", "2026-11-27")
    ]
    assert [line.name for line in minutes.header.attendance] == ["Émile Marchand", "Nadia Aubry"]
    assert minutes.items[0].case_id == case_id
    assert stage.here.screen == "closing"
    assert stage.here.record == minutes.meeting_id
    print(f"\nforme courte : touches={hands.keys}")  # noqa: T201  the measure
    assert hands.keys <= 40


def test_a_motif_that_is_no_situation_opens_one_and_asks_for_the_consent(
    stage: OfficeStage,
) -> None:
    hands = Hands()
    fill(stage, hands, case="Plaie chronique")
    said = typeset("Nouvelle situation : un code lui sera donné.")
    assert screen(stage).case_words.text() == said
    hands.press("Ctrl+Return")
    (found,) = stage.office.desk.cases.all()
    assert (found.title, found.status) == ("Plaie chronique", CaseStatus.FOLLOWED)
    assert found.consent is ConsentState.OBTAINED


def test_what_is_missing_is_said_and_what_is_typed_stays(stage: OfficeStage) -> None:
    stage.go("short_form")
    page = screen(stage)
    page.said.set_text("La plaie est propre.")
    press(page.said, "Ctrl+Return")
    assert page.banner.label.text().startswith("Une concertation courte réunit deux ou trois")
    assert page.said.text() == "La plaie est propre."
    page.speakers.edits[1].setText("Nul")
    page.seal.click()
    assert page.banner.label.text().startswith("«\u202fNul\u202f» n’est pas dans l’annuaire.")
    stage.go("home")
    stage.go("short_form")
    assert page.said.text() == "La plaie est propre."
    assert stage.office.desk.minutes.all() == ()


def test_hours_and_lengths_that_are_none_get_a_sentence(stage: OfficeStage) -> None:
    stage.office.case("S26-001")
    fill(stage, Hands())
    page = screen(stage)
    for field, text, sentence in (
        (page.start, "tantôt", "L’heure n’est pas comprise."),
        (page.minutes, "dix", "La durée n’est pas comprise."),
        (page.minutes, "¹", "La durée n’est pas comprise."),
    ):
        before = field.text()
        field.set_text(text)
        page.seal.click()
        assert page.banner.label.text().startswith(sentence)
        field.set_text(before)
    page.on.set_value(date(2026, 12, 24))
    page.seal.click()
    assert page.banner.label.text().startswith("Ce moment est dans l’avenir.")


def test_somebody_from_outside_asks_whether_the_consent_covers_them(stage: OfficeStage) -> None:
    case_id = stage.office.case("S26-001")
    hands = Hands()
    fill(stage, hands)
    page = screen(stage)
    assert not page.outside.isVisible()
    page.speakers.edits[2].setFocus()
    hands.type("perrot")
    hands.press("Tab")
    assert page.outside.isVisible()
    page.seal.click()
    assert "Sylvie Perrot n’est pas de l’équipe" in page.banner.label.text()
    page.outside.click()
    page.seal.click()
    assert len(stage.office.desk.minutes.all()) == 1
    consent = stage.office.desk.cases.file(case_id).consent
    assert consent is not None
    assert consent.outside_team


def test_concertations_are_counted_apart(stage: OfficeStage) -> None:
    stage.office.held(stage.office.case("S26-002"), on=date(2026, 11, 19))
    stage.office.case("S26-001")
    fill(stage, Hands())
    press(focused(), "Ctrl+Return")
    stage.go("minutes")
    assert stage.minutes.header.subtitle.text() == "1 réunion, 1 concertation à deux ou trois"
    numbers = {str(stage.minutes.model.index(row, 1).data()) for row in range(2)}
    assert numbers == {"1", "C1"}


def test_hostile_texts_are_kept_as_typed(stage: OfficeStage) -> None:
    stage.office.case("S26-001")
    fill(stage, Hands())
    page = screen(stage)
    page.said.set_text(NASTY[0])
    page.seal.click()
    QApplication.processEvents()
    (line,) = stage.office.desk.minutes.all()
    record = stage.office.desk.minutes.get(line.id).items[0].record
    assert record is not None
    assert record.text == NASTY[0]


def test_a_page_that_is_not_sealed_comes_back_after_a_lock_as_it_was(stage: OfficeStage) -> None:
    case_id = stage.office.case("S26-001")
    fill(stage, Hands())
    screen(stage).speakers.edits[2].setText("Nul")
    screen(stage).speakers.edits[1].set_choice(None)
    before = replace(screen(stage).typed(), strangers=())
    screen(stage).commit_drafts()
    desk = stage.office.desk
    presenter = ShortFormPresenter(
        desk.short_form,
        desk.cases,
        CaseFinder(desk.look_up, desk.cases),
        desk.directory,
        desk.filings,
        desk.anonymity,
        desk.clock.local,
        desk.series.next_after,
    )
    again = ShortFormScreen(presenter, stage.window.shell)
    again.open_record("", "")
    assert replace(again.typed(), strangers=()) == before
    assert [edit.text() for edit in again.speakers.edits] == ["Émile Marchand", "", "Nul"]
    assert desk.agendas.next_meeting() is None  # it is no meeting that waits
    again.deleteLater()
    stage.office.consent(case_id, ConsentState.WITHDRAWN)
    assert desk.short_form.begun() == ""
    assert stage.office.where("La plaie est propre.") == set()


def test_the_page_drops_what_was_typed_of_somebody_who_withdraws(stage: OfficeStage) -> None:
    case_id = stage.office.case("S26-001")
    other = stage.office.case("S26-002")
    fill(stage, Hands())
    stage.go("home")
    for withdrawn, kept in ((other, "La plaie est propre."), (case_id, "")):
        draft = ConsentDraft(ConsentState.WITHDRAWN)
        stage.window.changes.publish(stage.office.desk.consents.record(withdrawn, draft))
        stage.go("short_form")
        assert screen(stage).said.text() == kept
    assert screen(stage).banner.label.text() == (
        "S26-001\u00a0: Accord retiré. Rien n’est gardé de cette page."
    )
    screen(stage).commit_drafts()
    assert stage.office.desk.short_form.begun() == ""


def test_a_page_of_a_person_or_of_a_date_alone_is_kept_too(stage: OfficeStage) -> None:
    hands = Hands()
    stage.go("short_form")
    hands.type("aub")
    hands.press("Tab")
    screen(stage).commit_drafts()
    assert len(kept(stage).people) == 2
    screen(stage).speakers.edits[1].set_choice(None)
    screen(stage).tasks[1].due.setFocus()
    hands.type("27/11")
    screen(stage).commit_drafts()
    assert [action.due for action in kept(stage).actions] == [date(2026, 11, 27)]


def test_nothing_is_kept_of_an_empty_page_nor_of_one_that_was_sealed(stage: OfficeStage) -> None:
    stage.go("short_form")
    stage.go("home")
    assert stage.office.desk.short_form.begun() == ""
    assert stage.office.desk.agendas.all() == ()
    stage.office.case("S26-001")
    fill(stage, Hands())
    screen(stage).commit_drafts()
    assert stage.office.desk.short_form.begun()
    screen(stage).seal.click()
    assert stage.office.desk.short_form.begun() == ""
    assert len(stage.office.desk.agendas.all()) == 1


def test_a_kept_text_that_does_not_read_is_an_empty_page(stage: OfficeStage) -> None:
    for text in ("", "{", "[]", '{"people": 3}'):
        assert kept_form(text) is None


def test_a_name_in_a_text_is_said_under_it_and_f2_replaces_it(stage: OfficeStage) -> None:
    desk = stage.office.desk
    case_id, _ = desk.cases.open(CaseDraft(title="Ulcère"))
    desk.cases.save_identity(case_id, Identity("Verdier", "Odette"))
    stage.go("short_form")
    page, hands = screen(stage), Hands()
    for edit in (
        page.question.edit,
        page.said,
        page.decision.edit,
        page.tasks[0].text,
        page.case.edit,
    ):
        edit.setFocus()
        hands.type("Mme Verdier")
        page.watch.look()
        line = quiet_lines(page)[edit]
        assert line.isVisible(), edit.accessibleName()
        assert line.text().startswith("Nom reconnu"), edit.accessibleName()
        hands.press("F2")
        assert not line.isVisible()
    assert page.said.text() == "la personne"
    assert page.decision.text() == "la personne"


def test_before_the_seal_names_are_listed_and_a_second_act_seals(stage: OfficeStage) -> None:
    desk = stage.office.desk
    case_id, _ = desk.cases.open(CaseDraft(title="Ulcère"))
    desk.cases.save_identity(case_id, Identity("Verdier", "Odette"))
    stage.go("short_form")
    page = screen(stage)
    page.decision.set_text("Appeler Mme Verdier")
    page.tasks[0].text.setText("Rappeler")
    page.tasks[0].who.setText("Sophie Verdier")
    page.seal.click()
    assert page.banner.isVisible()
    said = page.banner.label.text()
    assert "Décision\u00a0: nom reconnu" in said
    assert "Responsable de l’action 1\u00a0: nom reconnu" in said
    page.seal.click()
    assert "dirait qui" not in page.banner.label.text()  # it goes on, to what the page still lacks
    page.decision.set_text("Appeler Mme Verdier, 06 12 34 56 78")
    page.seal.click()
    assert "téléphone" in page.banner.label.text()  # what is new is said again
    page.decision.set_text("Appeler la personne")
    page.tasks[0].who.setText("Mme Durand")
    page.seal.click()
    assert "dirait qui" not in page.banner.label.text()


def test_letters_alone_in_the_second_field_come_back_in_the_second_field(
    stage: OfficeStage,
) -> None:
    stage.go("short_form")
    first, second, _third = screen(stage).speakers.edits
    first.set_choice(None)
    second.setText("Nul")
    screen(stage).commit_drafts()
    kept = kept_form(stage.office.desk.short_form.begun())
    assert kept is not None
    screen(stage).speakers.show_people([], kept.strangers, kept.places)
    assert [edit.text() for edit in screen(stage).speakers.edits] == ["", "Nul", ""]


def test_the_next_meeting_is_a_date_of_an_action(stage: OfficeStage) -> None:
    stage.office.case("S26-001")
    hands = Hands()
    fill(stage, hands)
    due = screen(stage).tasks[0].due
    due.clear()
    hands.say("prochaine réunion")
    desk = stage.office.desk
    assert due.value() == desk.series.next_after(desk.clock.today())


def test_an_action_whose_date_is_not_understood_is_not_sealed_without_it(
    stage: OfficeStage,
) -> None:
    stage.office.case("S26-001")
    hands = Hands()
    fill(stage, hands)
    screen(stage).tasks[0].due.clear()
    hands.say("bientôt")
    hands.press("Ctrl+Return")
    assert "bientôt" in screen(stage).banner.label.text()
    assert stage.office.desk.minutes.all() == ()
