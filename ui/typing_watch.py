# SPDX-License-Identifier: EUPL-1.2
"""Watches what is typed in a quiet moment, and says under the text what could be corrected.

Nothing happens within a key: a timer waits until the hand rests. Nothing is corrected by itself.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.domain.reidentification import Clue, Finding
from app.domain.text import NARROW, ellipsis
from ui.widgets import Correction, QuietLine, announce
from ui.widgets.corrections import TextEdit, cursor_of, nearest, quiet_lines, replace_in, text_of

CORRECT_KEY = "F2"
"""Applies the correction outside a meeting, which has keys of its own."""
REST_MS = 250
"""How long the hand must rest before a text is read."""
_SHOWN_LENGTH = 32

Findings = Callable[[str], Sequence[Finding]]


class Speller(Protocol):
    """Proposes corrections of misspelt words, now or a moment later."""

    def attach(self, edit: TextEdit) -> None:
        """Judge this text from now on."""
        ...

    def left(self, edit: TextEdit) -> None:
        """The focus left it."""
        ...

    def correction(self, text: str, cursor: int) -> Correction | None:
        """What the line under the text says of the word at the cursor; None for nothing."""
        ...


def sentence_of(finding: Finding, key: str) -> str:
    """« Nom reconnu : « Mme Kervella ». F2 remplace par « la personne » »."""
    found = ellipsis(finding.found, _SHOWN_LENGTH)
    return (
        f"{finding.clue.label}\u00a0: «{NARROW}{found}{NARROW}». "
        f"{key} remplace par «{NARROW}{finding.instead}{NARROW}»"
    )


class TypingWatch(QObject):
    """Follows the focus through the texts of `area` that have a quiet line."""

    def __init__(
        self,
        area: QWidget,
        findings: Findings,
        key: str,
        *,
        as_one_step: Callable[[], AbstractContextManager[None]] = nullcontext,
        opens: Callable[[QWidget | None], bool] = lambda _focus: False,
    ) -> None:
        """`key` is what the key cap of the correction says; `as_one_step` makes it undoable.

        `opens` answers the key where the focus is no text; False where it does not.
        """
        super().__init__(area)
        self._opens = opens
        self._as_one_step = as_one_step
        self._read_texts: dict[QuietLine, str] = {}
        self._area, self._findings, self._key = area, findings, key
        self._speller: Speller | None = None
        self._line: QuietLine | None = None
        self._rest = QTimer(self)
        self._rest.setInterval(REST_MS)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.look)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def use(self, speller: Speller) -> None:
        """Say what is misspelt too."""
        self._speller = speller

    def put(self, edit: TextEdit, correction: Correction) -> None:
        """Correct a text as one step that can be undone."""
        with self._as_one_step():
            replace_in(edit, correction.start, correction.end, correction.found, correction.instead)

    def look_everywhere(self) -> None:
        """Read every text that is not as it was: another situation is shown, or a line is."""
        lines = quiet_lines(self._area).values()
        self._read_texts = {line: self._read_texts.get(line, "") for line in lines}
        for line, known in list(self._read_texts.items()):
            if self._speller is not None and line.is_settled is None:
                self._speller.attach(line.edit)
            if text_of(line.edit) != known:
                self._read(line)

    def judge_again(self) -> None:
        """More names are recognised: read every text, as it was or not."""
        self._read_texts.clear()
        self.look_everywhere()

    def look(self) -> None:
        """Read the text that has the focus."""
        if self._line is not None:
            self._read(self._line)

    def correct(self) -> None:
        """Apply what the line under the text proposes."""
        if not self._opens(QApplication.focusWidget()) and self._line is not None:
            # What is shown may be older than the last letters: a hand that rests has both alike.
            with self._as_one_step():
                self._line.apply()
            self._rest.start()

    def _read(self, line: QuietLine) -> None:
        text, before = text_of(line.edit), line.correction
        self._read_texts[line] = text
        cursor = cursor_of(line.edit)
        found = nearest((self._of(each) for each in self._findings_of(line, text)), cursor)
        speller = self._speller if line.is_settled is None else None
        if found is None and speller is not None and line is self._line:
            found = speller.correction(text, cursor)
        line.show_correction(found)
        told = before.found if before else ""
        if found is not None and found.urgent and found.found != told:
            announce(line.edit, found.sentence)

    def _findings_of(self, line: QuietLine, text: str) -> Sequence[Finding]:
        """Of a person's name: nothing where it is of the directory, nor that it is a name."""
        if line.is_settled is None:
            return self._findings(text)
        if line.is_settled():
            return ()
        return [each for each in self._findings(text) if each.clue is not Clue.NAME]

    def _of(self, finding: Finding) -> Correction:
        sentence = sentence_of(finding, self._key)
        return Correction(finding.start, finding.end, finding.found, finding.instead, sentence)

    def _follow(self, _left: QWidget | None, entered: QWidget | None) -> None:
        if self._rest.isActive():  # the hand went on before it rested: said all the same
            self._rest.stop()
            with suppress(RuntimeError):
                self.look()
        self._let_go()
        if not isinstance(entered, QPlainTextEdit | QLineEdit):
            return
        line = quiet_lines(self._area).get(entered)
        if line is None:
            return
        self._line = line
        if self._speller is not None and line.is_settled is None:
            self._speller.attach(entered)
        entered.textChanged.connect(self._touched)
        entered.cursorPositionChanged.connect(self._touched)
        entered.destroyed.connect(self._forget)
        line.asked.connect(self.correct)
        self._rest.start()

    def _let_go(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        edit: TextEdit = line.edit
        with suppress(RuntimeError):  # a row of the dock may be gone before anybody hears of it
            edit.textChanged.disconnect(self._touched)
            edit.cursorPositionChanged.disconnect(self._touched)
            edit.destroyed.disconnect(self._forget)
            line.asked.disconnect(self.correct)
            if self._speller is not None and line.is_settled is None:
                self._speller.left(edit)
            if line.correction is not None and not line.correction.urgent:
                line.show_correction(None)

    def _touched(self) -> None:
        self._rest.start()

    def _forget(self) -> None:
        self._line = None
