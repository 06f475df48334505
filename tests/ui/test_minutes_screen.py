# SPDX-License-Identifier: EUPL-1.2
"""Sealed minutes: read, verified, printed, corrected, and closed to whoever has no reason."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.action import ActionState
from app.domain.changes import Changes, Kind
from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.domain.journal import short_head
from app.domain.meeting import MeetingState
from app.domain.seal import fingerprint
from tests.ui.office_stage import NASTY, OfficeStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.minutes.item_view import ItemView
from ui.shell import Intent
from ui.theme import Tone

LONG = "a" * 300
LAST_WEEK = date(2026, 11, 19)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    with open_stage(tmp_path, qtbot) as stage:
        yield stage


def words_of(view: ItemView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel))


def readings(stage: OfficeStage, event: str = "minutes.read") -> int:
    return sum(entry.event == event for entry in stage.office.store.rows.journal.entries())


def test_the_latest_minutes_are_read_first_with_number_seal_and_items(stage: OfficeStage) -> None:
    stage.office.held(stage.office.case("S26-001"), on=date(2026, 11, 12))
    _, minutes_id, _ = stage.office.held(stage.office.case("S26-014"), on=LAST_WEEK)
    stage.go("minutes")
    pane = stage.minutes.pane
    mark = fingerprint(stage.office.desk.minutes.all()[0].seal)
    assert pane.heading.text() == "Réunion du jeudi 19 novembre 2026"
    assert pane.facts.text().startswith("n°\u00a02 · version\u00a01")
    assert mark in pane.sealed.text()
    assert str(stage.minutes.model.index(0, 1).data()) == "2"
    assert str(stage.minutes.model.index(0, 3).data()) == mark
    assert stage.minutes.table.current_key() == minutes_id
    words = words_of(pane.items[0])
    for said in ("S26-014", "organic S26-014", "decision S26-014", "jeu. 3 déc. 2026"):
        assert said in words


def test_what_was_answered_of_earlier_actions_stands_before_the_decisions(
    stage: OfficeStage,
) -> None:
    office = stage.office
    case_id = office.case("S26-014")
    _, _, (item,) = office.held(case_id, on=date(2026, 11, 12))
    (action,) = office.desk.meetings.actions_of(item)
    meeting_id, (again,) = office.running(case_id, on=LAST_WEEK)
    office.desk.actions.mark(action.id, ActionState.NOT_DONE, "elle ne l'a pas voulu")
    office.desk.meetings.decide(again, "Attendre")
    office.desk.minutes.close(meeting_id)
    stage.go("minutes")
    words = words_of(stage.minutes.pane.items[0])
    said = "action S26-014 (Une voisine)\u00a0: non exécutée, parce qu’elle ne l’a pas voulu"
    assert f"Actions antérieures\n{said}\n" in words
    assert words.index(said) < words.index("Décisions") < words.index("Attendre")


def test_an_intent_opens_the_version_it_names_and_reads_it_once(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    _, first, _ = stage.office.held(stage.office.case(), on=date(2026, 11, 12))
    stage.office.held(stage.office.case(), on=LAST_WEEK)
    stage.go("minutes", first)
    qtbot.wait(250)
    assert stage.minutes.pane.heading.text() == "Réunion du jeudi 12 novembre 2026"
    assert readings(stage) == 1


def test_walking_through_the_list_journals_only_where_it_stops(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    for day in (5, 12, 19):
        stage.office.held(stage.office.case(), on=date(2026, 11, day))
    stage.go("minutes")
    qtbot.wait(250)
    before = readings(stage)
    press(stage.minutes.table, "Down")
    press(stage.minutes.table, "Down")
    qtbot.waitUntil(lambda: stage.minutes.pane.heading.text() == "Réunion du jeudi 5 novembre 2026")
    assert readings(stage) == before + 1


def test_an_intact_seal_is_said_in_words(stage: OfficeStage) -> None:
    stage.office.held(stage.office.case())
    stage.go("minutes")
    stage.minutes.pane.verify.click()
    assert stage.minutes.pane.banner._tone is Tone.OK
    assert stage.minutes.pane.banner.label.text() == (
        "Le sceau est intact\u00a0: l’en-tête et 1 point sont tels qu’ils ont été scellés."
        " Signature vérifiée."
    )


def test_minutes_that_nobody_signed_say_so(stage: OfficeStage) -> None:
    stage.office.held(stage.office.case())
    stage.office.sealed("DELETE FROM minutes_signature")
    stage.office.sealed("DELETE FROM account_key")
    stage.office.sealed("UPDATE minutes SET head = ''")
    stage.go("minutes")
    assert "non signé" in stage.minutes.pane.sealed.text()
    stage.minutes.pane.verify.click()
    assert stage.minutes.pane.banner.label.text().endswith("Scellé, non signé.")


def test_signed_minutes_say_by_whom_and_show_the_head_of_the_journal(stage: OfficeStage) -> None:
    _, minutes_id, _ = stage.office.held(stage.office.case())
    stage.go("minutes")
    said = stage.minutes.pane.sealed.text()
    assert said.startswith("Signé par Émile Marchand le jeu. 26 nov. 2026")
    assert short_head(stage.office.desk.minutes.get(minutes_id).head) in said


def test_an_exported_file_is_recognised_and_opens_its_version(
    stage: OfficeStage, tmp_path: Path
) -> None:
    _, first, _ = stage.office.held(stage.office.case(), on=date(2026, 11, 12))
    stage.office.held(stage.office.case(), on=LAST_WEEK)
    stage.go("minutes", first)
    file = tmp_path / "cr.json"
    stage.dialogs.file_to_save = file
    stage.minutes.pane.export.click()
    assert stage.toast.label.text() == "Enregistré\u00a0: cr.json"
    stage.go("minutes", stage.office.desk.minutes.all()[0].id)
    stage.dialogs.file_to_open = file
    stage.minutes.check.click()
    pane = stage.minutes.pane
    assert pane.heading.text() == "Réunion du jeudi 12 novembre 2026"
    assert "fichier inchangé" in pane.banner.label.text()
    file.write_bytes(file.read_bytes().replace(b"decision", b"autre"))
    stage.minutes.check.click()
    assert pane.banner._tone is Tone.LATE
    assert "le point 1 du fichier a été modifié" in pane.banner.label.text()


def test_a_printed_file_is_recognised(stage: OfficeStage, qtbot: QtBot, tmp_path: Path) -> None:
    stage.office.held(stage.office.case())
    stage.go("minutes")
    stage.dialogs.file_to_save = stage.dialogs.file_to_open = tmp_path / "cr.pdf"
    stage.minutes.save.click()
    qtbot.waitUntil((tmp_path / "cr.pdf").exists, timeout=20_000)
    assert readings(stage, "document.saved") == 1
    stage.minutes.check.click()
    assert stage.minutes.pane.banner._tone is Tone.OK


def test_a_file_that_cannot_be_read_or_is_none_gets_a_sentence(
    stage: OfficeStage, tmp_path: Path
) -> None:
    stage.office.held(stage.office.case())
    stage.go("minutes")
    stage.minutes.check.click()  # no file chosen
    assert stage.minutes.pane.banner.isHidden()
    stage.dialogs.file_to_open = tmp_path / "strange.pdf"
    stage.dialogs.file_to_open.write_bytes(b"%PDF-1.7 of somebody else")
    stage.minutes.check.click()
    assert stage.minutes.pane.banner.label.text().startswith("Ce fichier n’est pas un compte rendu")


@pytest.mark.skipif(sys.platform == "win32", reason="a file of a Unix")
def test_a_file_that_never_ends_is_refused_at_once(stage: OfficeStage, tmp_path: Path) -> None:
    stage.office.held(stage.office.case())
    stage.go("minutes")
    for path, said in ((Path("/dev/zero"), "pas un fichier"), (tmp_path / LONG, "être lu")):
        stage.dialogs.file_to_open = path
        with pytest.raises(UserError, match=said):
            stage.minutes._output.open_file()


def test_a_forged_item_is_named(stage: OfficeStage) -> None:
    stage.office.held(stage.office.case())
    stage.office.sealed(
        "UPDATE minutes_item SET record = replace(record, 'decision S26', 'forged S26')"
    )
    stage.go("minutes")
    stage.minutes.pane.verify.click()
    assert stage.minutes.pane.banner._tone is Tone.LATE
    assert stage.minutes.pane.banner.label.text() == (
        "Le point 1 du compte rendu ne correspond plus à son sceau."
    )


def test_a_correction_needs_a_reason_then_opens_the_meeting(stage: OfficeStage) -> None:
    meeting_id, _, _ = stage.office.held(stage.office.case())
    stage.go("minutes")
    pane = stage.minutes.pane
    pane.correct.click()
    assert pane.reason.edit.hasFocus()
    press(None, "Return")
    assert pane.reason.message.text().startswith("Une nouvelle version a besoin d’une raison.")
    type_text(None, "Une date fausse")
    press(None, "Return")
    assert stage.here == Intent("meeting", record=meeting_id)
    meeting = stage.office.desk.meetings.meeting(meeting_id)
    assert (meeting.state, meeting.amendment) == (MeetingState.RUNNING, "Une date fausse")


def test_a_replaced_version_says_by_which_and_cannot_be_corrected(stage: OfficeStage) -> None:
    meeting_id, first, _ = stage.office.held(stage.office.case())
    stage.office.desk.minutes.reopen(meeting_id, "Une date fausse")
    stage.office.desk.minutes.close(meeting_id)
    stage.go("minutes", first)
    pane = stage.minutes.pane
    assert pane.replaced.text == "remplacée par la version 2"
    assert not pane.correct.isVisible()
    stage.go("minutes", stage.office.desk.minutes.all()[0].id)
    assert pane.version.text() == "Corrigé parce que\u00a0: Une date fausse"
    assert pane.correct.isVisible()


def test_an_item_whose_person_withdrew_opens_for_a_reason_until_one_leaves(
    stage: OfficeStage,
) -> None:
    case_id = stage.office.case("S26-014")
    stage.office.held(case_id)
    stage.office.consent(case_id, ConsentState.WITHDRAWN)
    stage.go("minutes")
    closed = stage.minutes.pane.items[0]
    assert "S26-014" in words_of(closed)
    assert "retiré son accord" in words_of(closed)
    assert "decision" not in words_of(closed)
    assert closed.reason is not None
    closed.reason.edit.setFocus()
    press(None, "Return")
    assert closed.reason.message.text().startswith("L’accès à ce point est restreint")
    type_text(None, "Demande du juge")
    press(None, "Return")
    assert "decision S26-014" in words_of(stage.minutes.pane.items[0])
    assert readings(stage, "minutes.restricted_read") == 1
    stage.go("home")
    stage.go("minutes")
    assert "decision" not in words_of(stage.minutes.pane.items[0])


def test_an_item_withdrawn_during_its_meeting_says_so_and_has_nothing_to_open(
    stage: OfficeStage,
) -> None:
    case_id = stage.office.case("S26-014")
    meeting_id, _ = stage.office.running(case_id)
    stage.office.consent(case_id, ConsentState.WITHDRAWN)
    stage.office.desk.minutes.close(meeting_id)
    stage.go("minutes")
    closed = stage.minutes.pane.items[0]
    assert "rien n’est conservé de ce point" in words_of(closed)
    assert "depuis" not in words_of(closed)
    assert closed.reason is None


def test_a_consent_withdrawn_while_reading_closes_the_item(stage: OfficeStage) -> None:
    case_id = stage.office.case("S26-014")
    stage.office.held(case_id)
    stage.go("minutes")
    assert "decision S26-014" in words_of(stage.minutes.pane.items[0])
    stage.office.consent(case_id, ConsentState.WITHDRAWN)
    stage.publish(Changes(frozenset({(Kind.CONSENT, "1")})))
    assert "decision" not in words_of(stage.minutes.pane.items[0])


def test_situation_and_plan_are_one_button_away(stage: OfficeStage) -> None:
    case_id = stage.office.case()
    stage.office.held(case_id)
    stage.go("minutes")
    view = stage.minutes.pane.items[0]
    view.case_asked.emit(case_id)
    assert stage.here == Intent("case", record=case_id)
    view.plan_asked.emit(case_id)
    assert stage.here == Intent("case", record=case_id, choice="plan")


def test_printing_shows_the_pages_from_memory_under_their_band(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    stage.office.held(stage.office.case(), on=LAST_WEEK)
    stage.go("minutes")
    press(stage.minutes.table, "Ctrl+P")
    qtbot.waitUntil(lambda: stage.window._preview.preview is not None, timeout=20_000)
    preview = stage.window._preview.preview
    assert preview is not None
    assert preview.printout.file_name == "compte-rendu-2026-11-19.pdf"
    assert preview.printout.band == "PSEUDONYMISÉ"


def test_saving_asks_where_and_writes_there(
    stage: OfficeStage, qtbot: QtBot, tmp_path: Path
) -> None:
    stage.office.held(stage.office.case(), on=LAST_WEEK)
    stage.go("minutes")
    stage.dialogs.file_to_save = tmp_path / "cr.pdf"
    stage.minutes.save.click()
    qtbot.waitUntil((tmp_path / "cr.pdf").exists, timeout=20_000)
    assert "compte-rendu-2026-11-19.pdf" in stage.dialogs.asked
    assert (tmp_path / "cr.pdf").read_bytes().startswith(b"%PDF")
    assert stage.toast.label.text() == "Enregistré\u00a0: cr.pdf"


def test_the_attendance_sheet_of_the_same_meeting_is_one_button_away(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    stage.office.held(stage.office.case(), on=LAST_WEEK)
    stage.go("minutes")
    stage.minutes.sheet.click()
    qtbot.waitUntil(lambda: stage.window._preview.preview is not None, timeout=20_000)
    preview = stage.window._preview.preview
    assert preview is not None
    assert preview.printout.file_name == "emargement-2026-11-19.pdf"


def test_without_minutes_it_is_said_and_nothing_can_be_printed(stage: OfficeStage) -> None:
    stage.go("minutes")
    assert stage.minutes.none.isVisible()
    assert not stage.minutes.print.isVisible()
    stage.minutes.none.button.click()
    assert stage.here == Intent("prepare")


@pytest.mark.parametrize("text", NASTY)
def test_strange_texts_are_read_as_typed_and_never_widen_the_page(
    stage: OfficeStage, qtbot: QtBot, text: str
) -> None:
    case_id = stage.office.case(question=text)
    _, items = stage.office.running(case_id)
    stage.office.discuss(items[0], text)
    meeting_id = stage.office.desk.cases.file(case_id).meetings[0].id
    stage.office.desk.minutes.close(meeting_id)
    stage.go("minutes")
    qtbot.wait(50)
    words = words_of(stage.minutes.pane.items[0]).replace("\u200b", "").replace("\u202f", " ")
    assert text in words
    assert stage.minutes.pane.width() < stage.window.width()
