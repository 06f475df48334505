# SPDX-License-Identifier: EUPL-1.2
"""What the journal screen shows: entries, where the verification stands, what may be pruned."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.changes import Changes
from app.domain.dates import parse_past_date
from app.domain.errors import NotFoundError
from app.domain.journal import MONTHS_KEPT, MOST_MONTHS_KEPT, EventFamily
from app.domain.text import NO_BREAK, number, plural, typeset
from app.services.chain import ChainCheck
from app.services.documents import Printable
from app.services.journal import JournalService
from app.services.journal_reader import JournalQuery, JournalReader
from app.services.journal_words import JournalLine

ALL = "all"
MONTHS = tuple(range(MONTHS_KEPT, MOST_MONTHS_KEPT + 1, 6))


@dataclass(frozen=True)
class JournalState:
    """`more` says that older entries may follow; `refused` why the code filters nothing."""

    lines: tuple[JournalLine, ...] = ()
    more: bool = False
    refused: str = ""

    @property
    def empty_sentence(self) -> str:
        """What stands in place of an empty list, once everything was looked at."""
        if self.lines or self.more:
            return ""
        return self.refused or "Aucune entrée ne correspond à ces filtres."


class JournalPresenter:
    """Filters, reads on page by page, verifies slice by slice, prunes."""

    def __init__(
        self, journal: JournalService, reader: JournalReader, today: Callable[[], date]
    ) -> None:
        self._journal, self._reader, self._today = journal, reader, today
        self._query = JournalQuery()
        self._state = JournalState()
        self._before = 0
        self._check: ChainCheck | None = None

    def arrive(self) -> None:
        """Journal the visit, read from the newest entry, verify what was added."""
        self._reader.opened()
        self.reload()
        if self._check is None:
            self._check = self._journal.checking()
        else:
            self._check.go_on()

    def state(self) -> JournalState:
        """What to show now."""
        return self._state

    @property
    def query(self) -> JournalQuery:
        """What is looked for."""
        return self._query

    def accounts(self) -> tuple[tuple[str, str], ...]:
        """What the filter by person offers: (value, words)."""
        return (("", "Toutes"), *self._reader.accounts())

    @staticmethod
    def families() -> tuple[tuple[str, str], ...]:
        """What the filter by event offers: (value, words)."""
        return (("", "Tous"), *((family.value, family.label) for family in EventFamily))

    def parse_day(self, text: str) -> date | None:
        """A day typed in a filter."""
        return parse_past_date(text, self._today())

    def look_for(self, query: JournalQuery) -> None:
        """Filter otherwise, from the newest entry."""
        self._query = query
        self.reload()

    def reload(self) -> None:
        """Read the first page again."""
        self._before = 0
        self._state = JournalState()
        self._read()

    def read_on(self) -> tuple[JournalLine, ...]:
        """Read one more page; the lines that it added, maybe none."""
        before = self._state.lines
        if self._state.more:
            self._read()
        return self._state.lines[len(before) :]

    def _read(self) -> None:
        try:
            page = self._reader.page(self._query, self._before)
        except NotFoundError as error:
            self._state = JournalState(refused=error.text)
            return
        self._before = page.before
        lines = (*self._state.lines, *page.lines)
        self._state = replace(self._state, lines=lines, more=page.before > 0)

    # --- verification ------------------------------------------------------------------------

    def verify_on(self) -> bool:
        """Check one slice, then erase what was pruned; False when there is nothing left to do."""
        if self._check is None or self._check.ended:
            return self._journal.sweep()
        self._check.step()
        return True

    @property
    def chain(self) -> str:
        """Where the verification stands."""
        return typeset(self._check.sentence) if self._check else ""

    @property
    def faulty(self) -> bool:
        """Whether a fault was found."""
        return self._check is not None and self._check.fault is not None

    # --- exports -----------------------------------------------------------------------------

    def csv(self) -> tuple[str, bytes]:
        """What is filtered, for a spreadsheet: file name and content."""
        return self._reader.csv(self._query)

    def access_log(self) -> Printable:
        """The entries of the situation that is filtered, as a document."""
        return self._reader.access_log(self._query.code)

    # --- pruning -----------------------------------------------------------------------------

    @property
    def may_prune(self) -> bool:
        """Whether this account may."""
        return self._journal.may_prune

    @staticmethod
    def months() -> tuple[tuple[str, str], ...]:
        """How long entries can be kept: (value, words)."""
        return tuple(
            (str(months), f"{months}{NO_BREAK}mois{' (par défaut)' * (months == MONTHS_KEPT)}")
            for months in MONTHS
        )

    def prunable_words(self, months: int) -> str:
        """How many entries would go."""
        count = self._journal.prunable(months).count
        if not count:
            return "Aucune entrée n’est plus ancienne : il n’y a rien à élaguer."
        entries = plural(count, "entrée", "entrées")
        return typeset(f"{entries} de plus de {months} mois : elles seront effacées.")

    def last_pruning_words(self) -> str:
        """The last pruning and its reason; empty where there was none."""
        last = self._journal.last_pruning()
        if last is None:
            return ""
        return typeset(f"Dernier élagage : jusqu’au n° {number(last.seq)}. {last.reason}")

    def prune(self, months: int, reason: str) -> tuple[str, Changes]:
        """Let old entries go; a sentence that says how many. Raises `UserError`."""
        gone, changes = self._journal.prune(months, reason)
        self._check = self._journal.checking()
        self.reload()
        return f"{plural(gone, 'entrée élaguée', 'entrées élaguées')}", changes
