# SPDX-License-Identifier: EUPL-1.2
"""What is rarely said of an answer: who gave it and how, who else knows, when to ask again."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.consent import ConsentMode, ConsentState, GivenBy, renewal_fault
from app.domain.dates import medium_date, parse_date
from app.domain.lengths import length_fault
from app.services.consents import ConsentDraft
from ui.half_typed import TypedField, type_again, typed_in
from ui.theme import Space
from ui.widgets import CheckedDate, ChoiceField, LabeledField, SegmentedField

_MODES = [(mode.value, mode.label or "Non précisé") for mode in ConsentMode]


class ConsentDetails(QWidget):
    """Folded in the form; its parts are those of a `ConsentDraft`."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.given_by = ChoiceField("Qui répond", [(g.value, g.label) for g in GivenBy])
        self.mode = SegmentedField("Comment", _MODES)
        self.informed = LabeledField("Aussi informés", placeholder="Parents, curateur, proche…")
        self.scope = LabeledField("Portée", placeholder="Qui peut savoir, ou ne doit pas savoir")
        self.sheet_given = QCheckBox("Notice d’information remise")
        self.renew = CheckedDate(
            "À redemander le",
            lambda text: parse_date(text, today()),
            medium_date,
            fault=lambda day: renewal_fault(day, today()),
            example="dans 1 an",
        )
        self._typed: dict[str, TypedField] = {
            "given_by": self.given_by,
            "mode": self.mode,
            "informed": self.informed,
            "scope": self.scope,
            "renew": self.renew,
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        for widget in (*self._typed.values(), self.sheet_given):
            column.addWidget(widget)
        for field in (self.informed, self.scope):
            field.edited.connect(self.judge)

    def set_draft(self, draft: ConsentDraft) -> None:
        """Show what is proposed."""
        self.given_by.set_value(draft.given_by.value)
        self.mode.set_value(draft.mode.value)
        self.informed.set_text(draft.informed)
        self.scope.set_text(draft.scope)
        self.sheet_given.setChecked(draft.sheet_given)
        self.renew.set_value(draft.renew_on)
        self.judge()

    def draft(self, state: ConsentState) -> ConsentDraft:
        """What stands here, as part of such an answer."""
        obtained = state is ConsentState.OBTAINED
        return ConsentDraft(
            state,
            scope=self.scope.text(),
            given_by=GivenBy(self.given_by.value()),
            informed=self.informed.text(),
            mode=ConsentMode(self.mode.value()),
            sheet_given=obtained and self.sheet_given.isChecked(),
            renew_on=self.renew.value() if obtained else None,
        )

    def typed(self) -> dict[str, str]:
        """What is typed, as a page is kept."""
        return typed_in(self._typed) | {"sheet_given": "1" if self.sheet_given.isChecked() else ""}

    def type_again(self, texts: Mapping[str, str]) -> None:
        """Show again what `typed` read."""
        type_again(self._typed, texts)
        self.sheet_given.setChecked(texts.get("sheet_given") == "1")
        self.renew.check()
        self.judge()

    def suit(self, state: ConsentState) -> None:
        """Show what belongs to such an answer."""
        obtained = state is ConsentState.OBTAINED
        for widget in (self.scope, self.sheet_given, self.renew):
            widget.setVisible(obtained)

    def judge(self) -> None:
        """Say at once under each text that it is too long."""
        for name, field in (("informed", self.informed), ("scope", self.scope)):
            field.set_error(length_fault(name, field.text()))
