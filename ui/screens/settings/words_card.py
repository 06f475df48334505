# SPDX-License-Identifier: EUPL-1.2
"""The words that this practice added to the dictionary, each with the way to take it out again."""

from app.domain.text import NARROW, fold, plural
from app.services.spelling import SpellingService
from ui.shell.screen import ShowToast
from ui.theme import Space
from ui.widgets import Card, LabeledField, LabelKind, PlainLabel, RowData, RowList, show_if

MOST_SHOWN = 40
"""Words on the card at once; the others are found by their letters."""
_SOME = 12
"""Words from which they are searched rather than read."""
_NONE = (
    "Aucun mot n’a été ajouté. En réunion, un clic droit sur un mot souligné l’ajoute. "
    "Ces mots sont gardés dans le coffre."
)


class WordsCard(Card):
    """Enter, a click or the space bar takes a word out; the message at the foot brings it back."""

    def __init__(self, words: SpellingService, toast: ShowToast) -> None:
        super().__init__("Mots ajoutés au dictionnaire")
        self._words, self._toast = words, toast
        self.body.setSpacing(Space.SNUG)
        self.nothing = PlainLabel(_NONE, LabelKind.MUTED, wrap=True)
        self.search = LabeledField("Chercher un mot", placeholder="ses premières lettres")
        self.list = RowList("Mots ajoutés au dictionnaire")
        self.more = PlainLabel("", LabelKind.MUTED)
        for widget in (self.nothing, self.search, self.list, self.more):
            self.add(widget)
        self.search.edited.connect(lambda _text: self.reload())
        self.list.opened.connect(self._remove)

    def reload(self) -> None:
        """Read the words again."""
        words, letters = self._words.added(), fold(self.search.text()).strip()
        found = [word for word in words if letters in fold(word)]
        self.list.set_rows([_row(word) for word in found[:MOST_SHOWN]])
        hidden = len(found) - MOST_SHOWN
        self.more.setText(f"et {plural(hidden, 'autre mot', 'autres mots')}" if hidden > 0 else "")
        show_if(self.nothing, not words)
        show_if(self.search, len(words) > _SOME or letters)
        show_if(self.list, found)
        show_if(self.more, hidden > 0)

    def _remove(self, word: str) -> None:
        self._words.remove(word)
        self.reload()
        self.list.focus_first()
        said = f"«{NARROW}{word}{NARROW}» est retiré du dictionnaire"
        self._toast(said, lambda: self._put_back(word))

    def _put_back(self, word: str) -> None:
        self._words.add(word)
        self.reload()


def _row(word: str) -> RowData:
    spoken = f"{word}, retirer du dictionnaire"
    return RowData(word, word, note="Retirer", chevron=False, spoken=spoken)
