# SPDX-License-Identifier: EUPL-1.2
"""What is written about a problem for whoever mends the program: facts, never of people."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.dates import long_date
from app.domain.text import typeset

_HEAD = "Tour de table — un problème signalé"
_PROMISE = (
    "Ce fichier décrit le programme et l’ordinateur. Rien n’y vient des dossiers : ni nom,\n"
    "ni code de situation, ni texte saisi. Relisez seulement ce que vous avez écrit vous-même."
)
_NOTHING_SAID = "(rien n’a été écrit)"
_SAID = "Ce qui s’est passé"


@dataclass(frozen=True)
class Section:
    """Some facts under a title, a line each."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class TroubleReport:
    """The whole of the file: what the person says, then the facts."""

    on: date
    sections: tuple[Section, ...]
    said: str = ""

    @property
    def text(self) -> str:
        """What is shown, to the letter."""
        parts = (Section(_SAID, tuple(self._said())), *self.sections)
        body = "\n\n".join(_written(part) for part in parts)
        head = typeset(f"{_HEAD}\nFait le {long_date(self.on)}\n\n{_PROMISE}")
        return f"{head}\n\n{body}\n"

    @property
    def content(self) -> bytes:
        """What is saved: the bytes of what is shown."""
        return self.text.encode("utf-8")

    @property
    def file_name(self) -> str:
        """A name that says what it is, and nothing of whose it is."""
        return f"tour-de-table-probleme-{self.on.isoformat()}.txt"

    def _said(self) -> list[str]:
        lines = [line.rstrip() for line in self.said.strip().splitlines()]
        return lines or [_NOTHING_SAID]


def _written(section: Section) -> str:
    title = section.title.upper()
    return "\n".join((typeset(title), *(f"  {line}".rstrip() for line in section.lines)))


def without_places(said: str, vault: Path | None, home: Path) -> str:
    """What somebody wrote, each place by a stand-in: paths name the practice and the person."""
    places = [(str(home), "~"), (home.as_posix(), "~")]
    if vault is not None:
        names = (str(vault), vault.as_posix(), vault.name)
        places = [*((name, "<coffre>") for name in names), *places]
    for written, stand_in in places:
        said = said.replace(written, stand_in)
    return said
