# SPDX-License-Identifier: EUPL-1.2
"""A scribe at the real meeting screen while the disk fails: what must be shown, and kept."""

import pytest

from app.services.meetings import ItemText
from tests.journeys.room import Room
from ui.screens.meeting_mode.autosave import Autosave, Slot

NOT_SAVED = "NON ENREGISTRÉ · "


class Scribe:
    """Types words into the organic field of the first situation, and decisions under it.

    `text` and `decisions` are what was typed; the methods fail when the screen loses any of it.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.text = ""
        self.decisions: list[str] = []

    @property
    def word(self) -> str:
        """The save word."""
        return self.room.parts.bar.save_word.text()

    @property
    def warned(self) -> bool:
        """The screen says, with a reason, that something is not saved."""
        return self.word.startswith(NOT_SAVED) and len(self.word) > len(NOT_SAVED)

    def type(self, words: str) -> None:
        """Type on where the text ends."""
        self.room.press("Alt+O", "Ctrl+End")
        self.room.type(words)
        self.text += words
        self.require_shown()

    def leave(self) -> None:
        """Go to the next field: that commits."""
        self.room.press("Alt+P")
        self.require_shown()

    def retry(self) -> None:
        """What the screen does by itself after some seconds."""
        self.room.stage.meeting.typing.retry_timer.timeout.emit()
        self.require_shown()

    def decide(self, words: str) -> bool:
        """Type a decision and press Enter; whether it was taken. Refused, it stays where it was."""
        pane = self.room.parts.dock.decisions_pane
        self.room.press("Alt+D")
        self.room.type(words)
        self.room.press("Return")
        if pane.new.text() == "":
            self.decisions.append(words)
            return True
        assert pane.new.text() == words
        assert pane.error.text()
        return False

    def decide_again(self) -> None:
        """Press Enter once more on the decision that was refused."""
        pane = self.room.parts.dock.decisions_pane
        words = pane.new.text()
        self.room.press("Alt+D", "Return")
        assert pane.new.text() == ""
        self.decisions.append(words)

    def require_shown(self) -> None:
        """Everything typed is still on the screen."""
        shown = self.room.parts.fields.panes[ItemText.ORGANIC].text.text()
        assert shown == self.text, f"the screen shows {shown[-60:]!r}, not {self.text[-60:]!r}"

    def require_saved(self) -> None:
        """The screen says that it is saved, and it is: each line exactly once."""
        assert self.word.startswith("Enregistré à "), self.word
        assert self.room.notes()[0] == self.text
        assert self.room.decisions() == self.decisions


def forget_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Break the screen, for the controls: what could not be committed is let go."""
    commit = Autosave._commit

    def forgetful(self: Autosave, slot: Slot, text: str) -> bool:
        done = commit(self, slot, text)
        self._waiting.pop(slot, None)
        return done

    monkeypatch.setattr(Autosave, "_commit", forgetful)
