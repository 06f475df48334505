# SPDX-License-Identifier: EUPL-1.2
"""What was left unended stays hidden from the room, wherever the hand goes on."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.reidentification import MASK
from app.services.meetings import ItemText
from tests.journeys.room import Room
from tests.ui.test_meeting_mode_projection import DESK, WALL, screens, seen, texts
from tests.ui.typing import focused
from ui.screens.meeting_mode.spelling_control import ON, SPELLING


@pytest.fixture(autouse=True)
def monitors(room: Room) -> None:
    screens(room, DESK, WALL)


def test_half_a_name_is_held_back_while_it_is_typed(room: Room) -> None:
    room.press("F7")
    room.type("Vu Verdi")
    assert seen(room).fields[0].text == "Vu …"
    room.type("er")
    assert seen(room).fields[0].text == f"Vu {MASK}"
    room.type(" hier")
    assert seen(room).fields[0].text == f"Vu {MASK} …"
    room.type(".")
    room.press("Alt+P")  # the focus leaves an ended word
    assert seen(room).fields[0].text == f"Vu {MASK} hier."


@pytest.mark.parametrize("key", ["Ctrl+K", "Alt+D", "Alt+P", "F4", "Ctrl+T", "Ctrl+N"])
def test_half_a_name_stays_hidden_when_the_keys_go_elsewhere(room: Room, key: str) -> None:
    room.press("F7", "Alt+O")
    room.type("vu Verdie")
    assert seen(room).fields[0].text == "vu …"  # the room follows while one types
    room.press(key)
    QApplication.processEvents()
    assert focused() is not room.parts.fields.panes[ItemText.ORGANIC].text
    assert seen(room).fields[0].text == "vu …"


def test_half_a_name_stays_hidden_however_it_came_and_whatever_is_typed_elsewhere(
    room: Room,
) -> None:
    room.press("F7", "Alt+O")
    room.type("Verdier va bien.")
    room.press("Home", *["Right"] * 7, "Backspace")  # in mid-text, off a name that was masked
    room.press("End", "Alt+S")
    room.type("Vit seule. ")
    assert seen(room).fields[0].text == "… va bien."
    assert seen(room).fields[2].text == "Vit seule. "  # control: what is ended is read
    room.press("F8")
    assert seen(room).code == "S26-021"
    room.press("Shift+F8", "Alt+P")
    assert seen(room).fields[0].text == "… va bien."
    room.press("Alt+O", "End")
    room.type(" Sort seul. ")
    room.press("Alt+P")
    assert seen(room).fields[0].text.endswith(" va bien. Sort seul. ")


def test_half_a_name_stays_hidden_when_typing_goes_on_elsewhere_in_its_text(room: Room) -> None:
    room.press("F7", "Alt+O")
    room.type("vu Verdie")
    room.press("Home")
    for letter in "Deux bols. ":
        room.type(letter)
        assert "Verd" not in seen(room).fields[0].text
    assert seen(room).fields[0].text == "Deux bols. … …"
    room.press("F8", "Shift+F8", "Alt+S")
    assert seen(room).fields[0].text == "Deux bols. … …"
    room.press("Alt+O", "End")
    room.type("r ")
    assert seen(room).fields[0].text == f"Deux bols. … {MASK} "


def test_half_a_name_stays_hidden_when_an_undo_brings_it_back(room: Room) -> None:
    room.press("F7", "Alt+O")
    room.type("vu  ce soir. Fin.")
    room.press("Alt+P", "Alt+O", "Home", "Right", "Right", "Right")
    room.type("Verdie")
    room.press("Alt+P", "Alt+O")
    for chord in ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Shift+Z"):
        room.press(chord)
        assert "Verd" not in texts(seen(room))
    assert "Verdie" in room.parts.fields.panes[ItemText.ORGANIC].text.text()  # control


@pytest.fixture
def dictionary(room: Room, qtbot: QtBot) -> None:
    spelling = room.stage.meeting.anonymity.spelling
    spelling._memory.keep(SPELLING, ON)
    spelling.open()
    qtbot.waitUntil(lambda: spelling.checker.lexicon is not None, timeout=10_000)


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Dort mal la nuit", "Dort mal la nuit"),
        ("Dort mal. Verdie", "Dort mal. …"),
        ("dort avec marguer", "dort avec …"),
    ],
)
def test_of_what_was_written_before_half_a_name_is_not_read(
    room: Room, written: str, read: str
) -> None:
    room.desk.meetings.write_text(room.items[1], ItemText.ORGANIC, written, "before")
    room.press("F7", "F8", "Alt+P")
    assert seen(room).fields[0].text == read


@pytest.mark.usefixtures("dictionary")
def test_a_slip_that_was_mended_is_read_once_the_hand_goes_on(room: Room) -> None:
    room.press("F7", "Alt+O")
    room.type("dort aprs midi. ")
    room.press("Home", *["Right"] * 8)
    room.type("è")
    room.press("Alt+P")
    assert seen(room).fields[0].text == "dort … midi. "
    room.press("Alt+O", "End")
    room.type("Mange. ")
    assert seen(room).fields[0].text == "dort après midi. Mange. "


def test_half_a_name_in_a_decision_that_is_rewritten_stays_hidden(room: Room) -> None:
    room.press("F7", "Alt+D")
    room.type("Appeler Verdier\n")
    assert seen(room).decisions == (f"Appeler {MASK}",)
    room.press("Up", "Return", "End", "Backspace")
    assert seen(room).decisions == (f"Appeler {MASK}",)
    room.press("Alt+P")  # the rewriting is kept as it stands
    assert room.decisions() == ["Appeler Verdie"]
    assert seen(room).decisions == ("Appeler …",)
    room.press("Alt+D", "Up", "Return", "Ctrl+A")
    room.type("Appeler demain\n")  # Enter ends it
    assert seen(room).decisions == ("Appeler demain",)
    room.press("Alt+P")
    assert seen(room).decisions == ("Appeler demain",)


@pytest.mark.parametrize("selected", [True, False])
def test_half_a_name_in_a_sentence_that_becomes_a_decision_stays_hidden(
    room: Room, *, selected: bool
) -> None:
    room.press("F7", "Alt+O")
    room.type("Vu Verdie")
    room.press(*(["Shift+Home"] if selected else []), "Ctrl+Shift+D")
    assert room.decisions() == ["Vu Verdie"]
    assert seen(room).decisions == ("Vu …",)
    room.press("Ctrl+Z", "Ctrl+Shift+Z")
    assert seen(room).decisions == ("Vu …",)
    room.press("Alt+D", "Up", "Ctrl+Shift+D")  # a note again
    assert seen(room).fields[0].text == "Vu …"
    assert "Verdie" not in texts(seen(room))


def test_what_was_left_unended_within_a_sentence_stays_hidden_where_it_goes(room: Room) -> None:
    room.press("Alt+O")
    room.type("Verdier hier.")
    room.press("Home", *["Right"] * 7, "Backspace", "End", "Ctrl+Shift+D", "F7")
    assert room.decisions() == ["Verdie hier."]
    assert seen(room).decisions == ("… hier.",)  # and its last word is ended by its stop


def test_half_a_name_in_an_action_that_becomes_a_decision_or_a_note_stays_hidden(
    room: Room,
) -> None:
    room.press("F7", "Alt+A")
    room.type("Vu Verdi")
    room.press("Tab")
    room.type("imb")
    room.press("Return", "Up", "Return")
    room.type("e")
    room.press("Ctrl+Shift+D")
    assert room.decisions() == ["Vu Verdie (J. Imbert, jeu. 3 déc.)"]
    assert seen(room).decisions[0].startswith("Vu …")
    assert "Verdie" not in texts(seen(room))
    room.press("Ctrl+Z", "Alt+A", "Up", "Ctrl+Return")
    assert "Verdie" in room.parts.fields.panes[ItemText.SOCIAL].text.text()
    assert "Verdie" not in texts(seen(room))


def test_a_decision_made_of_a_sentence_is_read_once_its_rewriting_was_ended(room: Room) -> None:
    room.press("F7", "Alt+O")
    room.type("Vu le Samu")
    room.press("Ctrl+Shift+D")
    assert seen(room).decisions == ("Vu le …",)
    room.press("Alt+D", "Up", "Return", "End")
    room.type(" 15.")
    room.press("Return")
    assert seen(room).decisions == ("Vu le Samu 15.",)


def of_another_program(room: Room, *, killed: bool = False) -> tuple[str, ...]:
    """The decisions and the actions as the room reads them from a program that begins now.

    This one was `killed`, or else committed what waited.
    """
    if not killed:
        room.stage.meeting.commit_drafts()
    screen = room.stage.another_meeting_screen()
    screen.open_record(room.id, "")
    state = screen.anonymity.projection._state()
    assert state is not None
    return (*state.decisions, *(action.text for action in state.actions))


def to_decision(room: Room) -> None:
    room.press("Ctrl+Shift+D", "Alt+D", "Up")


def to_action(room: Room) -> None:
    room.press("Ctrl+Return")
    room.type("imb")
    room.press("Return", "Alt+A", "Up")


@pytest.mark.parametrize("convert", [to_decision, to_action])
def test_half_a_name_in_a_converted_sentence_stays_hidden_in_another_program_until_enter_twice(
    room: Room, convert: Callable[[Room], None]
) -> None:
    room.press("Alt+O")
    room.type("Vu Verdie")
    convert(room)  # and nothing was projected: nobody looked at it yet
    assert of_another_program(room) == ("Vu …",)
    room.press("Return", "Return")
    assert of_another_program(room) == ("Vu Verdie",)
    room.press("F7")
    assert (*seen(room).decisions, *(each.text for each in seen(room).actions)) == ("Vu Verdie",)


def test_what_a_rewriting_left_unended_stays_hidden_in_another_program(room: Room) -> None:
    room.press("Alt+D")
    room.type("Appeler Verdi\n")
    assert of_another_program(room) == ("Appeler Verdi",)  # Enter ended it
    room.press("Up", "Return", "End")
    room.type("e")
    room.press("Alt+P")
    assert room.decisions() == ["Appeler Verdie"]
    assert of_another_program(room, killed=True) == ("Appeler …",)
    assert of_another_program(room) == ("Appeler …",)


def test_escape_ends_no_line_for_the_room(room: Room) -> None:
    room.press("Alt+O")
    room.type("Vu Verdie")
    room.press("Ctrl+Shift+D", "F7", "Alt+D", "Up", "Return", "Esc")
    assert seen(room).decisions == ("Vu …",)
    room.press("Return", "End")
    room.type("n")
    room.press("Esc")
    assert room.decisions() == ["Vu Verdien"]
    assert seen(room).decisions == ("Vu …",)


@pytest.mark.parametrize("between", ["\u00ad", "\u2060", "\ufeff", "-\n", "\n", "_"])
def test_a_name_that_is_cut_in_two_is_masked(room: Room, between: str) -> None:
    room.press("F7", "Alt+O")
    QApplication.clipboard().setText(f"vu Ver{between}dier. Fin. ")
    room.press("Ctrl+V")
    assert seen(room).fields[0].text == f"vu {MASK}. Fin. "


def test_half_a_number_stays_hidden_when_the_keys_go_elsewhere(room: Room) -> None:
    room.press("F7", "Alt+O")
    room.type("tel 06 12 34 56 7")
    room.press("Alt+P")
    assert seen(room).fields[0].text == "tel …"
    room.press("Alt+O")
    room.type("8 ")
    room.press("Alt+P")
    assert seen(room).fields[0].text == f"tel {MASK} "


def test_a_half_typed_word_stays_hidden_when_another_window_takes_the_keys(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.press("F7")
    room.type("vu Verd")
    assert seen(room).fields[0].text == "vu …"
    monkeypatch.setattr(QApplication, "focusWidget", staticmethod(lambda: None))
    assert seen(room).fields[0].text == "vu …"


WALK = {
    "left": ("Left",),
    "right": ("Right",),
    "home": ("Home",),
    "end": ("End",),
    "word back": ("Ctrl+Left",),
    "word on": ("Ctrl+Right",),
    "undo": ("Ctrl+Z", "Alt+O"),
    "redo": ("Ctrl+Shift+Z", "Alt+O"),
    "backspace": ("Backspace",),
    "delete": ("Delete",),
    "next item and back": ("F8", "Shift+F8", "Alt+O"),
    "another field": ("Alt+P", "Alt+O"),
    "select": ("Shift+Left",),
}


@pytest.mark.parametrize("seed", range(3))
def test_no_walk_of_keys_shows_half_a_name(room: Room, seed: int) -> None:
    chance = random.Random(seed)
    room.press("F7", "Alt+O")
    room.type("bb  cc  dd  ee.  ")
    done: list[str] = []
    for _ in range(60):
        act = chance.choice([*WALK, *("V", "e", "r", "d", "i", "e", "r", "Verdi", "Verdi")])
        done.append(act)
        if act in WALK:
            room.press(*WALK[act])
        else:
            room.type(act)
        shown = seen(room).fields[0].text
        assert not any(part in shown for part in ("Ver", "erd", "rdi", "die")), done
