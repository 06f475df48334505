# SPDX-License-Identifier: EUPL-1.2
"""What of a window's text cannot be read: cut, or out of reach of any scrolling."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.domain.text import typeset
from ui.screens.meeting_mode.run_text import RunText
from ui.widgets import PlainLabel, paint

SLACK = 1
"""Pixels that rounding may take."""
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f"), " ")
_TOLD = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def words_of(window: QWidget) -> Iterator[QLabel | QAbstractButton]:
    """The labels and buttons that are shown, with something to read."""
    every: list[QLabel | QAbstractButton] = [
        *window.findChildren(QLabel),
        *window.findChildren(QAbstractButton),
    ]
    yield from (widget for widget in every if widget.isVisible() and widget.text().strip())


def cut(window: QWidget) -> Iterator[str]:
    """Labels and buttons that have less room than their words need."""
    for widget in words_of(window):
        wide, high = widget.width(), widget.height()
        if isinstance(widget, QLabel) and widget.wordWrap():
            least = (0, widget.heightForWidth(wide))
        else:
            hint = widget.sizeHint()
            least = (hint.width(), hint.height())
        if (wide + SLACK < least[0] and not _is_told(widget)) or high + SLACK < least[1]:
            yield f"{widget.text()!r} has {wide} × {high} and needs {least[0]} × {least[1]}"


def out_of_reach(window: QWidget) -> Iterator[str]:
    """Labels and buttons that stick out of what holds them, where nothing scrolls."""
    for widget in words_of(window):
        child: QWidget = widget
        box = widget.rect()
        while child is not window and (parent := child.parentWidget()) is not None:
            area = parent.parentWidget()
            if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
                child, box = area, area.rect()
                continue
            box = QRect(child.mapTo(parent, box.topLeft()), box.size())
            if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box):
                yield f"{widget.text()!r} sticks out of {type(parent).__name__}: {box}"
                break
            child = parent


@contextmanager
def cut_while_painted(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The lines that the kit paints with an ellipsis inside the block."""
    painted, found = paint.draw_text, list[str]()

    def watched(painter: Any, box: Any, text: str, **how: Any) -> bool:
        if painted(painter, box, text, **how):
            found.append(text)
            return True
        return False

    with patch.context() as here:
        for name, module in list(sys.modules.items()):
            if name.startswith("ui.") and getattr(module, "draw_text", None) is painted:
                here.setattr(module, "draw_text", watched)
        yield found


def in_no_french(window: QWidget) -> Iterator[str]:
    """What is shown with a straight apostrophe, or without the spaces of French typography."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        texts = [widget.placeholderText()] if isinstance(widget, QLineEdit) else []
        if isinstance(widget, RunText):
            texts.append(widget.text)
        elif isinstance(widget, QLabel | QAbstractButton):
            texts.append(widget.text())
        if not (isinstance(widget, PlainLabel) and widget.verbatim):  # but a path
            yield from (f"{text!r} is not typeset" for text in texts if typeset(text) != text)


def told(window: QWidget) -> str:
    """All that a pointer or a screen reader is told of what is shown, tables included."""
    parts: list[str] = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            parts += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QAbstractItemView) and widget.isVisible():
            parts += _cells(widget)
    return "\n".join(parts).translate(_ISOLATES)


def untold(window: QWidget, lines: list[str]) -> set[str]:
    """Those of some painted lines that are said nowhere whole, whatever their spaces."""
    whole = told(window).translate(_SPACES)
    return {line for line in lines if line.translate(_ISOLATES | _SPACES) not in whole}


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model, root = view.model(), QModelIndex()
    columns = model.columnCount(root) if isinstance(model, QAbstractTableModel) else 1
    for row in range(model.rowCount(root)):
        for column in range(columns):
            index = model.index(row, column)
            yield from (str(index.data(role) or "") for role in _TOLD)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _is_told(widget: QLabel | QAbstractButton) -> bool:
    return widget.text().translate(_SPACES) in widget.toolTip().translate(_SPACES)
