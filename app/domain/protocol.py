# SPDX-License-Identifier: EUPL-1.2
"""A multi-professional protocol: what the team wrote together, in which version, and its life.

Fields: HAS method sheet « protocole pluriprofessionnel » (2015) and the ACI's annex 3, by the list
of the regional federation (FEMAS Hauts-de-France). `ProtocolContent` is what a version freezes and
what another practice may be given: it names nobody. Who leads it, who signed and when is beside it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.ids import (
    IndicatorId,
    MeetingId,
    ProfessionalId,
    ProtocolId,
    ProtocolMoveId,
    ProtocolSignatureId,
    ProtocolStepId,
    ProtocolVersionId,
)


class Moment(StrEnum):
    """The six moments of a protocol's steps, in their order."""

    SPOT = "spot"
    ASSESS = "assess"
    PLAN = "plan"
    ACT = "act"
    FOLLOW = "follow"
    ALERT = "alert"

    @property
    def label(self) -> str:
        """The word on the screen and on paper."""
        return _MOMENTS[self]


_MOMENTS = {
    Moment.SPOT: "Repérer",
    Moment.ASSESS: "Évaluer",
    Moment.PLAN: "Planifier",
    Moment.ACT: "Intervenir",
    Moment.FOLLOW: "Suivre",
    Moment.ALERT: "Alerter",
}


class Measure(StrEnum):
    """Where an indicator's figures come from: what the program counts, or somebody by hand.

    The three counted ones are the default indicators of a protocol (domain brief §3).
    """

    BY_HAND = "by_hand"
    INCLUDED = "included"
    WITH_PLAN = "with_plan"
    DISCUSSED = "discussed"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _MEASURES[self]


_MEASURES = {
    Measure.BY_HAND: "Saisi à la main",
    Measure.INCLUDED: "Compté : situations dans le protocole pendant l’année",
    Measure.WITH_PLAN: "Compté : incluses qui ont un plan tracé",
    Measure.DISCUSSED: "Compté : incluses vues en réunion dans l’année",
}


@dataclass(frozen=True)
class ProtocolStep:
    """One row of « Qui, Quoi, Où, Quand, Pourquoi, Comment », at one of the six moments.

    `who` is a profession or a role, never a name: it is matched with the people around a person
    when the step proposes a line of their plan. The id follows a step through all versions.
    """

    id: ProtocolStepId
    moment: Moment = Moment.SPOT
    who: str = ""
    what: str = ""
    where: str = ""
    when: str = ""
    why: str = ""
    how: str = ""

    @property
    def blank(self) -> bool:
        """Nothing was written in it yet."""
        cells = (self.who, self.what, self.where, self.when, self.why, self.how)
        return not any(cell.strip() for cell in cells)


@dataclass(frozen=True)
class Indicator:
    """What the team will look at to know whether the protocol serves."""

    id: IndicatorId
    name: str = ""
    numerator: str = ""
    denominator: str = ""
    target: str = ""
    source: str = ""
    frequency: str = ""
    responsible: str = ""
    measure: Measure = Measure.BY_HAND


@dataclass(frozen=True)
class Reference:
    """A text on which the protocol rests; `link` is text, never opened by the program."""

    organisation: str = ""
    title: str = ""
    dated: str = ""
    link: str = ""


