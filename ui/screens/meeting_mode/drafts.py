# SPDX-License-Identifier: EUPL-1.2
"""What is begun and not added, as named texts that the vault keeps: a lock loses no half line."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.ids import ItemId, ProfessionalId
from app.services.meetings import Line, LiveItem
from app.services.people import People
from ui.screens.meeting_mode.state import DockDraft, PersonChoice


class DraftName(StrEnum):
    """The names under which the vault keeps the parts of a draft.

    The ids come first: a line whose commit was reported as failed may be there all the same, and is
    known by the id that it had at the first try.
    """

    DECISION_ID = "decision_id"
    ACTION_ID = "action_id"
    DECISION = "decision"
    ACTION = "action"
    WHO = "who"
    LETTERS = "letters"
    OUTSIDE = "outside"
    DUE = "due"


class Editor(StrEnum):
    """The editors that are no row of their own, by what is typed there."""

    DECISION = "rewrite_decision"
    ACTION = "rewrite_action"
    WHY_NOT = "why_not_done"
    UNTIL = "postponed_to"
    POSTPONE = "why_postponed"
    CORRECTION = "correction"
    FATE = "why_of_its_fate"
    REWORK = "why_to_rework"
    KEPT_UNTIL = "kept_until"
    UNPLANNED = "unplanned"
    BROUGHT_BY = "brought_by"
    GUEST = "guest"
    UNENDED = "unended"
    """Where a line was left unended, in letters: the room does not read it there."""


@dataclass(frozen=True, slots=True)
class EditorName:
    """The name under which the vault keeps what an editor holds; `of` is the id of its line."""

    editor: Editor
    of: str = ""

    @property
    def value(self) -> str:
        """The name as the vault has it."""
        return f"{self.editor.value}:{self.of}"


FOR_ALL = tuple(map(EditorName, (Editor.UNPLANNED, Editor.BROUGHT_BY, Editor.GUEST)))
"""The editors that are no item's own: one of the items holds them for the meeting."""

Part = DraftName | EditorName
"""Anything that is begun and that the vault keeps under a name."""

_UNSAID = (Editor.UNTIL, Editor.KEPT_UNTIL, Editor.UNENDED, *(name.editor for name in FOR_ALL))
"""What is begun there is no text of its item."""
_LINES = {
    DraftName.DECISION_ID: (DraftName.DECISION,),
    DraftName.ACTION_ID: (
        DraftName.ACTION,
        DraftName.WHO,
        DraftName.LETTERS,
        DraftName.OUTSIDE,
        DraftName.DUE,
    ),
}
"""The parts of each line, its text first."""


def draft_texts(draft: DockDraft) -> dict[str, str]:
    """The parts of a draft as texts, empty where there is nothing."""
    outside = draft.who is not None and draft.who.who_id is None
    return {
        DraftName.DECISION: draft.decision,
        DraftName.ACTION: draft.action,
        DraftName.WHO: (draft.who.who_id or "") if draft.who else "",
        DraftName.LETTERS: draft.who.name if draft.who and outside else draft.letters,
        DraftName.OUTSIDE: "1" if outside else "",
        DraftName.DUE: draft.wrong_due or (draft.due.isoformat() if draft.due else ""),
    }


