# SPDX-License-Identifier: EUPL-1.2
"""The protocols of the fictional practice: read from `resources/demo`, then lived week by week."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from app.demo.reading import Node
from app.demo.records import DemoProtocol, ProtocolDeed, ProtocolLine, Rewriting, day_of
from app.domain.ids import CaseId, MeetingId, ProfessionalId, ProtocolId, ProtocolStepId
from app.domain.meeting import ProtocolAsked
from app.domain.protocol import Moment, ProtocolStatus, ProtocolStep
from app.exchange.protocol_file import read_protocol_file
from app.services.desk import Desk
from app.system import resources

_TOLD = time(17, 0)
_A_DAY_AFTER = 1
_CELLS = ("who", "what", "where", "when", "why", "how")


def read_protocols(node: Node) -> tuple[DemoProtocol, ...]:
    """The protocols of `protocols.json` with the texts that it names.

    Raises `OSError` when a file is missing, `TypeError`, `ValueError` or `UserError` when one is
    damaged.
    """
    return tuple(map(_protocol, node.nodes("protocols")))


def _protocol(node: Node) -> DemoProtocol:
    rewriting = node.node_or_none("rewrite")
    return DemoProtocol(
        # Ids are given when it is begun, from the seed.
        content=read_protocol_file(resources.path(node.text("file")).read_bytes(), lambda: ""),
        referent=node.text("referent"),
        deeds=tuple(map(_deed, node.nodes("deeds"))),
        rewriting=None if rewriting is None else _rewriting(rewriting),
    )


def _deed(node: Node) -> ProtocolDeed:
    return ProtocolDeed(
        week=node.number("week"),
        do=node.text("do"),
        who=node.texts("who") if "who" in node.names else (),
        note=node.text_or_blank("note"),
        revise_week=node.number_or_none("revise_week"),
        case=node.number_or_none("case") or 0,
        met=node.numbers("met") if "met" in node.names else (),
        counted=node.numbers("counted") if "counted" in node.names else (),
    )


def _rewriting(node: Node) -> Rewriting:
    return Rewriting(
        texts=_words(node.node("texts")),
        steps={step.number("at"): _words(step, but="at") for step in node.nodes("steps")},
        added=tuple(map(_step, node.nodes("added"))),
    )


def _words(node: Node, but: str = "") -> Mapping[str, str]:
    return {name: node.text(name) for name in node.names if name != but}


def _step(node: Node) -> ProtocolStep:
    cells = {name: node.text_or_blank(name) for name in _CELLS}
    return ProtocolStep(ProtocolStepId(""), Moment(node.text("moment")), **cells)


class ProtocolLives:
    """Tells what became of each protocol, each deed on its day."""

    def __init__(
        self,
        desk: Desk,
        next_day: date,
        people: Mapping[str, ProfessionalId],
        cases: Mapping[int, CaseId],
    ) -> None:
        """`cases` are the situations by number, as they are when a deed is told."""
        self._desk, self._next_day = desk.protocols, next_day
        self._people, self._cases = people, cases
        self._ids: dict[str, ProtocolId] = {}

    def deeds(self, protocol: DemoProtocol) -> Iterator[tuple[datetime, Callable[[], object]]]:
        """What happened and when, local and without a zone, in its order."""
        for rank, deed in enumerate(protocol.deeds):
            day = day_of(self._next_day, deed.week, _A_DAY_AFTER)
            at = datetime.combine(day, _TOLD) + timedelta(minutes=rank)
            yield at, partial(self._tell, protocol, deed, day)

    def put_on_agenda(self, meeting_id: MeetingId, line: ProtocolLine) -> None:
        """Ask a meeting to validate a protocol."""
        points, id_ = self._desk.points, self._ids[line.title]
        points.add(meeting_id, id_, ProtocolAsked.VALIDATE, line.planned)

    def _tell(self, protocol: DemoProtocol, deed: ProtocolDeed, day: date) -> None:
        title = protocol.content.title
        if deed.do == "begin":
            self._ids[title], _ = self._desk.texts.create(protocol.content)
            self._desk.texts.save_heading(
                self._ids[title],
                referent_id=self._people[protocol.referent],
                referent_name="",
                revise_on=None,
            )
        elif deed.do == "sign":
            for name in deed.who:
                self._desk.signatures.sign(self._ids[title], day, self._people[name])
        elif deed.do == "rewrite" and protocol.rewriting is not None:
            self._rewrite(self._ids[title], protocol.rewriting)
        elif deed.do == "count":
            place, numerator, denominator = deed.counted
            indicator = self._desk.texts.get(self._ids[title]).content.indicators[place]
            self._desk.figures.write(
                self._ids[title], indicator.id, day.year, numerator, denominator, deed.note
            )
        elif deed.case:
            self._use(self._ids[title], deed, day)
        else:
            revise = deed.revise_week
            self._desk.life.move(
                self._ids[title],
                ProtocolStatus(deed.do),
                note=deed.note,
                revise_on=None if revise is None else day_of(self._next_day, revise),
            )

    def _use(self, id_: ProtocolId, deed: ProtocolDeed, day: date) -> None:
        case_id, inclusions = self._cases[deed.case], self._desk.inclusions
        if deed.do == "include":
            inclusions.include(case_id, id_, deed.met, day, deed.note)
        elif deed.do == "exclude":
            inclusions.exclude(case_id, id_, deed.met, day, deed.note)
        elif deed.do == "propose":
            steps = self._desk.lines.steps(case_id, id_)
            self._desk.lines.propose(case_id, id_, [line.step.id for line in steps])
        else:
            lines = (line.inclusion for line in inclusions.of_case(case_id))
            going = next(one for one in lines if one.protocol_id == id_ and one.is_open)
            end = inclusions.leave if deed.do == "leave" else inclusions.complete
            end(going.id, day, deed.note)

    def _rewrite(self, id_: ProtocolId, said: Rewriting) -> None:
        before = self._desk.texts.get(id_).content
        texts: dict[str, Any] = dict(said.texts)
        cells: Mapping[int, Mapping[str, Any]] = said.steps
        steps = [replace(step, **cells.get(at, {})) for at, step in enumerate(before.steps)]
        after = replace(before, **texts, steps=(*steps, *self._desk.texts.copies(said.added)))
        self._desk.texts.save_text(id_, after)
