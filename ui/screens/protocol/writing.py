# SPDX-License-Identifier: EUPL-1.2
"""The text of one protocol while it is written: saved by itself, undone across its pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import NotSavedError, UserError
from app.domain.ids import ProtocolId
from app.domain.protocol import Protocol, ProtocolContent
from app.domain.protocol_fields import require_protocol_lengths
from app.services.kept_forms import About
from ui.autosave import Aside, Autosave
from ui.screens.protocol.keepable import keepable
from ui.screens.protocol.services import ProtocolServices
from ui.widgets import SaveWord

MOST_STEPS = 200
KEPT_ASIDE = "gardé à part\u00a0: à lire dans «\u202fSauvegardes\u202f»"


@dataclass(frozen=True, eq=False)
class _Step:
    """One save, as the protocol before it and after it; `place` is where it was typed."""

    before: Protocol
    after: Protocol
    place: str


class Writing:
    """`protocol` is what the vault has, `typed` what the pages show: one is saved over the other.

    Every page writes here, so that one word says whether all of it is saved, and Ctrl+Z walks
    through all of it. Saved 800 ms after the last key, or at once by `flush`.
    """

    def __init__(
        self,
        services: ProtocolServices,
        tell: Callable[[Changes], object],
        word: SaveWord,
        parent: QObject,
    ) -> None:
        """`tell` receives what a save changed."""
        self._texts, self._kept, self._tell = services.protocols.texts, services.kept, tell
        self._word = word
        aside = Aside(self._keep_aside, self._taken)
        self._autosave = Autosave(self._save, aside, word, services.now, parent)
        self._protocol = self._typed = Protocol(ProtocolId(""), ProtocolContent())
        self._place = ""
        self.saving = False
        """While a save is told: what was typed is shown already, and the caret stands in it."""
        self._done: dict[ProtocolId, list[_Step]] = {}
        self._undone: dict[ProtocolId, list[_Step]] = {}

    @property
    def protocol(self) -> Protocol:
        """As the vault has it."""
        return self._protocol

    @property
    def typed(self) -> Protocol:
        """As it is written now: what a page lays its own fields over."""
        return self._typed

    @property
    def dirty(self) -> bool:
        """Something typed is not on the disk."""
        return self._autosave.dirty

    def show(self, protocol: Protocol) -> None:
        """From now on it is about this protocol; what is typed of the same one stays.

        But in a version that was frozen meanwhile: that is kept aside, to be read and not lost.
        """
        if protocol.id != self._protocol.id:
            self._autosave.forget()
        elif self.dirty and not protocol.may_be_edited and self._keep_aside():
            self._autosave.forget()
            self._word.failed(KEPT_ASIDE)
        self._protocol = protocol
        if not self._autosave.dirty:
            self._typed = protocol

    def write(self, typed: Protocol, place: str = "") -> None:
        """Note what is typed: `writing.typed` with the fields of one page; saved a little later.

        `place` names where it is typed, for the undo: `page:field`.
        """
        if self._place != place and self._autosave.dirty:
            self._autosave.flush()
        self._typed, self._place = typed, place
        self._autosave.touch()

    def flush(self) -> bool:
        """Save now; a refusal is said by the word, what was typed stays, and it is False."""
        return self._autosave.flush()

    def flush_or_raise(self) -> None:
        """Save now. Raises `UserError` when it cannot be saved."""
        self._autosave.flush_or_raise()

    # --- undoing -----------------------------------------------------------------------------

    def undo(self) -> str | None:
        """Take the last save back: where it was typed; None when there is none.

        What was typed and cannot be kept (no title, a text that is too long) goes first. Raises
        `UserError` where the protocol has changed since; the save is then let go.
        """
        if self.dirty:
            return self._give_up()
        return self._walk(self._done, self._undone, back=True)

    def redo(self) -> str | None:
        """Do again the last save that was undone, as `undo`; nothing over what cannot be kept."""
        if self.dirty:
            return None
        return self._walk(self._undone, self._done, back=False)

    def take_back(self) -> Callable[[], object]:
        """How to take back, from a toast, the save that was just made; nothing once it was."""
        done = self._done.get(self._protocol.id, [])
        step = done[-1] if done else None

        def back() -> None:
            known = self._done.get(self._protocol.id, [])
            if step is not None and known and known[-1] is step:
                self.flush_or_raise()
                self.undo()

        return back

    def _give_up(self) -> str:
        """Back to what the vault has."""
        self._autosave.let_go()
        self._word.nothing()
        self._protocol = self._typed = self._texts.get(self._protocol.id)
        return self._place

    def _walk(
        self,
        steps: dict[ProtocolId, list[_Step]],
        others: dict[ProtocolId, list[_Step]],
        *,
        back: bool,
    ) -> str | None:
        id_ = self._protocol.id
        if not steps.get(id_):
            return None
        step = steps[id_].pop()
        now, then = (step.after, step.before) if back else (step.before, step.after)
        stored = self._texts.get(id_)
        if _facts(stored) != _facts(now):
            raise UserError("Ce protocole a changé depuis.", "Regardez où il en est.")
        changes = self._store(stored, then, again=True)
        self._protocol = self._typed = self._texts.get(id_)
        others.setdefault(id_, []).append(step)
        self._tell(changes)
        return step.place

    # --- saving ------------------------------------------------------------------------------

    def _save(self) -> None:
        before, typed = self._texts.get(self._protocol.id), self._typed
        kept = replace(typed, content=keepable(typed.content, before.content))
        refusal: UserError | None = None
        try:
            changes = self._store(before, kept)
        except NotSavedError:
            raise
        except UserError as error:
            if kept.content.title == before.content.title:
                raise
            # An empty title, or another protocol's: the rest of the text is not held up by it.
            refusal = error
            content = replace(kept.content, title=before.content.title)
            changes = self._store(before, replace(kept, content=content))
        self._note(before, self._texts.get(before.id))
        self.saving = True
        try:
            self._tell(changes)
        finally:
            self.saving = False
        if refusal is not None:
            raise refusal
        require_protocol_lengths(typed.content, self._protocol.content)

    def _store(self, before: Protocol, after: Protocol, *, again: bool = False) -> Changes:
        changes = Changes()
        if after.content != before.content:
            changes |= self._texts.save_text(before.id, after.content)
        if _heading(after) != _heading(before):
            changes |= self._texts.save_heading(
                before.id,
                referent_id=after.referent_id,
                referent_name=after.referent_name,
                revise_on=after.revise_on,
                again=again,
            )
        return changes

    def _note(self, before: Protocol, after: Protocol) -> None:
        self._protocol = after
        if _facts(before) == _facts(after):
            return
        self._undone.pop(after.id, None)
        done = self._done.setdefault(after.id, [])
        done.append(_Step(before, after, self._place))
        del done[:-MOST_STEPS]

    def _keep_aside(self) -> bool:
        return self._kept.keep_protocol(self._protocol, self._typed)

    def _taken(self) -> None:
        self._kept.taken(About.PROTOCOL, self._protocol.id)


def _heading(protocol: Protocol) -> object:
    return protocol.referent_id, protocol.referent_name, protocol.revise_on


def _facts(protocol: Protocol) -> object:
    return protocol.content, _heading(protocol)