def draft_of(texts: Mapping[str, str], people: People) -> DockDraft:
    """The draft that these texts keep; somebody who left the directory is letters again."""
    person = people.get(ProfessionalId(texts.get(DraftName.WHO, "")))
    who = PersonChoice(person.id, people.short(person.id)) if person else None
    letters, due = texts.get(DraftName.LETTERS, ""), texts.get(DraftName.DUE, "")
    if letters and texts.get(DraftName.OUTSIDE):
        who, letters = PersonChoice(None, letters), ""
    day = _day(due)
    return DockDraft(
        decision=texts.get(DraftName.DECISION, ""),
        action=texts.get(DraftName.ACTION, ""),
        who=who,
        letters=letters,
        due=day,
        wrong_due="" if day else due,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def packed(draft: DockDraft) -> str:
    """An action that is being rewritten, as one text."""
    return json.dumps({k: v for k, v in draft_texts(draft).items() if v}, ensure_ascii=False)


def unpacked(text: str, people: People) -> DockDraft:
    """The action that `packed` made a text of; words that it did not make are the action's own."""
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        return DockDraft(action=text)
    return draft_of({str(name): str(part) for name, part in read.items()}, people)


def parts_of(line: DraftName) -> tuple[DraftName, ...]:
    """The names of what makes a line, its id first."""
    return (line, *_LINES[line])


class DraftBook:
    """What is begun for each item, and the ids that its lines have from the first key on."""

    def __init__(
        self, new_id: Callable[[], str], typed: Callable[[ItemId, Part, str], object]
    ) -> None:
        """`typed` saves a part of a draft like any other text."""
        self._new_id, self._typed = new_id, typed
        self._known: dict[ItemId, Mapping[str, str]] = {}

    def take(self, item: LiveItem) -> None:
        """Know what the vault keeps of an item, the first time that it is shown."""
        id_ = item.item.id
        if id_ not in self._known:
            self._known[id_] = unfinished(item)
            for name in item.drafts.keys() - self._known[id_].keys():
                self._typed(id_, DraftName(name), "")

    def knows(self, item_id: ItemId) -> bool:
        """What the vault keeps of an item was read."""
        return item_id in self._known

    def of(self, item: LiveItem) -> DockDraft:
        """What was begun for an item."""
        return draft_of(self._known[item.item.id], item.people)

    def keep(self, item_id: ItemId, draft: DockDraft) -> None:
        """Save what is begun, and the ids of its lines before it."""
        known, texts = self._known.get(item_id, {}), draft_texts(draft)
        for name, parts in _LINES.items():
            begun = any(texts[part] for part in parts)
            texts = {name: (known.get(name) or self._new_id()) if begun else "", **texts}
        for part, text in texts.items():
            if text != known.get(part, ""):
                self._typed(item_id, DraftName(part), text)
        self._known[item_id] = {**known, **texts}

    def keep_editor(self, item_id: ItemId, name: EditorName, text: str) -> None:
        """Save what an editor holds, empty where it holds nothing of its own."""
        known = self._known.get(item_id, {})
        if text != known.get(name.value, ""):
            self._typed(item_id, name, text)
            self._known[item_id] = {**known, name.value: text}

    def line_id(self, item_id: ItemId, name: DraftName) -> str:
        """The id of a line that is begun, at its first try as at the next ones."""
        known = self._known.get(item_id, {})
        id_ = known.get(name) or self._new_id()
        self._known[item_id] = {**known, name: id_}
        return id_

    def kept(self, item_id: ItemId, part: Part) -> str:
        """What is kept of a part, empty where nothing is."""
        return self._known.get(item_id, {}).get(part.value, "")

    def let_go(self, item_id: ItemId, parts: Iterable[Part]) -> None:
        """The line is in the minutes: nothing is begun of it any more."""
        known = self._known.get(item_id, {})
        self._known[item_id] = {**known, **{part.value: "" for part in parts}}

    def is_empty(self, item_id: ItemId) -> bool:
        """It is known that nothing was ever begun of an item, or that it was let go."""
        return self._known.get(item_id, {"": ""}) == {}

    def hand_over(self, gone: ItemId, heir: LiveItem | None) -> None:
        """The person withdrew, or it left the agenda: `heir` holds what is begun for the meeting.

        The vault may have moved it already, under an heir that was known before. The item is its
        own heir where nobody else is left.
        """
        held, self._known[gone] = self._known.get(gone, {}), {}
        if heir is None:
            return
        id_ = heir.item.id
        if id_ == gone:
            held = {**heir.drafts, **held}
            self._known[gone] = {n.value: held[n.value] for n in FOR_ALL if held.get(n.value)}
            return
        before = self._known.get(id_, {})
        self.take(heir)
        for name in FOR_ALL:
            part = name.value
            if before.get(part) or (part in before and part not in held):
                continue  # it is held there already, or was erased there
            self._known[id_] = {**self._known[id_], part: heir.drafts.get(part, "")}
            if part in held:  # also where it was erased, and the vault moved it before that
                self.keep_editor(id_, name, held[part])

    def clear(self) -> None:
        """The meeting is closed."""
        self._known.clear()


def unfinished(item: LiveItem) -> dict[str, str]:
    """What is begun; without what has become a line whose commit nobody heard of."""
    lines: dict[str, str] = {line.id: line.text for line in item.decisions}
    lines |= {line.id: line.text for line in item.actions}
    left = dict(item.drafts)
    for name, (text, *others) in _LINES.items():
        made = lines.get(left.get(name, ""))
        if made is not None and made.startswith(left.get(text, "")):
            left = {key: left[key] for key in left if key not in {name, text, *others}}
    return left


def begun_for_all(item: LiveItem) -> dict[EditorName, str]:
    """What this item holds for the meeting, by its editor."""
    held = {name: item.drafts.get(name.value, "").strip() for name in FOR_ALL}
    return {name: text for name, text in held.items() if text}


def begun_texts(item: LiveItem) -> list[str]:
    """What is begun of an item, as words; not of a line that is there no more."""
    earlier = (each.action for each in item.earlier)
    lines: tuple[Line, ...] = (*item.decisions, *item.actions, *earlier)
    alive = {"", *(line.id for line in lines)}
    found = list(draft_of(unfinished(item), item.people).texts)
    for name, text in item.drafts.items():
        editor, colon, of = name.partition(":")
        if colon and of in alive and editor not in _UNSAID:
            rewritten = editor == Editor.ACTION
            found += unpacked(text, item.people).texts if rewritten else (text,)
    return [text for text in found if text.strip()]
