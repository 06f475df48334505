# SPDX-License-Identifier: EUPL-1.2
"""A list of records without an end: rows and hairlines, drawn only where they are seen."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.models.table import CellStyle, TableModel, TableRole
from ui.theme import Tone, current_tokens, font
from ui.widgets.labels import plain_tooltip
from ui.widgets.paint import chip_width, draw_chip, draw_hairline, draw_text, text_width

ROW_HEIGHT = 40
_SIDE = 12

Record = TypeVar("Record")
Index = QModelIndex | QPersistentModelIndex


class _RowDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, box = current_tokens(), QRectF(option.rect)
        view = self.parent()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(tokens.accent_soft))
            if index.column() == 0 and isinstance(view, QTableView) and view.hasFocus():
                painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), tokens.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(tokens.sunk))
        bottom = box.bottom() - 1
        draw_hairline(
            painter, QPointF(box.left(), bottom), QPointF(box.right(), bottom), tokens.line
        )
        inner = box.adjusted(_SIDE, 0, -_SIDE, 0)
        text, style = str(index.data()), CellStyle(index.data(TableRole.STYLE))
        if style is CellStyle.CHIP:
            if text:
                chip = QRectF(inner.left(), inner.top(), chip_width(text), inner.height())
                chip.setWidth(min(chip.width(), inner.width()))
                draw_chip(painter, chip, text, Tone(index.data(TableRole.TONE)), tokens)
        else:
            colour = tokens.muted if style is CellStyle.MUTED else tokens.ink
            type_ = font(bold=style is CellStyle.CODE)
            draw_text(painter, inner, text, colour=colour, type_=type_)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the whole text of a cell that was cut."""
        text = str(index.data() or "")
        wide = text_width(text, font(bold=True)) > option.rect.width() - 2 * _SIDE
        QToolTip.showText(event.globalPos(), plain_tooltip(text) if wide else "", view)
        return True


class RecordTable(QTableView, Generic[Record]):
    """Records as rows: Up, Down, Home, End move; Enter or a double click opens one."""

    opened = Signal(str)
    selected = Signal(str)

    def __init__(self, name: str, model: TableModel[Record], parent: QWidget | None = None) -> None:
        """`opened` and `selected` carry the record's key; `name` is what a screen reader says."""
        super().__init__(parent)
        self._model = model
        self._line: QWidget | None = None
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self._lay_out_columns()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._on_row)

    def set_records(self, records: Sequence[Record]) -> None:
        """Show other records; the selected one stays selected if it is still there."""
        kept = self.current_key()
        self._model.set_records(records)
        row = self._model.row_of(kept) if kept else -1
        if row >= 0:
            self.selectRow(row)

    def current_key(self) -> str:
        """The key of the selected record, or ""."""
        index = self.currentIndex()
        return str(index.data(TableRole.KEY)) if index.isValid() else ""

    def select(self, key: str) -> bool:
        """Select a record and bring it into sight; False if it is not in the list."""
        row = self._model.row_of(key)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self._model.index(row, 0))
        return row >= 0

    def lead_from(self, line: QWidget) -> None:
        """Let a search line lead here: Down enters the list, Enter opens the selected row.

        The first one, where none is selected.
        """
        self._line = line
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and isinstance(event, QKeyEvent) and self._model.rowCount():
            if event.type() != QEvent.Type.KeyPress:
                return False
            row = max(self.currentIndex().row(), 0)
            if event.key() == Qt.Key.Key_Down:
                self.setFocus(Qt.FocusReason.TabFocusReason)
                self.selectRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self._model.index(row, 0))
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _lay_out_columns(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(48)
        for number, column in enumerate(self._model.columns):
            fixed = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(number, fixed)
            if column.width:
                head.resizeSection(number, column.width)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(str(index.data(TableRole.KEY)))

    def _on_row(self, current: QModelIndex) -> None:
        self.selected.emit(str(current.data(TableRole.KEY)) if current.isValid() else "")
