# SPDX-License-Identifier: EUPL-1.2
"""The register of what could not be met (PPCS part 4, HAS 2019): by situation, counted by year."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.changes import Changes, Kind, content_of
from app.domain.dates import numeric_date
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId, UnmetNeedId
from app.domain.lengths import require_lengths
from app.domain.problem import Problems
from app.domain.reidentification import masked, warnings
from app.domain.text import clean, fold
from app.domain.unmet_need import UnmetNeed
from app.exchange.csv_out import csv_bytes
from app.services.bin import forget_binned, put_in_bin
from app.services.records import case_of, writable_case_of
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock

_HEADS = ("Noté le", "Situation", "Besoin", "Problème", "Cause", "Précision", "Couvert le")
_WITHHELD = "(texte retiré : la personne s’y oppose)"


@dataclass(frozen=True)
class NeedLine:
    """A need with the code of its situation and the words of its problem."""

    need: UnmetNeed
    code: str
    problem: str


@dataclass(frozen=True)
class NeedsOfYear:
    """What was noted in one year, the latest first; `years` are those that have needs."""

    year: int
    years: tuple[int, ...]
    lines: tuple[NeedLine, ...]
    by_problem: tuple[tuple[str, int], ...]
    by_cause: tuple[tuple[str, int], ...]

    @property
    def met(self) -> int:
        """How many of them were met since."""
        return sum(line.need.met_on is not None for line in self.lines)


class UnmetNeedService:
    """Needs are noted with the plan, outlive its versions, and are counted for the territory."""

    def __init__(self, store: Store, clock: Clock, problems: Problems) -> None:
        self._store, self._clock = store, clock
        self.problems = problems

    def of_case(self, case_id: CaseId) -> tuple[UnmetNeed, ...]:
        """The needs of a situation, the oldest first."""
        return self._store.rows.unmet_needs.of_case(case_id)

    def blank(self, case_id: CaseId) -> UnmetNeed:
        """A need of today that is not in the register yet: it has no id."""
        return UnmetNeed(UnmetNeedId(""), case_id, self._clock.today(), "")

    def add(self, case_id: CaseId, need: str) -> tuple[UnmetNeedId, Changes]:
        """Note a need today, in words alone. Raises as `note`."""
        return self.note(replace(self.blank(case_id), need=need))

    def note(self, need: UnmetNeed) -> tuple[UnmetNeedId, Changes]:
        """Put a new need into the register. Raises `UserError` for what cannot be."""
        writable_case_of(self._store.rows, need.case_id)
        noted = self._judged(replace(need, id=UnmetNeedId(self._store.new_id())), None)
        with self._store.write() as work:
            put_in(work, noted)
            return noted.id, work.changes

    def save(self, need: UnmetNeed) -> Changes:
        """Rewrite a need as typed. Raises `UserError`, `NotFoundError`."""
        before = self._store.rows.unmet_needs.get(need.id)
        if before is None:
            raise NotFoundError("Ce besoin n’est plus dans le registre.", "Rouvrez la situation.")
        after = self._judged(need, before)
        if after == before:
            return Changes()
        writable_case_of(self._store.rows, before.case_id)
        with self._store.write() as work:
            put_in(work, after)
            return work.changes

    def meet(self, need: UnmetNeed) -> Changes:
        """Say that a need is met since today."""
        return self.save(replace(need, met_on=self._clock.today()))

    def remove(self, need: UnmetNeed) -> Changes:
        """Take a need out of the register. Raises `UserError`."""
        writable_case_of(self._store.rows, need.case_id)
        with self._store.write() as work:
            take_out(work, need)
            return work.changes

    def year(self, year: int) -> NeedsOfYear:
        """What was noted in a year, counted by problem and by cause, the most frequent first."""
        rows = self._store.rows
        needs = rows.unmet_needs.between(date(year, 1, 1), date(year, 12, 31))
        return NeedsOfYear(
            year=year,
            years=tuple(sorted({*rows.unmet_needs.years(), year}, reverse=True)),
            lines=tuple(self._line(rows, need) for need in reversed(needs)),
            by_problem=_counted(needs, lambda need: self.problems.label(need.problem_code)),
            by_cause=_counted(needs, lambda need: need.cause.label),
        )

    def csv(self, year: int) -> tuple[str, bytes]:
        """The file name and the content of a year's needs, by code of situation; journalled.

        What in a text names somebody by its form (« Mme Roux », a telephone) is hidden in it, and
        the whole of it where the person is against it; the need is counted all the same.
        """
        known = frozenset(fold(one.last) for one in self._store.rows.professionals.all())
        consents = self._store.rows.consents

        def say(line: NeedLine, text: str) -> str:
            consent = consents.current(line.need.case_id)
            if consent is not None and not consent.state.allows_presentation:
                return _WITHHELD if text else ""
            return masked(text, warnings(text, known))

        rows = [
            (
                numeric_date(line.need.noted_on),
                line.code,
                say(line, line.need.need),
                line.problem,
                line.need.cause.label,
                say(line, line.need.note),
                numeric_date(line.need.met_on) if line.need.met_on else "",
            )
            for line in self.year(year).lines
        ]
        self._store.note("unmet_needs.exported", Kind.VAULT)
        return f"besoins-non-couverts-{year}.csv", csv_bytes((_HEADS, *rows))

    def _judged(self, need: UnmetNeed, before: UnmetNeed | None) -> UnmetNeed:
        after = replace(need, need=_said(need.need), note=clean(need.note))
        require_lengths(after, before)
        if after.noted_on > self._clock.today():
            raise UserError("Un besoin ne peut pas être noté dans l’avenir. Vérifiez le jour.")
        if after.met_on is not None and after.met_on < after.noted_on:
            raise UserError("Ce besoin serait couvert avant d’avoir été noté. Vérifiez les jours.")
        return after

    def _line(self, rows: Rows, need: UnmetNeed) -> NeedLine:
        code = case_of(rows, need.case_id).code
        return NeedLine(need, code, self.problems.label(need.problem_code))


def put_in(work: UnitOfWork, need: UnmetNeed) -> None:
    """Write a need into the register as it is, one that was taken out too."""
    work.rows.unmet_needs.save(need)
    work.changed(Kind.UNMET_NEED, need.id, content_of(need))
    forget_binned(work, Kind.UNMET_NEED, need.id)
    work.journal("unmet_need.changed", Kind.CASE, need.case_id)


def take_out(work: UnitOfWork, need: UnmetNeed) -> None:
    """Take a need out of the register; it is in the bin for thirty days."""
    put_in_bin(work, Kind.UNMET_NEED, need.id, need, need.case_id)
    work.rows.unmet_needs.remove(need.id)
    work.changed(Kind.UNMET_NEED, need.id, {"removed": True})
    work.journal("unmet_need.changed", Kind.CASE, need.case_id)


def _said(need: str) -> str:
    words = clean(need)
    if not words.strip():
        raise UserError("Dites d’abord quel besoin n’est pas couvert.")
    return words


def _counted(
    needs: tuple[UnmetNeed, ...], words: Callable[[UnmetNeed], str]
) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(words(need) for need in needs).most_common())
