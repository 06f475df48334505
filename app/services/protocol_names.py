# SPDX-License-Identifier: EUPL-1.2
"""What in the text of a protocol seems to name somebody: said before a file leaves, never hidden.

A protocol speaks of professions and roles. A name that slipped into it would go to another practice
with the file; the writer takes it out, or sends it knowingly.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.directory import Professional
from app.domain.protocol import ProtocolContent
from app.domain.protocol_fields import (
    INDICATOR_FIELDS,
    REFERENCE_FIELDS,
    STEP_FIELDS,
    ProtocolField,
    text_fields,
)
from app.domain.reidentification import Clue, Finding, united, warnings
from app.domain.text import NARROW, NO_BREAK, ellipsis, fold, one_line
from app.domain.whole_names import whole
from app.services.name_filter import NameFilter
from app.services.words_beside_names import BesideNames, letters_of

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LEAST_LETTERS = 3
_SHOWN = 40
_PRACTICE = "Nom de la structure"


@dataclass(frozen=True)
class Naming:
    """Something that seems to name somebody: `where` in the protocol, `kind` and what it is."""

    where: str
    kind: str
    found: str

    @property
    def sentence(self) -> str:
        """The three in one line."""
        shown = ellipsis(self.found, _SHOWN)
        return f"{self.where}{NO_BREAK}: «{NARROW}{shown}{NARROW}» ({self.kind.lower()})"


class Namings:
    """Looks through protocols for people who are known and for what reads like a name."""

    def __init__(
        self, team: Iterable[Professional], practice: str, patients: NameFilter | None = None
    ) -> None:
        """`team` are the people of the directory, `practice` the name of this one.

        `patients` finds those of the vault, where they may be looked for.
        """
        self._patients = patients
        words = BesideNames.shipped()
        self._ordinary = words.ordinary
        self._last = frozenset(
            word
            for person in team
            for word in {"".join(letters_of(person.last)), *letters_of(person.last)}
            if len(word) >= _LEAST_LETTERS and word not in words.particles
        )
        self._practice = one_line(practice)

    def of(self, content: ProtocolContent) -> tuple[Naming, ...]:
        """What is found, in the order of the protocol; the same in the same place is said once."""
        found = (
            naming for where, text in _texts(content) if text for naming in self._in(where, text)
        )
        return tuple(dict.fromkeys(found))

    def _in(self, where: str, text: str) -> Iterator[Naming]:
        seen = (*self._directory(text), *(self._patients.hits(text) if self._patients else ()))
        known = (whole(text, each, wary=False) for each in seen)
        for finding in united(text, (*known, *warnings(text))):
            yield Naming(where, finding.clue.label, finding.found)
        if self._practice and fold(self._practice) in fold(text):
            yield Naming(where, _PRACTICE, self._practice)

    def _directory(self, text: str) -> Iterator[Finding]:
        for match in _WORD.finditer(text):
            parts = letters_of(match[0])
            joined = "".join(parts)
            for word in {joined, *parts} & self._last:
                # « petit » is a word; only its capital makes it somebody.
                if word not in self._ordinary or match[0][0].isupper():
                    start, end = match.span()
                    yield Finding(start, end, Clue.KNOWN_NAME, match[0], "")
                    break


def _texts(content: ProtocolContent) -> Iterator[tuple[str, str]]:
    yield from _cells("", content, text_fields())
    for number, reference in enumerate(content.references, start=1):
        yield from _cells(f"Référence {number}, ", reference, REFERENCE_FIELDS)
    for number, step in enumerate(content.ordered, start=1):  # as they are numbered on paper
        yield from _cells(f"Étape {number}, ", step, STEP_FIELDS)
    for number, indicator in enumerate(content.indicators, start=1):
        yield from _cells(f"Indicateur {number}, ", indicator, INDICATOR_FIELDS)


def _cells(
    before: str, record: object, fields: Iterable[ProtocolField]
) -> Iterator[tuple[str, str]]:
    for field in fields:
        label = field.label.lower() if before else field.label
        yield f"{before}{label}", str(getattr(record, field.name))
