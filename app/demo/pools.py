# SPDX-License-Identifier: EUPL-1.2
"""Pools of names and sentences from which a scaled demo makes as many situations as it is asked.

A theme holds sentences that fit together whichever are picked. A builder samples them in the order
of the file and passes each through `Pools.fill`, which replaces `{slot}` marks:

    notes = " ".join(pools.fill(s, rng) for s in pick(theme.organic, 3, rng))
"""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.demo.reading import Node
from app.domain.care_plan import PlanPart
from app.domain.case import ComplexityReason

_FILE = Path(__file__).resolve().parents[2] / "resources" / "demo" / "names.json"
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class ActionTemplate:
    """An action and the last names of those who could be given it."""

    text: str
    who: tuple[str, ...]


@dataclass(frozen=True)
class RowTemplate:
    """A care plan row and the last names of those who could hold it."""

    part: PlanPart
    problem: str
    objective: str
    action: str
    who: tuple[str, ...]
    criterion: str


@dataclass(frozen=True)
class Theme:
    """One kind of situation: whom it concerns (ages in years, both included) and what is said."""

    key: str
    ages: tuple[int, int]
    ald_share: float
    requesters: tuple[str, ...]
    reasons: tuple[ComplexityReason, ...]
    titles: tuple[str, ...]
    questions: tuple[str, ...]
    wishes: tuple[str, ...]
    carers: tuple[str, ...]
    organic: tuple[str, ...]
    psychic: tuple[str, ...]
    social: tuple[str, ...]
    decisions: tuple[str, ...]
    actions: tuple[ActionTemplate, ...]
    plan: tuple[RowTemplate, ...]


@dataclass(frozen=True)
class FirstNames:
    """First names given in a span of birth years, both included."""

    born_from: int
    born_to: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Pools:
    """Everything a scaled demo draws from.

    `generic` holds lists by key: consent_scopes, feedback, and the notes of an outcome
    (done, not_done, postponed); `follow_up` holds sentences by field for a second discussion.
    """

    last_names: tuple[str, ...]
    first_names: tuple[FirstNames, ...]
    slots: dict[str, tuple[str, ...]]
    generic: dict[str, tuple[str, ...]]
    follow_up: dict[str, tuple[str, ...]]
    themes: tuple[Theme, ...]

    def fill(self, template: str, rng: Random) -> str:
        """The template with each `{slot}` drawn; raises `KeyError` for an unknown slot."""
        text = _SLOT.sub(lambda mark: rng.choice(self.slots[mark[1]]), template)
        return text[:1].upper() + text[1:]

    def first_name(self, birth_year: int, rng: Random) -> str:
        """A first name of the time; raises `ValueError` when no span holds the year."""
        for span in self.first_names:
            if span.born_from <= birth_year <= span.born_to:
                return rng.choice(span.names)
        raise ValueError(birth_year)


def pick(pool: tuple[str, ...], count: int, rng: Random) -> tuple[str, ...]:
    """`count` sentences of a pool (all of them when it is shorter), in the pool's order."""
    chosen = rng.sample(range(len(pool)), min(count, len(pool)))
    return tuple(pool[index] for index in sorted(chosen))


def load_pools() -> Pools:
    """Read `resources/demo/names.json`.

    Raises `OSError` when it is missing, `TypeError` or `ValueError` when it is damaged.
    """
    node = Node.parse(_FILE.read_text(encoding="utf-8"), _FILE.name)
    generic = node.node("generic")
    return Pools(
        last_names=node.texts("last_names"),
        first_names=tuple(
            FirstNames(span.number("born_from"), span.number("born_to"), span.texts("names"))
            for span in node.nodes("first_names")
        ),
        slots=_lists(node.node("slots")),
        generic=_lists(generic),
        follow_up=_lists(node.node("follow_up")),
        themes=tuple(map(_theme, node.nodes("themes"))),
    )


def _lists(node: Node) -> dict[str, tuple[str, ...]]:
    return {name: node.texts(name) for name in node.names}


def _theme(node: Node) -> Theme:
    youngest, oldest = node.numbers("ages")
    return Theme(
        key=node.text("key"),
        ages=(youngest, oldest),
        ald_share=node.share("ald_share"),
        requesters=node.texts("requesters"),
        reasons=tuple(map(ComplexityReason, node.texts("reasons"))),
        titles=node.texts("titles"),
        questions=node.texts("questions"),
        wishes=node.texts("wishes"),
        carers=node.texts("carers"),
        organic=node.texts("organic"),
        psychic=node.texts("psychic"),
        social=node.texts("social"),
        decisions=node.texts("decisions"),
        actions=tuple(
            ActionTemplate(action.text("text"), action.texts("who"))
            for action in node.nodes("actions")
        ),
        plan=tuple(map(_row, node.nodes("plan"))),
    )


def _row(node: Node) -> RowTemplate:
    return RowTemplate(
        part=PlanPart(node.text("part")),
        problem=node.text("problem"),
        objective=node.text("objective"),
        action=node.text("action"),
        who=node.texts("who"),
        criterion=node.text("criterion"),
    )
