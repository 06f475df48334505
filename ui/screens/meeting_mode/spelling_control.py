# SPDX-License-Identifier: EUPL-1.2
"""Spelling in meeting mode: underlined as one types, said under the text, corrected by F2."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from app.domain.errors import UserError
from app.domain.text import NARROW
from app.services.spelling import SpellingService
from ui.screens.meeting_mode.projection import Remembered
from ui.tasks import Tasks
from ui.widgets import Correction
from ui.widgets.corrections import TextEdit, cursor_of, letters_before, text_of
from ui.widgets.panes import RingLine
from ui.widgets.spelling import (
    Lexicon,
    Place,
    Span,
    SpellChecker,
    SpellingHighlighter,
    word_at,
)

SPELLING, ON = "spelling", "on"
"""Under which the settings keep whether misspelt words are underlined."""
_REACH = 24
_MOST_SAID = 3


class MeetingSpelling(QObject):
    """Judges the texts that `attach` is given. `answered` comes when suggestions do."""

    answered = Signal()

    def __init__(
        self,
        owner: QWidget,
        service: SpellingService,
        tasks: Tasks,
        memory: Remembered,
        key: str,
        *,
        put: Callable[[TextEdit, Correction], object],
        say: Callable[[str], object],
    ) -> None:
        """`put` corrects a text as one step; `say` shows why a word was not added."""
        super().__init__(owner)
        self._service, self._tasks, self._memory, self._key = service, tasks, memory, key
        self._put, self._say = put, say
        self._loading = False
        self._attached: dict[TextEdit, SpellingHighlighter | None] = {}
        self.checker = SpellChecker(tasks.run, self)
        self.checker.suggested.connect(lambda _word: self.answered.emit())
        self.checker.judged.connect(self._draw_lines)

    def open(self) -> None:
        """A meeting is shown: load the dictionary once, take the practice's words anew."""
        if self._memory.recall(SPELLING) != ON:
            self.checker.use(None)
        elif self.checker.lexicon is not None:
            self._take_words()
        elif not self._loading:
            self._loading = True
            self._tasks.run(self._service.load, self._loaded, self._not_loaded)

    def attach(self, edit: TextEdit) -> None:
        """Judge a text from now on; again and again changes nothing."""
        if edit in self._attached:
            return
        highlighter = None
        if isinstance(edit, QPlainTextEdit):
            highlighter = SpellingHighlighter(edit, self.checker)
        self._attached[edit] = highlighter
        edit.destroyed.connect(lambda: self._attached.pop(edit, None))
        if isinstance(edit, RingLine):
            edit.textChanged.connect(lambda _text: self._draw_line(edit))
        edit.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        edit.customContextMenuRequested.connect(lambda place: self._show_menu(edit, place))

    def left(self, edit: TextEdit) -> None:
        """The focus left a text: its last word is whole."""
        highlighter = self._attached.get(edit)
        if highlighter is not None:
            highlighter.settle()
        self._draw_lines()

    def correction(self, text: str, cursor: int) -> Correction | None:
        """What the line under the text says of the word at the cursor."""
        word = self._wrong_at(text, cursor)
        found = self.checker.suggestions(word.text) if word else None
        if word is None or found is None:
            return None
        said = f"«{NARROW}{word.text}{NARROW}»"
        if not found:
            sentence = f"{said} n’est pas au dictionnaire. Clic droit pour l’ajouter."
            return Correction(word.start, word.end, word.text, "", sentence, urgent=False)
        first, others = found[0], ", ".join(found[1:_MOST_SAID])
        more = f" (ou {others})" if others else ""
        sentence = f"{said}\u00a0: {self._key} écrit «{NARROW}{first}{NARROW}»{more}"
        return Correction(word.start, word.end, word.text, first, sentence, urgent=False)

    # --- internals ---------------------------------------------------------------------------

    def _loaded(self, lexicon: Lexicon | None) -> None:
        self.checker.lexicon = lexicon
        self._take_words()

    def _not_loaded(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error

    def _take_words(self) -> None:
        lexicon = self.checker.lexicon
        if lexicon is not None:
            lexicon.own = self._service.own_words()
            self.checker.forget()
            for highlighter in self._attached.values():
                if highlighter is not None:
                    highlighter.rehighlight()

    def _wrong_at(self, text: str, cursor: int) -> Span | None:
        # Of a long text only what is around the cursor: the line speaks of nothing else.
        start = max(0, text.rfind("\n", 0, cursor) + 1)
        end = text.find("\n", cursor)
        line = text[start : end if end >= 0 else len(text)]
        wrong, _ = self.checker.look(line, cursor - start)
        word = word_at(wrong, cursor - start, _REACH)
        return word and Place(word.start + start, word.end + start, word.text)

    def _draw_lines(self) -> None:
        for edit in self._attached:
            if isinstance(edit, RingLine):
                self._draw_line(edit)

    def _draw_line(self, edit: RingLine) -> None:
        caret = cursor_of(edit) if edit.hasFocus() else -1
        wrong, _ = self.checker.look(text_of(edit), caret)
        edit.set_waves((word.start, word.end) for word in wrong)

    def _show_menu(self, edit: TextEdit, point: QPoint) -> None:
        menu = edit.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, edit, letters_before(edit, point))
        menu.popup(edit.mapToGlobal(point))

    def fill_menu(self, menu: QMenu, edit: TextEdit, place: int) -> None:
        """Put above the usual entries what may be done with the misspelt word at a place."""
        word, lexicon = self._wrong_at(text_of(edit), place), self.checker.lexicon
        if word is None or lexicon is None:
            return
        known = self.checker.suggestions(word.text)
        entries = [
            _entry(menu, each, partial(self._replace, edit, word, each))
            for each in (lexicon.suggest(word.text) if known is None else known)
        ]
        add = f"Ajouter «{NARROW}{word.text}{NARROW}» au dictionnaire"
        entries.append(_entry(menu, add, partial(self._add, word.text)))
        first = menu.actions()[0] if menu.actions() else None
        if first is not None:
            menu.insertActions(first, entries)
            menu.insertSeparator(first)
        else:
            menu.addActions(entries)

    def _replace(self, edit: TextEdit, word: Span, instead: str) -> None:
        self._put(edit, Correction(word.start, word.end, word.text, instead, "", urgent=False))

    def _add(self, word: str) -> None:
        try:
            self._service.add(word)
        except UserError as error:
            self._say(error.text)
        else:
            self._take_words()


def _entry(menu: QMenu, text: str, act: Callable[[], object]) -> QAction:
    entry = QAction(text.replace("&", "&&"), menu)
    entry.triggered.connect(act)
    return entry
