# SPDX-License-Identifier: EUPL-1.2
"""Which moves a situation may make along its life, and what each of them needs."""

from app.domain.case import CaseStatus
from app.domain.case_step import StepReason
from app.domain.errors import UserError
from app.domain.text import NO_BREAK

OVER = frozenset({CaseStatus.CLOSED, CaseStatus.ARCHIVED})
"""Nobody waits for anything any more: it comes to no agenda by itself, and owes no report."""

REASONS = tuple(each for each in StepReason if each not in (StepReason.NONE, StepReason.MERGED))
"""Why a person closes or archives one; only joining two files says `MERGED`."""

WITHOUT_REPORT = frozenset({StepReason.REFUSAL, StepReason.DEATH})
"""Nobody can be told any more, or the person will not be."""

_MOVES = {
    CaseStatus.NEW: (CaseStatus.TO_PRESENT, CaseStatus.FOLLOWED, CaseStatus.CLOSED),
    CaseStatus.TO_PRESENT: (CaseStatus.FOLLOWED, CaseStatus.CLOSED),
    CaseStatus.FOLLOWED: (CaseStatus.TO_PRESENT, CaseStatus.TO_REVIEW, CaseStatus.CLOSED),
    CaseStatus.TO_REVIEW: (CaseStatus.TO_PRESENT, CaseStatus.FOLLOWED, CaseStatus.CLOSED),
    CaseStatus.CLOSED: (CaseStatus.TO_PRESENT, CaseStatus.ARCHIVED),
    CaseStatus.ARCHIVED: (CaseStatus.TO_PRESENT,),
}
_WORDS = {
    CaseStatus.TO_PRESENT: "À présenter à l’équipe",
    CaseStatus.FOLLOWED: "Suivie",
    CaseStatus.TO_REVIEW: "À réévaluer",
    CaseStatus.CLOSED: "Clore…",
    CaseStatus.ARCHIVED: "Archiver…",
}
_COMES_BACK = "Elle revient\u00a0: à présenter"


def moves_from(status: CaseStatus) -> tuple[CaseStatus, ...]:
    """Where a situation in this state may go, the nearest first."""
    return _MOVES[status]


def move_words(before: CaseStatus, after: CaseStatus) -> str:
    """What the button of a move says; one that asks for more ends with dots."""
    if before in OVER and after not in OVER:
        return _COMES_BACK
    return _WORDS[after]


def needs_reason(status: CaseStatus) -> bool:
    """Whether somebody has to say why."""
    return status in OVER


def require_move(before: CaseStatus, after: CaseStatus, reason: StepReason) -> None:
    """Raises `UserError` for a move that is none, or that lacks its reason."""
    if after not in _MOVES[before]:
        raise UserError(
            f"Une situation {before.label} ne peut pas devenir {after.label}.",
            f"Elle peut devenir{NO_BREAK}: {', '.join(each.label for each in _MOVES[before])}.",
        )
    if needs_reason(after) and reason not in REASONS:
        raise UserError("Il manque la raison.", "Choisissez-la dans la liste.")
