# SPDX-License-Identifier: EUPL-1.2
"""« Usage »: who is and was in the protocol, and what its indicators say, year by year."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import IndicatorId, ProtocolId
from app.domain.protocol import Protocol
from app.services.kept_subjects import KeptPage
from app.services.protocol_figures import FigureChange, YearOfUse
from ui.half_typed import HalfTypedOf
from ui.screens.protocol.indicator_line import IndicatorLine
from ui.screens.protocol.page import Edited, ProtocolPage
from ui.screens.protocol.services import ProtocolServices
from ui.screens.protocol.usage_words import summary
from ui.screens.protocol.uses_card import UsesCard
from ui.screens.protocol.writing import Writing
from ui.shell import Intent, Shell
from ui.theme import Space
from ui.widgets import Card, ChoiceField, LabelKind, PlainLabel, show_if

USAGE = "usage"
_INDICATOR, _YEAR = "line", "year"
NO_INDICATOR = "Ce protocole n’a pas d’indicateur : ils s’écrivent avec son texte."


class UsagePage(ProtocolPage):
    """Figures are counted from use, or typed here; each leads to the situations behind it."""

    def __init__(
        self, shell: Shell, services: ProtocolServices, edited: Edited, _writing: Writing
    ) -> None:
        super().__init__()
        self._shell, self._services, self._edited = shell, services, edited
        self._figures = services.protocols.figures
        self._half = HalfTypedOf(services.kept.pages, KeptPage.PROTOCOL_USE)
        self._id = ProtocolId("")
        self._year = services.today().year
        self.year = ChoiceField("Année", [])
        self.summary = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.none = PlainLabel(NO_INDICATOR, LabelKind.MUTED, wrap=True)
        self.lines: list[IndicatorLine] = []
        self.uses = UsesCard(services.protocols.inclusions)
        self._lay_out()
        self.year.chosen.connect(lambda year: self._choose(int(year)))
        self.uses.opened.connect(self._open)

    def show_protocol(self, protocol: Protocol) -> None:
        other = protocol.id != self._id
        self._id = protocol.id
        if other:
            self._leave_forms()
            self._year = self._services.today().year
        self._render()
        if other:
            self._show_begun(self._half.of(protocol.id))

    def refresh(self, changes: Changes) -> None:
        if self._id:
            self._render()

    def commit_drafts(self) -> None:
        if self._id:
            self._half.keep(self._id, self._begun())

    def primary_focus(self) -> QWidget | None:
        return self.lines[0].row if self.lines else self.year.combo

    def line(self, indicator_id: str) -> IndicatorLine | None:
        """The line of an indicator."""
        return next((line for line in self.lines if line.id == indicator_id), None)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.GROUP)
        top.addWidget(self.year, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.summary, 1, Qt.AlignmentFlag.AlignBottom)
        card = Card("Indicateurs")
        card.add(self.none)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.HALF)
        card.body.addLayout(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addLayout(top)
        column.addWidget(card)
        column.addWidget(self.uses)
        column.addStretch(1)

    # --- showing -----------------------------------------------------------------------------

    def _choose(self, year: int) -> None:
        self._leave_forms()
        self._year = year
        self._render()

    def _render(self) -> None:
        """Show the year as it stands; what is being typed stays, and so does what is unfolded."""
        begun, unfolded = self._begun(), {line.id for line in self.lines if line.people}
        focused = next((line.id for line in self.lines if line.row.hasFocus()), None)
        year = self._figures.year(self._id, self._year)
        self.year.set_options([(str(each), str(each)) for each in year.years])
        self.year.set_value(str(year.year))
        self.summary.setText(summary(year.totals, year.year))
        self._show_lines(year)
        self.uses.show_uses(self._id, year)
        for line in self.lines:
            if line.id in unfolded:
                line.show_people()
            if line.id == focused:
                line.row.setFocus()
        self._show_begun(begun)

    def _show_lines(self, year: YearOfUse) -> None:
        for old in self.lines:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        writable = self._services.protocols.texts.may_write
        self.lines = [IndicatorLine(each, writable=writable) for each in year.indicators]
        before: QWidget = self.year.combo
        for line in self.lines:
            self._list.addWidget(line)
            line.show()
            self._connect(line)
            QWidget.setTabOrder(before, line.row)
            before = line.row
        if self.lines:
            self.lines[0].row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        show_if(self.none, not self.lines)

    def _connect(self, line: IndicatorLine) -> None:
        line.typed.connect(lambda: self._begin(line.id))
        line.cleared.connect(lambda: self._clear(line.id))
        line.opened.connect(self._open)
        line.walked.connect(lambda step: self._walk(line, step))

    def _walk(self, line: IndicatorLine, step: int) -> None:
        target = self.lines.index(line) + step
        if 0 <= target < len(self.lines):
            line.row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.lines[target].row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.lines[target].row.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, case_id: str) -> None:
        self._shell.navigator.go(Intent("case", case_id))

    # --- figures that are typed --------------------------------------------------------------

    def _begin(self, indicator_id: str) -> IndicatorLine | None:
        self._leave_forms()
        line = self.line(indicator_id)
        if line is not None:
            line.begin(self._year).saved.connect(lambda: self._save(line))
        return line

    def _save(self, line: IndicatorLine) -> None:
        form = line.form
        typed = form.figures() if form is not None else None
        if form is None or typed is None:
            return
        try:
            change, changes = self._figures.write(
                self._id, line.id, self._year, *typed, form.note.text()
            )
        except UserError as error:
            form.refuse(error)
            return
        line.leave()
        self._done("Chiffre noté", change, changes)

    def _clear(self, indicator_id: IndicatorId) -> None:
        change, changes = self._figures.clear(self._id, indicator_id, self._year)
        self._done("Chiffre effacé", change, changes)

    def _done(self, said: str, change: FigureChange, changes: Changes) -> None:
        self._edited(changes)

        def back() -> None:
            try:
                self._edited(self._figures.take_back(change))
            except UserError as error:
                self._shell.toast(error.text)

        self._shell.toast(said, back)

    def _leave_forms(self) -> None:
        for line in self.lines:
            line.leave()

    def _begun(self) -> dict[str, str]:
        typing = next((line for line in self.lines if line.form is not None), None)
        if typing is None or typing.form is None:
            return {}
        return typing.form.begun() | {_INDICATOR: typing.id, _YEAR: str(self._year)}

    def _show_begun(self, texts: Mapping[str, str]) -> None:
        year = texts.get(_YEAR, "")
        if year.isdecimal() and int(year) != self._year:
            self._year = int(year)
            self._render()
        line = self._begin(texts[_INDICATOR]) if texts.get(_INDICATOR) else None
        if line is not None and line.form is not None:
            line.form.show_begun(texts)
