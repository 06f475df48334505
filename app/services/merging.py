# SPDX-License-Identifier: EUPL-1.2
"""What a field shall hold when it was typed in one place and changed in another.

Nothing is overwritten and nothing is lost: a text keeps both under « Texte retrouvé », and bringing
the same one back twice changes nothing. A day or a person that both changed is written as words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.case import ComplexityReason
from app.domain.dates import medium_date
from app.domain.feedback import Agreement
from app.domain.protocol_fields import INDICATOR_FIELDS, SECTIONS, STEP_FIELDS, TITLE

FOUND = "Texte retrouvé (gardé à part le {at:%d/%m/%Y à %H:%M})"

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Shape:
    """The fields of a record that hold texts: of several lines, or of one.

    `choices` are the words before a day, a person or a choice; they go to the paragraph `note`.
    """

    paragraphs: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    note: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


ITEM = Shape(
    frozenset({"organic", "psychic", "social", "text"}),
    frozenset({"question", "wishes", "decision", "action"}),
)
CASE = Shape(
    frozenset({"question", "wishes", "tried", "organic", "psychic", "social"}),
    frozenset({"title", "requester_name", "referent_name", "priority", "carer"}),
    "question",
    {
        "requester_id": "demandée par",
        "referent_id": "suivie par",
        "reason": "pourquoi cette situation",
        "review_on": "à réévaluer le",
    },
)
PLAN_LINE = Shape(
    frozenset({"objective", "action", "criterion", "plain_objective", "plain_action"}),
    frozenset({"problem", "who_name"}),
    "action",
    {"who_id": "qui", "due": "pour quand", "review_on": "à revoir le"},
)
PLAN = Shape(
    frozenset({"alert"}),
    frozenset({"coordinator_name", "alert_name", "alert_nights"}),
    "alert",
    {
        "coordinator_id": "coordonné par",
        "alert_id": "qui appeler",
        "agreed_on": "accord de la personne le",
    },
)
FEEDBACK = Shape(
    frozenset({"reaction", "refused", "departure"}),
    frozenset(),
    "reaction",
    {"agreement": "ce qu’elle en dit", "due": "à faire avant le"},
)
PRACTICE = Shape(lines=frozenset({"name", "place", "finess", "address", "phone"}))
PERSON = Shape(
    lines=frozenset(
        {"last", "first", "profession", "structure", "rpps", "phone", "mail", "contact"}
    )
)
PROTOCOL = Shape(
    frozenset(field.name for section in SECTIONS for field in section.fields),
    frozenset({TITLE.name}),
)
PROTOCOL_HEAD = Shape(lines=frozenset({"referent_name"}))
PROTOCOL_STEP = Shape(lines=frozenset(field.name for field in STEP_FIELDS))
INDICATOR = Shape(lines=frozenset(field.name for field in INDICATOR_FIELDS))


def merged(
    typed: Texts, base: Texts, stored: Texts, shape: Shape, at: datetime, names: Texts
) -> dict[str, str]:
    """The fields that shall change, from what was typed over `base` and is `stored` now.

    `at` is the local time at which it was typed; `names` tells who an id is.
    """
    after: dict[str, str] = {}
    words: list[str] = []
    for name, text in typed.items():
        now = stored.get(name, "")
        if text in (base.get(name, ""), now):  # not typed, or there already
            continue
        if now == base.get(name, ""):
            after[name] = text
        elif name in shape.paragraphs | shape.lines:
            both = _both(now, text, at, apart=name in shape.paragraphs)
            after |= {} if both is None else {name: both}
        elif name in shape.choices:
            words.append(f"{shape.choices[name]} {_spoken(name, text, names)}")
    if words and shape.note:
        now = after.get(shape.note, stored.get(shape.note, ""))
        both = _both(now, ", ".join(words), at, apart=True)
        after |= {} if both is None else {shape.note: both}
    return after


def _both(stored: str, text: str, at: datetime, *, apart: bool) -> str | None:
    """Both texts; None where the one stored has what was typed."""
    if text.startswith(stored):
        return text
    if text.strip() in stored:
        return None
    found = FOUND.format(at=at)
    return f"{stored}\n\n{found}\u00a0:\n{text}" if apart else f"{stored} — {found}\u00a0: {text}"


def _spoken(name: str, text: str, names: Texts) -> str:
    if name.endswith("_id"):
        return names.get(text, "") or "personne"
    if name == "reason":
        return ComplexityReason(text).label
    if name == "agreement":
        return Agreement(text).label
    return medium_date(date.fromisoformat(text)) if text else "sans date"
