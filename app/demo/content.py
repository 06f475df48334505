# SPDX-License-Identifier: EUPL-1.2
"""The fictional practice, as `resources/demo` tells it (records and their meaning: `records`)."""

import csv
from datetime import time
from functools import partial
from pathlib import Path

from app.demo.protocols import read_protocols
from app.demo.reading import Node
from app.demo.records import (
    AgendaLine,
    ConsentRecord,
    DemoContent,
    DemoMeeting,
    Discussion,
    Feedback,
    Near,
    Outcome,
    Person,
    Plan,
    PlannedAction,
    PlanRow,
    ProtocolLine,
    Situation,
)
from app.domain.action import ActionState
from app.domain.care_plan import PlanPart
from app.domain.case import ComplexityReason, Eligibility, Identity
from app.domain.consent import ConsentState
from app.domain.feedback import Agreement
from app.domain.field import Field
from app.domain.logo import Logo
from app.domain.meeting import AttendanceState, Notes, Role
from app.domain.practice import Practice, WeeklySlot
from app.domain.unmet_need import UnmetCause
from app.exchange.picture import read_picture

_BESIDE = (
    "sex",
    "address",
    "phone",
    "carer",
    "trusted",
    "relatives",
    "pension_fund",
    "insurance",
)
"""What an identity may have beside a name and a birth."""
_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "demo"


def load_content() -> DemoContent:
    """Read `resources/demo`.

    Raises `OSError` when a file is missing, `TypeError` or `ValueError` when one is damaged.
    """
    practice = _read("practice.json")
    meetings = _read("meetings.json")
    return DemoContent(
        practice=_practice(practice),
        reference_date=practice.day("reference_date"),
        people=_people((_FOLDER / "professionals.csv").read_text(encoding="utf-8")),
        situations=tuple(map(_situation, _read("situations.json").nodes("situations"))),
        meetings=tuple(map(_past_meeting, meetings.nodes("past"))),
        next_meeting=_next_meeting(meetings.node("next")),
        protocols=read_protocols(_read("protocols.json")),
    )


def demo_logo() -> Logo:
    """The logo of the fictional practice. Raises `OSError` when its file is missing."""
    return read_picture((_FOLDER / "logo.png").read_bytes())


def _read(name: str) -> Node:
    return Node.parse((_FOLDER / name).read_text(encoding="utf-8"), name)


def _practice(node: Node) -> Practice:
    return Practice(
        name=node.text("name"),
        place=node.text("place"),
        finess=node.text("finess"),
        address=node.text("address"),
        phone=node.text("phone"),
        slot=WeeklySlot(node.number("weekday"), node.hour("start"), node.hour("end")),
    )


_FIELDS = {
    "organique": Field.ORGANIC,
    "psychique": Field.PSYCHIC,
    "social": Field.SOCIAL,
    "autre": Field.OTHER,
}


def _people(text: str) -> tuple[Person, ...]:
    return tuple(
        Person(
            last=row["Nom"],
            first=row["Prénom"],
            profession=row["Profession"],
            field=_FIELDS[row["Champ"]],
            structure=row["Structure"],
            member=row["Membre MSP"] == "oui",
            rpps=row["RPPS"],
            phone=row["Téléphone"],
            mail=row["Messagerie"],
        )
        for row in csv.DictReader(text.splitlines(), delimiter=";")
    )


def _situation(node: Node) -> Situation:
    identity = node.node_or_none("identity")
    eligible = node.node("eligible")
    notes = _notes(node.node("notes"))
    plan = node.node_or_none("plan")
    return Situation(
        number=node.number("number"),
        opened_week=node.number("opened_week"),
        identity=None if identity is None else _identity(identity),
        requester=node.text("requester"),
        reason=ComplexityReason(node.text("reason")),
        eligible=Eligibility(
            over_75=eligible.flag("over_75"),
            ald=eligible.flag("ald"),
            treating_doctor_in_sisa=eligible.flag("msp_doctor"),
        ),
        consents=tuple(map(_consent, node.nodes("consents"))),
        title=node.text("title"),
        question=node.text("question"),
        wishes=node.text("wishes"),
        carer=node.text("carer"),
        priority=node.text_or_blank("priority"),
        tried=node.text_or_blank("tried"),
        circle=tuple(map(_near, node.nodes("circle") if "circle" in node.names else ())),
        notes=notes,
        discussions=tuple(map(partial(_discussion, notes), node.nodes("discussions"))),
        plan=None if plan is None else _plan(plan),
    )


