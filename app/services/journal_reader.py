# SPDX-License-Identifier: EUPL-1.2
"""Reading the journal: filtered, page by page, and exported for a patient who asks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from app.documents.views import AccessLine, AccessLogView, Fact
from app.domain.changes import Kind
from app.domain.dates import clock as clock_text
from app.domain.dates import long_date, medium_date, moved
from app.domain.errors import NotFoundError
from app.domain.ids import CaseId
from app.domain.journal import EventFamily, events_of
from app.domain.text import plural, safe_file_name
from app.exchange.csv_out import csv_bytes
from app.services.documents import Printable, Trace
from app.services.journal_words import JournalLine, JournalWords
from app.services.print_minutes import letterhead
from app.services.records import case_of
from app.services.signatures import Signatures
from app.storage import table
from app.storage.journal_search import JournalFilter
from app.storage.unit_of_work import Store
from app.system.clock import Clock

_HEADS = ("N°", "Date et heure", "Personne", "Événement", "Objet")


@dataclass(frozen=True)
class JournalQuery:
    """What a person looks for; days are local and both are included. Empty means all."""

    since: date | None = None
    until: date | None = None
    account_id: str = ""
    family: EventFamily | None = None
    code: str = ""


@dataclass(frozen=True)
class JournalPage:
    """Some lines, the newest first; `before` is where to go on, 0 at the end."""

    lines: tuple[JournalLine, ...]
    before: int


class JournalReader:
    """The journal in words."""

    def __init__(self, store: Store, clock: Clock, signatures: Signatures) -> None:
        self._store = store
        self._clock = clock
        self._signatures = signatures

    def opened(self) -> None:
        """Journal that the journal is being read: once a visit."""
        self._store.note("journal.read", Kind.VAULT)

    def accounts(self) -> tuple[tuple[str, str], ...]:
        """Every account that has a key, those that left too: id and name."""
        return tuple({key.account_id: key.name for key in self._signatures.book().keys}.items())

    def page(self, query: JournalQuery, before: int = 0) -> JournalPage:
        """The next lines, from the newest where `before` is 0; maybe none and yet more to come.

        Raises `NotFoundError` for the code of no situation.
        """
        wanted = self._filter(query)
        return self._page(wanted, before, self._words())

    def csv(self, query: JournalQuery) -> tuple[str, bytes]:
        """The file name and the content of everything a query keeps; journalled. Slow.

        A spreadsheet opens it as it is: byte order mark, semicolons. Raises `NotFoundError`.
        """
        lines = self._all(self._filter(query))
        rows = [(str(line.seq), line.at, line.who, line.what, line.about) for line in lines]
        case_id = self._case_id(query.code)
        self._store.note("journal.exported", Kind.CASE if case_id else Kind.VAULT, case_id)
        about = f"-{safe_file_name(query.code.strip())}" if case_id else ""
        name = f"journal{about}-{self._clock.today().isoformat()}.csv"
        return name, csv_bytes((_HEADS, *rows))

    def of_case(self, case_id: CaseId) -> tuple[JournalLine, ...]:
        """Who read or changed what of a situation, the newest first. Slow."""
        return tuple(self._all(JournalFilter(case_id=case_id)))

    def access_log(self, code: str) -> Printable:
        """Who read or changed what of a situation, as a document for the person; journalled.

        Raises `NotFoundError`.
        """
        case = case_of(self._store.rows, CaseId(self._case_id(code)))
        lines = self.of_case(case.id)
        today = self._clock.today()
        view = AccessLogView(
            letterhead=letterhead(self._store.rows),
            title=f"Accès et modifications — situation {case.code}",
            subtitle=f"Journal du coffre, arrêté au {long_date(today)}",
            facts=(
                Fact("Entrées", plural(len(lines), "entrée")),
                Fact("Depuis", lines[-1].at if lines else "—"),
                Fact("Établi par", self._signatures.account_name),
            ),
            lines=tuple(AccessLine(line.at, line.who, line.what, line.about) for line in lines),
            foot=self._foot(),
            origin=f"Situation {case.code} · journal au {medium_date(today)}",
            band_note="codes seuls, aucune identité",
        )
        trace = Trace(self._store, self._clock.now, Kind.CASE, case.id)
        trace.asked("document.access_log")
        stem = f"acces-{safe_file_name(case.code)}-{today.isoformat()}"
        return Printable(stem, view.title, view, trace)

    def _foot(self) -> str:
        pruned = self._store.rows.checkpoints.last()
        said = (
            "Le journal note qui, quand, quel geste et sur quel dossier, jamais ce qui est écrit."
        )
        if pruned is None:
            return said
        at = self._clock.local(datetime.fromisoformat(pruned.at))
        when = f"{medium_date(at.date())} à {clock_text(at.time())}"
        return f"{said} Élagué le {when} : les entrées plus anciennes n’existent plus."

    def _words(self) -> JournalWords:
        return JournalWords(self._store.rows, self._signatures.book(), self._clock.local)

    def _page(self, wanted: JournalFilter, before: int, words: JournalWords) -> JournalPage:
        rows = self._store.rows
        found, after = rows.journal_search.page(wanted, before or rows.journal.last().seq + 1)
        return JournalPage(tuple(words.line(entry) for entry in found), after)

    def _all(self, wanted: JournalFilter) -> list[JournalLine]:
        words = self._words()
        page = self._page(wanted, 0, words)
        lines = list(page.lines)
        while page.before:
            page = self._page(wanted, page.before, words)
            lines += page.lines
        return lines

    def _filter(self, query: JournalQuery) -> JournalFilter:
        return JournalFilter(
            since=self._midnight(query.since) if query.since else "",
            until=self._end_of(query.until),
            account_id=query.account_id,
            events=events_of(query.family) if query.family else (),
            case_id=self._case_id(query.code),
        )

    def _end_of(self, day: date | None) -> str:
        """The end of a day; empty for none, and for the calendar's last."""
        return self._midnight(moved(day, 1)) if day is not None and day < date.max else ""

    def _midnight(self, day: date) -> str:
        local = datetime.combine(day, time(), self._clock.local(self._clock.now()).tzinfo)
        return table.instant(local.astimezone(UTC))

    def _case_id(self, code: str) -> str:
        wanted = code.strip()
        if not wanted:
            return ""
        case = self._store.rows.cases.by_code(wanted) or self._store.rows.cases.by_code(
            wanted.upper()
        )
        if case is None:
            raise NotFoundError("Aucune situation n’a ce code.", "Écrivez-le comme « S26-014 ».")
        return case.id
