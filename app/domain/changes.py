# SPDX-License-Identifier: EUPL-1.2
"""What a write touched: the shell broadcasts it, and each screen reloads only what it shows."""

from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, time
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of record that a change, a log entry or a journal entry speaks of."""

    PRACTICE = "practice"
    PROFESSIONAL = "professional"
    CASE = "case"
    IDENTITY = "identity"
    CONSENT = "consent"
    FEEDBACK = "feedback"
    MEETING = "meeting"
    ITEM = "item"
    DECISION = "decision"
    ACTION = "action"
    CARE_PLAN = "care_plan"
    PLAN_LINE = "plan_line"
    MINUTES = "minutes"
    VAULT = "vault"
    RHYTHM = "rhythm"
    ABSENCE = "absence"
    FILING = "filing"
    STEP = "step"
    CIRCLE = "circle"
    PLAN_VERSION = "plan_version"
    UNMET_NEED = "unmet_need"
    BIN = "bin"
    RETENTION = "retention"
    PROTOCOL = "protocol"
    PROTOCOL_VERSION = "protocol_version"
    INCLUSION = "inclusion"


@dataclass(frozen=True)
class Changes:
    """The records that one service call created, changed or removed."""

    touched: frozenset[tuple[Kind, str]] = field(default_factory=frozenset)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.touched | other.touched)

    def __bool__(self) -> bool:
        return bool(self.touched)

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds touched, for a screen that shows lists."""
        return frozenset(kind for kind, _ in self.touched)

    def of(self, kind: Kind) -> frozenset[str]:
        """The ids of one kind that were touched."""
        return frozenset(id_ for touched_kind, id_ in self.touched if touched_kind is kind)


def content_of(record: object) -> dict[str, object]:
    """Every field of a frozen record in JSON's own types, for the operation log.

    Days, times and instants are ISO text. Raises `TypeError` when it is no dataclass.
    """
    if not is_dataclass(record) or isinstance(record, type):
        raise TypeError("only a record has a content")
    return {name: _plain(value) for name, value in asdict(record).items()}


def _plain(value: object) -> object:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value
