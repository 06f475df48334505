# SPDX-License-Identifier: EUPL-1.2
"""What the settings show and keep."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.domain.changes import Changes
from app.domain.dates import clock, parse_clock
from app.domain.errors import NotSavedError
from app.domain.names import name_fault, name_of
from app.domain.practice import Practice, Region, WeeklySlot
from app.domain.text import one_line
from app.services.kept_forms import About, KeptForms
from app.services.outbox import kept_aside
from app.services.practices import PracticeService
from ui.keymap import Keymap


class Machine(Protocol):
    """What belongs to this computer rather than to the practice."""

    @property
    def vault(self) -> Path:
        """The folder of the open vault."""
        ...

    @property
    def place_warning(self) -> str:
        """A sentence about where the vault lies, empty where that is fine."""
        ...

    @property
    def scheme(self) -> str:
        """The colours chosen: `system`, `light` or `dark`."""
        ...

    def use_scheme(self, scheme: str) -> None:
        """Show those colours now, and at the next start."""
        ...

    @property
    def keymap(self) -> Keymap:
        """The keys of the meeting."""
        ...

    def use_keymap(self, keymap: Keymap) -> None:
        """Answer these keys from now on, and at the next start."""
        ...

    @property
    def kept_out_of_captures(self) -> bool:
        """Whether the system keeps the window out of screen shots and shared screens."""
        ...

    def recall(self, name: str) -> str:
        """What this computer keeps under a name."""
        ...

    def keep(self, name: str, value: str) -> None:
        """Keep it."""
        ...


@dataclass(frozen=True)
class PracticeForm:
    """The practice as typed; `weekday` is "0" for Monday to "6", `region` a `Region` value."""

    name: str
    place: str
    address: str
    phone: str
    finess: str
    weekday: str
    start: str
    end: str
    region: str = Region.METROPOLE.value

    @classmethod
    def of(cls, practice: Practice) -> "PracticeForm":
        """The form that shows a practice."""
        slot = practice.slot
        return cls(
            name=practice.name,
            place=practice.place,
            address=practice.address,
            phone=practice.phone,
            finess=practice.finess,
            weekday=str(slot.weekday),
            start=clock(slot.start),
            end=clock(slot.end),
            region=practice.region.value,
        )

    def faults(self, kept_name: str = "") -> dict[str, str]:
        """A sentence under each field that cannot be kept; the name that is kept already can."""
        faults: dict[str, str] = {}
        if self.name != kept_name and (fault := name_fault(self.name)):
            faults["name"] = fault
        if not one_line(self.name):
            faults["name"] = "Le nom figure sur chaque document : il ne peut pas être vide."
        for key, text in (("start", self.start), ("end", self.end)):
            if parse_clock(text) is None:
                faults[key] = "Heure non comprise. Essayez « 12:30 »."
        return faults

    def over(self, kept: Practice) -> Practice:
        """`kept` with what was typed. Raises ValueError while there are faults."""
        start, end = parse_clock(self.start), parse_clock(self.end)
        if start is None or end is None:
            raise ValueError("the weekly slot has faults")
        return replace(
            kept,
            name=kept.name if self.name == kept.name else name_of(self.name),
            place=one_line(self.place),
            address=self.address.strip(),
            phone=one_line(self.phone),
            finess=one_line(self.finess),
            slot=WeeklySlot(int(self.weekday), start, end),
            region=Region(self.region),
        )


class SettingsPresenter:
    """Reads and writes the practice, and what this machine remembers."""

    def __init__(self, practices: PracticeService, kept: KeptForms, machine: Machine) -> None:
        self._practices, self._kept_aside = practices, kept
        self.machine = machine
        self._kept = practices.get()

    def reload(self) -> PracticeForm:
        """The practice as it is kept."""
        self._kept = self._practices.get()
        return PracticeForm.of(self._kept)

    def faults(self, form: PracticeForm) -> dict[str, str]:
        """A sentence under each field that cannot be kept."""
        return form.faults(self._kept.name)

    def keepable(self, form: PracticeForm) -> PracticeForm:
        """The form with what cannot be kept as it was: the rest of it is not lost at a lock."""
        known = vars(PracticeForm.of(self._kept))
        return replace(form, **{key: known[key] for key in self.faults(form)})

    def is_changed(self, form: PracticeForm) -> bool:
        """Whether the form holds something that is not kept."""
        return form != PracticeForm.of(self._kept)

    def save(self, form: PracticeForm) -> tuple[Practice, Changes]:
        """Keep the form; gives what was kept before, to undo. Raises `UserError`, ValueError.

        What the disk does not take is kept in another place.
        """
        before = self._kept
        typed = form.over(before)
        try:
            changes = self._practices.save(typed)
        except NotSavedError as error:
            if self._kept_aside.keep_practice(before, typed):
                raise kept_aside(error) from error
            raise
        self._kept_aside.taken(About.PRACTICE)
        self._kept = self._practices.get()
        return before, changes

    def put_back(self, practice: Practice) -> Changes:
        """Undo a save."""
        changes = self._practices.save(practice)
        self._kept = self._practices.get()
        return changes
