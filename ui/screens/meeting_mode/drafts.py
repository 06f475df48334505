# SPDX-License-Identifier: EUPL-1.2
"""What is begun in the dock, as named texts that the vault keeps: a lock loses no half line."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from app.domain.ids import ItemId, ProfessionalId
from app.services.meetings import LiveItem
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
    DUE = "due"


_LINES = {
    DraftName.DECISION_ID: (DraftName.DECISION,),
    DraftName.ACTION_ID: (DraftName.ACTION, DraftName.WHO, DraftName.LETTERS, DraftName.DUE),
}
"""The parts of each line, its text first."""


def draft_texts(draft: DockDraft) -> dict[str, str]:
    """The parts of a draft as texts, empty where there is nothing; a date alone is no draft."""
    begun = bool(draft.action or draft.who or draft.letters)
    outside = draft.who is not None and draft.who.who_id is None
    return {
        DraftName.DECISION: draft.decision,
        DraftName.ACTION: draft.action,
        DraftName.WHO: (draft.who.who_id or "") if draft.who else "",
        DraftName.LETTERS: draft.who.name if draft.who and outside else draft.letters,
        DraftName.DUE: draft.due.isoformat() if draft.due and begun else "",
    }


def draft_of(texts: Mapping[str, str], people: People) -> DockDraft:
    """The draft that these texts keep; somebody who left the directory is letters again."""
    person = people.get(ProfessionalId(texts.get(DraftName.WHO, "")))
    due = texts.get(DraftName.DUE, "")
    return DockDraft(
        decision=texts.get(DraftName.DECISION, ""),
        action=texts.get(DraftName.ACTION, ""),
        who=PersonChoice(person.id, people.short(person.id)) if person else None,
        letters=texts.get(DraftName.LETTERS, ""),
        due=date.fromisoformat(due) if due else None,
    )


def parts_of(line: DraftName) -> tuple[DraftName, ...]:
    """The names of what makes a line, its id first."""
    return (line, *_LINES[line])


class DraftBook:
    """What is begun for each item, and the ids that its lines have from the first key on."""

    def __init__(
        self, new_id: Callable[[], str], typed: Callable[[ItemId, DraftName, str], object]
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
        self._known[item_id] = texts

    def line_id(self, item_id: ItemId, name: DraftName) -> str:
        """The id of a line that is begun, at its first try as at the next ones."""
        known = self._known.get(item_id, {})
        id_ = known.get(name) or self._new_id()
        self._known[item_id] = {**known, name: id_}
        return id_

    def kept(self, item_id: ItemId, part: DraftName) -> str:
        """What is kept of a part, empty where nothing is."""
        return self._known.get(item_id, {}).get(part, "")

    def let_go(self, item_id: ItemId, parts: Iterable[DraftName]) -> None:
        """The line is in the minutes: nothing is begun of it any more."""
        known = self._known.get(item_id, {})
        self._known[item_id] = {**known, **dict.fromkeys(parts, "")}

    def forget(self, item_id: ItemId) -> None:
        """The person withdrew."""
        self._known[item_id] = {}

    def clear(self) -> None:
        """The meeting is closed."""
        self._known.clear()


def unfinished(item: LiveItem) -> dict[str, str]:
    """What is begun; without what has become a line whose commit nobody heard of."""
    lines: dict[str, str] = {line.id: line.text for line in item.decisions}
    lines |= {line.id: line.text for line in item.actions}
    left = dict(item.drafts)
    for name, (text, *others) in _LINES.items():
        if lines.get(left.get(name, ""), "\0").startswith(left.get(text, "")):
            left = {key: left[key] for key in left if key not in {name, text, *others}}
    return left
