# SPDX-License-Identifier: EUPL-1.2
"""Ctrl+Z across the fields: texts, what is begun, decisions, actions, answers, attendance."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from app.domain.action import Action
from app.domain.decision import Decision
from app.domain.errors import UserError
from app.domain.ids import ItemId
from app.domain.meeting import ItemState
from app.services.meetings import ItemText, Line, LiveItem
from ui.screens.meeting_mode.dock_presenter import DockPresenter
from ui.screens.meeting_mode.history import Acts, Change, Exchanged, History, Step
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.state import DockDraft
from ui.shell.screen import ShowToast

ATTENDANCE = "attendance"
"""The place of a change of who is there."""
APPROVAL = "approval"
"""The place of an answer about the minutes of an earlier meeting."""
PROTOCOL = "protocol"
"""The place of an answer about a protocol."""
CLOSING = "closing"
"""The place of what was said to become of an item."""
AGENDA = "agenda"
"""The place of an item that came to the agenda."""
_PANELS = (ATTENDANCE, CLOSING)
_ANYWHERE = (*_PANELS, AGENDA)
"""Places that lead to no item: they are the whole meeting's."""


@dataclass
class _Rewritten:
    """A text or a draft that became another one; it grows while one types."""

    put: Callable[[object, object], object]
    before: object
    after: object

    def undo(self) -> None:
        self.put(self.after, self.before)

    def redo(self) -> None:
        self.put(self.before, self.after)

    def grow(self, value: object) -> None:
        self.after = value


