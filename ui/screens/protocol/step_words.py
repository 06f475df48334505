# SPDX-License-Identifier: EUPL-1.2
"""What « Qui » proposes: who this protocol names already, who is around, the national list."""

from collections import Counter
from collections.abc import Callable, Iterable

from app.domain.text import fold, one_line
from app.services.directory import DirectoryService
from ui.screens.protocol.steps_order import Steps
from ui.widgets import Suggestion

_PROPOSED = 6


class WhoWords:
    """Professions for typed letters, likeliest first; never the name of anybody."""

    def __init__(self, directory: DirectoryService, steps: Callable[[], Steps]) -> None:
        self._directory, self._steps = directory, steps
        self._known: tuple[str, ...] | None = None

    def forget(self) -> None:
        """The directory has changed."""
        self._known = None

    def __call__(self, letters: str) -> list[Suggestion]:
        """Candidates: those that begin so, then those with a word that does."""
        wanted = fold(letters)
        labels = _apart([*self._used(letters), *self._professions()])
        begin = [label for label in labels if fold(label).startswith(wanted)]
        within = [label for label in labels if f" {wanted}" in fold(label)]
        exact = [label for label in begin if fold(label) == wanted]
        found = _apart([*exact, *begin, *within, *self._aliased(wanted)])
        return [Suggestion(label, label) for label in found[:_PROPOSED]]

    def _used(self, typed: str) -> list[str]:
        """Who the steps name, the most frequent first, but for what is being typed."""
        counted = Counter(one_line(step.who) for step in self._steps() if step.who.strip())
        return [who for who, _ in counted.most_common() if who != typed]

    def _professions(self) -> tuple[str, ...]:
        if self._known is None:
            people = Counter(
                person.profession for person in self._directory.all() if person.profession
            )
            listed = (
                label
                for profession in self._directory.professions()
                for label in (profession.label, profession.feminine)
            )
            own = (label for label, _ in people.most_common())
            self._known = tuple(_apart((*own, *listed)))
        return self._known

    def _aliased(self, wanted: str) -> list[str]:
        """« IDE » is found, and stays what was typed unless somebody chooses otherwise."""
        return [
            profession.label
            for profession in self._directory.professions()
            if any(fold(alias) == wanted for alias in profession.aliases)
        ]


def _apart(labels: Iterable[str]) -> list[str]:
    kept: dict[str, str] = {}
    for label in labels:
        kept.setdefault(fold(label), label)
    return list(kept.values())
