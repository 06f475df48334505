# SPDX-License-Identifier: EUPL-1.2
"""Underlines misspelt words as one types, without ever making a key wait.

Within a key only what is known already is drawn: a verdict is looked up, never asked for. Unknown
words wait until the hand rests, and are judged a few at a time. Suggestions come from a thread.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QSyntaxHighlighter,
    QTextCharFormat,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ui.theme import current_tokens
from ui.widgets.corrections import letters, units

REST_MS = 180
"""How long the hand must rest before unknown words are judged."""
AT_ONCE = 150
"""Words judged between two looks at the keyboard: about two milliseconds."""
MOST_KEPT = 50_000
LONG = 1200
"""Letters from which a paragraph is not read whole with each key."""
_NEAR, _CONTEXT = 64, 16


class Span(Protocol):
    """A word of a text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...

    @property
    def text(self) -> str:
        """The word."""
        ...


@dataclass(frozen=True)
class Place:
    """A `Span` of our own."""

    start: int
    end: int
    text: str


class Lexicon(Protocol):
    """Judges words, and says what may have been meant; `own` are the words of the practice."""

    own: frozenset[str]

    def words(self, text: str) -> Iterator[Span]:
        """The words of a text that can be judged."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word is right; quick."""
        ...

    def suggest(self, word: str) -> tuple[str, ...]:
        """What may have been meant; slow."""
        ...


