# SPDX-License-Identifier: EUPL-1.2
"""Input fields with their label above and what is wrong with them below."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import IconName, Space, current_tokens, paint_icon
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import LabelKind, PlainLabel, set_style_property, show_if
from ui.widgets.line_edit import LineEdit


class Field(QWidget):
    """A label, an editor and a sentence under it; the frame of every field."""

    def __init__(self, label: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.label = PlainLabel(label, LabelKind.SECONDARY)
        show_if(self.label, label)
        self.message = PlainLabel(kind=LabelKind.LATE, wrap=True)
        self.message.hide()
        self.line = QHBoxLayout()
        self.line.setSpacing(Space.RELATED)
        self.line.addWidget(editor, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HALF)
        column.addWidget(self.label)
        column.addLayout(self.line)
        column.addWidget(self.message)
        editor.setAccessibleName(label)
        self.setFocusProxy(editor)

    def set_error(self, sentence: str) -> None:
        """Say in red why the value cannot be kept; an empty sentence takes it away."""
        self._say(sentence, LabelKind.LATE)

    def set_warning(self, sentence: str) -> None:
        """Say in amber what looks odd; the value is kept."""
        self._say(sentence, LabelKind.WARN)

    def _say(self, sentence: str, kind: LabelKind) -> None:
        self.message.set_kind(kind)
        self.message.setText(sentence)
        show_if(self.message, sentence)
        self._editor.setAccessibleDescription(sentence)
        set_style_property(self._editor, "state", kind.value if sentence else "")


class LabeledField(Field):
    """One line of text."""

    edited = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        text: str = "",
        placeholder: str = "",
        editor: QLineEdit | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`editor` may be a more able line, such as a `DateEdit`."""
        self.edit = editor or LineEdit()
        super().__init__(label, self.edit, parent)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setText(text)
        self.edit.setCursorPosition(0)
        self.edit.textEdited.connect(self.edited)

    def text(self) -> str:
        """What was typed; line breaks of a paste are spaces."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Show `text`, from its beginning."""
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setCursorPosition(0)


class _Combo(QComboBox):
    """A combo box with the kit's own arrow, that the wheel does not change by accident."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.width() - 26, (self.height() - 16) / 2, 16, 16)
        paint_icon(painter, box, IconName.CHEVRON_DOWN, current_tokens().muted)
        painter.end()


class ChoiceField(Field):
    """One of several values, in a list that opens."""

    chosen = Signal(str)

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`options` are (value, words on screen)."""
        self.combo = _Combo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        super().__init__(label, self.combo, parent)
        self.set_options(options)
        self.combo.activated.connect(lambda _index: self.chosen.emit(self.value()))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other values; the chosen one stays if it is among them."""
        kept = self.value()
        self.combo.clear()
        for value, words in options:
            self.combo.addItem(words, value)
        self.set_value(kept)

    def value(self) -> str:
        """The chosen value, or "" when there is none."""
        return str(self.combo.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show `value`; the first option when it is unknown."""
        self.combo.setCurrentIndex(max(self.combo.findData(value), 0))


class SegmentedField(Field):
    """One of a few values, all in sight; Left and Right walk through them."""

    chosen = Signal(str)

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`options` are (value, words on screen); the first is chosen."""
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.HALF)
        self._group = QButtonGroup(bar)
        self._values = [value for value, _ in options]
        for index, (_, words) in enumerate(options):
            button = _Segment(words)
            self._group.addButton(button, index)
            row.addWidget(button)
        row.addStretch(1)
        super().__init__(label, bar, parent)
        self._group.idToggled.connect(self._on_toggled)
        self.set_value(self._values[0])
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._values[index]))

    def value(self) -> str:
        """The chosen value."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: str) -> None:
        """Show `value`; raises ValueError if it was never offered."""
        self._group.button(self._values.index(value)).setChecked(True)

    def _on_toggled(self, index: int, checked: bool) -> None:  # noqa: FBT001  signature of Qt's signal
        if checked:
            self.setFocusProxy(self._group.button(index))


class _Segment(Button):
    """One choice: pressed in when it is the one in force, said by a check mark as well."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001  signature of Qt's signal
        self._icon = IconName.CHECK if checked else None
        self.updateGeometry()
        self.update()


class _PassphraseEdit(LineEdit):
    """Notices Caps Lock from the letters it makes: Qt has no other way that works everywhere."""

    caps_lock = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._caps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self._caps:
            self._note(caps=False)
        elif len(letter) == 1 and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._note(caps=letter.isupper() != shifted)
        super().keyPressEvent(event)

    def _note(self, *, caps: bool) -> None:
        self._caps = caps
        self.caps_lock.emit(caps)


class PassphraseField(LabeledField):
    """A passphrase: hidden, with an eye; paste is allowed; Caps Lock is said."""

    def __init__(self, label: str = "Phrase de passe", parent: QWidget | None = None) -> None:
        secret = _PassphraseEdit()
        super().__init__(label, editor=secret, parent=parent)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = IconButton(IconName.EYE, "Montrer la phrase de passe")
        self.eye.clicked.connect(self._toggle)
        self.line.addWidget(self.eye)
        self.caps = PlainLabel("Verrouillage majuscules activé", LabelKind.WARN)
        self.caps.hide()
        column = self.layout()
        if column is not None:
            column.addWidget(self.caps)
        secret.caps_lock.connect(self.caps.setVisible)

    def clear(self) -> None:
        """Forget what was typed, and hide again."""
        self.edit.setText("")  # clear() could be undone once the eye shows the field
        if self.edit.echoMode() is QLineEdit.EchoMode.Normal:
            self._toggle()

    def show_text(self) -> None:
        """Let it be read: it was not the person who typed it."""
        if self.edit.echoMode() is QLineEdit.EchoMode.Password:
            self._toggle()

    def _toggle(self) -> None:
        hidden = self.edit.echoMode() is QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        if hidden:
            self.eye.set_icon(IconName.EYE_OFF, "Cacher la phrase de passe")
        else:
            self.eye.set_icon(IconName.EYE, "Montrer la phrase de passe")
        self.edit.setFocus()
