# SPDX-License-Identifier: EUPL-1.2
"""What the pages beside the passphrase share: a card, what went wrong, the buttons at its foot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from ui.gate import GatePage
from ui.opened import Opened, OpenPractice
from ui.screens.unlock.presenter import refusal_words
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    FocusLead,
    LabelKind,
    PassphraseField,
    PlainLabel,
    show_if,
)

WIDTH = 600
_TICK_MS = 500

Result = TypeVar("Result")


@dataclass(frozen=True)
class Wording:
    """The title of a page, what it does, its button, what that says at work, and on what."""

    title: str
    introduction: str
    action: str
    working: str
    about: str = ""


class ErrandPage(GatePage):
    """Runs one thing beside the interface; what is refused changes nothing and is said.

    What is typed goes when the page is left or locked. Work under way goes on behind a lock, and
    what it opens is closed: `shut` then asks for the passphrase of that vault.
    """

    opened = Signal(Opened)
    shut = Signal(Path)
    went_back = Signal()

    def __init__(
        self, wording: Wording, tasks: Tasks, *, key: str = "", width: int = WIDTH
    ) -> None:
        """`key` is the cap drawn on the button."""
        super().__init__()
        self._wording, self._tasks = wording, tasks
        self._busy = self._behind_lock = False
        self.setFixedWidth(width)
        self.card = Card()
        self.card.body.setContentsMargins(28, 24, 28, 20)
        self.card.body.setSpacing(Space.SNUG)
        self.card.add(PlainLabel(wording.title, LabelKind.PAGE_TITLE))
        for sentence in filter(None, (wording.about, wording.introduction)):
            self.card.add(PlainLabel(sentence, LabelKind.MUTED, wrap=True))
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.go_button = Button(wording.action, kind=ButtonKind.PRIMARY, key=key)
        self.back = Button("Retour", kind=ButtonKind.QUIET)
        self.back.clicked.connect(lambda: self.leave(self.went_back.emit))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)

    def forget(self) -> None:
        """Let go of every secret that is typed. A bare page has none."""

    def lock(self) -> None:
        """Nobody may find what was typed, and nothing opens any more without being asked for."""
        self.forget()
        self._behind_lock = self._busy

    def leave(self, go: Callable[[], object]) -> None:
        """Go elsewhere; what was typed stays with nobody."""
        self.forget()
        go()

    def start(self, work: Callable[[], Result], done: Callable[[Result], object]) -> None:
        """Run `work`, then `done` with what it gives, or say what was refused."""

        def ended(result: Result) -> None:
            self.set_busy(busy=False)
            done(result)

        self._behind_lock = False
        self.set_busy(busy=True)
        self.say("")
        self._tasks.run(work, ended, self._on_failed)

    def hand_over(self, practice: OpenPractice, folder: Path) -> None:
        """Show the work, but not to whom a lock shut out meanwhile."""
        self.forget()
        if self._behind_lock:
            practice.close()
            self.shut.emit(folder)
        else:
            self.opened.emit(Opened(practice, folder))

    def refused(self, error: UserError) -> None:
        """Say why."""
        self.say(error.text)

    def say(self, sentence: str) -> None:
        """Show a sentence above the buttons; an empty one takes it away."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def set_busy(self, *, busy: bool) -> None:
        """While something works nothing can be pressed twice."""
        self._busy = busy
        self.go_button.set_caption(self._wording.working if busy else self._wording.action)
        for button in self.findChildren(Button):
            button.setEnabled(not busy)

    def add_row(self, words: QWidget, button: QWidget) -> None:
        """A line of the card that a button changes."""
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        row.addWidget(words, 1)
        row.addWidget(button)
        self.card.body.addLayout(row)

    def close_card(self, *last: QWidget, also: Sequence[QWidget] = ()) -> None:
        """Put what went wrong and the buttons under the fields; `last` at their right end."""
        self.card.add(self.message)
        self.message.hide()
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        for button in (self.go_button, *also, self.back):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in last:
            foot.addWidget(button)
        self.card.body.addLayout(foot)

    def _on_failed(self, error: Exception) -> None:
        self.set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self.refused(error)


class PassphraseErrand(ErrandPage):
    """Asks for an account and its passphrase; wrong ones make wait, here as at unlock."""

    def __init__(self, wording: Wording, tasks: Tasks, label: str = "Phrase de passe") -> None:
        super().__init__(wording, tasks, key="Entrée")
        self.who = ChoiceField("Compte", ())
        self.passphrase = PassphraseField(label)
        self._refusal: UserError | None = None
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self.render_wait)
        self.passphrase.edited.connect(lambda _text: self.passphrase.set_error(""))
        FocusLead(self, self.passphrase, self.back)

    def seconds_left(self) -> int:
        """How long the next passphrase must wait. A bare page has no rule."""
        return 0

    def may_go(self) -> bool:
        """Whether there is something to try a passphrase on."""
        return True

    def forget(self) -> None:
        self.passphrase.clear()

    def refused(self, error: UserError) -> None:
        self._refusal = error
        self.render_wait()
        self.passphrase.edit.selectAll()

    def forget_refusal(self) -> None:
        """What was refused does not hold any more."""
        self._refusal = None
        self.passphrase.set_error("")
        self.render_wait()

    def render_wait(self) -> None:
        """Say what was refused and how long there is to wait; try nothing meanwhile."""
        if self._busy:
            return
        wait = self.seconds_left() if self.may_go() else 0
        refusal = self._refusal or UserError("")
        self.say(refusal_words(refusal.sentence, refusal.remedy, wait))
        self.go_button.setEnabled(self.may_go() and not wait)
        if wait and not self._ticker.isActive():
            self._ticker.start()
        elif not wait:
            self._ticker.stop()

    def typed(self, missing: str) -> str:
        """The passphrase, once it may be tried; without one, `missing` is said under it."""
        if self._busy or not self.go_button.isEnabled():
            return ""
        text = self.passphrase.text()
        self.passphrase.set_error("" if text else missing)
        if text:
            self._refusal = None
        return text

    def offer_accounts(self, accounts: Sequence[tuple[str, str]]) -> None:
        """Ask for the account only where there are several."""
        self.who.set_options(accounts)
        if accounts:
            self.who.set_value(accounts[0][0])
        show_if(self.who, wanted=len(accounts) > 1)
