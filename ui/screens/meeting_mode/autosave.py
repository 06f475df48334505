# SPDX-License-Identifier: EUPL-1.2
"""What was typed and is not on the disk yet: kept until the vault has said that it has it."""

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.domain.changes import Changes
from app.domain.errors import ConsentError, NotAllowedError, NotSavedError, UserError
from app.domain.ids import ItemId
from app.services.meetings import ItemText
from app.services.outbox import KEPT
from ui.screens.meeting_mode.drafts import Part


class SaveStatus(StrEnum):
    """What the save word says."""

    QUIET = "quiet"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True)
class SaveState:
    """The status with its time (`12:47`) or its reason."""

    status: SaveStatus = SaveStatus.QUIET
    at: str = ""
    reason: str = ""


Name = ItemText | Part
"""A text of the minutes, or a part of what is begun."""


class WriteText(Protocol):
    """Commits a text where its name says that it belongs."""

    def __call__(self, item_id: ItemId, name: Name, text: str, visit: str) -> Changes:
        """Write it in one transaction; raises `UserError`."""
        ...


class Aside(Protocol):
    """Keeps texts that the vault did not take, in another place."""

    def keep(self, item_id: ItemId, field: str, text: str) -> bool:
        """Keep a text; False when it cannot."""
        ...

    def taken(self, item_id: ItemId, fields: Iterable[str]) -> None:
        """The vault has them, or they must not be kept."""
        ...


Slot = tuple[ItemId, Name]


