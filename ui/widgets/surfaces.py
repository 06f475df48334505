# SPDX-License-Identifier: EUPL-1.2
"""What a page is made of: header, cards, an empty state, a banner."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import IconName, Space, Tone, current_tokens
from ui.widgets.buttons import Button
from ui.widgets.labels import Glyph, LabelKind, PlainLabel, announce, show_if
from ui.widgets.paint import draw_box, draw_left_bar


class Card(QFrame):
    """A surface with a hairline around it and, when `current`, a thick accent edge."""

    def __init__(
        self, title: str = "", *, current: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._current = current
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.GROUP + Space.HALF * current, 16, Space.GROUP, 16)
        self.body.setSpacing(Space.HALF)
        self.title = PlainLabel(title, LabelKind.CARD_TITLE)
        show_if(self.title, title)
        self.body.addWidget(self.title)
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, box, fill=tokens.surface, border=tokens.line)
        if self._current:
            draw_left_bar(painter, box, tokens.accent, 4)
        painter.end()


class PageHeader(QWidget):
    """Title of a page, a line under it, and its actions at the right."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, LabelKind.PAGE_TITLE)
        self.subtitle = PlainLabel(subtitle, LabelKind.MUTED, wrap=True)
        show_if(self.subtitle, subtitle)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(Space.RELATED)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addLayout(self._actions)
        self.setMinimumHeight(36)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Say what the page shows now."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        show_if(self.subtitle, subtitle)

    def add_action(self, widget: QWidget) -> None:
        """Put a button or a chip at the right."""
        self._actions.addWidget(widget)


class Page(QWidget):
    """The frame of an ordinary screen: a header, and a body that scrolls when it must."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = PageHeader(title, subtitle)
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(Space.PAGE, 0, Space.PAGE, Space.PAGE)
        self.body.setSpacing(Space.GROUP)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(content)
        head = QVBoxLayout()
        head.setContentsMargins(Space.PAGE, 24, Space.PAGE, Space.GROUP)
        head.addWidget(self.header)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)


class EmptyState(QWidget):
    """What a list shows when it is empty: a sentence, and at most one button."""

    def __init__(
        self,
        sentence: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        icon: IconName | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.GROUP, Space.PAGE, Space.GROUP, Space.PAGE)
        column.setSpacing(Space.SNUG)
        if icon is not None:
            column.addWidget(Glyph(icon, "muted", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = PlainLabel(sentence, LabelKind.MUTED, wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.sentence)
        self.button = Button(action)
        show_if(self.button, action)
        self._on_action = on_action
        self.button.clicked.connect(self._act)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _act(self) -> None:
        if self._on_action is not None:
            self._on_action()


class Banner(QFrame):
    """A line across the page that says what is wrong, with at most one action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.WARN
        self._on_action: Callable[[], object] | None = None
        self._glyph = Glyph(IconName.WARNING, "warn")
        self.label = PlainLabel(wrap=True)
        self.button = Button("", small=True)
        self.button.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.SNUG, Space.RELATED, Space.SNUG, Space.RELATED)
        row.setSpacing(Space.SNUG)
        row.addWidget(self._glyph)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self.hide()

    def show_message(
        self,
        sentence: str,
        tone: Tone = Tone.WARN,
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Show `sentence` in the colour of `tone` (OK, WARN or LATE), and say it aloud."""
        self._tone, self._on_action = tone, on_action
        icon = IconName.CHECK if tone is Tone.OK else IconName.WARNING
        self._glyph.set_icon(icon, tone.value)
        self.label.setText(sentence)
        self.button.set_caption(action)
        show_if(self.button, action)
        self.setAccessibleName(sentence)
        self.show()
        self.update()
        announce(self, sentence)

    def clear(self) -> None:
        """Take the line away."""
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        ink, soft = tokens.pair(self._tone)
        draw_box(painter, QRectF(self.rect()), fill=soft)
        draw_left_bar(painter, QRectF(self.rect()), ink, 4)
        painter.end()

    def _act(self) -> None:
        if self._on_action is not None:
            self._on_action()