class RunTask(Protocol):
    """Runs slow work beside the interface."""

    def __call__(
        self,
        work: Callable[[], tuple[str, ...]],
        done: Callable[[tuple[str, ...]], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Run `work` in the background, then `done` or `failed` here."""
        ...


class SpellChecker(QObject):
    """What is known of each word; `judged` comes when more is, `suggested` with an answer."""

    judged = Signal()
    suggested = Signal(str)

    def __init__(self, run: RunTask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.lexicon: Lexicon | None = None
        self._verdicts: dict[str, bool] = {}
        self._waiting: dict[str, None] = {}
        self._suggestions: dict[str, tuple[str, ...]] = {}
        self._asked: set[str] = set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.judge)

    def use(self, lexicon: Lexicon | None) -> None:
        """Judge with this from now on; None judges nothing."""
        self.lexicon = lexicon
        self.forget()

    def forget(self) -> None:
        """Words were added: everything is judged again."""
        self._verdicts.clear()
        self._suggestions.clear()
        self.judged.emit()

    def look(self, text: str, caret: int = -1) -> tuple[list[Span], bool]:
        """The words known to be misspelt, and whether all are known; the others will be judged.

        The word that ends at the caret is being typed: it is let be, and counts as not known.
        """
        wrong: list[Span] = []
        if self.lexicon is None:
            return wrong, True
        whole = True
        for word in self.lexicon.words(text):
            verdict = self._verdicts.get(word.text)
            if word.end == caret:
                whole = False
            elif verdict is None:
                whole = False
                self._waiting[word.text] = None
            elif not verdict:
                wrong.append(word)
        if self._waiting and not self._rest.isActive():
            self._rest.start(REST_MS)
        return wrong, whole

    def knows(self, word: str) -> bool:
        """Whether a word is right, asked at once, not within a key; draws nothing."""
        return self.lexicon is not None and self.lexicon.knows(word)

    def hold(self) -> None:
        """A key was pressed: what waits, waits a little longer."""
        if self._rest.isActive():
            self._rest.start(REST_MS)

    def suggestions(self, word: str) -> tuple[str, ...] | None:
        """What may have been meant; None while the thread looks for it."""
        if word not in self._suggestions and word not in self._asked and self.lexicon is not None:
            lexicon = self.lexicon
            self._asked.add(word)
            try:
                self._run(
                    lambda: lexicon.suggest(word),
                    lambda found: self._keep(word, found),
                    lambda _error: self._keep(word, ()),
                )
            except RuntimeError:  # the vault is being locked
                return ()
        return self._suggestions.get(word)

    def _keep(self, word: str, found: tuple[str, ...]) -> None:
        self._asked.discard(word)
        if len(self._suggestions) > MOST_KEPT // 100:
            self._suggestions.clear()
        self._suggestions[word] = found
        self.suggested.emit(word)

    def judge(self) -> None:
        """Judge some of what waits; called in a quiet moment."""
        if self.lexicon is None:
            self._waiting.clear()
            return
        if len(self._verdicts) > MOST_KEPT:
            self._verdicts.clear()
        for word in list(self._waiting)[:AT_ONCE]:
            del self._waiting[word]
            self._verdicts[word] = self.lexicon.knows(word)
        if self._waiting:
            self._rest.start(0)
        self.judged.emit()


class SpellingHighlighter(QSyntaxHighlighter):
    """Underlines the misspelt words of one text, but the one that is being typed."""

    def __init__(self, edit: QPlainTextEdit, checker: SpellChecker) -> None:
        super().__init__(edit.document())
        self._edit, self._checker = edit, checker
        self._stale: set[int] = set()
        self._long: dict[int, tuple[str, list[Span]]] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.settle)
        checker.judged.connect(self.settle)
        edit.cursorPositionChanged.connect(self._on_moved)

    def highlightBlock(self, text: str) -> None:
        """Draw what is known of a paragraph; called by Qt with each key in it."""
        block = self.currentBlock()
        narrow = units(text) == len(text)
        place = self._edit.textCursor().position() - block.position()
        here = self._edit.hasFocus() and 0 <= place < block.length()
        caret = place if narrow or not here else letters(text, place)
        wrong, whole = self._look(block.blockNumber(), text, caret if here else -1)
        if not whole:
            self._stale.add(block.blockNumber())
        if wrong:
            style = wave()
            for word in wrong:
                start = word.start if narrow else units(text[: word.start])
                self.setFormat(start, units(word.text), style)

    def _look(self, number: int, text: str, caret: int) -> tuple[list[Span], bool]:
        """What is misspelt; of a long paragraph only what is around the caret is read again."""
        if len(text) <= LONG:
            return self._checker.look(text, caret)
        known = self._long.get(number)
        near = _changed(known[0], text, caret) if known and caret >= 0 else None
        if known is None or near is None:
            wrong, whole = self._checker.look(text, caret)
        else:
            first, last, grown = near
            start = max(0, first - _CONTEXT)
            found, whole = self._checker.look(text[start:last], caret - start)
            here = [_moved(word, start) for word in found if word.start + start >= first]
            after = [_moved(word, grown) for word in known[1] if word.start + grown >= last]
            wrong = [word for word in known[1] if word.end <= first] + here + after
        self._long[number] = (text, wrong)
        return wrong, whole

    def settle(self) -> None:
        """Draw again the paragraphs in which something was not known."""
        stale, self._stale = self._stale, set()
        self._long.clear()
        for number in stale:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)

    def _on_moved(self) -> None:
        self._checker.hold()
        if self._stale:
            self._rest.start()


def _changed(before: str, text: str, caret: int) -> tuple[int, int, int] | None:
    """Between which words a paragraph changed at the caret, and by how much it grew.

    None where it changed elsewhere too: a paste, an undo.
    """
    grown = len(text) - len(before)
    first = text.rfind(" ", 0, max(0, caret - max(grown, 0) - _NEAR)) + 1
    last = text.find(" ", min(len(text), caret + _NEAR))
    last = len(text) if last < 0 else last
    if (
        abs(grown) > _NEAR
        or text[:first] != before[:first]
        or text[last:] != before[last - grown :]
    ):
        return None
    return first, last, grown


def _moved(word: Span, by: int) -> Span:
    return Place(word.start + by, word.end + by, word.text)


def wave() -> QTextCharFormat:
    """The underline of a misspelt word."""
    style = QTextCharFormat()
    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
    style.setUnderlineColor(QColor(current_tokens().late))
    return style


def word_at(words: Iterable[Span], cursor: int, reach: int) -> Span | None:
    """The word that holds the cursor, else the last one that ended within `reach` letters."""
    found = None
    for word in words:
        if word.start > cursor:
            break
        if word.start <= cursor < word.end or 0 < cursor - word.end <= reach:
            found = word
    return found


def draw_waves(edit: QLineEdit, spans: Iterable[tuple[int, int]]) -> None:
    """Underline places of one line of text, over what Qt has painted."""
    text, metrics = QLineEdit.text(edit), QFontMetricsF(edit.font())
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * edit.cursorPosition()]
    caret = metrics.horizontalAdvance(before.decode("utf-16-le", "replace"))
    left = edit.cursorRect().center().x() - caret  # how far the line is scrolled
    foot = edit.height() / 2 + metrics.height() / 2 - 1
    painter = QPainter(edit)
    painter.setPen(QPen(QColor(current_tokens().late), 1, Qt.PenStyle.DotLine))
    for start, end in spans:
        first = left + metrics.horizontalAdvance(text[:start])
        painter.drawLine(
            QPointF(first, foot), QPointF(left + metrics.horizontalAdvance(text[:end]), foot)
        )
    painter.end()
