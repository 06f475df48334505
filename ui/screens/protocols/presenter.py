# SPDX-License-Identifier: EUPL-1.2
"""What the list of protocols shows, and what a new one begins with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.changes import Changes
from app.domain.ids import ProtocolId
from app.domain.protocol import ProtocolContent, ProtocolStatus
from app.domain.text import NARROW, fold, number, one_line, plural
from app.services.comparing import ComparedPart, said_parts
from app.services.protocol_comparison import compared_contents
from app.services.protocol_desk import ProtocolDesk
from app.services.protocol_files import LibraryEntry, ProtocolPreview
from app.services.protocols import ProtocolLine

ALL = "all"
_EMPTY = {
    ProtocolStatus.DRAFT: "Aucun protocole n’est à l’état de brouillon.",
    ProtocolStatus.REVIEW: "Aucun protocole n’est en relecture.",
    ProtocolStatus.VALIDATED: "Aucun protocole validé n’attend d’être mis en vigueur.",
    ProtocolStatus.IN_FORCE: "Aucun protocole n’est en vigueur.",
    ProtocolStatus.TO_REVISE: "Aucun protocole n’est à réviser.",
    ProtocolStatus.ARCHIVED: "Aucun protocole n’est archivé.",
}
FILTERS = ((ALL, "Tous"), *((status.value, status.label) for status in ProtocolStatus))


@dataclass(frozen=True)
class ProtocolsState:
    """The list as it is shown: `rows` of `total`, and why it may be empty."""

    rows: Sequence[ProtocolLine]
    total: int
    due: int
    filter: str
    letters: str

    @property
    def count(self) -> str:
        """How many are shown, of how many, and how many are called back."""
        shown = plural(len(self.rows), "protocole")
        narrowed = self.letters or self.filter != ALL
        said = f"{shown} sur {number(self.total)}" if narrowed else shown
        return f"{said} · {number(self.due)} à réviser" if self.due else said

    @property
    def empty_sentence(self) -> str:
        """What to say in place of the rows; empty when there are some."""
        if self.rows:
            return ""
        if not self.total:
            return (
                "Aucun protocole n’est encore écrit. Commencez par une feuille blanche, une "
                "structure de la bibliothèque ou le fichier d’une autre équipe."
            )
        if self.letters:
            return f"Aucun protocole ne répond à «{NARROW}{self.letters}{NARROW}»."
        return _EMPTY[ProtocolStatus(self.filter)]


class ProtocolsPresenter:
    """Reads the protocols, keeps what was searched and filtered, begins new ones."""

    def __init__(self, desk: ProtocolDesk) -> None:
        self._desk = desk
        self._lines: tuple[ProtocolLine, ...] = ()
        self._filter, self._letters = ALL, ""

    def reload(self) -> None:
        """Read the list again, keeping search and filter."""
        self._lines = self._desk.texts.all()

    def search(self, letters: str) -> None:
        """Keep what holds every word of `letters` in its title, theme or referent."""
        self._letters = one_line(letters)

    def choose(self, filter_: str) -> None:
        """Show one state, or all; « à réviser » are those whose day has come as well."""
        known = {value for value, _ in FILTERS}
        self._filter = filter_ if filter_ in known else ALL

    def state(self) -> ProtocolsState:
        """What to show now."""
        words = fold(self._letters).split()
        rows = [line for line in self._lines if self._wanted(line, words)]
        due = sum(line.due for line in self._lines)
        return ProtocolsState(rows, len(self._lines), due, self._filter, self._letters)

    def theme(self, code: str) -> str:
        """The words of a theme."""
        return self._desk.files.themes.label(code)

    # --- a new one ---------------------------------------------------------------------------

    def library(self) -> tuple[LibraryEntry, ...]:
        """The structures to start from."""
        return self._desk.files.library()

    def open_library(self, key: str) -> ProtocolPreview:
        """One structure, to be read before it is kept. Raises `NotFoundError`."""
        return self._desk.files.open_library(key)

    def open_file(self, path: Path) -> ProtocolPreview:
        """A file, to be read before it is kept. Raises `UserError`."""
        return self._desk.files.open_file(path)

    def read(self, preview: ProtocolPreview) -> tuple[ComparedPart, ...]:
        """Everything that a preview holds, as versions are read."""
        content = preview.content
        return said_parts(compared_contents(content, content, self.theme))

    def begin(self, title: str) -> tuple[ProtocolId, Changes]:
        """A blank draft. Raises `UserError` for a title that is none, too long or taken."""
        return self._desk.texts.create(ProtocolContent(title=title))

    def keep(self, preview: ProtocolPreview, title: str) -> tuple[ProtocolId, Changes]:
        """Keep what was shown, under a title. Raises `UserError` as `begin`."""
        return self._desk.texts.create(replace(preview.content, title=title))

    def _wanted(self, line: ProtocolLine, words: Sequence[str]) -> bool:
        protocol = line.protocol
        if self._filter == ProtocolStatus.TO_REVISE.value:
            if not line.due:
                return False
        elif self._filter != ALL and (protocol.status.value != self._filter or line.due):
            return False
        found = fold(
            f"{protocol.content.title} {self.theme(protocol.content.theme)} {line.referent}"
        )
        return all(word in found for word in words)