def _identity(node: Node) -> Identity:
    beside = {name: node.text_or_blank(name) for name in _BESIDE}
    return Identity(
        last=node.text("last"), first=node.text("first"), born=node.day("born"), **beside
    )


def _near(node: Node) -> Near:
    return Near(node.text("who"), node.text("role"), care_team=node.flag("care_team"))


def _notes(node: Node) -> Notes:
    return Notes(node.text("organic"), node.text("psychic"), node.text("social"))


def _consent(node: Node) -> ConsentRecord:
    return ConsentRecord(
        state=ConsentState(node.text("state")),
        week=node.number("week"),
        days_before=node.number_or_none("days_before"),
        by=node.text_or_blank("by"),
        scope=node.text("scope"),
    )


def _discussion(first_notes: Notes, node: Node) -> Discussion:
    """A discussion without notes of its own said what the situation's notes say."""
    notes = node.node_or_none("notes")
    feedback = node.node_or_none("feedback")
    return Discussion(
        week=node.number("week"),
        notes=first_notes if notes is None else _notes(notes),
        decisions=node.texts("decisions"),
        actions=tuple(map(_action, node.nodes("actions"))),
        feedback=None if feedback is None else _feedback(feedback),
    )


def _action(node: Node) -> PlannedAction:
    outcome = node.node_or_none("outcome")
    return PlannedAction(
        text=node.text("text"),
        who=node.text("who"),
        due_days=node.number("due_days"),
        outcome=None if outcome is None else _outcome(outcome),
    )


def _outcome(node: Node) -> Outcome:
    return Outcome(
        state=ActionState(node.text("state")),
        after_days=node.number("after_days"),
        note=node.text("note"),
        new_due_days=node.number_or_none("new_due_days"),
    )


def _feedback(node: Node) -> Feedback:
    return Feedback(
        node.number("after_days"),
        node.text("by"),
        node.text("reaction"),
        Agreement(node.text_or_blank("agreement")),
        node.text_or_blank("refused"),
    )


def _plan(node: Node) -> Plan:
    return Plan(
        week=node.number("week"),
        alert=node.text("alert"),
        unmet=node.text("unmet"),
        unmet_problem=node.text("unmet_problem"),
        unmet_cause=UnmetCause(node.text("unmet_cause")),
        gir=node.number_or_none("gir"),
        alert_who=node.text_or_blank("alert_who"),
        rows=tuple(map(_row, node.nodes("lines"))),
    )


def _row(node: Node) -> PlanRow:
    return PlanRow(
        part=PlanPart(node.text("part")),
        problem=node.text("problem"),
        objective=node.text("objective"),
        action=node.text("action"),
        who=node.text("who"),
        criterion=node.text("criterion"),
        due_days=node.number("due_days"),
        review_days=node.number("review_days"),
        plain_objective=node.text_or_blank("plain_objective"),
        plain_action=node.text_or_blank("plain_action"),
        education="education" in node.names and node.flag("education"),
    )


def _past_meeting(node: Node) -> DemoMeeting:
    attendance = node.node("attendance")
    return _meeting(
        node,
        started=node.hour("started"),
        ended=node.hour("ended"),
        attendance=tuple(
            (name, AttendanceState(state))
            for state in attendance.names
            for name in attendance.texts(state)
        ),
    )


def _next_meeting(node: Node) -> DemoMeeting:
    invited = tuple((name, AttendanceState.INVITED) for name in node.texts("invited"))
    return _meeting(node, started=None, ended=None, attendance=invited)


def _meeting(
    node: Node,
    started: time | None,
    ended: time | None,
    attendance: tuple[tuple[str, AttendanceState], ...],
) -> DemoMeeting:
    roles, validated = node.node("roles"), node.node_or_none("protocol")
    return DemoMeeting(
        week=node.number("week"),
        approval_minutes=node.number("approval_minutes"),
        started=started,
        ended=ended,
        roles={Role(role): roles.texts(role) for role in roles.names},
        attendance=attendance,
        agenda=tuple(
            AgendaLine(line.number("case"), line.number("planned"), line.number_or_none("used"))
            for line in node.nodes("items")
        ),
        protocol=None if validated is None else _validated(validated),
    )


def _validated(node: Node) -> ProtocolLine:
    return ProtocolLine(node.text("title"), node.number("planned"), node.number("used"))
