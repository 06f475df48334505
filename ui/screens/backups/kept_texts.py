# SPDX-License-Identifier: EUPL-1.2
"""Texts kept aside that found no place again: what each belonged to, read, copied, erased."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.text import NARROW
from app.services.kept_texts import KeptText
from ui.dialogs import Dialogs
from ui.screens.backups.words import ERASE_KEPT, KEPT_TEXTS, kept_row
from ui.theme import Space
from ui.widgets import Button, Card, LabelKind, PlainLabel, RowList, TextPane, show_if

_TEXT_HEIGHT = 120


class Texts(Protocol):
    """Where they come from: `KeptTextService`, or fiction for a picture."""

    @property
    def may_erase(self) -> bool:
        """Whether this account may erase one now."""
        ...

    def all(self) -> tuple[KeptText, ...]:
        """Each of them, the newest first."""
        ...

    def read(self, key: str) -> KeptText:
        """One of them, to be read. Raises `UserError`."""
        ...

    def erase(self, key: str) -> Changes:
        """Remove one for good. Raises `UserError`."""
        ...


class KeptTextsCard(Card):
    """Hidden while there are none; a text is shown, and its reading noted, once it is chosen."""

    def __init__(
        self,
        texts: Texts,
        dialogs: Dialogs,
        tell: Callable[[Changes, str], object],
    ) -> None:
        """`tell` receives what an erasure changed (nothing for a copy), and what is said of it."""
        super().__init__("Textes gardés à part")
        self.texts, self._dialogs, self._tell = texts, dialogs, tell
        self._found: dict[str, KeptText] = {}
        self._chosen = ""
        self.list = RowList("Textes gardés à part")
        self.subject = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.text = TextPane("Texte gardé à part")
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(_TEXT_HEIGHT)
        self.refusal = PlainLabel("", LabelKind.LATE, wrap=True)
        self.copy_button = Button("Copier")
        self.erase_button = Button("Effacer…")
        self._lay_out()
        self.list.opened.connect(self.choose)
        self.copy_button.clicked.connect(self.copy)
        self.erase_button.clicked.connect(self.erase)

    def reload(self) -> None:
        """Show which there are now; none is opened."""
        self._found = {text.key: text for text in self.texts.all()}
        self.list.set_rows([kept_row(text) for text in self._found.values()])
        if self._chosen not in self._found:
            self._show(None)
        show_if(self, self._found)

    def choose(self, key: str) -> None:
        """Show one to be read."""
        try:
            self._show(self.texts.read(key))
        except UserError as refusal:
            self.reload()
            self._refuse(refusal.text)

    def copy(self) -> None:
        """Give the chosen text to the clipboard."""
        QGuiApplication.clipboard().setText(self.text.text())
        self._tell(Changes(), "Texte copié")

    def erase(self) -> None:
        """Ask, then erase the chosen one for good."""
        text = self._found.get(self._chosen)
        if text is None or not self._dialogs.confirm(
            f"Effacer ce texte gardé à part{NARROW}?",
            f"{text.about}. {ERASE_KEPT}",
            "Effacer pour toujours",
        ):
            return
        try:
            changes = self.texts.erase(text.key)
        except UserError as refusal:
            self.reload()
            self._refuse(refusal.text)
            return
        self._show(None)
        self.reload()
        self._tell(changes, "Texte gardé à part effacé")

    def _show(self, text: KeptText | None) -> None:
        self._refuse("")
        self._chosen = "" if text is None else text.key
        self.subject.setText("" if text is None else text.note or text.about)
        self.text.set_text("" if text is None else text.text)
        readable = text is not None and bool(text.text)
        for widget in (self.text, self.copy_button):
            show_if(widget, wanted=readable)
        show_if(self.subject, text)
        show_if(self.erase_button, wanted=text is not None and self.texts.may_erase)

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        show_if(self.refusal, sentence)

    def _lay_out(self) -> None:
        self.add(PlainLabel(KEPT_TEXTS, LabelKind.SECONDARY, wrap=True))
        self.add(self.list)
        self.add(self.subject)
        self.add(self.text)
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.erase_button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.add(self.refusal)
