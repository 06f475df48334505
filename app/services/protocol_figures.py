# SPDX-License-Identifier: EUPL-1.2
"""What a protocol's use says of it in one year: its indicators, each with who stands behind it.

Persons are counted, not rows: files that were joined, next episodes and a second inclusion are one
person. A situation that is in the bin counts for none; one that was erased still counts, but for
what was erased of it. Days are local; a plan is dated in UTC.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.domain.changes import Changes, Kind, content_of
from app.domain.errors import UserError
from app.domain.ids import CaseId, IndicatorId, ProtocolId
from app.domain.inclusion import InclusionState
from app.domain.lengths import LONGEST_NOTE
from app.domain.protocol import Indicator, IndicatorFigure, Measure, ProtocolContent
from app.domain.text import NO_BREAK, clean, number
from app.services.protocol_versions import content_in_force
from app.services.records import protocol_of
from app.storage.inclusions import Place
from app.storage.unit_of_work import Store
from app.system.clock import Clock

FIRST_YEAR = 2000
MOST_COUNTED = 1_000_000
"""No practice counts more: a longer number is a wrong paste."""


@dataclass(frozen=True)
class Person:
    """Somebody behind a figure: the situation to open and its code."""

    case_id: CaseId
    code: str


@dataclass(frozen=True)
class Counted:
    """One indicator in one year.

    `denominator` is None for a plain count. `inside` stand behind the numerator, `among` behind the
    denominator: empty for what is counted by hand, whose `figure` is None until somebody counted.
    """

    indicator: Indicator
    numerator: int | None
    denominator: int | None
    inside: tuple[Person, ...] = ()
    among: tuple[Person, ...] = ()
    figure: IndicatorFigure | None = None

    @property
    def percent(self) -> int | None:
        """The share in whole percents, rounded half up; None where there is none."""
        if self.numerator is None or not self.denominator:
            return None
        return (200 * self.numerator + self.denominator) // (2 * self.denominator)


@dataclass(frozen=True)
class Totals:
    """How many persons: in it at some time of the year, and what happened in that year.

    `now` are in it today.
    """

    during: int
    included: int
    excluded: int
    left: int
    completed: int
    now: int


@dataclass(frozen=True)
class Use:
    """One decision about one situation, for the list of who is and was in the protocol."""

    person: Person
    version: int
    state: InclusionState
    on: date
    ended_on: date | None


@dataclass(frozen=True)
class YearOfUse:
    """A protocol's use in one year, the latest decision first; `years` are those with something."""

    year: int
    years: tuple[int, ...]
    totals: Totals
    indicators: tuple[Counted, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class FigureChange:
    """A figure before and after somebody wrote it, for whoever takes it back at once."""

    before: IndicatorFigure | None
    after: IndicatorFigure | None


class ProtocolFigures:
    """Counts from use, and keeps what people count by hand.

    Measures: INCLUDED counts the persons who were in the protocol on some day of the year.
    WITH_PLAN says how many of them have a traced plan: before the year ended, a version of their
    plan was kept (validated or closed), or a line that they have now was accepted into it.
    DISCUSSED says how many of them were seen in a meeting of the year that is closed, of the whole
    team: a concertation of two or three is none.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def year(self, protocol_id: ProtocolId, year: int) -> YearOfUse:
        """The use of a protocol in a year. Raises `NotFoundError`.

        The indicators are those of the version in force, of the text as it is where none is.
        """
        rows = self._store.rows
        protocol = protocol_of(rows, protocol_id)
        content = content_in_force(rows, protocol) or protocol.content
        places = rows.inclusions.places(protocol_id)
        persons = _Persons(places, rows.inclusions.links())
        during = [each for each in places if _during(each, year)]
        typed = {one.indicator_id: one for one in rows.protocol_history.figures(protocol_id, year)}
        return YearOfUse(
            year=year,
            years=self._years(places, year),
            totals=_totals(places, persons, year),
            indicators=tuple(self._counted(content, persons, during, year, typed)),
            uses=tuple(
                Use(Person(one.case_id, one.code), one.version, one.state, one.on, one.ended_on)
                for one in reversed(places)
            ),
        )

    def write(
        self,
        protocol_id: ProtocolId,
        indicator_id: IndicatorId,
        year: int,
        numerator: int,
        denominator: int | None,
        note: str = "",
    ) -> tuple[FigureChange, Changes]:
        """Keep what somebody counted by hand; no denominator is a plain count.

        Raises `NotFoundError`, `UserError` for figures that cannot be.
        """
        protocol_of(self._store.rows, protocol_id)
        after = IndicatorFigure(
            protocol_id, indicator_id, year, numerator, denominator or 0, clean(note).strip()
        )
        self._require(after, share=denominator is not None)
        return self._set(self._figure(protocol_id, indicator_id, year), after)

    def clear(
        self, protocol_id: ProtocolId, indicator_id: IndicatorId, year: int
    ) -> tuple[FigureChange, Changes]:
        """Take out what was counted by hand."""
        return self._set(self._figure(protocol_id, indicator_id, year), None)

    def take_back(self, change: FigureChange) -> Changes:
        """Undo a writing. Raises `UserError` where somebody wrote another figure since."""
        known = change.after or change.before
        if known is None:
            return Changes()
        here = self._figure(known.protocol_id, known.indicator_id, known.year)
        if here != change.after:
            raise UserError("Ce chiffre a changé depuis : il reste tel qu’il est.")
        return self._set(here, change.before)[1]

    def _counted(
        self,
        content: ProtocolContent,
        persons: "_Persons",
        during: list[Place],
        year: int,
        typed: Mapping[IndicatorId, IndicatorFigure],
    ) -> Iterable[Counted]:
        among = persons.of(during)
        behind: dict[Measure, tuple[Person, ...]] = {}
        for indicator in content.indicators:
            measure = indicator.measure
            if measure is Measure.BY_HAND:
                yield _by_hand(indicator, typed.get(indicator.id))
                continue
            if measure not in behind:
                behind[measure] = self._inside(measure, persons, among, year)
            inside = behind[measure]
            if measure is Measure.INCLUDED:
                yield Counted(indicator, len(inside), None, inside)
            else:
                yield Counted(indicator, len(inside), len(among), inside, among)

    def _inside(
        self, measure: Measure, persons: "_Persons", among: tuple[Person, ...], year: int
    ) -> tuple[Person, ...]:
        rows = self._store.rows.inclusions
        if measure is Measure.INCLUDED:
            return among
        if measure is Measure.WITH_PLAN:
            found = rows.planned(datetime(year + 1, 1, 1, tzinfo=UTC))
        else:
            found = rows.seen(date(year, 1, 1), date(year, 12, 31))
        wanted = {persons.root(id_) for id_ in found}
        return tuple(one for one in among if persons.root(one.case_id) in wanted)

    def _years(self, places: tuple[Place, ...], year: int) -> tuple[int, ...]:
        first = min((one.on.year for one in places), default=year)
        last = max(self._clock.today().year, year)
        return tuple(range(last, min(first, year) - 1, -1))

    def _figure(
        self, protocol_id: ProtocolId, indicator_id: IndicatorId, year: int
    ) -> IndicatorFigure | None:
        found = self._store.rows.protocol_history.figures(protocol_id, year)
        return next((one for one in found if one.indicator_id == indicator_id), None)

    def _set(
        self, before: IndicatorFigure | None, after: IndicatorFigure | None
    ) -> tuple[FigureChange, Changes]:
        known = after or before
        if known is None or before == after:
            return FigureChange(before, after), Changes()
        with self._store.write() as work:
            if after is not None:
                work.rows.protocol_history.save_figure(after)
            else:
                work.rows.protocol_history.remove_figure(known)
            said = content_of(after) if after else {"figure": known.indicator_id, "removed": True}
            work.changed(Kind.PROTOCOL, known.protocol_id, said)
            work.journal("protocol.counted", Kind.PROTOCOL, known.protocol_id)
            return FigureChange(before, after), work.changes

    def _require(self, figure: IndicatorFigure, *, share: bool) -> None:
        if not FIRST_YEAR <= figure.year <= self._clock.today().year:
            raise UserError("Cette année n’a pas encore de chiffres.", "Choisissez-en une autre.")
        if min(figure.numerator, figure.denominator) < 0:
            raise UserError("Un nombre de personnes n’est pas négatif.", "Vérifiez les chiffres.")
        if max(figure.numerator, figure.denominator) > MOST_COUNTED:
            raise UserError("Ce nombre est trop grand.", "Vérifiez les chiffres.")
        if share and figure.denominator == 0:
            raise UserError(
                "Sur zéro, il n’y a pas de part.", "Laissez « Sur » vide pour un simple nombre."
            )
        if share and figure.numerator > figure.denominator:
            raise UserError(
                f"{number(figure.numerator)} sur {number(figure.denominator)}{NO_BREAK}: "
                "le premier nombre est une partie du second.",
                "Vérifiez les deux chiffres.",
            )
        if len(figure.note) > LONGEST_NOTE:
            raise UserError(
                f"La précision a {number(len(figure.note))} caractères{NO_BREAK}: "
                f"{number(LONGEST_NOTE)} au plus.",
                "Raccourcissez ce texte.",
            )


class _Persons:
    """Which files are of one person, and which of them to open: that of the latest inclusion."""

    def __init__(self, places: Iterable[Place], links: Iterable[tuple[str, str]]) -> None:
        self._above: dict[str, str] = {}
        for one, other in links:
            self._above[self.root(one)] = self.root(other)
        self._shown = {self.root(one.case_id): Person(one.case_id, one.code) for one in places}

    def root(self, case_id: str) -> str:
        """What stands for all the files of a person."""
        while (above := self._above.get(case_id, case_id)) != case_id:
            case_id = above
        return case_id

    def of(self, places: Iterable[Place]) -> tuple[Person, ...]:
        """The persons of some decisions, each once, by code."""
        found = {self._shown[self.root(one.case_id)] for one in places}
        return tuple(sorted(found, key=lambda one: (one.code, one.case_id)))


def _during(place: Place, year: int) -> bool:
    over = place.ended_on is not None and place.ended_on.year < year
    return place.state is not InclusionState.EXCLUDED and place.on.year <= year and not over


def _by_hand(indicator: Indicator, figure: IndicatorFigure | None) -> Counted:
    if figure is None:
        return Counted(indicator, None, None)
    return Counted(indicator, figure.numerator, figure.denominator or None, figure=figure)


def _totals(places: tuple[Place, ...], persons: _Persons, year: int) -> Totals:
    def count(found: Iterable[Place]) -> int:
        return len({persons.root(one.case_id) for one in found})

    def ended(state: InclusionState) -> int:
        return count(
            one
            for one in places
            if one.state is state and one.ended_on is not None and one.ended_on.year == year
        )

    begun = [one for one in places if one.on.year == year]
    return Totals(
        during=count(one for one in places if _during(one, year)),
        included=count(one for one in begun if one.state is not InclusionState.EXCLUDED),
        excluded=count(one for one in begun if one.state is InclusionState.EXCLUDED),
        left=ended(InclusionState.LEFT),
        completed=ended(InclusionState.COMPLETED),
        now=count(one for one in places if one.state is InclusionState.INCLUDED),
    )
