# SPDX-License-Identifier: EUPL-1.2
"""A table model over any sequence of records: cheap to fill, whatever its length."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.window import Window
from ui.theme import Tone

Record = TypeVar("Record")
Index = QModelIndex | QPersistentModelIndex


class TableRole(IntEnum):
    """What the rows' delegate asks for besides the text."""

    KEY = Qt.ItemDataRole.UserRole + 1
    TONE = Qt.ItemDataRole.UserRole + 2
    STYLE = Qt.ItemDataRole.UserRole + 3


class CellStyle(IntEnum):
    """How a column is written."""

    TEXT = 0
    CODE = 1
    MUTED = 2
    CHIP = 3


@dataclass(frozen=True, slots=True)
class Column(Generic[Record]):
    """One column: its title, the text of a record, and how it is drawn.

    `width` is in pixels; 0 shares what is left. `tone` colours a CHIP; an empty text draws none.
    """

    title: str
    text: Callable[[Record], str]
    width: int = 0
    style: CellStyle = CellStyle.TEXT
    tone: Callable[[Record], Tone] | None = None


class TableModel(QAbstractTableModel, Generic[Record]):
    """Records as rows. The text of a cell is computed when the cell is seen."""

    def __init__(
        self,
        columns: Sequence[Column[Record]],
        key: Callable[[Record], str],
        sentence: Callable[[Record], str],
        parent: QObject | None = None,
    ) -> None:
        """`key` names a record for the program; `sentence` is the row for a screen reader."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key, self._sentence = key, sentence
        self._records: Sequence[Record] = ()

    @property
    def records(self) -> Sequence[Record]:
        """What is shown, in order."""
        return self._records

    def set_records(self, records: Sequence[Record]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._records = records
        self.endResetModel()

    def add_records(self, records: Sequence[Record]) -> None:
        """Show some more, after the others."""
        if records:
            first = len(self._records)
            self.beginInsertRows(QModelIndex(), first, first + len(records) - 1)
            self._records = (*self._records, *records)
            self.endInsertRows()

    def record(self, row: int) -> Record:
        """The record of a row; raises IndexError."""
        return self._records[row]

    def row_of(self, key: str) -> int:
        """The row of the record called `key`, or -1."""
        if isinstance(self._records, Window):
            return self._records.row_of(key)
        return next((row for row, rec in enumerate(self._records) if self._key(rec) == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._records)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, record = self.columns[index.column()], self._records[index.row()]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: column.text(record),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._sentence(record),
            TableRole.KEY: lambda: self._key(record),
            TableRole.STYLE: lambda: int(column.style),
            TableRole.TONE: lambda: str(column.tone(record) if column.tone else Tone.NEUTRAL),
        }
        answer = answers.get(role)
        return answer() if answer else None
