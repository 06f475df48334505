# SPDX-License-Identifier: EUPL-1.2
"""What the disk did not take: kept aside, brought back at the next opening.

Texts of a running meeting are kept here, other forms by `kept_forms`.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import ConsentError, KeptAsideError, NotSavedError, UserError
from app.domain.ids import CaseId, ItemId
from app.domain.text import clean
from app.services.kept_forms import KeptForms
from app.services.meetings import ItemText, LiveItem, MeetingService, text_of
from app.services.merging import ITEM, merged
from app.services.unfinished import MARK, is_unfinished
from app.system.clock import Clock
from app.vault.encoding import Fields, Malformed
from app.vault.outbox import Kept, Outbox

KEPT = "Le texte est gardé à part, chiffré."
"""What is said beside the reason when this place took what the vault did not."""


def kept_aside(error: NotSavedError) -> KeptAsideError:
    """The refusal of a disk, of what another place took: a lock does not wait for it."""
    return KeptAsideError(error.sentence, f"{error.remedy} {KEPT}".strip())


@dataclass(frozen=True)
class Replay:
    """How many texts were brought back, how many still wait, and why the last of these does.

    `closed` ones do not open with the keys of this vault; they are left where they are. `unsaved`
    are lines of a meeting that the disk still refuses.
    """

    back: int = 0
    waiting: int = 0
    reason: str = ""
    closed: int = 0
    unsaved: int = 0


@dataclass(frozen=True)
class _Waiting:
    item_id: ItemId
    field: str
    text: str
    base: str
    at: datetime

    @classmethod
    def read(cls, content: Fields) -> "_Waiting":
        """Raises `Malformed`, `ValueError`."""
        read = content.text
        at = datetime.fromisoformat(read("at"))
        return cls(ItemId(read("item")), read("field"), read("text"), read("base"), at)


class OutboxService:
    """Keeps texts of agenda items and brings everything back; without an outbox keeps nothing."""

    def __init__(
        self,
        meetings: MeetingService,
        forms: KeptForms,
        outbox: Outbox | None,
        clock: Clock,
        refusal: Callable[[], UserError | None] = lambda: None,
    ) -> None:
        """`refusal` is why the vault may not be written now, None where it may."""
        self.forms, self._refusal = forms, refusal
        self.pages = forms.pages
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
            noted = self.forms.subjects.noted(content) | {"at": self._clock.now().isoformat()}
            self._outbox.put(_name(item_id, field), noted)
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
        back = waiting = closed = unsaved = 0
        reason = ""
        for kept in self._outbox.earlier() if self._outbox is not None else ():
            if kept.content is None:
                closed += 1
                continue
            if self._is_of_nobody(kept.content):
                self.drop((kept,))
                continue
            if is_unfinished(kept):
                continue  # its page shows it
            try:
                # A damaged file may have lost the record: that is no reason to drop the text.
                self._require_writable()
                if "about" in kept.content.raw:
                    back += self.forms.bring_back(kept.content)
                else:
                    back += self._bring_back(_Waiting.read(kept.content), kept.path.stem)
            except (Malformed, ValueError, KeyError):
                continue  # by another version, perhaps: it stays where it is
            except ConsentError:
                pass  # the person withdrew: the text must not be kept, here no more than there
            except UserError as refusal:
                waiting, reason = waiting + 1, refusal.text
                of_meeting = "about" not in kept.content.raw
                unsaved += of_meeting and isinstance(refusal, NotSavedError)
                continue
            with suppress(OSError):
                kept.path.unlink()
        return Replay(back, waiting, reason, closed, unsaved)

    def about(self, case_id: CaseId) -> tuple[Kept, ...]:
        """All that is kept of a person, by whomever and by this session too: for an erasure."""
        found = () if self._outbox is None else self._outbox.all()
        return tuple(kept for kept in found if kept.content and self._names(kept.content, case_id))

    def drop(self, found: Iterable[Kept]) -> None:
        """Forget these; what the disk refuses to let go is tried again at the next opening."""
        for kept in found:
            with suppress(OSError):
                kept.path.unlink(missing_ok=True)
            self.pages.forget(kept)

    def _names(self, content: Fields, case_id: CaseId) -> bool:
        with suppress(Malformed, ValueError, UserError):
            return case_id in (self.forms.subjects.of(content.raw) or ())
        return False

    def _is_of_nobody(self, content: Fields) -> bool:
        """Whether its person was erased, or its page can be shown no more."""
        with suppress(Malformed, ValueError, UserError):  # by another version: it stays
            subjects = self.forms.subjects
            cases = subjects.of(content.raw)
            if cases is None:  # a damaged file may have lost the record: then it stays
                return MARK in content.raw and self._refusal() is None
            return subjects.gone(cases)
        return False

    def require_empty(self) -> None:
        """Bring back what waits. Raises `NotSavedError` while the disk refuses a meeting's line."""
        found = self.replay()
        if found.unsaved:
            raise NotSavedError(
                "Un texte gardé à part n’a pas pu revenir dans le coffre.", found.reason
            )

    def _require_writable(self) -> None:
        refusal = self._refusal()
        if refusal is not None:
            raise refusal

    def _bring_back(self, waiting: _Waiting, visit: str) -> bool:
        """True when the vault did not have it. Raises `UserError`."""
        name, stored = waiting.field, _stored(self._meetings.item(waiting.item_id), waiting.field)
        at = self._clock.local(waiting.at)
        after = merged({name: waiting.text}, {name: waiting.base}, {name: stored}, ITEM, at, {})
        text = after.get(name)
        if text is None:
            return False
        if waiting.field in set(ItemText):
            self._meetings.write_text(waiting.item_id, ItemText(waiting.field), text, visit)
            return True
        self._meetings.keep_draft(waiting.item_id, waiting.field, text)
        return not waiting.field.endswith("_id")  # the id of a line is no text to tell of


def _stored(item: LiveItem, field: str) -> str:
    if field in set(ItemText):
        return text_of(item.item, ItemText(field))
    return item.drafts.get(field, "")


def _name(item_id: ItemId, field: str) -> str:
    return f"{item_id}:{field}"
