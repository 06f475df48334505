# SPDX-License-Identifier: EUPL-1.2
"""Names and codes in what somebody writes about a problem, which leaves the practice as it is."""

import re

from app.domain.text import fold
from app.services.anonymity import AnonymityService
from app.services.cases import CaseService
from app.services.directory import DirectoryService
from app.services.practices import PracticeService

_WORD = re.compile(r"[\w-]+")
_LEAST = 3
"""Letters of a word that is taken for a name: « de » is in many."""


class TroubleNames:
    """Stricter than in a meeting: the team and the practice are named to nobody either."""

    def __init__(
        self,
        anonymity: AnonymityService,
        directory: DirectoryService,
        cases: CaseService,
        practice: PracticeService,
    ) -> None:
        self._anonymity, self._directory = anonymity, directory
        self._cases, self._practice = cases, practice
        self._words: frozenset[str] = frozenset()

    def learn(self) -> None:
        """Know those of today; journalled where identities are read for it."""
        self._anonymity.learn_waiting()
        people = self._directory.all(left_too=True)
        words = {fold(each.last) for each in people} | {fold(each.first) for each in people}
        words |= {fold(each.code) for each in self._cases.all()}
        self._words = frozenset(word for word in words if len(word) >= _LEAST)

    def found(self, text: str) -> tuple[str, ...]:
        """What should not be there, as it was written, each once."""
        seen = [finding.found for finding in self._anonymity.findings_for_the_room(text)]
        seen += [word for word in _WORD.findall(text) if fold(word) in self._words]
        name = self._practice.get().name
        if len(name) >= _LEAST and fold(name) in fold(text):
            seen.append(name)
        return tuple(dict.fromkeys(seen))