@dataclass(frozen=True)
class ProtocolContent:
    """The whole text; which field is called what, and how long it may be, is in `protocol_fields`.

    `theme` is a code of the ACI's annex 3, empty for none. `inclusion` and `exclusion` hold one
    criterion a line.
    """

    title: str = ""
    theme: str = ""
    team: str = ""
    need: str = ""
    practices: str = ""
    objective: str = ""
    population: str = ""
    inclusion: str = ""
    exclusion: str = ""
    validation: str = ""
    diffusion: str = ""
    cpam: str = ""
    places: str = ""
    sharing: str = ""
    information: str = ""
    alerts: str = ""
    means: str = ""
    experience: str = ""
    references: tuple[Reference, ...] = ()
    steps: tuple[ProtocolStep, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    def at(self, moment: Moment) -> tuple[ProtocolStep, ...]:
        """The steps of one moment, in their order."""
        return tuple(step for step in self.steps if step.moment is moment)

    @property
    def ordered(self) -> tuple[ProtocolStep, ...]:
        """The steps that say something, moment by moment."""
        return tuple(step for moment in Moment for step in self.at(moment) if not step.blank)


class ProtocolStatus(StrEnum):
    """Where the version that is being worked on stands."""

    DRAFT = "draft"
    REVIEW = "review"
    VALIDATED = "validated"
    IN_FORCE = "in_force"
    TO_REVISE = "to_revise"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        """The words on the screen and on paper."""
        return _STATUSES[self]


_STATUSES = {
    ProtocolStatus.DRAFT: "Brouillon",
    ProtocolStatus.REVIEW: "En relecture",
    ProtocolStatus.VALIDATED: "Validé",
    ProtocolStatus.IN_FORCE: "En vigueur",
    ProtocolStatus.TO_REVISE: "À réviser",
    ProtocolStatus.ARCHIVED: "Archivé",
}


@dataclass(frozen=True)
class Protocol:
    """One protocol: the text of `version`, and where that version stands.

    `in_force` is the number of the version that is applied: an older one while the next is being
    written, None before the first and once archived; `in_force_on` is since when. `revise_on` is
    the day on which it is called back.
    """

    id: ProtocolId
    content: ProtocolContent
    status: ProtocolStatus = ProtocolStatus.DRAFT
    version: int = 1
    in_force: int | None = None
    in_force_on: date | None = None
    written_on: date | None = None
    revise_on: date | None = None
    referent_id: ProfessionalId | None = None
    referent_name: str = ""

    @property
    def may_be_edited(self) -> bool:
        """Whether its text changes: what is validated is frozen, the next version is begun."""
        return self.status in (ProtocolStatus.DRAFT, ProtocolStatus.REVIEW)

    def due(self, today: date) -> bool:
        """Whether it is to be revised: somebody said so, or its day has come while in force.

        Not while its next version is being written: that is the answer to the reminder.
        """
        if self.status is ProtocolStatus.TO_REVISE:
            return True
        applied = self.status is ProtocolStatus.IN_FORCE
        return applied and self.revise_on is not None and self.revise_on <= today


@dataclass(frozen=True)
class ProtocolVersion:
    """A version as it was validated, never rewritten; `record` is canonical JSON, `at` is UTC.

    `meeting_id` is the meeting that validated it, None where dated signatures did.
    """

    id: ProtocolVersionId
    protocol_id: ProtocolId
    number: int
    at: datetime
    account_id: str
    record: str
    meeting_id: MeetingId | None = None


@dataclass(frozen=True)
class ProtocolMove:
    """One step of a protocol's life (`at` is UTC), of which version, in which meeting, and why.

    `revised_from` is the day of revision that the step replaced: taking it back gives that again.
    """

    id: ProtocolMoveId
    protocol_id: ProtocolId
    at: datetime
    account_id: str
    status: ProtocolStatus
    version: int
    meeting_id: MeetingId | None = None
    note: str = ""
    revised_from: date | None = None


@dataclass(frozen=True)
class ProtocolSignature:
    """Somebody approved the text of a version on a day.

    `digest` is of the text they approved: a text that changed since is no longer signed. A name
    stands alone where the person is not of the directory.
    """

    id: ProtocolSignatureId
    protocol_id: ProtocolId
    version: int
    on: date
    digest: str
    professional_id: ProfessionalId | None = None
    name: str = ""
    profession: str = ""


@dataclass(frozen=True)
class IndicatorFigure:
    """What somebody counted by hand for one indicator in one year."""

    protocol_id: ProtocolId
    indicator_id: IndicatorId
    year: int
    numerator: int
    denominator: int
    note: str = ""
