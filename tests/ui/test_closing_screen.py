# SPDX-License-Identifier: EUPL-1.2
"""After a meeting: lines answered by one key each, everything printed or saved in one go."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.consent import ConsentState
from app.domain.ids import MeetingId
from app.services.papers import Paper
from tests.journeys.practice import PASSPHRASE
from tests.journeys.room import Room, open_room
from tests.ui.typing import focused, press, type_text
from ui.screens.closing import ClosingScreen
from ui.screens.closing.rows import PlanLineRow
from ui.shell import Intent
from ui.theme import Tone


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    """Two situations were discussed with an action each; the meeting is closed."""
    with open_room(tmp_path, qtbot) as room:
        for text in ("Réviser l’ordonnance", "Appeler le médecin du travail"):
            room.press("Alt+A")
            room.type(text)
            room.press("Tab")
            room.type("aub")
            room.press("Return", "F8")
        room.press("Ctrl+Shift+Return", "Return")
        yield room


def screen(room: Room) -> ClosingScreen:
    return room.stage.closing


def preview_of(room: Room, qtbot: QtBot) -> str:
    host = room.stage.window._preview
    qtbot.waitUntil(lambda: host.preview is not None, timeout=30_000)
    assert host.preview is not None
    return host.preview.printout.band


def events(room: Room) -> list[str]:
    return [e.event for e in room.stage.practice.store.rows.journal.entries()]


def test_the_way_out_begins_on_the_first_proposed_line_and_says_what_was_sealed(
    room: Room,
) -> None:
    first = screen(room).proposals.list.rows[0]
    assert focused() is first
    assert isinstance(first, PlanLineRow)
    assert (first.shown.code, first.shown.action) == ("S26-014", "Réviser l’ordonnance")
    fates = [(row.code, row.text) for row in screen(room).minutes.list.rows]
    assert ("S26-019", "Reviendra à la prochaine réunion, parce que non abordée.") in fates
    assert ("S26-009", "Reviendra à la prochaine réunion, parce que non abordée.") in fates


def test_a_accepts_r_refuses_and_the_focus_ends_on_what_prints(room: Room) -> None:
    room.type("a")
    assert focused() is screen(room).proposals.list.rows[1]
    room.type("r")
    assert focused() is screen(room).print
    state = screen(room)._presenter.state
    assert state is not None
    assert [line.state.value for line in state.proposals] == ["accepted", "refused"]
    rows = [row for row in screen(room).proposals.list.rows if isinstance(row, PlanLineRow)]
    rows[1].setFocus()
    room.type("a")  # one may think better of it
    assert screen(room)._presenter.state.waiting == 0  # type: ignore[union-attr]  # shown above
    case_id = room.stage.practice.cases["S26-021"]
    plan = room.desk.care_plans.view(case_id).plan
    assert plan is not None
    assert len(plan.lines) == len(plan.part(plan.lines[0].part)) == 1


def test_all_lines_are_accepted_by_one_button(room: Room) -> None:
    screen(room).proposals.accept_all.click()
    assert screen(room).proposals.heading.text() == "Plans personnalisés · tout est répondu"
    assert focused() is screen(room).print


def test_one_passphrase_then_one_preview_of_everything_with_the_names(
    room: Room, qtbot: QtBot
) -> None:
    room.press("Ctrl+P")
    reopening = screen(room).papers.reopening
    assert reopening.isVisible()
    assert focused() is reopening.passphrase.edit
    type_text(None, "pas la bonne")
    press(None, "Return")
    qtbot.waitUntil(lambda: bool(reopening.passphrase.message.text()), timeout=10_000)
    reopening.passphrase.set_text(PASSPHRASE)
    press(reopening.passphrase.edit, "Return")
    assert preview_of(room, qtbot) == "NOMINATIF — SECRET PROFESSIONNEL"
    room.press("Esc")
    assert not reopening.isVisible()
    room.press("Ctrl+P")  # asked once
    assert preview_of(room, qtbot) == "NOMINATIF — SECRET PROFESSIONNEL"


def test_without_the_names_everything_comes_out_with_codes_and_asks_nothing(
    room: Room, qtbot: QtBot
) -> None:
    screen(room).papers.names.click()
    assert screen(room).papers.about.text() == "Les extraits et les plans portent des codes."
    room.press("Ctrl+P")
    assert preview_of(room, qtbot) == "PSEUDONYMISÉ"
    assert "identity.read" not in events(room)


def test_what_is_not_wanted_is_not_printed_and_nothing_at_all_gets_a_sentence(
    room: Room, qtbot: QtBot
) -> None:
    boxes = screen(room).papers.boxes
    for paper in (Paper.EXTRACTS, Paper.ACTIONS):
        boxes[paper].click()
    room.press("Ctrl+P")
    assert preview_of(room, qtbot) == "PSEUDONYMISÉ"  # the minutes alone name nobody
    room.press("Esc")
    boxes[Paper.MINUTES].click()
    room.press("Ctrl+P")
    assert screen(room).banner.label.text().startswith("Aucun document n’est choisi")


def test_everything_is_saved_in_a_new_folder_each_time_and_journalled(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    screen(room).papers.names.click()
    before = set(tmp_path.iterdir())
    made: set[Path] = set()
    for rank in (1, 2):
        room.press("Ctrl+S")
        qtbot.waitUntil(lambda: not screen(room).banner.isHidden(), timeout=30_000)
        made = set(tmp_path.iterdir()) - before
        assert len(made) == rank
    assert {folder.name for folder in made} == {"reunion-2026-11-26", "reunion-2026-11-26-2"}
    names = sorted(path.name for path in made.pop().iterdir())
    assert names == [
        "actions-Aminata-Cissé-2026-11-26.pdf",  # who owes a report has a sheet too
        "actions-Hugo-Bellanger-2026-11-26.pdf",
        "actions-Nadia-Aubry-2026-11-26.pdf",
        "compte-rendu-2026-11-26.pdf",
        "extrait-S26-014-2026-11-26.pdf",
        "extrait-S26-021-2026-11-26.pdf",
    ]
    assert events(room).count("document.saved") == 12
    assert screen(room).banner._tone is Tone.OK


def test_a_place_that_takes_no_file_gets_a_sentence(
    room: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen(room).papers.names.click()
    place = tmp_path / "clé retirée"
    monkeypatch.setattr(room.stage.window.shell.dialogs, "choose_folder", lambda _title: place)
    with qtbot.captureExceptions() as raised:
        room.press("Ctrl+S")
        qtbot.waitUntil(lambda: bool(raised), timeout=30_000)
    assert "enregistré à cet endroit" in str(raised[0][1])
    assert "document.saved" not in events(room)


def test_v_notes_an_extract_filed_and_v_again_takes_it_back(room: Room) -> None:
    before = len(room.desk.filings.owed())
    screen(room).filings.list.focus_row(0)
    room.type("v")
    state = screen(room)._presenter.state
    assert state is not None
    assert state.filings[0].done == "versé le jeu. 26 nov. 2026 par É.\u00a0Marchand"
    assert state.unfiled == 1
    assert focused() is screen(room).filings.list.rows[1]
    room.press("Up")
    room.type("v")
    assert len(room.desk.filings.owed()) == before


def test_a_consent_withdrawn_afterwards_takes_its_extract_away(room: Room) -> None:
    case_id = room.stage.practice.cases["S26-021"]
    from app.services.consents import ConsentDraft

    changes = room.desk.consents.record(case_id, ConsentDraft(ConsentState.WITHDRAWN))
    room.stage.window.changes.publish(changes)
    QApplication.processEvents()
    state = screen(room)._presenter.state
    assert state is not None
    assert [line.code for line in state.filings] == ["S26-014"]
    assert "S26-021" not in next(p.detail for p in state.papers if p.paper is Paper.EXTRACTS)


def test_it_is_reached_again_and_a_meeting_that_is_not_closed_is_said_so(room: Room) -> None:
    navigator = room.stage.window.navigator
    navigator.go(Intent("minutes"))
    room.stage.minutes.papers.click()
    assert navigator.here == Intent("closing", record=room.id)
    assert screen(room).here() == (room.id, "")
    navigator.go(Intent("closing", record=MeetingId("nothing")))
    assert screen(room).banner.label.text().startswith("Cette réunion n’est pas close.")
    assert screen(room).none.isVisible()
