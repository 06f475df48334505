# SPDX-License-Identifier: EUPL-1.2
"""Every command of the meeting with its keys; a new chord is pressed where one wants it."""

from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.text import typeset
from ui.keymap import Binding, Command, Keymap, default_keymap, fault
from ui.screens.keyboard.capture import ChordCapture
from ui.shell import Screen, Shell
from ui.theme import Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    LabelKind,
    Mark,
    Page,
    PlainLabel,
    RowData,
    RowList,
    shown_keys,
)

_WIDEST = 860
_HOW = (
    "Entrée sur une ligne, puis la nouvelle touche. La première est celle des rappels à l’écran ; "
    "les autres restent valables."
)


class KeyboardSettings(Protocol):
    """Where the keys of this machine are kept."""

    @property
    def keymap(self) -> Keymap:
        """The keys of the meeting."""
        ...

    def use_keymap(self, keymap: Keymap) -> None:
        """Answer these keys from now on, and at the next start."""
        ...


class KeyboardScreen(Screen):
    """Lists, changes and restores the keys."""

    def __init__(self, shell: Shell, machine: KeyboardSettings) -> None:
        super().__init__()
        self._shell, self._machine = shell, machine
        self._asked: Command | None = None
        self.capture = ChordCapture()
        self.capture.pressed.connect(self._on_pressed)
        self.capture.closed.connect(self._leave_capture)
        self.list = RowList("Touches du mode réunion", code_width=0)
        self.list.opened.connect(self._ask)
        self.restore = Button("Rétablir les touches d’origine", kind=ButtonKind.SECONDARY)
        self.restore.clicked.connect(self._restore)
        back = Button("Réglages", kind=ButtonKind.QUIET)
        back.clicked.connect(shell.navigator.back)
        page = Page("Clavier")
        page.header.add_action(back)
        page.header.add_action(self.restore)
        card = Card("Touches du mode réunion")
        card.setMaximumWidth(_WIDEST)
        card.add(PlainLabel(typeset(_HOW), LabelKind.MUTED, wrap=True))
        card.add(self.capture)
        card.add(self.list)
        page.body.addWidget(card)
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._show()

    def open_record(self, record: str, choice: str) -> None:
        self.capture.hide()
        self._show()

    def primary_focus(self) -> QWidget | None:
        self.list.focus_first()
        return None

    def _show(self) -> None:
        keymap, default = self._machine.keymap, default_keymap()
        self.list.set_rows([_row(line, default) for line in keymap.bindings])
        self.restore.setEnabled(keymap != default)

    def _ask(self, command: str) -> None:
        line = self._machine.keymap.of(Command(command))
        if not line.bound:
            self._shell.toast(typeset("Cette touche est la même partout : elle ne change pas."))
            return
        self._asked = line.command
        self.capture.ask(line.says)

    def _on_pressed(self, chord: str) -> None:
        keymap, asked = self._machine.keymap, self._asked
        if asked is None:
            return
        owner, sentence = keymap.owner(chord), fault(chord)
        if sentence:
            self.capture.refuse(f"{shown_keys(chord)} : {sentence}")
        elif owner is not None and owner.command is not asked:
            self.capture.refuse(f"{shown_keys(chord)} est déjà la touche de « {owner.says} ».")
        else:
            self._use(keymap.changed(asked, chord), f"{shown_keys(chord)} : c’est noté")
            self._leave_capture()

    def _leave_capture(self) -> None:
        self.capture.hide()
        self.list.focus_first()

    def _restore(self) -> None:
        self._use(default_keymap(), "Touches d’origine rétablies")

    def _use(self, keymap: Keymap, sentence: str) -> None:
        before = self._machine.keymap
        self._keep(keymap)
        self._shell.toast(typeset(sentence), lambda: self._keep(before))

    def _keep(self, keymap: Keymap) -> None:
        self._machine.use_keymap(keymap)
        # Its key caps and shortcuts are those of the map it was made with.
        self._shell.remake("meeting")
        self._show()


def _row(line: Binding, default: Keymap) -> RowData:
    first, *others = (shown_keys(keys) for keys in line.keys)
    own = line.keys != default.of(line.command).keys
    return RowData(
        key=line.command.value,
        text=typeset(line.says[:1].upper() + line.says[1:]),
        detail="choisie ici" if own else "" if line.bound else "ne change pas",
        note=" · ".join(keys for keys in dict.fromkeys(others) if keys != first),
        chip=Mark(first, Tone.ACCENT if own else Tone.NEUTRAL),
        chevron=line.bound,
    )
