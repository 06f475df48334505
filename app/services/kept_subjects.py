# SPDX-License-Identifier: EUPL-1.2
"""Which situations a text in the outbox speaks of: it goes, or hides, with their persons.

Noted in the text when it is kept; what earlier versions kept is looked up by its record.
"""

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from typing import assert_never

from app.domain.care_plan import CarePlan
from app.domain.errors import UserError
from app.domain.feedback import PatientFeedback
from app.domain.filing import Filing
from app.domain.ids import (
    ActionId,
    CarePlanId,
    CaseId,
    FeedbackId,
    FilingId,
    ItemId,
    MinutesId,
    PlanLineId,
)
from app.storage.unit_of_work import Rows
from app.vault.encoding import Malformed

Cases = frozenset[CaseId]
_NOTED = "cases"
"""In the content of a text: the ids of the situations that it speaks of."""
NOBODY: Cases = frozenset()


class About(StrEnum):
    """What a form is about."""

    CASE = "case"
    PLAN_LINE = "plan-line"
    PLAN = "plan"
    IDENTITY = "identity"
    CONSENT = "consent"
    PRACTICE = "practice"
    PERSON = "person"
    FEEDBACK = "feedback"
    PROTOCOL = "protocol"


class KeptPage(StrEnum):
    """A page that is kept half typed; those of one record each are named `page:record`."""

    CASE = "case"
    IDENTITY = "identity"
    CONSENT = "consent"
    FEEDBACK = "feedback"
    FILING = "filing"
    MINUTES = "minutes"
    ACTIONS = "actions"
    PREPARE = "prepare"
    MEETING = "meeting"
    RHYTHM = "rhythm"
    SETTINGS = "settings"
    ACCOUNT = "account"
    PROTOCOL_STEPS = "protocol-steps"
    PROTOCOL_USE = "protocol-use"
    PRUNING = "pruning"
    PROTOCOL = "protocol-text"
    PROTOCOLS = "protocols"
    PROTOCOL_LIFE = "protocol-life"
    TROUBLE = "trouble"


class Subjects:
    """Looks up, in one vault, whom a kept text speaks of."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def noted(self, content: Mapping[str, object]) -> dict[str, object]:
        """A content to be kept, with the situations that it speaks of, where they are known."""
        cases = None
        with suppress(UserError):  # the disk that refused to write may refuse to be read
            cases = self.of(content)
        return dict(content) if cases is None else {**content, _NOTED: sorted(cases)}

    def of(self, content: Mapping[str, object]) -> Cases | None:
        """The situations; none for what is of no person, None where the record is no more.

        Raises `Malformed` or `ValueError` for what another version kept, `UserError` when the
        vault cannot be read.
        """
        noted = content.get(_NOTED)
        if isinstance(noted, list):
            return frozenset(CaseId(str(case)) for case in noted)
        if "item" in content:
            return self._of_item(ItemId(str(content["item"])))
        texts = content.get("texts")
        if not isinstance(texts, dict):
            raise Malformed("a kept text without its texts")
        if "about" in content:
            return self._of_form(About(str(content["about"])), str(content.get("id", "")), texts)
        page, _, record = str(content.get("page")).partition(":")
        return self._of_page(KeptPage(page), record, texts)

    def gone(self, cases: Cases) -> bool:
        """Whether one of these persons was erased."""
        found = (self._rows.cases.get(case) for case in cases)
        return any(case is not None and case.erased for case in found)

    def withheld(self, cases: Cases | None) -> bool:
        """Whether a text may not be shown: its person is erased, refused, or cannot be told."""
        if cases is None or self.gone(cases):
            return True
        answers = (self._rows.consents.current(case) for case in cases)
        return any(answer and not answer.state.allows_presentation for answer in answers)

    def code(self, cases: Cases | None) -> str:
        """What the one situation is called; empty where there is none, or more than one."""
        found = self._rows.cases.get(next(iter(cases))) if cases and len(cases) == 1 else None
        return found.code if found else ""

    def _of_form(self, about: About, id_: str, texts: Mapping[str, object]) -> Cases | None:
        match about:
            case About.CASE | About.PLAN | About.IDENTITY:
                return frozenset({CaseId(id_)})
            case About.CONSENT:
                return frozenset({CaseId(str(texts.get("case", "")))})
            case About.PLAN_LINE:
                line = self._rows.care_plans.line(PlanLineId(id_))
                named = line.plan_id if line else CarePlanId(str(texts.get("plan_id", "")))
                return _about(self._rows.care_plans.get(named))
            case About.FEEDBACK:
                return _about(self._rows.feedbacks.get(FeedbackId(id_)))
            case About.PRACTICE | About.PERSON | About.PROTOCOL:
                return NOBODY
            case _:
                assert_never(about)

    def _of_page(self, page: KeptPage, record: str, texts: Mapping[str, object]) -> Cases | None:
        match page:
            case KeptPage.CASE | KeptPage.IDENTITY | KeptPage.CONSENT:
                case = self._rows.cases.get(CaseId(record))
                return None if case is None else _one(case.id)
            case KeptPage.FEEDBACK:
                return _about(self._rows.feedbacks.get(FeedbackId(record)))
            case KeptPage.FILING:
                return _about(self._rows.filings.get(FilingId(record)))
            case KeptPage.MINUTES:
                return self._of_minutes(MinutesId(record))
            case KeptPage.ACTIONS:
                return self._of_action(ActionId(str(texts.get("action", ""))))
            case (
                KeptPage.PREPARE
                | KeptPage.MEETING
                | KeptPage.RHYTHM
                | KeptPage.SETTINGS
                | KeptPage.ACCOUNT
                | KeptPage.PROTOCOL_STEPS
                | KeptPage.PROTOCOL_USE
                | KeptPage.PRUNING
                | KeptPage.PROTOCOL
                | KeptPage.PROTOCOLS
                | KeptPage.PROTOCOL_LIFE
                | KeptPage.TROUBLE
            ):
                return NOBODY
            case _:
                assert_never(page)

    def _of_item(self, id_: ItemId) -> Cases | None:
        item = self._rows.agenda.get(id_)
        return None if item is None else _one(item.case_id)

    def _of_action(self, id_: ActionId) -> Cases | None:
        action = self._rows.actions.get(id_)
        if action is None:
            return None
        return _one(action.case_id) or self._of_item(action.item_id)

    def _of_minutes(self, id_: MinutesId) -> Cases | None:
        """All of them: the reason for a correction may name any."""
        minutes = self._rows.minutes.get(id_)
        if minutes is None:
            return None
        return frozenset(item.case_id for item in minutes.items if item.case_id)


def _about(record: CarePlan | PatientFeedback | Filing | None) -> Cases | None:
    return None if record is None else _one(record.case_id)


def _one(case_id: CaseId | None) -> Cases:
    return frozenset({case_id}) if case_id else NOBODY
