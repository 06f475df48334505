# SPDX-License-Identifier: EUPL-1.2
"""What is begun in the dock, as named texts that the vault keeps: a lock loses no half line."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from app.domain.ids import ProfessionalId
from app.services.people import People
from ui.screens.meeting_mode.state import DockDraft, PersonChoice


class DraftName(StrEnum):
    """The names under which the vault keeps the parts of a draft."""

    DECISION = "decision"
    ACTION = "action"
    WHO = "who"
    LETTERS = "letters"
    DUE = "due"


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
