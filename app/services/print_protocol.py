# SPDX-License-Identifier: EUPL-1.2
"""A protocol on paper, of the version at hand or of a frozen one; and one page for the wall.

What is frozen is printed as it was: its text, who led it then, who validated it. Where it stands
today (in force, replaced, archived) is said on the band, for paper outlives its version.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.documents.protocol_views import (
    ProtocolSummaryView,
    ProtocolView,
    SignerView,
    TextsView,
)
from app.documents.views import Fact, Letterhead, PersonLine
from app.domain.changes import Kind
from app.domain.dates import long_date, medium_date
from app.domain.errors import NotFoundError
from app.domain.ids import MeetingId, ProfessionalId, ProtocolId
from app.domain.inclusion import criteria_of
from app.domain.meeting import AttendanceState
from app.domain.protocol import (
    Protocol,
    ProtocolContent,
    ProtocolSignature,
    ProtocolStatus,
    ProtocolVersion,
)
from app.domain.protocol_fields import SECTIONS
from app.domain.protocol_record import content_digest
from app.domain.text import NO_BREAK, fold, one_line, safe_file_name
from app.services.documents import Printable, Trace
from app.services.people import People, people
from app.services.print_minutes import held_words, letterhead
from app.services.protocol_versions import NOW, read_version, version_head
from app.services.records import protocol_of
from app.storage.unit_of_work import Rows, Store
from app.system.clock import Clock

_NO_PATIENT = "sans données de patient"
_LATER = ("cpam", "experience")
"""Texts that only come with time: blank ones are left out, where others are to be completed."""
_SPARE, _BLANK_PAGE = 4, 12
_IN_A_NAME = 60
_NOT_VALIDATED = {
    ProtocolStatus.DRAFT: "BROUILLON — NON VALIDÉ",
    ProtocolStatus.REVIEW: "EN RELECTURE — NON VALIDÉ",
    ProtocolStatus.ARCHIVED: "ARCHIVÉ — JAMAIS VALIDÉ",
}


@dataclass(frozen=True)
class ProtocolSource:
    """One version of a protocol and what is beside it; `frozen` is None while it is written."""

    protocol: Protocol
    number: int
    content: ProtocolContent
    referent: str
    written_on: date | None
    signatures: tuple[ProtocolSignature, ...]
    frozen: ProtocolVersion | None = None

    @property
    def at_hand(self) -> bool:
        """Whether it is the version where the protocol stands."""
        return self.number == self.protocol.version

    @property
    def applied(self) -> bool:
        """Whether it is the version in force."""
        return self.number == self.protocol.in_force

    @property
    def status(self) -> str:
        """Where this version stands today, in words."""
        if self.at_hand:
            return self.protocol.status.label
        status = ProtocolStatus.IN_FORCE if self.applied else ProtocolStatus.VALIDATED
        return status.label

    @property
    def warning(self) -> str:
        """What the band says of a version that is not to be applied; empty for the one that is."""
        applied = self.protocol.in_force
        if self.applied:
            return ""
        if self.frozen is None:
            return _NOT_VALIDATED.get(self.protocol.status, _NOT_VALIDATED[ProtocolStatus.DRAFT])
        if applied is not None and applied > self.number:
            return f"REMPLACÉ PAR LA VERSION {applied}"
        if self.protocol.status is ProtocolStatus.ARCHIVED:
            return "ARCHIVÉ — N’EST PLUS APPLIQUÉ"
        return "VALIDÉ — PAS EN VIGUEUR"


class ProtocolPapers:
    """The papers of protocols; each one asked for is journalled."""

    def __init__(self, store: Store, clock: Clock, theme: Callable[[str], str]) -> None:
        """`theme` says the words of the code of a theme."""
        self._store, self._clock, self._theme = store, clock, theme

    def protocol(self, protocol_id: ProtocolId, number: int = NOW) -> Printable:
        """The whole protocol with its page to sign. Raises `NotFoundError`."""
        rows = self._store.rows
        source = protocol_source(rows, protocol_id, number)
        view = protocol_view(rows, source, self._theme)
        return self._printable(source, view, "document.protocol", "protocole")

    def summary(self, protocol_id: ProtocolId, number: int = NOW) -> Printable:
        """The page for the wall. Raises `NotFoundError`."""
        rows = self._store.rows
        source = protocol_source(rows, protocol_id, number)
        view = summary_view(rows, source)
        return self._printable(source, view, "document.protocol_summary", "affiche")

    def _printable(
        self,
        source: ProtocolSource,
        view: ProtocolView | ProtocolSummaryView,
        event: str,
        kind: str,
    ) -> Printable:
        trace = Trace(self._store, self._clock.now, Kind.PROTOCOL, source.protocol.id)
        name = safe_file_name(source.content.title, _IN_A_NAME)
        stem = f"{kind}-{name}-v{source.number}"
        return Printable(stem, view.title, view, trace.asked(event))


def protocol_source(rows: Rows, protocol_id: ProtocolId, number: int = NOW) -> ProtocolSource:
    """The version of that number, or the one at hand. Raises `NotFoundError`."""
    protocol = protocol_of(rows, protocol_id)
    wanted = number if number != NOW else protocol.version
    frozen = rows.protocol_history.version(protocol_id, wanted)
    signatures = rows.protocol_history.signatures(protocol_id, wanted)
    if frozen is not None:
        head = version_head(frozen.record)
        return ProtocolSource(
            protocol=protocol,
            number=wanted,
            content=read_version(frozen.record),
            referent=head.get("referent", ""),
            written_on=date.fromisoformat(head["written_on"]) if head.get("written_on") else None,
            signatures=signatures,
            frozen=frozen,
        )
    if wanted != protocol.version:
        raise NotFoundError("Cette version n’est plus dans le coffre.", "Revenez à la liste.")
    names = people(rows)
    return ProtocolSource(
        protocol=protocol,
        number=wanted,
        content=protocol.content,
        referent=names.presented(protocol.referent_id, protocol.referent_name),
        written_on=protocol.written_on,
        signatures=signatures,
    )


def protocol_view(rows: Rows, source: ProtocolSource, theme: Callable[[str], str]) -> ProtocolView:
    """All of a version."""
    head, names, content = letterhead(rows), people(rows), source.content
    sentences, present = _validation(rows, source, names)
    signers = _signers(rows, source, names, present)
    return ProtocolView(
        letterhead=head,
        title=one_line(content.title),
        subtitle=f"protocole pluriprofessionnel · {_which(source)}",
        band_note=_NO_PATIENT,
        draft=bool(source.warning),
        draft_words=source.warning,
        origin=_origin(head, source),
        facts=tuple(_facts(source, theme)),
        sections=tuple(_sections(content)),
        steps=content.ordered,
        references=content.references,
        indicators=content.indicators,
        validation=sentences,
        present=present,
        pledge=f"Les personnes soussignées approuvent ce protocole, version {source.number}.",
        signers=signers,
        spare_lines=_SPARE if signers else _BLANK_PAGE,
    )


def summary_view(rows: Rows, source: ProtocolSource) -> ProtocolSummaryView:
    """A version in one page."""
    head, content, revised = letterhead(rows), source.content, _revised(source)
    criteria = criteria_of(content.inclusion, content.exclusion)
    words = (_which(source), f"révision prévue le {long_date(revised)}" if revised else "")
    return ProtocolSummaryView(
        letterhead=head,
        title=one_line(content.title),
        subtitle=" · ".join(filter(None, words)),
        band_note=_NO_PATIENT,
        draft=bool(source.warning),
        draft_words=source.warning,
        origin=_origin(head, source),
        population=content.population,
        inclusion=tuple(each.text for each in criteria if not each.excludes),
        exclusion=tuple(each.text for each in criteria if each.excludes),
        steps=content.ordered,
        alerts=content.alerts,
    )


def _which(source: ProtocolSource) -> str:
    since = source.protocol.in_force_on if source.applied else None
    called_back = source.applied and source.protocol.status is ProtocolStatus.TO_REVISE
    words = (
        f"version {source.number}",
        f"en vigueur depuis le {long_date(since)}" if since else "",
        "à réviser" if called_back else "",
    )
    return " · ".join(filter(None, words))


def _origin(head: Letterhead, source: ProtocolSource) -> str:
    return " · ".join(filter(None, (head.practice, f"protocole, version {source.number}")))


def _revised(source: ProtocolSource) -> date | None:
    """The day of its revision; an older version has none left."""
    return source.protocol.revise_on if source.applied or source.at_hand else None


def _facts(source: ProtocolSource, theme: Callable[[str], str]) -> Iterator[Fact]:
    """What stands under the title; what does not concern this version is left out."""
    yield Fact("Thème (annexe 3 de l’ACI)", theme(source.content.theme))
    yield Fact("Version", str(source.number))
    yield Fact("Statut", source.status)
    yield Fact("Référent", source.referent)
    yield Fact("Rédigé le", medium_date(source.written_on) if source.written_on else "")
    since, revised = source.protocol.in_force_on, _revised(source)
    if source.applied and since:
        yield Fact("En vigueur depuis le", medium_date(since))
    if source.applied or source.at_hand:
        yield Fact("Révision prévue le", medium_date(revised) if revised else "")


def _sections(content: ProtocolContent) -> Iterator[TextsView]:
    for section in SECTIONS:
        texts = [Fact(each.label, str(getattr(content, each.name))) for each in section.fields]
        pairs = zip(section.fields, texts, strict=True)
        shown = [fact for field, fact in pairs if fact.value.strip() or field.name not in _LATER]
        if shown:
            yield TextsView(section.title, tuple(shown))


def _validation(
    rows: Rows, source: ProtocolSource, names: People
) -> tuple[tuple[str, ...], tuple[PersonLine, ...]]:
    """How a version was validated, and by whom."""
    if source.frozen is None:
        return ("Cette version n’est pas encore validée.",), ()
    if source.frozen.meeting_id is not None:
        return _in_meeting(rows, source.frozen.meeting_id, names)
    people_ = tuple(
        replace(_named(each, names), state=f"le {medium_date(each.on)}") for each in _valid(source)
    )
    return (f"Validée par les signatures datées de{NO_BREAK}:",), people_


def _in_meeting(
    rows: Rows, meeting_id: MeetingId, names: People
) -> tuple[tuple[str, ...], tuple[PersonLine, ...]]:
    """Who was there: by the sealed minutes, else as the meeting has it now."""
    minutes, meeting = rows.minutes.latest_of(meeting_id), rows.meetings.get(meeting_id)
    if minutes is not None:
        header = minutes.header
        there = tuple(
            PersonLine(line.name, line.profession)
            for line in header.attendance
            if AttendanceState(line.state).attends
        )
        held = f"{held_words(header).lower()} du {long_date(date.fromisoformat(header.on))}"
        return _by(f"{held} (compte rendu n° {header.number})", there), there
    if meeting is None:
        return ("Validée en réunion.",), ()
    there = tuple(_known(names, id_) for id_ in meeting.attending)
    return _by(f"réunion du {long_date(meeting.on)}", there), there


def _by(held: str, there: tuple[PersonLine, ...]) -> tuple[str, ...]:
    if not there:
        return (f"Validée en {held}.",)
    return (f"Validée en {held}, par les personnes présentes{NO_BREAK}:",)


def _valid(source: ProtocolSource) -> tuple[ProtocolSignature, ...]:
    """The signatures of this very text."""
    digest = content_digest(source.content)
    return tuple(each for each in source.signatures if each.digest == digest)


def _named(signature: ProtocolSignature, names: People) -> PersonLine:
    if signature.professional_id is not None:
        return _known(names, signature.professional_id)
    return PersonLine(signature.name, signature.profession)


def _known(names: People, id_: ProfessionalId) -> PersonLine:
    person = names.get(id_)
    return PersonLine(names.full(id_), person.profession if person else "")


def _signers(
    rows: Rows, source: ProtocolSource, names: People, present: Iterable[PersonLine]
) -> tuple[SignerView, ...]:
    """Who signed, with the day; then who was there; then the practice, for the version at hand."""
    signed = [
        SignerView(who.name, who.profession, medium_date(each.on))
        for each in _valid(source)
        for who in (_named(each, names),)
    ]
    team = [
        _known(names, person.id)
        for person in rows.professionals.all()
        if person.member and person.active and source.at_hand
    ]
    signers = {fold(each.name): each for each in signed}
    for line in (*present, *team):
        signers.setdefault(fold(line.name), SignerView(line.name, line.profession))
    return tuple(signers.values())
