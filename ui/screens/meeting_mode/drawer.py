# SPDX-License-Identifier: EUPL-1.2
"""The drawer at the right: what was known of the situation. Never projected."""

from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.dates import medium_date, short_date
from app.domain.text import typeset
from app.services.background import Background
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.screens.meeting_mode.scrolling import scrolling
from ui.theme import Space, TextSize, current_tokens
from ui.widgets import Button, ButtonKind, Hairline, LabelKind, PlainLabel
from ui.widgets.paint import draw_ring

WIDTH = 336
_STEP = 60
_LEAST = 300
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own: no limit."""


class Drawer(QFrame):
    """The case, its earlier decisions, its plan. Up and Down scroll it; Escape closes it."""

    closed = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.set_narrow(narrow=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = PlainLabel(kind=LabelKind.CARD_TITLE)
        close = Button("Fermer", kind=ButtonKind.QUIET, key=key, small=True)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close)
        self.subtitle = PlainLabel("jamais projeté", LabelKind.SECONDARY)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, Space.RELATED, 0)
        self._list.setSpacing(Space.RELATED)
        self.area = scrolling(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.GROUP, Space.SNUG, Space.RELATED, Space.SNUG)
        column.setSpacing(Space.HALF)
        column.addLayout(head)
        column.addWidget(self.subtitle)
        column.addWidget(self.area, 1)
        self.hide()

    def set_narrow(self, *, narrow: bool) -> None:
        """Under the work it has the whole width, and room enough to be read."""
        self.setMinimumSize(0 if narrow else WIDTH, _LEAST if narrow else 0)
        self.setMaximumWidth(QWIDGETSIZE_MAX if narrow else WIDTH)

    def come_into_sight(self) -> None:
        """Scroll the page to it, where it was opened below what can be seen."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            page.ensureWidgetVisible(self)

    def show_background(self, known: Background) -> None:
        """Show what was known of a situation."""
        self.title.setText(known.code)
        self.setAccessibleName(f"Dossier de {known.code}, jamais projeté")
        while (taken := self._list.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        said = [self._add(title, runs) for title, runs in _parts(known)]
        self._list.addStretch(1)
        self.setAccessibleDescription("\n".join(said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        page = bar.pageStep()
        moves = {
            Qt.Key.Key_Up: -_STEP,
            Qt.Key.Key_Down: _STEP,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None:
            bar.setValue(bar.value() + move)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.sunk))
        painter.fillRect(0, 0, 1, self.height(), QColor(tokens.line))
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), tokens)
        painter.end()

    def _add(self, title: str, paragraphs: list[list[Run]]) -> str:
        self._list.addWidget(Hairline())
        self._list.addWidget(PlainLabel(title, LabelKind.STRONG))
        for runs in paragraphs:
            self._list.addWidget(RunText(runs))
        lines = ["".join(run.text for run in runs) for runs in paragraphs]
        return f"{title} : {' ; '.join(lines)}"


def _parts(known: Background) -> list[tuple[str, list[list[Run]]]]:
    small = TextSize.SECONDARY
    case = [[Run(typeset(known.title))]] if known.title else []
    brought = " · ".join(part for part in (known.requester, known.reason) if part)
    if brought:
        case.append([Run(brought, "muted", small)])
    said = (
        ("Référent", known.referent),
        ("Prioritaire pour la personne", known.priority),
        ("Déjà essayé", known.tried),
    )
    case += [
        [Run(f"{what} · ", "muted", small, bold=True), Run(typeset(text))]
        for what, text in said
        if text.strip()
    ]
    if known.alert:
        case.append([Run(typeset(known.alert), "late")])
    case += [
        [Run(f"{field.label} · ", field.value, small, bold=True), Run(typeset(text))]
        for field, text in known.known
    ]
    earlier: list[list[Run]] = []
    for each in known.earlier:
        earlier.append([Run(medium_date(each.on), "muted", small, bold=True)])
        earlier += [[Run(f"· {typeset(text)}")] for text in each.decisions]
        if each.postponed:
            earlier.append([Run(typeset(f"reportée : {each.postponed}"), "warn")])
    plan = [
        [
            Run(typeset(row.action or row.objective)),
            Run(
                "\n" + ", ".join(part for part in (row.who, _due(row.due)) if part),
                "muted",
                small,
            ),
        ]
        for row in known.plan
    ]
    nothing = [[Run("Rien encore", "muted", small)]]
    return [
        ("La situation", case or nothing),
        ("Décisions précédentes", earlier or nothing),
        ("Plan personnalisé de santé", plan or nothing),
    ]


def _due(due: date | None) -> str:
    return short_date(due) if due else ""
