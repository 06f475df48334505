# SPDX-License-Identifier: EUPL-1.2
"""Who else has a say for the person: minority, a measure of protection, secrecy asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.case import Case, Protection
from app.domain.protection import birth_year, likely, year_fault
from ui.theme import Space
from ui.widgets import Button, ChoiceField, LabeledField, LabelKind, PlainLabel, show_if

_SECRECY = (
    "Elle consent elle-même ; aucun document n’est adressé aux parents ; "
    "un adulte de son choix l’accompagne (art. L1111-5 CSP)."
)
_PROPOSED = {
    Protection.MINOR: "D’après l’année de naissance, la personne est mineure.",
    Protection.NONE: "D’après l’année de naissance, la personne est majeure.",
}


@dataclass(frozen=True)
class Protected:
    """What the line holds."""

    protection: Protection = Protection.NONE
    parents_kept_out: bool = False
    birth_year: int | None = None

    @classmethod
    def of(cls, case: Case) -> "Protected":
        """What a situation has."""
        return cls(case.protection, case.parents_kept_out, case.birth_year)


class ProtectionLine(QWidget):
    """`changed` carries a `Protected`, at each choice that can be kept."""

    changed = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._shown = Protected()
        self.protection = ChoiceField("Protection", [(p.value, p.label) for p in Protection])
        self.year = LabeledField("Année de naissance", placeholder="1941")
        self.secrecy = QCheckBox("Demande le secret vis-à-vis de ses parents")
        self.consequence = PlainLabel(_SECRECY, LabelKind.SECONDARY, wrap=True)
        self.proposal = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.accept = Button("", small=True)
        self._lay_out()
        self.protection.chosen.connect(self._settle)
        self.secrecy.clicked.connect(self._settle)
        self.accept.clicked.connect(self._accept)
        self.year.edited.connect(lambda _text: self.year.set_error(""))
        self.year.edit.editingFinished.connect(self._settle)

    def show_case(self, case: Case, *, fresh: bool = False) -> None:
        """Show what is stored; a year that is being typed stays, unless the case is a fresh one."""
        stored = Protected.of(case)
        if fresh or not self.begun() or stored.birth_year != self._shown.birth_year:
            self.year.set_text(str(stored.birth_year or ""))
            self.year.set_error("")
        self._shown = stored
        self.protection.set_value(stored.protection.value)
        self.secrecy.setChecked(stored.parents_kept_out)
        self._render()

    def begun(self) -> str:
        """A year that is typed and cannot be kept yet; empty where there is none."""
        text = self.year.text().strip()
        return "" if text == str(self._shown.birth_year or "") else text

    def show_begun(self, text: str) -> None:
        """Show it again."""
        if text:
            self.year.set_text(text)
            self.year.set_error(year_fault(text, self._today()))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.SNUG)
        row.addWidget(self.protection, 3)
        row.addWidget(self.year, 2)
        offer = QHBoxLayout()
        offer.setSpacing(Space.RELATED)
        offer.addWidget(self.proposal, 1)
        offer.addWidget(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HALF)
        column.addLayout(row)
        column.addLayout(offer)
        column.addWidget(self.secrecy)
        column.addWidget(self.consequence)

    def _render(self) -> None:
        minor = self._shown.protection is Protection.MINOR
        show_if(self.secrecy, minor)
        show_if(self.consequence, minor and self._shown.parents_kept_out)
        proposed = likely(self._shown.protection, self._shown.birth_year, self._today())
        self.proposal.setText(_PROPOSED[proposed] if proposed is not None else "")
        self.accept.set_caption(f"Noter « {_SHORT[proposed]} »" if proposed is not None else "")
        show_if(self.proposal, proposed is not None)
        show_if(self.accept, proposed is not None)

    def _accept(self) -> None:
        proposed = likely(self._shown.protection, self._shown.birth_year, self._today())
        if proposed is not None:
            self.protection.set_value(proposed.value)
            self._settle()
            self.protection.combo.setFocus()

    def _settle(self) -> None:
        """Keep what is chosen; a year that cannot be one stays, said under its field."""
        text = self.year.text().strip()
        fault = year_fault(text, self._today())
        self.year.set_error(fault)
        protection = Protection(self.protection.value())
        wanted = Protected(
            protection,
            self.secrecy.isChecked() and protection is Protection.MINOR,
            self._shown.birth_year if fault else birth_year(text),
        )
        if wanted != self._shown:
            self.changed.emit(wanted)


_SHORT = {Protection.MINOR: "Mineure", Protection.NONE: "Majeure"}
