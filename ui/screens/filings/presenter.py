# SPDX-License-Identifier: EUPL-1.2
"""The extracts owed to patients' records, and the form that notes one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.changes import Changes
from app.domain.dates import parse_past_date
from app.domain.directory import Professional
from app.domain.errors import UserError
from app.domain.ids import FilingId, ProfessionalId
from app.domain.text import plural
from app.services.directory import DirectoryService
from app.services.documents import Printable
from app.services.filings import FilingService, FilingView
from app.services.papers import PaperService


@dataclass(frozen=True)
class OwedExtract:
    """An extract owed; `days` were spent since the meeting."""

    view: FilingView
    days: int

    @property
    def key(self) -> str:
        """Names the extract for the program."""
        return self.view.filing.id


@dataclass(frozen=True)
class FilingForm:
    """When an extract was put into the record, and by whom; `by` is of the directory or empty."""

    on: date | None
    by: str = ""
    by_text: str = ""


class FilingsPresenter:
    """Reads what is owed, writes what was filed, gives the extract to print."""

    def __init__(
        self,
        filings: FilingService,
        papers: PaperService,
        directory: DirectoryService,
        today: Callable[[], date],
    ) -> None:
        self._filings, self._papers, self._directory = filings, papers, directory
        self._today = today
        self.owed: tuple[OwedExtract, ...] = ()
        self._filed: dict[str, OwedExtract] = {}

    @property
    def summary(self) -> str:
        """How much is owed."""
        order = ", les plus anciens d’abord" if len(self.owed) > 1 else ""
        return f"{plural(len(self.owed), 'extrait')} à verser{order}" if self.owed else ""

    def reload(self) -> None:
        """Read the list again."""
        today = self._today()
        self.owed = tuple(
            OwedExtract(view, (today - view.met_on).days) for view in self._filings.owed()
        )

    def untracked(self) -> str:
        """What is said of minutes sealed before extracts were followed; empty without any."""
        count = self._filings.untracked()
        figure = "figure" if count == 1 else "figurent"
        those = f"{plural(count, 'extrait')} de réunions plus anciennes"
        return f"{those} ne {figure} pas ici." if count else ""

    def owe_untracked(self) -> tuple[Changes, Callable[[], Changes]]:
        """Add them to the list; with what takes that back."""
        ids, changes = self._filings.owe_untracked()
        return changes, lambda: self._filings.let_go(ids)

    def find(self, key: str) -> OwedExtract | None:
        """An extract of the list, or one noted since the screen was opened."""
        return next((each for each in self.owed if each.key == key), self._filed.get(key))

    def form(self) -> FilingForm:
        """Today, by the account's holder."""
        id_, name = self._filings.account_holder()
        known = self._directory.get(id_).full_name if id_ is not None else name
        return FilingForm(self._today(), by=id_ or "", by_text=known)

    def file(self, extract: OwedExtract, form: FilingForm) -> Changes:
        """Note that an extract is in its record.

        Raises `UserError` for a date that is not understood, to come, or before the meeting, and
        without a name.
        """
        if form.on is None:
            raise UserError("La date manque.", "Notez le jour où l’extrait a été versé.")
        if not form.by and not form.by_text.strip():
            raise UserError("Il manque qui l’a versé.", "Écrivez un nom.")
        by = ProfessionalId(form.by) if form.by else None
        changes = self._filings.file(extract.view.filing.id, form.on, by, form.by_text)
        self._filed[extract.key] = extract
        return changes

    def undo(self, key: str) -> Changes:
        """It is not in the record after all."""
        return self._filings.undo(FilingId(key))

    def extract(self, extract: OwedExtract, *, named: bool) -> Printable:
        """The extract to print. Raises `UserError`."""
        filing = extract.view.filing
        return self._papers.extract(filing.meeting_id, filing.case_id, named=named)

    def names_person(self, extract: OwedExtract) -> bool:
        """Whether that extract may bear the person's name."""
        return self._papers.names_person(extract.view.filing.case_id)

    def people(self, letters: str) -> tuple[Professional, ...]:
        """Whom a few letters may mean."""
        return self._directory.find(letters)

    def parse(self, text: str) -> date | None:
        """A date as it is typed, of something that has happened."""
        return parse_past_date(text, self._today())
