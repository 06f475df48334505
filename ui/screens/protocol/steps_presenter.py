# SPDX-License-Identifier: EUPL-1.2
"""The steps of one protocol as they are worked on; what they say is written with its text."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.domain.errors import UserError
from app.domain.ids import ProtocolId, ProtocolStepId
from app.domain.protocol import Moment, Protocol, ProtocolStep
from app.domain.protocol_fields import MOST_STEPS, STEP_FIELDS, text_fault
from app.domain.text import NO_BREAK
from app.services.protocols import ProtocolService
from ui.screens.protocol.steps_order import (
    Steps,
    in_order,
    moved,
    place_of,
    put_in,
    put_last,
    shifted,
    with_step,
    without,
    written,
)
from ui.screens.protocol.writing import Writing

PAGE = "steps"
"""The key of the side, which begins the places of its edits."""


class StepsPresenter:
    """Deeds change `steps` and write what they say.

    A step in which nothing was written is only here: no text holds it.
    """

    def __init__(self, texts: ProtocolService, writing: Writing) -> None:
        self._texts, self._writing = texts, writing
        self._steps: Steps = ()
        self._id, self._column = ProtocolId(""), 0
        self._place = PAGE
        self.refusal = ""

    @property
    def steps(self) -> Steps:
        """The steps as they are shown, moment by moment."""
        return self._steps

    @property
    def protocol_id(self) -> ProtocolId:
        """Whose they are."""
        return self._id

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each step that says something, as the picture has it."""
        return {step.id: number for number, step in enumerate(written(self._steps), 1)}

    def show(self, protocol: Protocol) -> bool:
        """Work on a protocol as it stands; whether it is another one than before."""
        other = protocol.id != self._id
        said = in_order(written(protocol.content.steps))
        if other or said != written(self._steps):
            self._steps = said
        self._id, self.refusal = protocol.id, self._texts.why_read_only(protocol)
        return other

    def step(self, step_id: str) -> ProtocolStep | None:
        """One step as it is now."""
        at = place_of(self._steps, step_id)
        return None if at is None else self._steps[at]

    def visit(self, step_id: str, column: int) -> None:
        """Somebody came into a cell: an undo leads back there."""
        self._column, self._place = column, f"{PAGE}:{step_id}:{column}"

    def begun(self) -> dict[str, str]:
        """Cells that are too long to be kept, by moment, step and field; empty for none."""
        kept = {step.id: step for step in self._writing.protocol.content.steps}
        return {
            f"{step.moment}:{step.id}:{field.name}": text
            for step in self._steps
            for field in STEP_FIELDS
            if text_fault(field, text := str(getattr(step, field.name)))
            and text != str(getattr(kept.get(step.id), field.name, ""))
        }

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Put them back, in a step of their own where theirs is no more."""
        for name, text in texts.items():
            moment, _, rest = name.partition(":")
            step_id, _, field = rest.partition(":")
            if moment not in set(Moment) or field not in {each.name for each in STEP_FIELDS}:
                continue
            blank = ProtocolStep(ProtocolStepId(step_id), Moment(moment))
            known = self.step(step_id)
            typed: dict[str, str] = {field: text}
            step = replace(known or blank, **typed)  # type: ignore[arg-type]  # texts alone
            self._write(with_step(self._steps, step) if known else put_last(self._steps, step))

    # --- deeds -------------------------------------------------------------------------------

    def type(self, step: ProtocolStep) -> None:
        """Something was typed in a step."""
        self._write(with_step(self._steps, step))

    def add(self, moment: Moment, after: str = "") -> ProtocolStepId:
        """A blank step under another one, or the last of its moment.

        Raises `UserError` where there are as many as a page can say.
        """
        self._require_room(1)
        step, at = self._texts.new_step(moment), place_of(self._steps, after)
        here = self._steps
        self._steps = put_last(here, step) if at is None else put_in(here, step, at + 1)
        return step.id

    def duplicate(self, step_id: str) -> ProtocolStepId | None:
        """The same step once more, under it. Raises `UserError` as `add`."""
        at = place_of(self._steps, step_id)
        if at is None:
            return None
        self._require_room(1)
        (copy,) = self._texts.copies((self._steps[at],))
        self._deed(put_in(self._steps, copy, at + 1), copy.id)
        return copy.id

    def move(self, step_id: ProtocolStepId, by: int) -> None:
        """One place up or down (`by` is -1 or 1), across moments too."""
        self._deed(moved(self._steps, step_id, by), step_id)

    def shift(self, step_id: ProtocolStepId, by: int) -> None:
        """To the moment before or after."""
        self._deed(shifted(self._steps, step_id, by), step_id)

    def remove(self, step_id: ProtocolStepId, was: ProtocolStep | None) -> Callable[[], None]:
        """Take a step out; the answer puts it back where it was, whatever was done since.

        `was` is what it said, where it was emptied meanwhile.
        """
        at = place_of(self._steps, step_id)
        if at is None:
            return lambda: None
        step, place = was or self._steps[at], at
        self._deed(without(self._steps, step_id), step_id)

        def back() -> None:
            if place_of(self._steps, step_id) is None:
                self._require_room(1)
                self._deed(put_in(self._steps, step, place), step_id)

        return back

    def drop(self, step_id: ProtocolStepId) -> None:
        """Take out a step in which nothing was ever written."""
        self._steps = without(self._steps, step_id)

    def copy(self, steps: Steps) -> Callable[[], None]:
        """Put steps of another protocol last in their moments; the answer takes them out again.

        Raises `UserError` where there would be more than a page can say.
        """
        self._require_room(len(steps))
        copies = self._texts.copies(steps)
        self._deed(in_order((*self._steps, *copies)), copies[0].id if copies else "")
        ids = {copy.id for copy in copies}

        def back() -> None:
            self._deed(tuple(step for step in self._steps if step.id not in ids), "")

        return back

    def plan_lines(self, step_id: ProtocolStepId) -> int:
        """How many lines of plans came of a step: they stay when it is taken out."""
        return self._texts.lines_of_step(self._id, step_id)

    def flush(self) -> bool:
        """Save what waits; False where it could not be, and is said."""
        return self._writing.flush()

    def _deed(self, steps: Steps, step_id: str) -> None:
        """What is done to a step at once is an edit of its own."""
        self._writing.flush()
        self.visit(step_id, self._column)
        self._write(steps)
        self._writing.flush()

    def _write(self, steps: Steps) -> None:
        self._steps = steps
        typed, said = self._writing.typed, written(steps)
        if said != in_order(typed.content.steps):
            content = replace(typed.content, steps=said)
            self._writing.write(replace(typed, content=content), self._place)

    def _require_room(self, more: int) -> None:
        if len(self._steps) + more > MOST_STEPS:
            raise UserError(
                f"Un protocole a {MOST_STEPS} étapes au plus{NO_BREAK}: "
                "au-delà, une page ne les dit plus.",
                "Réunissez-en, ou retirez-en.",
            )
