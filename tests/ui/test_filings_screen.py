# SPDX-License-Identifier: EUPL-1.2
"""What is owed to patients' records: listed, printed, noted by one key, taken back."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.case import Identity
from tests.ui.office_stage import NASTY, OfficeStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.filings import FilingsScreen
from ui.shell import Intent
from ui.widgets import Toast

LAST_WEEK = date(2026, 11, 19)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    with open_stage(tmp_path, qtbot) as stage:
        yield stage


def screen(stage: OfficeStage) -> FilingsScreen:
    found = stage.window.screen_of("filings")
    assert isinstance(found, FilingsScreen)
    return found


def codes(stage: OfficeStage) -> list[str]:
    model = screen(stage).model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_home_counts_them_and_leads_to_the_list_the_oldest_first(stage: OfficeStage) -> None:
    stage.office.held(stage.office.case("S26-002"), on=LAST_WEEK)
    stage.office.held(stage.office.case("S26-001"), on=date(2026, 11, 12))
    stage.go("home")
    (row,) = [row for row in stage.home.reminders.list.rows if row.key.startswith("filings")]
    assert row.lead is not None
    assert row.lead.text == "2 à verser"
    assert row.text == "Extraits aux dossiers · depuis le 12 novembre"
    stage.home.reminders.list.opened.emit(row.key)
    assert stage.here == Intent("filings")
    assert codes(stage) == ["S26-001", "S26-002"]
    assert screen(stage).header.subtitle.text() == "2 extraits à verser, les plus anciens d’abord"


def test_v_notes_the_extract_today_and_the_banner_takes_it_back(stage: OfficeStage) -> None:
    stage.office.held(stage.office.case("S26-001"), on=LAST_WEEK)
    stage.go("filings")
    press(screen(stage).table, "V")
    assert codes(stage) == []
    assert screen(stage).none.isVisible()
    assert screen(stage).banner.label.text() == (
        "Extrait de S26-001 noté versé au dossier le jeu. 26 nov. 2026 par Émile Marchand."
    )
    screen(stage).banner.button.click()
    assert codes(stage) == ["S26-001"]


def test_another_day_and_another_person_can_be_typed(stage: OfficeStage) -> None:
    doctor = stage.office.person("Aubry", "Nadia")
    meeting_id, _, _ = stage.office.held(stage.office.case("S26-001"), on=LAST_WEEK)
    stage.go("filings")
    card = screen(stage).card
    press(screen(stage).table, "Return")
    press(None, "Ctrl+A")
    type_text(None, "20/11")
    press(None, "Tab")
    press(None, "Ctrl+A")
    type_text(None, "aub")
    press(None, "Return")
    press(card.by.edit, "Ctrl+Return")
    (view,) = stage.office.desk.filings.of_meeting(meeting_id)
    assert (view.filing.filed_on, view.filing.filed_by) == (date(2026, 11, 20), doctor)


def test_what_cannot_be_noted_is_said_and_stays(stage: OfficeStage) -> None:
    stage.office.held(stage.office.case("S26-001"), on=LAST_WEEK)
    stage.go("filings")
    card = screen(stage).card
    for day, sentence in (
        (date(2026, 12, 24), "Ce jour est dans l’avenir."),
        (LAST_WEEK - timedelta(days=1), "Ce jour est avant la réunion."),
        (None, "La date manque."),
    ):
        card.on.set_value(day)
        card.note.click()
        assert card.fault.text().startswith(sentence)
    card.on.set_value(LAST_WEEK)
    card.by.set_text("")
    card.note.click()
    assert card.fault.text().startswith("Il manque qui l’a versé.")
    assert codes(stage) == ["S26-001"]


def test_the_extract_is_printed_with_the_name_where_the_identity_is_open(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    case_id = stage.office.case("S26-001")
    stage.office.desk.cases.save_identity(case_id, Identity("Verdier", "Marguerite"))
    stage.office.held(case_id, on=LAST_WEEK)
    stage.go("filings")
    host = stage.window._preview
    for band in ("NOMINATIF — SECRET PROFESSIONNEL", "PSEUDONYMISÉ"):
        press(screen(stage).table, "Ctrl+P")
        qtbot.waitUntil(lambda: host.preview is not None, timeout=30_000)
        assert host.preview is not None
        assert host.preview.printout.band == band
        assert host.preview.printout.file_name == "extrait-S26-001-2026-11-19.pdf"
        press(None, "Esc")
        stage.office.identities.drop()  # a bare database has nobody who could open them again


def test_hostile_titles_neither_widen_the_screen_nor_are_read_as_markup(stage: OfficeStage) -> None:
    for text in NASTY:
        stage.office.held(stage.office.case(question=text), on=LAST_WEEK)
    stage.go("filings")
    assert screen(stage).card.width() == 400
    assert len(codes(stage)) == len(NASTY)


def test_extracts_of_older_minutes_are_offered_added_and_taken_back(stage: OfficeStage) -> None:
    office = stage.office
    office.held(office.case("S26-001"), on=LAST_WEEK)
    stage.go("filings")
    assert not screen(stage).banner.isVisible()
    with office.store.write() as work:
        for view in office.desk.filings.owed():
            work.rows.filings.remove(view.filing.id)
    stage.go("filings")
    banner = screen(stage).banner
    assert banner.label.text() == "1 extrait de réunions plus anciennes ne figure pas ici."
    banner.button.click()
    assert codes(stage) == ["S26-001"]
    assert not banner.isVisible()
    toast = stage.window.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.button.click()
    assert codes(stage) == []
