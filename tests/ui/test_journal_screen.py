# SPDX-License-Identifier: EUPL-1.2
"""The journal screen: filtered, read page by page, verified while one looks, exported, pruned."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.changes import Kind
from app.storage.journal_search import PAGE
from tests.ui.office_stage import OfficeStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.journal import JournalScreen
from ui.theme import Tone


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    with open_stage(tmp_path, qtbot) as stage:
        yield stage


def fill(stage: OfficeStage, entries: int, record: str = "") -> None:
    with stage.office.store.recording() as work:
        for _ in range(entries):
            work.journal("case.read", Kind.CASE, record)


def shown(stage: OfficeStage, record: str = "") -> JournalScreen:
    stage.go("journal", record)
    screen = stage.window.screen_of("journal")
    assert isinstance(screen, JournalScreen)
    return screen


def verified(screen: JournalScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not screen._verifying.isActive(), timeout=20_000)


def test_the_newest_entry_is_first_and_the_chain_is_verified_meanwhile(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    fill(stage, 120)
    screen = shown(stage)
    assert screen.model.record(0).what == "Journal consulté"
    assert screen.header.subtitle.text().startswith("Vérification en cours")
    verified(screen, qtbot)
    last = stage.office.store.rows.journal.last().seq
    assert screen.header.subtitle.text() == f"Chaîne vérifiée jusqu’au n°\u00a0{last}."
    assert screen.banner.isHidden()


def test_a_visit_is_journalled_once_and_verifies_what_was_added(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    screen = shown(stage)
    verified(screen, qtbot)
    stage.go("home")
    fill(stage, 3)
    screen = shown(stage)
    verified(screen, qtbot)
    last = stage.office.store.rows.journal.last().seq
    assert f"n°\u00a0{last}." in screen.header.subtitle.text()
    events = [entry.event for entry in stage.office.store.rows.journal.entries()]
    assert events.count("journal.read") == 2


def test_an_altered_entry_is_said_in_red(stage: OfficeStage, qtbot: QtBot) -> None:
    fill(stage, 5)
    stage.office.sealed("UPDATE journal SET event = 'case.changed' WHERE seq = 4")
    screen = shown(stage)
    verified(screen, qtbot)
    assert screen.banner._tone is Tone.LATE
    assert screen.banner.label.text().startswith("L’entrée n°\u00a04 (")


def test_a_long_journal_is_read_as_one_scrolls(stage: OfficeStage, qtbot: QtBot) -> None:
    fill(stage, 5 * PAGE)
    screen = shown(stage)
    qtbot.wait(100)
    first = screen.model.rowCount()
    assert PAGE <= first < 3 * PAGE
    bar = screen.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: screen.model.rowCount() > first)
    total = stage.office.store.rows.journal.last().seq

    def to_the_end() -> bool:
        bar.setValue(bar.maximum())
        return screen.model.rowCount() == total

    qtbot.waitUntil(to_the_end, timeout=10_000)
    assert screen.model.record(total - 1).seq == 1


def test_a_code_filters_and_offers_the_document(
    stage: OfficeStage, qtbot: QtBot, tmp_path: Path
) -> None:
    stage.office.case("S26-014")
    stage.office.case("S26-019")
    screen = shown(stage)
    assert screen.log.isHidden()
    screen.filters.code.edit.setFocus()
    type_text(None, "s26-014")
    press(None, "Return")
    assert {line.about for line in screen.model.records} == {"Situation S26-014"}
    assert not screen.log.isHidden()
    press(None, "Ctrl+P")
    qtbot.waitUntil(lambda: stage.window._preview.preview is not None, timeout=20_000)
    preview = stage.window._preview.preview
    assert preview is not None
    assert preview.printout.band == "PSEUDONYMISÉ"
    assert preview.printout.file_name == "acces-S26-014-2026-11-26.pdf"
    stage.dialogs.file_to_save = tmp_path / "acces.pdf"
    preview.save_asked.emit()
    events = [entry.event for entry in stage.office.store.rows.journal.entries()]
    assert events[-2:] == ["document.access_log", "document.saved"]


def test_an_unknown_code_is_said_under_the_field(stage: OfficeStage) -> None:
    screen = shown(stage)
    screen.filters.code.edit.setFocus()
    type_text(None, "S99")
    press(None, "Return")
    assert screen.filters.code.message.text().startswith("Aucune situation n’a ce code.")
    assert screen.none.isVisible()
    assert not screen.csv.isEnabled()
    screen.none.button.click()
    assert screen.model.rowCount() > 0
    assert screen.filters.code.message.isHidden()


def test_an_intent_shows_one_situation(stage: OfficeStage) -> None:
    stage.office.case("S26-014")
    stage.office.case("S26-019")
    screen = shown(stage, "S26-014")
    assert screen.filters.code.text() == "S26-014"
    assert {line.about for line in screen.model.records} == {"Situation S26-014"}


def test_the_table_is_written_where_one_says(stage: OfficeStage, tmp_path: Path) -> None:
    screen = shown(stage)
    screen.csv.click()  # thought better of it
    stage.dialogs.file_to_save = tmp_path / "journal.csv"
    press(screen.table, "Ctrl+S")
    assert (tmp_path / "journal.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "journal-2026-11-26.csv" in stage.dialogs.asked
    assert stage.toast.label.text() == "Enregistré\u00a0: journal.csv"


def test_pruning_explains_itself_refuses_without_a_reason_then_says_what_went(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    fill(stage, 30)
    stage.office.clock.advance(timedelta(days=800))
    fill(stage, 5)
    screen = shown(stage)
    verified(screen, qtbot)
    screen.prune.click()
    card = screen.pruning
    assert card.isVisible()
    assert "de plus de 12 mois" in card.count.text().replace("\u00a0", " ")
    card.months.set_value("24")
    card.months.chosen.emit("24")
    assert card.reason.isVisible()
    card.prune.click()
    assert "a besoin d’une raison" in card.reason.message.text()
    card.reason.edit.setFocus()
    type_text(None, "Procédure en cours")
    press(None, "Return")
    assert card.isHidden()
    assert stage.toast.label.text().endswith("entrées élaguées")
    verified(screen, qtbot)
    assert screen.header.subtitle.text().startswith("Chaîne vérifiée")
    assert stage.office.store.rows.journal.first() > 30
    screen.prune.click()
    assert "Procédure en cours" in card.last.text()
    assert not card.prune.isEnabled()
    press(card.months, "Esc")
    assert card.isHidden()
