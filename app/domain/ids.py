# SPDX-License-Identifier: EUPL-1.2
"""Identifiers: UUIDv7 as text; they sort by creation, and a retried insert is the same line."""

import re
import secrets
import uuid
from collections.abc import Callable
from typing import NewType

AccountId = NewType("AccountId", str)
ProfessionalId = NewType("ProfessionalId", str)
CaseId = NewType("CaseId", str)
ConsentId = NewType("ConsentId", str)
MeetingId = NewType("MeetingId", str)
ItemId = NewType("ItemId", str)
DecisionId = NewType("DecisionId", str)
ActionId = NewType("ActionId", str)
FeedbackId = NewType("FeedbackId", str)
CarePlanId = NewType("CarePlanId", str)
PlanLineId = NewType("PlanLineId", str)
MinutesId = NewType("MinutesId", str)
AbsenceId = NewType("AbsenceId", str)
FilingId = NewType("FilingId", str)
CaseStepId = NewType("CaseStepId", str)
CircleMemberId = NewType("CircleMemberId", str)
PlanVersionId = NewType("PlanVersionId", str)
UnmetNeedId = NewType("UnmetNeedId", str)
BinnedId = NewType("BinnedId", str)
ProtocolId = NewType("ProtocolId", str)
ProtocolStepId = NewType("ProtocolStepId", str)
IndicatorId = NewType("IndicatorId", str)
ProtocolVersionId = NewType("ProtocolVersionId", str)
ProtocolMoveId = NewType("ProtocolMoveId", str)
ProtocolSignatureId = NewType("ProtocolSignatureId", str)
InclusionId = NewType("InclusionId", str)

_WRITTEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)

NewId = Callable[[], str]
"""A source of fresh ids: random in the product, seeded in the demo and in tests."""


def uuid7(milliseconds: int, randomness: int) -> str:
    """The UUIDv7 text for a Unix time in milliseconds and 74 random bits (RFC 9562 §5.7)."""
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= ((randomness >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= randomness & ((1 << 62) - 1)
    return str(uuid.UUID(int=value))


def is_written_id(text: str) -> bool:
    """Whether a text has the form of the ids written here: any other is no file's name."""
    return _WRITTEN.fullmatch(text) is not None


def random_ids(milliseconds: Callable[[], int]) -> NewId:
    """A source of unpredictable ids dated by `milliseconds`, each after the one before it."""
    return _RandomIds(milliseconds)


class _RandomIds:
    """Ids of one millisecond, or of a clock set back, still sort as they were made."""

    def __init__(self, milliseconds: Callable[[], int]) -> None:
        self._milliseconds = milliseconds
        self._last = (0, 0)

    def __call__(self) -> str:
        # The top bit stays free: counting on from a drawn number must never overflow.
        drawn = (self._milliseconds(), secrets.randbits(73))
        time, randomness = self._last
        self._last = drawn if drawn[0] > time else (time, randomness + 1)
        return uuid7(*self._last)
