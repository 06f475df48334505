# SPDX-License-Identifier: EUPL-1.2
"""Panes of the meeting screen: a header in the colour of the field, text, one focus ring."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import IconName, Radius, Space, Tone, current_tokens
from ui.widgets.chips import KeyCap
from ui.widgets.corrections import QuietLine
from ui.widgets.labels import Glyph, LabelKind, PlainLabel, set_style_property
from ui.widgets.line_edit import LineEdit
from ui.widgets.paint import draw_box, draw_hairline, draw_ring, draw_text, text_width
from ui.widgets.spelling import draw_waves
from ui.widgets.text_pane import TextPane

HEADER = 34
_LINE_MARGIN = 4


class Pane(QFrame):
    """A surface under a header that holds an icon, a word and the key that leads here."""

    def __init__(
        self,
        title: str,
        *,
        tone: Tone = Tone.NEUTRAL,
        icon: IconName | None = None,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """A NEUTRAL pane has a plain header; the others take the tone's colours."""
        super().__init__(parent)
        self._tone, self._ringed = tone, False
        self.title = PlainLabel(title, LabelKind.STRONG)
        if tone is not Tone.NEUTRAL:
            set_style_property(self.title, "tone", tone.value)
        self.header = QHBoxLayout()
        self.header.setContentsMargins(Space.SNUG, 0, Space.SNUG, 0)
        self.header.setSpacing(Space.HALF + 2)
        if icon is not None:
            self.header.addWidget(Glyph(icon, "ink" if tone is Tone.NEUTRAL else tone.value, 16))
        self.header.addWidget(self.title)
        self.header.addStretch(1)
        if key:
            self.header.addWidget(KeyCap(key))
        head = QWidget()
        head.setFixedHeight(HEADER)
        head.setLayout(self.header)
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(Space.SNUG, Space.RELATED, Space.SNUG, Space.RELATED)
        self.body.setSpacing(Space.HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(content, 1)
        self.setAccessibleName(title)

    def set_ring(self, *, shown: bool) -> None:
        """Draw the focus ring around the whole pane."""
        self._ringed = shown
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, box, fill=tokens.surface if self.isEnabled() else tokens.sunk)
        if self._tone is not Tone.NEUTRAL and self.isEnabled():
            clip = QPainterPath()
            clip.addRoundedRect(box, Radius.CARD, Radius.CARD)
            painter.setClipPath(clip)
            head = QRectF(0, 0, self.width(), HEADER)
            painter.fillRect(head, QColor(tokens.pair(self._tone)[1]))
            painter.setClipping(False)
        edge = box.adjusted(0, HEADER - 1, 0, 0)
        draw_hairline(painter, edge.topLeft(), edge.topRight(), tokens.line)
        if self._ringed:
            draw_ring(painter, box, tokens)
        else:
            draw_box(painter, box, border=tokens.line)
        painter.end()


class _RingText(TextPane):
    """The text of a pane, that lights the pane's ring instead of its own."""

    def __init__(self, pane: Pane, name: str, placeholder: str, *, own_undo: bool) -> None:
        super().__init__(name, placeholder=placeholder, bare=True, own_undo=own_undo)
        self._pane = pane

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._pane.set_ring(shown=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pane.set_ring(shown=False)


class FieldPane(Pane):
    """A pane with one text: organique, psychique, social."""

    def __init__(
        self,
        title: str,
        *,
        tone: Tone = Tone.NEUTRAL,
        icon: IconName | None = None,
        key: str = "",
        placeholder: str = "",
        own_undo: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, tone=tone, icon=icon, key=key, parent=parent)
        self.text = _RingText(self, title, placeholder, own_undo=own_undo)
        self.quiet = QuietLine(self.text)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.quiet)
        self.fault = PlainLabel("", LabelKind.LATE, wrap=True)
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.setFocusProxy(self.text)

    def set_error(self, sentence: str) -> None:
        """Say in red under the text why it cannot be kept; empty takes that away."""
        if sentence != self.fault.text():
            self.fault.setText(sentence)
            self.fault.setVisible(bool(sentence))
            self.text.setAccessibleDescription(sentence)


class RingLine(LineEdit):
    """The line inside a box, that lights the box's ring."""

    def __init__(self, frame: "BoxedLine", *, own_undo: bool) -> None:
        super().__init__(own_undo=own_undo)
        self._frame = frame
        self.waves: tuple[tuple[int, int], ...] = ()
        self.setProperty("kind", "bare")
        self.setTextMargins(-2, 0, 0, 0)  # Qt's own margin would set the text beside its label

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._frame.set_ring(shown=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._frame.set_ring(shown=False)

    def set_waves(self, spans: Iterable[tuple[int, int]]) -> None:
        """Underline these places: they are misspelt."""
        self.waves = tuple(spans)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus() and self.is_cut:
            self._draw_elided()
        if self.waves:
            draw_waves(self, self.waves)

    @property
    def is_cut(self) -> bool:
        """The line is longer than its box."""
        return text_width(self.text(), self.font()) > self.width() - _LINE_MARGIN

    def _draw_elided(self) -> None:
        """Say that the line goes on: Qt cuts it in mid-letter without a sign."""
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        painter.fillRect(box, QColor(tokens.surface if self.isEnabled() else tokens.sunk))
        colour = tokens.ink if self.isEnabled() else tokens.muted
        draw_text(painter, box, self.text(), colour=colour, type_=self.font())
        painter.end()


class BoxedLine(QFrame):
    """One line of text whose label stands inside its border: "Demande"."""

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "",
        own_undo: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ringed = False
        self.edit = RingLine(self, own_undo=own_undo)
        self.edit.setAccessibleName(label)
        self.edit.setPlaceholderText(placeholder)
        self.quiet = QuietLine(self.edit, elided=True)
        head = QHBoxLayout()
        head.setSpacing(Space.GROUP)
        head.addWidget(PlainLabel(label, LabelKind.SECONDARY))
        head.addWidget(self.quiet, 1)
        head.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, 5, Space.SNUG, 5)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.edit)
        self.setFocusProxy(self.edit)

    def set_ring(self, *, shown: bool) -> None:
        """Draw the focus ring around label and text together."""
        self._ringed = shown
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        border = tokens.accent if self._ringed else tokens.field_border
        border = border if self.isEnabled() else tokens.line
        width = 2.0 if self._ringed else 1.0
        draw_box(
            painter,
            box,
            fill=tokens.surface if self.isEnabled() else tokens.sunk,
            border=border,
            width=width,
            radius=Radius.FIELD,
        )
        painter.end()
