# SPDX-License-Identifier: EUPL-1.2
"""Many deeds in any order: undoing all of them gives the beginning, redoing them the end."""

import random
from collections.abc import Callable

import pytest

from app.services.meetings import ItemText
from tests.journeys.room import Room

WORDS = ("Deux chutes.", "Revoir 🙂.", "Appeler la fille.", "« Oui »\u00a0!", "Fin")
DEEDS = 24


def held(room: Room) -> object:
    """Everything that the history speaks of, as the vault has it."""
    room.stage.meeting.commit_drafts()
    rows = room.stage.practice.store.rows
    items = [line.item for line in room.desk.agendas.view(room.id).lines]
    return (
        [(i.notes, i.question, i.wishes, i.outcome) for i in items],
        [rows.decisions.of(i.id) for i in items],
        [rows.actions.of(i.id) for i in items],
        [rows.actions.open_of_case(i.case_id) for i in items if i.case_id],
        room.desk.meetings.meeting(room.id).attendance,
    )


class Chance:
    """Does one thing or another; every other key begins another step."""

    def __init__(self, room: Room, seed: int) -> None:
        self._room, self._random = room, random.Random(seed)

    def act(self) -> None:
        deeds: tuple[Callable[[], object], ...] = (
            self._note,
            self._note,
            self._decide,
            self._act,
            self._convert,
            self._back,
            self._drop,
            self._answer,
            self._attend,
            lambda: self._room.press(self._random.choice(("F8", "Shift+F8"))),
        )
        self._random.choice(deeds)()

    def _say(self) -> None:
        self._room.type(self._random.choice(WORDS))

    def _note(self) -> None:
        self._room.press(self._random.choice(("Alt+O", "Alt+P", "Alt+S")))
        self._say()

    def _decide(self) -> None:
        self._room.press("Alt+D")
        self._say()
        self._room.press("Return")

    def _act(self) -> None:
        self._room.press("Alt+A")
        self._say()
        self._room.press("Tab")
        self._room.type(self._random.choice(("imb", "aub")))
        self._room.press("Return")

    def _convert(self) -> None:
        self._note()
        self._room.press(self._random.choice(("Ctrl+Return", "Ctrl+Shift+D")))

    def _back(self) -> None:
        self._room.press(self._random.choice(("Alt+D", "Alt+A")), "Up")
        self._room.press(self._random.choice(("Ctrl+Return", "Ctrl+Shift+D")))

    def _drop(self) -> None:
        self._room.press(self._random.choice(("Alt+D", "Alt+A")), "Up", "Delete")

    def _answer(self) -> None:
        for line in self._room.earlier:
            if not line.shown.answered:
                line.setFocus()
                self._room.type("e")
                return

    def _attend(self) -> None:
        self._room.press("Ctrl+T")
        self._room.press("Space", "Esc")


@pytest.mark.parametrize("seed", range(3))
def test_undoing_everything_gives_the_beginning_and_redoing_it_the_end(
    room: Room, seed: int
) -> None:
    beginning, chance = held(room), Chance(room, seed)
    for _ in range(DEEDS):
        chance.act()
    end = held(room)
    assert end != beginning
    history = room.stage.meeting.undo._history
    while history.next_undo() is not None:
        room.press("Ctrl+Z")
        assert room.parts.banner.isHidden(), room.parts.banner.label.text()
    assert held(room) == beginning
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == ""
    while history.next_redo() is not None:
        room.press("Ctrl+Shift+Z")
        assert room.parts.banner.isHidden(), room.parts.banner.label.text()
    assert held(room) == end
