# SPDX-License-Identifier: EUPL-1.2
"""Lines of a meeting that the disk did not take: kept aside, brought back at the next opening.

Nothing is lost and nothing is overwritten: a text whose field has changed since is added below it
under « Texte retrouvé », and bringing one back twice changes nothing.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import ConsentError, NotSavedError, UserError
from app.domain.ids import ItemId
from app.domain.text import clean
from app.services.meetings import ItemText, LiveItem, MeetingService
from app.system.clock import Clock
from app.vault.encoding import Malformed
from app.vault.outbox import Kept, Outbox

FOUND = "Texte retrouvé (gardé à part le {at:%d/%m/%Y à %H:%M})"
_PARAGRAPHS = frozenset({ItemText.ORGANIC, ItemText.PSYCHIC, ItemText.SOCIAL})
_ADDABLE = frozenset({*(text.value for text in ItemText), "decision", "action"})


@dataclass(frozen=True)
class Replay:
    """How many texts were brought back, and how many still wait."""

    back: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class _Waiting:
    item_id: ItemId
    field: str
    text: str
    base: str
    at: datetime

    @classmethod
    def read(cls, kept: Kept) -> "_Waiting":
        """Raises `Malformed`, `ValueError`."""
        read = kept.content.text
        at = datetime.fromisoformat(read("at"))
        return cls(ItemId(read("item")), read("field"), read("text"), read("base"), at)


class OutboxService:
    """Keeps and brings back texts of agenda items; without an outbox it keeps nothing."""

    def __init__(self, meetings: MeetingService, outbox: Outbox | None, clock: Clock) -> None:
        self._meetings, self._outbox, self._clock = meetings, outbox, clock

    def keep(self, item_id: ItemId, field: str, text: str) -> bool:
        """Keep a text that the vault did not take; False when this place fails as well."""
        if self._outbox is None:
            return False
        base = ""
        with suppress(UserError):  # what cannot be written may still be read, or not
            base = _stored(self._meetings.item(item_id), field)
        content = {"item": item_id, "field": field, "text": clean(text), "base": base}
        try:
            self._outbox.put(_name(item_id, field), content | {"at": self._clock.now().isoformat()})
        except OSError:
            return False
        return True

    def taken(self, item_id: ItemId, fields: Iterable[str]) -> None:
        """The vault has these texts, or they must not be kept any more."""
        for field in fields:
            if self._outbox is not None:
                with suppress(OSError):
                    self._outbox.drop(_name(item_id, field))

    def replay(self) -> Replay:
        """Bring back what earlier sessions left; what the vault refuses now stays where it is."""
        back = waiting = 0
        for kept in self._outbox.earlier() if self._outbox is not None else ():
            try:
                back += self._bring_back(_Waiting.read(kept), kept.path.stem)
            except (Malformed, ValueError):
                continue
            except ConsentError:
                pass  # the person withdrew: the text must not be kept, here no more than there
            except UserError:
                waiting += 1
                continue
            with suppress(OSError):
                kept.path.unlink()
        return Replay(back, waiting)

    def require_empty(self) -> None:
        """Bring back what waits. Raises `NotSavedError` when something still does."""
        if self.replay().waiting:
            raise NotSavedError(
                "Un texte gardé à part n’a pas pu revenir dans le coffre.",
                "Libérez de la place sur le disque, puis recommencez.",
            )

    def _bring_back(self, waiting: _Waiting, visit: str) -> bool:
        """True when the vault did not have it. Raises `UserError`."""
        text = _merged(
            waiting, _stored(self._meetings.item(waiting.item_id), waiting.field), self._clock
        )
        if text is None:
            return False
        if waiting.field in set(ItemText):
            self._meetings.write_text(waiting.item_id, ItemText(waiting.field), text, visit)
        else:
            self._meetings.keep_draft(waiting.item_id, waiting.field, text)
        return True


def _merged(waiting: _Waiting, stored: str, clock: Clock) -> str | None:
    """What the field shall hold, None where it needs nothing."""
    text = waiting.text
    if stored == waiting.base or text.startswith(stored):
        return text if text != stored else None
    if text.strip() in stored or waiting.field not in _ADDABLE:
        return None
    found = FOUND.format(at=clock.local(waiting.at))
    if waiting.field in _PARAGRAPHS:
        return f"{stored}\n\n{found}\u00a0:\n{text}"
    return f"{stored} — {found}\u00a0: {text}"


def _stored(item: LiveItem, field: str) -> str:
    texts = {
        ItemText.QUESTION.value: item.item.question,
        ItemText.WISHES.value: item.item.wishes,
        ItemText.ORGANIC.value: item.item.notes.organic,
        ItemText.PSYCHIC.value: item.item.notes.psychic,
        ItemText.SOCIAL.value: item.item.notes.social,
    }
    return texts.get(field, item.drafts.get(field, ""))


def _name(item_id: ItemId, field: str) -> str:
    return f"{item_id}:{field}"