class Autosave:
    """Texts waiting to be committed, the visit that each belongs to, and how saving goes.

    A visit lasts from the first key in a field until the focus leaves it: its commits share one
    entry of the operation log. Nothing is forgotten before its commit has returned.
    """

    def __init__(
        self,
        write: WriteText,
        *,
        time_now: Callable[[], str],
        new_visit: Callable[[], str],
        published: Callable[[Changes], object],
        aside: Aside,
        together: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        """`together` makes one unit of work of the writes in its block, undone when it raises."""
        self._aside = aside
        self._together = together
        self._kept: dict[Slot, str] = {}
        self._refusals: dict[Slot, UserError] = {}
        self._write, self._time_now, self._new_visit = write, time_now, new_visit
        self._published = published
        self._waiting: dict[Slot, str] = {}
        self._visits: dict[Slot, str] = {}
        self._moved: list[Changes] | None = None
        self.state = self._saved = SaveState()

    @property
    def is_waiting(self) -> bool:
        """Something typed is not on the disk."""
        return bool(self._waiting)

    @property
    def is_kept_aside(self) -> bool:
        """All that is not on the disk is kept in the other place, as it was last typed."""
        return all(self._kept.get(slot) == text for slot, text in self._waiting.items())

    @property
    def is_held_up(self) -> bool:
        """Something that neither the vault nor the other place took may be taken by either yet."""
        return any(
            isinstance(self._refusals.get(slot), NotSavedError) and self._kept.get(slot) != text
            for slot, text in self._waiting.items()
        )

    def waiting(self, item_id: ItemId, name: Name) -> str | None:
        """The text of a field that is not committed yet, None when the vault has the last one."""
        return self._waiting.get((item_id, name))

    def typed(self, item_id: ItemId, name: Name, text: str) -> None:
        """Note a text; a failure said before stays said until a commit succeeds."""
        slot = (item_id, name)
        self._visit(slot)
        self._waiting[slot] = text
        if self.state.status is not SaveStatus.FAILED:
            self.state = SaveState(SaveStatus.SAVING)

    def end_visit(self, item_id: ItemId, name: Name) -> None:
        """The focus left the field: its next key begins another log entry."""
        self._visits.pop((item_id, name), None)

    def forget(self, item_id: ItemId, but: Container[Name] = ()) -> None:
        """Let the texts of an item go: the person withdrew. What is in `but` waits on."""
        for slot in [slot for slot in self._waiting if slot[0] == item_id and slot[1] not in but]:
            del self._waiting[slot]
            self._let_go(slot)
        if not self._waiting and self.state.status is SaveStatus.SAVING:
            self.state = self._saved

    def flush(self) -> bool:
        """Commit everything that waits; False when something could not be.

        All at once when nothing stands against it; else each by itself, so that one refusal keeps
        no other text back.
        """
        if self._moved is not None:
            return False  # it goes with the move that is under way
        if self._waiting and self._commit_all():
            return True
        done = [self._commit(slot, text) for slot, text in list(self._waiting.items())]
        return all(done)

    @contextmanager
    def move(self) -> Iterator[None]:
        """Words move between lines and texts in the block: one commit has all of it.

        Raises `UserError`; nothing of it is then in the vault. Where no line was written, the texts
        wait as after any key.
        """
        before, self._moved = dict(self._waiting), []
        try:
            with self._together():
                yield
                texts = self._waiting.items() - before.items() if self._moved else set()
                written = [self._write(*slot, text, self._visit(slot)) for slot, text in texts]
                changes = [*self._moved, *written]
        except UserError as error:
            if type(error) is not UserError:  # a plain refusal is said where it happened
                self.refused(error)
            raise
        finally:
            self._moved = None
        self.superseded(slot for slot, _text in texts)
        if changes:
            self.committed(Changes(frozenset().union(*(each.touched for each in changes))))

    def _commit_all(self) -> bool:
        try:
            with self._together():
                written = [
                    self._write(*slot, text, self._visit(slot))
                    for slot, text in self._waiting.items()
                ]
        except UserError:
            return False
        except Exception:
            self.state = SaveState(SaveStatus.FAILED, reason="erreur inattendue")
            raise
        self.superseded(tuple(self._waiting))
        self.committed(Changes(frozenset().union(*(changes.touched for changes in written))))
        return True

    def superseded(self, slots: Iterable[Slot]) -> None:
        """The vault has what these held, or what took its place: it waits no more."""
        for slot in slots:
            self._waiting.pop(slot, None)
            self._let_go(slot)

    def _commit(self, slot: Slot, text: str) -> bool:
        try:
            changes = self._write(*slot, text, self._visit(slot))
        except UserError as error:
            reason = error.text
            if isinstance(error, ConsentError):
                # The person withdrew: the text must not be kept, here no more than in the vault.
                del self._waiting[slot]
                self._let_go(slot)
            else:
                self._refusals[slot] = error
                if _may_come_back(error) and self._keep(slot, text):
                    reason = f"{reason} {KEPT}"
            self.state = SaveState(SaveStatus.FAILED, reason=reason)
            return False
        except Exception:
            self.state = SaveState(SaveStatus.FAILED, reason="erreur inattendue")
            raise
        del self._waiting[slot]
        self._let_go(slot)
        self.committed(changes)
        return True

    def _keep(self, slot: Slot, text: str) -> bool:
        if self._kept.get(slot) != text:
            if not self._aside.keep(slot[0], slot[1].value, text):
                return False
            self._kept[slot] = text
        return True

    def _let_go(self, slot: Slot) -> None:
        self._refusals.pop(slot, None)
        if self._kept.pop(slot, None) is not None:
            self._aside.taken(slot[0], (slot[1].value,))

    def _visit(self, slot: Slot) -> str:
        """The visit under way in a field, begun if need be."""
        if slot not in self._visits:
            self._visits[slot] = self._new_visit()
        return self._visits[slot]

    def committed(self, changes: Changes) -> None:
        """A commit returned, of a text or of anything else: say so, and tell the other screens."""
        if self._moved is not None:
            self._moved.append(changes)
            return
        if not self._waiting:
            self.state = self._saved = SaveState(SaveStatus.SAVED, at=self._time_now())
        if changes:
            self._published(changes)

    def refused(self, error: UserError) -> None:
        """Something else than a text could not be committed: say so as loudly."""
        self.state = SaveState(SaveStatus.FAILED, reason=error.text)


def _may_come_back(refusal: UserError) -> bool:
    """Not what the account's role refuses: another account must not write it in its stead."""
    return isinstance(refusal, NotSavedError) or not isinstance(refusal, NotAllowedError)
