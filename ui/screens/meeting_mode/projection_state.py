# SPDX-License-Identifier: EUPL-1.2
"""What the room sees, as plain data: it has no place for who the patient is.

Everything that was typed goes through the name filter; what is being typed is held back until it is
whole (`projection_text`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.dates import short_date
from app.domain.meeting import ItemKind, ItemState
from app.domain.reidentification import masked
from app.domain.text import NO_BREAK, typeset
from app.services.meetings import ItemText, LiveItem
from app.services.protocol_verdicts import answered
from ui.screens.meeting_mode.projection_text import Find, Touched, room_text
from ui.screens.meeting_mode.state import (
    MeetingModeState,
    RailLine,
    TimerLevel,
    Timing,
    minutes_seconds,
)

_FIELDS = (
    (ItemText.ORGANIC, "Organique", "organic"),
    (ItemText.PSYCHIC, "Psychique", "psychic"),
    (ItemText.SOCIAL, "Social", "social"),
)
_POINT = ((ItemText.TEXT, "Notes", "accent"),)


@dataclass(frozen=True, slots=True)
class ProjectedLine:
    """One point of the agenda: a code or a title, never a motif of another situation."""

    code: str
    state: ItemState
    current: bool


@dataclass(frozen=True, slots=True)
class ProjectedField:
    """One text; `tone` names its colour."""

    title: str
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class ProjectedAction:
    """What will be done, by whom (a professional), until when."""

    text: str
    who: str
    due: str


@dataclass(frozen=True, slots=True)
class ProjectionState:
    """The whole second screen. Every text in it went through the name filter."""

    heading: str
    agenda: tuple[ProjectedLine, ...]
    code: str
    title: str
    fields: tuple[ProjectedField, ...]
    decisions: tuple[str, ...]
    actions: tuple[ProjectedAction, ...]
    clock: str
    level: TimerLevel


def projection_of(
    state: MeetingModeState,
    texts: Mapping[ItemText, str],
    timing: Timing | None,
    find: Find,
    touched: Mapping[ItemText, Touched],
    lines: Mapping[str, Touched],
) -> ProjectionState:
    """What the room may see of a meeting; `find` says what gives somebody away.

    `touched` says where each text was typed, `lines` where a decision or an action was, by its id.
    """
    item = state.item

    def hide(text: str) -> str:
        return masked(text, find(text))

    def line(record: str, text: str) -> str:
        return typeset(room_text(text, lines.get(record), find))

    return ProjectionState(
        heading=hide(state.heading),
        agenda=tuple(_line(line, hide) for line in state.rail),
        code=hide(item.code or item.title) if item else "",
        title=hide(_title(item)) if item else "",
        fields=_fields(item, texts, find, touched) if item else (),
        decisions=tuple(line(each.id, each.text) for each in item.decisions) if item else (),
        actions=_actions(item, hide, line) if item else (),
        clock=_clock(timing),
        level=timing.level if timing else TimerLevel.QUIET,
    )


def _title(item: LiveItem) -> str:
    """The motif of a situation; of a point about a protocol what the team answered."""
    return item.title if item.code else item.item.outcome if answered(item.item) else ""


def _line(line: RailLine, hide: Callable[[str], str]) -> ProjectedLine:
    return ProjectedLine(hide(line.title), line.state, line.current)


def _fields(
    item: LiveItem,
    texts: Mapping[ItemText, str],
    find: Find,
    touched: Mapping[ItemText, Touched],
) -> tuple[ProjectedField, ...]:
    shown = _POINT if item.item.kind is ItemKind.FREE else _FIELDS
    return tuple(
        ProjectedField(
            title, tone, typeset(room_text(texts.get(name, ""), touched.get(name), find))
        )
        for name, title, tone in shown
    )


def _actions(
    item: LiveItem, hide: Callable[[str], str], line: Callable[[str, str], str]
) -> tuple[ProjectedAction, ...]:
    return tuple(
        ProjectedAction(
            line(action.id, action.text),
            hide(item.people.short(action.who_id, action.who_name)),
            short_date(action.due).replace(" ", NO_BREAK) if action.due else "",
        )
        for action in item.actions
    )


def _clock(timing: Timing | None) -> str:
    if timing is None:
        return ""
    return f"{minutes_seconds(timing.spent)} / {minutes_seconds(timing.planned)}"
