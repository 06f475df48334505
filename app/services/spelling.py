# SPDX-License-Identifier: EUPL-1.2
"""The words that are right in this practice: its people and places, and those that were added.

They are kept in the vault, not in the settings of the computer: a word that somebody adds may be
the name of a patient, and nothing of the practice is ever written in plain.
"""

import json
import re

from app.domain.errors import UserError
from app.services.anonymity import AnonymityService
from app.storage.unit_of_work import Store
from app.system.spelling import Lexicon, has_lexicon, load_lexicon

_KEPT = "spelling_words"
MOST_WORDS = 5000
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class SpellingService:
    """Words that no dictionary has."""

    def __init__(self, store: Store, anonymity: AnonymityService) -> None:
        self._store, self._anonymity = store, anonymity

    @staticmethod
    def load() -> Lexicon | None:
        """The dictionary, None where it is missing. Slow, touches no database: on the executor."""
        return load_lexicon()

    @staticmethod
    def is_there() -> bool:
        """Whether this installation has the dictionary."""
        return has_lexicon()

    def own_words(self) -> frozenset[str]:
        """In lower case: names of the directory with their parts, and the words added."""
        rows = self._store.rows
        practice = rows.practice.get()
        texts = [practice.name, practice.place] if practice else []
        for person in rows.professionals.all():
            texts += [person.last, person.first, person.profession]
        found = {word.lower() for text in texts for word in _WORD.findall(text)}
        return frozenset(found | set(self.added()))

    def added(self) -> tuple[str, ...]:
        """The words added in this practice, in the order of the alphabet."""
        raw = json.loads(self._store.rows.vault_state.get(_KEPT) or "[]")
        return tuple(word for word in raw if isinstance(word, str))

    def add(self, word: str) -> None:
        """Take a word for right from now on. Raises `UserError` for a patient's name."""
        if self._anonymity.findings_for_the_room(word):
            raise UserError(
                "Ce mot est le nom d’un patient ou d’un proche : il n’est pas ajouté.",
                "Corrigez-le par F2.",
            )
        self._save({*self.added(), word.lower()})

    def remove(self, word: str) -> None:
        """Take a word for unknown again. Raises `UserError` without the right."""
        self._save(set(self.added()) - {word.lower()})

    def _save(self, words: set[str]) -> None:
        if len(words) > MOST_WORDS:
            raise UserError("Trop de mots ont été ajoutés.", "Retirez-en dans les réglages.")
        with self._store.write() as work:
            work.rows.vault_state.set(_KEPT, json.dumps(sorted(words), ensure_ascii=False))
