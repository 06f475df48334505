# SPDX-License-Identifier: EUPL-1.2
"""How long files are kept, and what is proposed of those that were kept long enough."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.case import ERASED
from app.domain.changes import Changes, Kind
from app.domain.dates import long_date
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId
from app.domain.retention import (
    MOST_YEARS,
    Retention,
    RetentionName,
    RetentionRule,
    retention_of,
)
from app.domain.text import NO_BREAK
from app.services.records import case_of, files_of
from app.storage.retention import KeptFile
from app.storage.unit_of_work import Rows, Store
from app.system.clock import Clock
from app.system.resources import read_json

RULES = "retention.json"


class Proposal(StrEnum):
    """What may be done with a file, if somebody wants it: nothing goes by itself."""

    ARCHIVE = "archive"
    ERASE = "erase"


@dataclass(frozen=True)
class Proposed:
    """A file and what is proposed of it, with its clock."""

    id: CaseId
    code: str
    title: str
    what: Proposal
    clock: Retention


@dataclass(frozen=True)
class ErasureVerdict:
    """Whether a person may be erased now; else a French sentence says why not, and until when."""

    allowed: bool
    why: str = ""
    until: date | None = None


def shipped_rules() -> dict[RetentionName, RetentionRule]:
    """The rules that come with the program. Raises OSError or ValueError where they are broken."""
    raw = read_json(RULES)
    said = raw["rules"] if isinstance(raw, dict) else {}
    if set(said) != {name.value for name in RetentionName}:
        raise ValueError("the rules of retention are not those that are known")
    return {
        name: RetentionRule(name, int(said[name]["years"]), str(said[name]["source"]))
        for name in RetentionName
    }


class RetentionService:
    """The clock of each file, and the practice's rules behind it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.due: frozenset[str] = frozenset()
        """The files that `proposals` found last: to read every clock is too slow to do often."""

    def rules(self) -> dict[RetentionName, RetentionRule]:
        """The rules in force: the practice's own, else those that come with the program."""
        return rules_of(self._store.rows)

    def save_rule(self, name: RetentionName, years: int, source: str) -> Changes:
        """Rewrite a rule. Raises `UserError` for a length that is none or without a source."""
        if not 1 <= years <= MOST_YEARS:
            raise UserError(
                f"Une durée va de 1 à {MOST_YEARS} ans.", "Écrivez un nombre d’années entier."
            )
        if not source.strip():
            raise UserError(
                "Cette durée n’a pas de source.",
                "Dites d’où elle vient : un texte, une décision de la structure.",
            )
        with self._store.write() as work:
            work.rows.retention.save(RetentionRule(name, years, source.strip()))
            work.changed(Kind.RETENTION, name.value, {"years": years, "source": source.strip()})
            work.journal("retention.changed", Kind.RETENTION, name.value)
            return work.changes

    def of(self, case_id: CaseId) -> Retention:
        """The clock of one file. Raises `NotFoundError`."""
        return clock_of(self.rules(), kept_file(self._store.rows, case_id))

    def proposals(self) -> tuple[Proposed, ...]:
        """What could be archived or erased today, by code. Reads every file that was put away."""
        rules, today = self.rules(), self._clock.today()
        found = []
        for alone in self._store.rows.retention.put_away():
            if alone.code.startswith(ERASED):
                continue
            file, clock = alone, clock_of(rules, alone)
            waits = not clock.is_over(today) and not clock.to_archive(file.status, today)
            if alone.linked and (clock.birth_unknown or not waits):  # care elsewhere only lengthens
                file = kept_file(self._store.rows, alone.id)
                clock = clock_of(rules, file)
            if clock.is_over(today):
                found.append(Proposed(file.id, file.code, file.title, Proposal.ERASE, clock))
            elif clock.to_archive(file.status, today):
                found.append(Proposed(file.id, file.code, file.title, Proposal.ARCHIVE, clock))
        self.due = frozenset(one.id for one in found)
        return tuple(found)

    def others(self, case_id: CaseId) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes of the files joined to this one, and of the person's other episodes."""
        rows = self._store.rows
        cases = [case_of(rows, id_) for id_ in rows.joining.of_person(case_id) if id_ != case_id]
        joined = tuple(case.code for case in cases if case.merged_into == case_id)
        apart = (case for case in cases if case.merged_into is None and not case.erased)
        return joined, tuple(case.code for case in apart)

    def may_erase(self, case_id: CaseId) -> ErasureVerdict:
        """Whether a person may be erased today. Raises `NotFoundError`."""
        return erasure_verdict(self._store.rows, case_id, self._clock.today())


def rules_of(rows: Rows) -> dict[RetentionName, RetentionRule]:
    """The rules in force in a vault."""
    return shipped_rules() | rows.retention.all()


def kept_file(rows: Rows, case_id: CaseId) -> KeptFile:
    """What the clock of a file needs. Raises `NotFoundError`.

    Care in another episode is care for the same person; a file that was joined goes with this one.
    """
    found = {file.id: file for file in rows.retention.files(rows.joining.of_person(case_id))}
    file = found.get(case_id)
    if file is None:
        raise NotFoundError("Cette situation n’est plus dans le coffre.", "Revenez à la liste.")
    years = (one.birth_year for one in found.values() if one.birth_year is not None)
    return replace(
        file,
        last=max(one.last for one in found.values()),
        presented=any(found[id_].presented for id_ in files_of(rows, case_id)),
        birth_year=file.birth_year or next(years, None),
        minor=any(one.minor for one in found.values()),
    )


def clock_of(rules: Mapping[RetentionName, RetentionRule], file: KeptFile) -> Retention:
    """The clock of a file under some rules."""
    return retention_of(rules, file.last, birth_year=file.birth_year, minor=file.minor)


def erasure_verdict(rows: Rows, case_id: CaseId, today: date) -> ErasureVerdict:
    """What the duty to keep says of erasing a person today (GDPR art. 17.3, domain brief §5).

    A person who was never presented to the team is in nobody's minutes: nothing keeps their file.
    """
    file = kept_file(rows, case_id)
    clock = clock_of(rules_of(rows), file)
    if not file.presented or clock.is_over(today):
        return ErasureVerdict(allowed=True)
    if clock.birth_unknown:
        return ErasureVerdict(
            allowed=False,
            why="La personne est mineure et son année de naissance n’est pas notée"
            f"{NO_BREAK}: rien ne dit jusqu’à quand son dossier est gardé.",
        )
    birthday = " (personne mineure)" if clock.for_minor else ""
    return ErasureVerdict(
        allowed=False,
        why="Cette situation a été présentée à l’équipe. La structure garde ce qui touche aux "
        f"soins jusqu’au {long_date(clock.over_on)}{birthday}. Le dernier soin noté est du "
        f"{long_date(clock.last)}.",
        until=clock.over_on,
    )
