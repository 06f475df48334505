# SPDX-License-Identifier: EUPL-1.2
"""The rights of one person: what their file's clock says, and what they may ask."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.dates import long_date, medium_date
from app.domain.ids import CaseId
from app.domain.retention import Retention, RetentionName
from app.domain.text import listing
from app.services.access import AccessAnswer
from app.services.cases import CaseService
from app.services.erasure import EarlyErasure, ErasureService, StillHeld
from app.services.person_desk import PersonDesk
from app.services.retention import ErasureVerdict


@dataclass(frozen=True)
class RightsServices:
    """What the page works with; `erasure` is None over a bare database."""

    person: PersonDesk
    cases: CaseService
    erasure: ErasureService | None = None


@dataclass(frozen=True)
class RightsState:
    """One person's rights as they stand."""

    code: str
    clock: str
    verdict: ErasureVerdict
    erased: bool
    binned: bool
    joined: bool
    also: str
    """What goes with an erasure, and what does not, of the other files of the person."""


class RightsPresenter:
    """Reads where a file stands; answers, puts in the bin, erases."""

    def __init__(self, services: RightsServices) -> None:
        self._services = services

    def state(self, case_id: CaseId) -> RightsState:
        """Where the file of a situation stands. Raises `NotFoundError`."""
        case = self._services.cases.file(case_id).case
        retention = self._services.person.retention
        joined, apart = retention.others(case_id)
        return RightsState(
            code=case.code,
            clock=clock_sentence(
                retention.of(case_id), retention.rules()[RetentionName.ACTIVE].source
            ),
            verdict=retention.may_erase(case_id),
            erased=case.erased,
            binned=case.binned_at is not None,
            joined=case.merged_into is not None,
            also=also_sentence(joined, apart),
        )

    @property
    def may_write(self) -> bool:
        """Whether this account may put anything in the bin."""
        return self._services.person.bin.may_write

    @property
    def may_erase(self) -> bool:
        """Whether this program and this account can erase at all."""
        return self._services.erasure is not None and self._services.erasure.allowed

    def needs_identity(self, case_id: CaseId) -> bool:
        """Whether an identity is part of the answer, which must then be open."""
        return self._services.person.access.needs_identity(case_id)

    def begin_answer(self, case_id: CaseId) -> Callable[[], AccessAnswer]:
        """Everything about the person: what is given back is slow. Raises `UserError`."""
        return self._services.person.access.begin(case_id)

    def put_in_bin(self, case_id: CaseId) -> Changes:
        """Put a situation opened by mistake in the bin. Raises `UserError`."""
        return self._services.person.bin.put_case(case_id)

    def begin_erasure(
        self, case_id: CaseId, early: EarlyErasure | None
    ) -> tuple[Changes, Callable[[], tuple[StillHeld, ...]]]:
        """Erase the person for good; what is given back is slow. Raises `UserError`."""
        return self._erasure().begin(case_id, early)

    def held(self, case_id: CaseId) -> Callable[[], tuple[StillHeld, ...]]:
        """Where somebody erased still is, once the file is rewritten if it was not yet; slow."""
        case, erasure = self._services.cases.file(case_id).case, self._erasure()
        return lambda: erasure.finish_and_find(case)

    def _erasure(self) -> ErasureService:
        if self._services.erasure is None:
            raise RuntimeError("nothing erases from a bare database")
        return self._services.erasure


def clock_sentence(clock: Retention, source: str) -> str:
    """How long a file is kept, and from when."""
    said = (
        f"Dernier soin noté le {long_date(clock.last)}. En base active jusqu’au "
        f"{long_date(clock.archive_on)}, puis en archive jusqu’au {long_date(clock.over_on)}"
    )
    if clock.for_minor:
        said += ", l’année où la personne, mineure, aura l’âge prévu"
    if clock.birth_unknown:
        said += "\u00a0; l’année de naissance de cette personne mineure manque"
    return f"{said}. Source\u00a0: {source}."


def also_sentence(joined: tuple[str, ...], apart: tuple[str, ...]) -> str:
    """Which other files of the person go with this one, and which stay."""
    said = []
    if joined:
        verb = "s’effacent" if len(joined) > 1 else "s’efface"
        said.append(f"{listing(joined)} {verb} avec elle.")
    if apart:
        several = len(apart) > 1
        what = "autres épisodes" if several else "autre épisode"
        verb = "s’effacent" if several else "s’efface"
        said.append(f"{listing(apart)}, {what} de la même personne, {verb} à part.")
    return " ".join(said)


def held_sentences(held: tuple[StillHeld, ...]) -> tuple[str, ...]:
    """The copies that still hold a person who was erased, each by its file and its day."""
    return tuple(f"{one.path.name}, {medium_date(one.made.date())}" for one in held)
