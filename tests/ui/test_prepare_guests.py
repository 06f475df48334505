# SPDX-License-Identifier: EUPL-1.2
"""Guests of one item, what the day has of unusual, and the dossier, by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.changes import Kind
from app.domain.consent import ConsentState
from app.domain.directory import Professional
from app.domain.errors import UserError
from app.domain.ids import ProfessionalId
from app.services.consents import ConsentDraft
from tests.journeys.window import SavingDialogs
from tests.ui.prepare_stage import Desk, open_desk
from tests.ui.typing import focused
from ui.screens.prepare.state import Level
from ui.shell.folder import write_files
from ui.widgets import Toast


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(tmp_path, qtbot) as opened:
        yield opened


def ask(desk: Desk, letters: str) -> None:
    """Ask somebody for the first situation by its key and the letters of a name."""
    desk.rows[0].setFocus()
    desk.press("I")
    desk.type(letters)
    desk.press("Return")


# --- guests of one item ----------------------------------------------------------------------


def test_i_asks_somebody_of_the_team_for_one_situation(desk: Desk) -> None:
    desk.open()
    desk.add("021")
    ask(desk, "had")
    assert [guest.name for guest in desk.rows[0].state.guests] == ["S. Haddad"]
    assert desk.rows[0].state.note.startswith("avec S. Haddad · ")
    desk.press("Esc")
    assert desk.screen.agenda.list.guests is None
    assert desk.rows[0].hasFocus()


def test_the_rail_of_the_meeting_says_who_comes_for_a_situation(desk: Desk) -> None:
    desk.open()
    desk.add("021")
    ask(desk, "had")
    desk.press("F5")
    state = desk.stage.meeting.presenter.state
    assert state is not None
    assert [line.detail.endswith(" · avec S. Haddad") for line in state.rail] == [False, True]


def test_an_outside_guest_waits_for_the_consent_which_one_button_extends(desk: Desk) -> None:
    outside, _ = desk.desk.directory.save(
        Professional(ProfessionalId(""), last="Zola", first="Ève", member=False)
    )
    desk.open()
    desk.add("021")
    ask(desk, "zol")
    line = desk.screen.agenda.list.guests
    assert line is not None
    assert "Ève Zola n’est pas de l’équipe" in line.refusal.text()
    assert focused() is line.cover
    assert desk.view().lines[1].guests == ()
    desk.press("Return")
    assert desk.view().lines[1].guests == (outside,)
    badge = desk.rows[0].state.badge
    assert badge is not None
    assert badge.text == "accord du 26 nov."
    assert line.refusal.isHidden()
    # A later statement that says nothing of outside people takes that back.
    item = desk.view().lines[1].item
    assert item.case_id is not None
    changes = desk.desk.consents.record(item.case_id, ConsentDraft(ConsentState.OBTAINED))
    desk.stage.window.changes.publish(changes, None)
    assert desk.view().lines[1].guests == ()
    assert line.picker.people == ()
    with desk.stage.practice.store.write() as work:  # as an earlier version left it
        work.rows.agenda.save_guests(item.id, (outside,))
        work.changed(Kind.ITEM, item.id, {"guests": [outside]})
    desk.stage.window.changes.publish(work.changes, None)
    badge = desk.rows[0].state.badge
    assert badge is not None
    assert (badge.text, badge.level) == ("accord : équipe seulement", Level.LATE)


def test_where_nobody_was_asked_no_button_helps(desk: Desk) -> None:
    desk.desk.directory.save(
        Professional(ProfessionalId(""), last="Zola", first="Ève", member=False)
    )
    desk.open()
    desk.add("019")
    ask(desk, "zol")
    line = desk.screen.agenda.list.guests
    assert line is not None
    assert "aucun accord" in line.refusal.text()
    assert line.cover.isHidden()


def test_guests_stay_with_their_item_when_it_moves_or_comes_back(desk: Desk) -> None:
    desk.open()
    desk.add("021", "014")
    ask(desk, "had")
    desk.rows[0].setFocus()
    desk.press("Alt+Down")
    line = desk.screen.agenda.list.guests
    assert line is not None
    assert line.item_id == desk.rows[1].state.item_id
    assert line.y() > desk.rows[1].y()
    desk.press("Delete")
    assert desk.screen.agenda.list.guests is None
    toast = desk.stage.window.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.button.click()
    assert [guest.name for guest in desk.rows[1].state.guests] == ["S. Haddad"]


# --- the day ---------------------------------------------------------------------------------


def test_what_is_unusual_about_the_day_is_said(desk: Desk) -> None:
    desk.open()
    assert desk.screen.differs.isHidden()
    meeting = desk.desk.agendas.next_meeting()
    assert meeting is not None
    changes = desk.desk.series.skip(meeting.on, "Formation de l’équipe")
    desk.stage.window.changes.publish(changes, None)
    assert desk.screen.differs.text() == (
        "Pas de réunion le jeu. 26 nov.\u00a0: Formation de l’équipe"
    )
    assert desk.screen.page.header.subtitle.text().startswith("Jeudi 3 décembre 2026")


def test_somebody_away_is_shown_as_excused(desk: Desk) -> None:
    aubry = desk.stage.practice.person("Aubry")
    desk.desk.series.away(aubry.id, desk.desk.clock.today(), desk.desk.clock.today())
    desk.open()
    assert desk.screen.people.count.text() == "Personnes invitées\u00a0: 10, dont 1 excusée"
    tag = next(t for t in desk.screen.people.people._tags if t.person.id == aubry.id)
    assert tag.text() == "N.\u00a0Aubry · excusé·e"


# --- the dossier -----------------------------------------------------------------------------


def test_the_dossier_is_shown_before_it_is_printed(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    desk.press("Ctrl+P")
    host = desk.stage.window._preview
    qtbot.waitUntil(lambda: host.preview is not None, timeout=10_000)
    assert host.preview is not None
    assert host.preview.printout.file_name == "dossier-de-seance-2026-11-26.pdf"
    assert host.preview.printout.pdf.startswith(b"%PDF")
    assert host.preview.printout.band == "PSEUDONYMISÉ"


def test_a_dossier_that_names_somebody_needs_a_second_act(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    answer = False

    def confirm(_dialogs: SavingDialogs, *words: str) -> bool:
        asked.append(words)
        return answer

    monkeypatch.setattr(SavingDialogs, "confirm", confirm)
    desk.open()
    host = desk.stage.window._preview
    desk.screen.agenda.point.setFocus()
    desk.type("Situation de Mme Kerbrat")
    desk.press("Return")
    desk.press("Ctrl+P")
    ((question, why, act),) = asked
    assert (question, act) == ("L’ordre du jour désigne quelqu’un.", "Imprimer quand même")
    assert "Mme Kerbrat" in why
    assert not desk.screen._shell.tasks.busy
    assert host.preview is None
    assert "Rien n’est imprimé" in desk.screen.banner.label.text()
    answer = True
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: host.preview is not None, timeout=10_000)
    host.close()
    desk.screen._remove(desk.rows[-1].state.item_id)
    asked.clear()
    desk.press("Ctrl+P")  # control: codes alone are not asked about
    qtbot.waitUntil(lambda: host.preview is not None, timeout=10_000)
    assert asked == []


def test_the_palette_offers_the_dossier_and_the_start(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    entries = {entry.label: entry for entry in desk.screen.palette_entries()}
    entries["Dossier de séance"].act()
    host = desk.stage.window._preview
    qtbot.waitUntil(lambda: host.preview is not None, timeout=10_000)
    host.close()
    entries["Démarrer la réunion"].act()
    here = desk.stage.window.navigator.here
    assert here is not None
    assert here.screen == "meeting"


def test_the_dossier_goes_into_a_folder_by_names_that_name_nobody(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "convocation-2026-11-26.pdf").write_bytes(b"kept")
    monkeypatch.setattr(SavingDialogs, "choose_folder", lambda _self, _title: folder)
    desk.open()
    desk.press("Ctrl+P")
    host = desk.stage.window._preview
    qtbot.waitUntil(lambda: host.preview is not None, timeout=10_000)
    desk.press("Ctrl+Shift+S")
    assert sorted(path.name for path in folder.iterdir()) == [
        "convocation-2026-11-26-2.pdf",
        "convocation-2026-11-26.pdf",
        "emargement-2026-11-26.pdf",
        "ordre-du-jour-2026-11-26.pdf",
        "reunion-2026-11-26.ics",
    ]
    assert (folder / "convocation-2026-11-26.pdf").read_bytes() == b"kept"


def test_a_folder_that_takes_nothing_is_said_and_left_clean(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="enregistrés"):
        write_files(tmp_path, [("un.pdf", b"1"), ("rien/deux.pdf", b"2")])
    assert list(tmp_path.iterdir()) == []