class UndoControl:
    """Notes what is done and takes it back where it was done.

    `enter` shows an item; `changed` reads and shows the meeting again; `complain` says why
    something could not be taken back.
    """

    def __init__(
        self,
        parts: MeetingLayout,
        presenter: MeetingPresenter,
        dock: DockPresenter,
        toast: ShowToast,
        now: Callable[[], float],
        *,
        enter: Callable[[ItemId], object],
        changed: Callable[[], object],
        complain: Callable[[UserError], object],
    ) -> None:
        self._parts, self._presenter, self._dock, self._toast = parts, presenter, dock, toast
        self._enter, self._changed = enter, changed
        self._complain = complain
        self.save_soon: Callable[[], object] = lambda: None
        """Has what was put back committed; the typing gives it."""
        self._history = History(now)
        self._texts: dict[ItemText, str] = {}
        self._draft = DockDraft()
        self._one: list[Change] | None = None
        self.places: dict[str, Callable[[str], object]] = {}
        """Places that are no text of the layout, and how one goes there; `closing:id` to its id."""
        parts.dock.done.connect(self._on_done)

    # --- what was done -----------------------------------------------------------------------

    def arrived(self) -> None:
        """Another item is shown: its texts are those that will be changed."""
        self._history.settle()
        self._texts = {name: self._presenter.text(name) for name in ItemText}
        self._draft = self._parts.dock.draft()

    def typed(self, name: ItemText, text: str) -> None:
        """A key changed a text."""
        before, self._texts[name] = self._texts.get(name, ""), text
        if text != before:
            change = _Rewritten(partial(self._put_text, name), before, text)
            self._note_key(name.value, text, change)

    def rewrite(self, name: ItemText, text: str) -> None:
        """Give a text of the shown item other words, as one more thing to undo."""
        before = self._texts.get(name, "")
        self._put_text(name, before, text)
        self._add(name.value, _Rewritten(partial(self._put_text, name), before, text))

    def begun(self, draft: DockDraft) -> None:
        """A key changed what is begun in the dock."""
        before, self._draft = self._draft, draft
        part = _part(before, draft)
        if part:
            self._note_key(part, draft, _Rewritten(self._put_draft, before, draft))

    def begin(self, draft: DockDraft, place: str) -> None:
        """Fill the new rows of the dock, as one more thing to undo."""
        before = self._draft
        self._put_draft(before, draft)
        self._add(place, _Rewritten(self._put_draft, before, self._draft))

    def written(self, before: LiveItem | None) -> None:
        """A write of the dock was committed and read again: note which lines it touched."""
        after, draft = self._presenter.item, self._parts.dock.draft()
        if before is None or after is None or before.item.id != after.item.id:
            return
        changes: list[Change] = []
        if draft != self._draft:
            changes.append(_Rewritten(self._put_draft, self._draft, draft))
            self._draft = draft
        old, new = _lines(before), _lines(after)
        gone = tuple(line for line in old if line not in new)
        came = tuple(line for line in new if line not in old)
        item = after.item.id
        if gone or came:
            changes.append(
                Exchanged(
                    partial(self._dock.exchange, item),
                    # What was moved, as one step with where it went, lives on there.
                    partial(self._dock.exchange, item, binned=self._one is None),
                    partial(self._dock.lines, item),
                    gone,
                    came,
                )
            )
        if changes:
            self._add(_place_of((*gone, *came)), *changes)

    def note(self, place: str, acts: Acts, item: ItemId | None = None) -> None:
        """Note anything else that two calls undo and do again."""
        self._history.add(Step(item, place, (acts,)))

    @contextmanager
    def as_one(self, place: str) -> Iterator[None]:
        """What is done inside is one step, that leads back to `place`; none where it raises."""
        self._one = []
        try:
            yield
            changes = tuple(self._one)
        finally:
            self._one = None
        if changes:
            self._history.add(Step(self._item, place, changes))

    @contextmanager
    def as_one_commit(self) -> Iterator[None]:
        """Words leave one place and come to another in the same instant, whatever ends the program.

        Raises `UserError`; what is begun and the texts are then again what they were.
        """
        texts, draft = dict(self._texts), self._draft
        try:
            with self._presenter.autosave.move():
                yield
        except UserError:
            self._one = None
            for name, text in texts.items():
                if self._texts.get(name, "") != text:
                    self._put_text(name, self._texts[name], text)
            if self._draft != draft:
                self._put_draft(self._draft, draft)
            self._changed()
            raise

    def offer(self, sentence: str) -> None:
        """Say what was done, with the button that takes it back."""
        step = self._history.next_undo()
        if step is not None:
            self._toast(sentence, lambda: self._take_back(step))

    def forget_withdrawn(self) -> None:
        """Nothing of who withdrew may be kept, wherever one is, nor a message go on offering it."""
        state, refused = self._presenter.state, self._presenter.is_withdrawn
        for line in state.rail if state else ():
            gone = line.state is ItemState.WITHDRAWN or (line.current and refused)
            if gone and self._history.forget(line.item_id):
                self._toast(f"Plus rien de {line.title} ne peut être annulé")

    def clear(self) -> None:
        """Another meeting, or none."""
        self._history.clear()
        self._texts, self._draft = {}, DockDraft()

    # --- going back and forth ----------------------------------------------------------------

    def undo(self) -> None:
        """Ctrl+Z."""
        self._walk(self._history.next_undo, self._history.undo, "Rien à annuler")

    def redo(self) -> None:
        """Ctrl+Maj+Z."""
        self._walk(self._history.next_redo, self._history.redo, "Rien à rétablir")

    def _walk(
        self, following: Callable[[], Step | None], act: Callable[[], object], nothing: str
    ) -> None:
        step = following()
        if step is None:
            self._toast(nothing)
            return
        self._do(step, act)

    def _take_back(self, step: Step) -> None:
        self._do(step, lambda: self._history.take_back(step))

    def _do(self, step: Step, act: Callable[[], object]) -> None:
        kind = step.place.partition(":")[0]
        if kind not in _PANELS:
            self._parts.close_panel()
        if step.item is not None and step.item != self._item and kind not in _ANYWHERE:
            self._enter(step.item)
        try:
            if any(isinstance(change, Acts | Exchanged) for change in step.changes):
                with self.as_one_commit():
                    act()
            else:
                act()
        except UserError as error:
            self._complain(error)
            return
        self._changed()
        self._focus(step.place)

    def _focus(self, place: str) -> None:
        kind, _, id_ = place.partition(":")
        if kind in self.places:
            self.places[kind](id_)
        elif id_:
            self._parts.dock.focus_line(kind, id_)
        else:
            self._parts.text_at(place).setFocus()

    # --- putting back ------------------------------------------------------------------------

    @property
    def _item(self) -> ItemId | None:
        item = self._presenter.item
        return item.item.id if item else None

    def _put_text(self, name: ItemText, now: object, text: object) -> None:
        if self._texts.get(name, "") != now:
            raise UserError("Ce texte a changé depuis : il reste tel qu’il est.")
        self._texts[name] = str(text)
        self._parts.fields.show_text(name, str(text))
        self._parts.fields.place_caret(name, _caret(str(now), str(text)))
        self._presenter.typed(name, str(text))
        self.save_soon()

    def _put_draft(self, _now: object, draft: object) -> None:
        if isinstance(draft, DockDraft):
            self._parts.dock.show_draft(draft)
            self._draft = self._parts.dock.draft()
            self._presenter.keep_draft(self._draft)
            self.save_soon()

    def _note_key(self, place: str, value: object, change: _Rewritten) -> None:
        item = self._item
        if self._one is not None:
            self._one.append(change)
            return
        self._history.typed((item, place), value, lambda: Step(item, place, (change,)), change.grow)

    def _add(self, place: str, *changes: Change) -> None:
        if self._one is not None:
            self._one.extend(changes)
        else:
            self._history.add(Step(self._item, place, changes))

    def _on_done(self, sentence: str, acts: object) -> None:
        if isinstance(acts, Acts):
            self._history.add(Step(self._item, "earlier", (acts,)))
        self.offer(sentence)


def _lines(item: LiveItem) -> tuple[Line, ...]:
    return (*item.decisions, *item.actions)


def _place_of(lines: tuple[Line, ...]) -> str:
    line = lines[0] if lines else None
    if isinstance(line, Decision):
        return f"decision:{line.id}"
    return f"action:{line.id}" if isinstance(line, Action) else "action"


def _part(before: DockDraft, after: DockDraft) -> str:
    """The part of the dock that changed, empty where none did."""
    parts = {
        "decision": (before.decision, after.decision),
        "action": (before.action, after.action),
        "who": ((before.who, before.letters), (after.who, after.letters)),
        "due": (before.due, after.due),
    }
    return next((name for name, (old, new) in parts.items() if old != new), "")


def _caret(before: str, after: str) -> int:
    """Where one would be typing in `after` when it had just been made from `before`."""
    start, most = _common(before, after), min(len(before), len(after))
    same = min(_common(before[::-1], after[::-1]), most - start)
    return len(after) - same


def _common(one: str, other: str) -> int:
    """How many first letters two texts share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
