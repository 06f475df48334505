# SPDX-License-Identifier: EUPL-1.2
"""Names typed in meeting mode are said under the text, and F2 corrects them; nothing blocks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.text import typeset
from app.services.anonymity import NO_RIGHT
from app.services.meetings import ItemText
from tests.journeys.practice import Keeper
from tests.journeys.room import Room, open_room
from tests.ui.typing import focused, press
from ui.screens.meeting_mode.state import PersonChoice
from ui.theme import Scheme, apply_theme
from ui.typing_watch import REST_MS
from ui.widgets import QuietLine
from ui.widgets.corrections import Correction, nearest, quiet_lines, replace_in

SAID = "Nom reconnu\u00a0: «\u202fMme Verdier\u202f». F2 remplace par «\u202fla personne\u202f»"


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, look: None) -> Iterator[Room]:
    with open_room(tmp_path, qtbot) as opened:
        yield opened


def rest(room: Room) -> QuietLine:
    """Let the hand rest; the quiet line of the text that has the focus."""
    room.stage.meeting.anonymity.watch._rest.timeout.emit()
    return quiet_lines(room.parts)[focused()]  # type: ignore[index]  # a text has the focus


def test_a_name_is_said_under_the_field_and_f2_replaces_it(room: Room) -> None:
    room.type("Vu Mme Verdier hier")
    line = rest(room)
    assert (line.isVisible(), line.text()) == (True, SAID)
    assert focused().accessibleDescription() == SAID
    room.press("F2")
    pane = room.parts.fields.panes[ItemText.ORGANIC]
    assert pane.text.text() == "Vu la personne hier"
    assert not line.isVisible()
    assert focused() is pane.text
    room.press("Ctrl+Z")
    assert pane.text.text() == "Vu Mme Verdier hier"
    assert rest(room).text() == SAID


def test_the_line_comes_by_itself_once_the_hand_rests(room: Room, qtbot: QtBot) -> None:
    room.type("Verdier")
    line = room.parts.fields.panes[ItemText.ORGANIC].quiet
    assert not line.isVisible()  # never within a key
    qtbot.waitUntil(line.isVisible, timeout=REST_MS + 2000)
    room.type(" va mieux")  # typing goes on
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Verdier va mieux"


def test_what_f2_wrote_is_saved_like_anything_typed(room: Room) -> None:
    room.type("Verdier")
    rest(room)
    room.press("F2", "Alt+P")
    assert room.notes()[0] == "la personne"


def test_f2_without_a_remark_does_nothing(room: Room) -> None:
    room.type("Deux chutes")
    rest(room)
    room.press("F2")
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Deux chutes"


def test_f2_corrects_nothing_that_changed_meanwhile(room: Room) -> None:
    room.type("Verdier tombe")
    rest(room)
    press(focused(), "Home")
    room.type("Le soir ")
    room.press("F2")
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Le soir Verdier tombe"
    rest(room)
    room.press("F2")
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Le soir la personne tombe"


@pytest.mark.parametrize("name", [ItemText.QUESTION, ItemText.WISHES])
def test_the_one_line_fields_are_watched_too(room: Room, name: ItemText) -> None:
    edit = room.parts.fields.lines[name].edit
    edit.setFocus()
    edit.selectAll()
    room.type("Aider Verdier 🙂 et Verdier")
    edit.setCursorPosition(0)
    line = rest(room)
    assert line.text().startswith("Nom reconnu")
    room.press("F2")
    assert edit.text() == "Aider la personne 🙂 et Verdier"
    edit.end(False)
    rest(room)
    room.press("F2")
    assert edit.text() == "Aider la personne 🙂 et la personne"
    room.press("Alt+O")
    view = room.desk.agendas.view(room.id).lines[0].item
    assert getattr(view, name.value) == "Aider la personne 🙂 et la personne"


@pytest.mark.parametrize("key", ["Alt+D", "Alt+A"])
def test_a_decision_and_an_action_are_watched(room: Room, key: str) -> None:
    room.press(key)
    room.type("Appeler 06 12 34 56 78")
    assert rest(room).text().startswith("Téléphone\u00a0:")
    room.press("F2")
    assert focused().text() == "Appeler [téléphone retiré]"  # type: ignore[attr-defined]


def test_a_decision_that_is_rewritten_is_watched_and_f2_opens_a_line(room: Room) -> None:
    room.press("Alt+D")
    room.type("Appeler Verdier\n")
    room.press("Up")
    room.press("F2")  # on a line of the dock the key opens it
    assert rest(room).text().startswith("Nom reconnu")
    room.press("F2")
    room.type("\n")
    assert room.decisions() == ["Appeler la personne"]


def test_a_click_on_the_line_corrects_too(room: Room) -> None:
    room.type("Mme Verdier")
    QTest.mouseClick(rest(room), Qt.MouseButton.LeftButton)
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "la personne"


def test_what_was_typed_before_is_said_when_its_situation_is_shown_again(room: Room) -> None:
    room.press("Alt+S")
    room.type("Sa fille Verdier")
    room.press("F8")
    assert not room.parts.fields.panes[ItemText.SOCIAL].quiet.isVisible()
    room.press("Shift+F8")
    line = room.parts.fields.panes[ItemText.SOCIAL].quiet
    assert line.isVisible()
    assert line.text().startswith("Nom reconnu")


def test_names_that_are_not_recognised_are_said_in_words(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not room.parts.names_remark.isVisible()
    room.desk.anonymity._learnt = None
    monkeypatch.setattr(Keeper, "may_see_identities", False)
    room.press("F8")
    assert room.parts.names_remark.text() == typeset(NO_RIGHT)
    assert room.parts.names_remark.isVisible()


def test_a_name_in_the_place_of_the_responsible_person_is_said(room: Room) -> None:
    room.press("Alt+A")
    room.type("Rappeler")
    room.press("Tab")
    room.type("Sophie Verdier")
    line = rest(room)
    assert line.isVisible()
    assert line.text().startswith("Nom reconnu")
    room.parts.dock.actions_pane.new.who.selectAll()
    room.type("Mme Durand")  # somebody outside is named by right
    assert not rest(room).isVisible()


def test_a_professional_who_bears_a_patient_s_name_is_left_alone(room: Room) -> None:
    row = room.parts.dock.actions_pane.new
    room.press("Alt+A", "Tab")
    person = room.desk.directory.all()[0]
    row.who.set_person(PersonChoice(person.id, "Nadia Verdier"))
    assert not rest(room).isVisible()
    row.who.set_person(PersonChoice(None, "Nadia Verdier"))
    assert rest(room).isVisible()


def test_a_name_in_the_motif_of_an_unplanned_situation_is_said(room: Room) -> None:
    room.press("Ctrl+N")
    room.type("Chute de Verdier")
    assert rest(room).text().startswith("Nom reconnu")
    room.press("F2")
    assert room.parts.unplanned.search.text() == "Chute de la personne"


# --- the pieces ------------------------------------------------------------------------------


def correction(start: int, end: int) -> Correction:
    return Correction(start, end, "x" * (end - start), "", "")


def test_the_nearest_correction_is_the_one_at_the_cursor_or_before_it() -> None:
    first, second = correction(0, 4), correction(10, 14)
    assert nearest([first, second], 5) is first
    assert nearest([first, second], 7) is first
    assert nearest([first, second], 9) is second
    assert nearest([first, second], 12) is second
    assert nearest([], 3) is None


def test_places_are_counted_in_letters_not_in_utf16_units(room: Room) -> None:
    pane = room.parts.fields.panes[ItemText.ORGANIC].text
    pane.set_text("👩🏽‍⚕️ Verdier\u00a0🙂\nVerdier")
    text = pane.text()
    place = text.rindex("Verdier")
    assert replace_in(pane, place, place + 7, "Verdier", "elle")
    assert pane.text() == "👩🏽‍⚕️ Verdier\u00a0🙂\nelle"
    assert not replace_in(pane, 0, 7, "Verdier", "elle")


def test_the_closing_lists_what_still_gives_somebody_away(room: Room) -> None:
    closing = room.stage.meeting.presenter.closing
    before = closing().warnings
    room.type("Verdier tombe")
    room.press("Alt+D")
    room.type("Appeler 06 12 34 56 78\n")
    room.stage.meeting.commit_drafts()
    said = [each for each in closing().warnings if each not in before]
    assert said == [
        "Serait scellé : S26-014, organique : nom reconnu « Verdier ».",
        "Serait scellé : S26-014, décision 1 : téléphone « 06 12 34 56 78 ».",
    ]


def test_the_reason_of_a_fate_is_read_like_any_text(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Down", "N")
    room.type("Mme Verdier a déménagé")
    line = rest(room)
    assert (line.isVisible(), line.text()) == (True, SAID)
    room.press("F2")
    room.press("Return")
    assert room.parts.closing.rows[0].line.says.endswith("parce que la personne a déménagé.")


def test_the_correction_of_an_approval_is_read_too(room: Room) -> None:
    bar = room.parts.fields.point.approval
    assert bar.correction in quiet_lines(room.parts)
