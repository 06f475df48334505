# SPDX-License-Identifier: EUPL-1.2
"""A long list beside the form about its selected row, or the sentence that the list is empty."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.theme import Space
from ui.widgets.surfaces import Card

_LEAST_HEIGHT = 160


class ListAndForm(QStackedWidget):
    """`form_width` is in pixels; the list takes what is left."""

    def __init__(self, table: QWidget, form: QWidget, none: QWidget, form_width: int) -> None:
        super().__init__()
        card = Card()
        card.body.setContentsMargins(1, Space.HALF, 1, 1)
        table.setMinimumHeight(_LEAST_HEIGHT)
        card.add(table, 1)
        form.setFixedWidth(form_width)
        self._both = QWidget()
        row = QHBoxLayout(self._both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.GROUP)
        row.addWidget(card, 1)
        row.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
        self._none = none
        for page in (self._both, none):
            self.addWidget(page)

    def show_list(self, *, shown: bool) -> None:
        """Show the list and its form, or that there is nothing."""
        self.setCurrentWidget(self._both if shown else self._none)
