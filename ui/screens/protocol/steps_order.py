# SPDX-License-Identifier: EUPL-1.2
"""The order of a protocol's steps: moment by moment, and what moving one makes of it."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.ids import ProtocolStepId
from app.domain.protocol import Moment, ProtocolStep

Steps = tuple[ProtocolStep, ...]
_MOMENTS = tuple(Moment)


def in_order(steps: Iterable[ProtocolStep]) -> Steps:
    """The steps moment by moment, those of one moment as they stand."""
    known = tuple(steps)
    return tuple(step for moment in _MOMENTS for step in known if step.moment is moment)


def place_of(steps: Steps, step_id: ProtocolStepId | str) -> int | None:
    """Where a step stands; None where it is not."""
    return next((at for at, step in enumerate(steps) if step.id == step_id), None)


def written(steps: Steps) -> Steps:
    """Those in which something was written: the others are no steps yet."""
    return tuple(step for step in steps if not step.blank)


def with_step(steps: Steps, step: ProtocolStep) -> Steps:
    """The same steps, one as it is now."""
    return tuple(step if known.id == step.id else known for known in steps)


def without(steps: Steps, step_id: ProtocolStepId) -> Steps:
    """The same steps but one."""
    return tuple(step for step in steps if step.id != step_id)


def put_in(steps: Steps, step: ProtocolStep, at: int) -> Steps:
    """A step at a place, in its moment."""
    return in_order((*steps[:at], step, *steps[at:]))


def put_last(steps: Steps, step: ProtocolStep) -> Steps:
    """A step as the last of its moment."""
    return in_order((*steps, step))


def moved(steps: Steps, step_id: ProtocolStepId, by: int) -> Steps:
    """A step one place further (`by` is -1 or 1), from the edge of a moment into the next one."""
    at = place_of(steps, step_id)
    if at is None:
        return steps
    step, other = steps[at], at + by
    if 0 <= other < len(steps) and steps[other].moment is step.moment:
        rest = without(steps, step_id)
        return (*rest[:other], step, *rest[other:])
    moment = neighbour(step.moment, by)
    return steps if moment is None else with_step(steps, replace(step, moment=moment))


def shifted(steps: Steps, step_id: ProtocolStepId, by: int) -> Steps:
    """A step as the last of the moment before or after its own (`by` is -1 or 1)."""
    at = place_of(steps, step_id)
    moment = neighbour(steps[at].moment, by) if at is not None else None
    if at is None or moment is None:
        return steps
    return put_last(without(steps, step_id), replace(steps[at], moment=moment))


def neighbour(moment: Moment, by: int) -> Moment | None:
    """The moment before or after one; None beyond the first and the last."""
    at = _MOMENTS.index(moment) + by
    return _MOMENTS[at] if 0 <= at < len(_MOMENTS) else None
