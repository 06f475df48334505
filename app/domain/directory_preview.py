# SPDX-License-Identifier: EUPL-1.2
"""What a file or a pasted table would bring to the directory, said before anything is written."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.field import Field


class LineStatus(StrEnum):
    """What a line will become."""

    NEW = "new"
    DUPLICATE_IN_FILE = "duplicate"
    KNOWN = "known"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS = {
    LineStatus.NEW: "à ajouter",
    LineStatus.DUPLICATE_IN_FILE: "déjà dans ce tableau",
    LineStatus.KNOWN: "déjà dans l’annuaire",
    LineStatus.REFUSED: "refusée",
}


@dataclass(frozen=True)
class ProfessionalDraft:
    """A professional as an outside table describes them; texts are as given, on one line."""

    last: str
    first: str = ""
    profession: str = ""
    field: Field = Field.OTHER
    structure: str = ""
    member: bool = True
    rpps: str = ""
    phone: str = ""
    mail: str = ""

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True)
class PreviewLine:
    """One line of the table: `number` counts from 1 as a spreadsheet does.

    `draft` is None for a refused line; `messages` are French sentences, why it was refused or what
    was guessed; `source` is the line as given, cells apart by « ; », to be shown beside them.
    """

    number: int
    status: LineStatus
    draft: ProfessionalDraft | None
    messages: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class DirectoryPreview:
    """Every line that is not empty, and sentences about the table as a whole."""

    lines: tuple[PreviewLine, ...]
    messages: tuple[str, ...] = ()

    @property
    def drafts(self) -> tuple[ProfessionalDraft, ...]:
        """The people the table would add, in its order."""
        return tuple(
            line.draft
            for line in self.lines
            if line.draft is not None and line.status is LineStatus.NEW
        )

    @property
    def refused(self) -> tuple[PreviewLine, ...]:
        """The lines that cannot be taken."""
        return tuple(line for line in self.lines if line.status is LineStatus.REFUSED)

    def count(self, status: LineStatus) -> int:
        """How many lines have this status."""
        return sum(line.status is status for line in self.lines)
