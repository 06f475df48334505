# SPDX-License-Identifier: EUPL-1.2
"""What passes from one file of a person to the one that stays, part by part."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.domain.care_plan import CarePlan
from app.domain.case import Case, Protection
from app.domain.changes import Kind, content_of
from app.domain.circle import CircleMember
from app.domain.consent import Consent
from app.domain.dates import medium_date
from app.domain.ids import CaseId, CircleMemberId, ItemId, MeetingId
from app.domain.inclusion import Inclusion
from app.services.aftermath import end_of, plan_of
from app.services.agenda_order import number
from app.services.inclusions import take_out
from app.services.plan_versions import keep_going
from app.services.uncovered import of_care_team, uncovered
from app.storage.unit_of_work import Rows, UnitOfWork

Groups = tuple[tuple[str, ...], ...]
"""Names of fields; those of one group are filled together, since they say one thing."""

CASE_FIELDS: Groups = (
    *(("title",), ("question",), ("priority",), ("wishes",), ("tried",), ("carer",)),
    *(("organic",), ("psychic",), ("social",)),
    *(("requester_id", "requester_name"), ("referent_id", "referent_name")),
)
PLAN_FIELDS: Groups = (
    *(("coordinator_id", "coordinator_name"), ("alert_id", "alert_name")),
    *(("alert",), ("alert_nights",), ("ald",), ("gir",), ("directives",)),
)


def lacking(ours: object, theirs: object, groups: Groups) -> dict[str, Any]:
    """What the one leaves blank and the other says, by the names of the fields."""
    found: dict[str, Any] = {}
    for group in groups:
        said = {name: getattr(theirs, name) for name in group}
        if all(getattr(ours, name) in (None, "") for name in group):
            found |= {name: value for name, value in said.items() if value not in (None, "")}
    return found


def filled(kept: Case, joined: Case, *, born: Case | None = None) -> Case:
    """What the one that stays lacks comes from the other; `born` is whose year of birth is right.

    Who else has a say, and the secrecy that a minor asked for, hold for the person in any file.
    """
    days = [day for day in (kept.review_on, joined.review_on) if day is not None]
    ours, theirs = kept.eligibility, joined.eligibility
    protected = kept.protection is not Protection.NONE
    return replace(
        kept,
        **lacking(kept, joined, CASE_FIELDS),
        review_on=min(days, default=None),
        protection=kept.protection if protected else joined.protection,
        parents_kept_out=kept.parents_kept_out or joined.parents_kept_out,
        birth_year=(born or kept).birth_year or kept.birth_year or joined.birth_year,
        eligibility=replace(
            ours,
            over_75=ours.over_75 or theirs.over_75,
            ald=ours.ald or theirs.ald,
            treating_doctor_in_sisa=ours.treating_doctor_in_sisa or theirs.treating_doctor_in_sisa,
        ),
    )


def told_before(rows: Rows, kept: Case, joined: Case, last: Consent | None) -> Iterator[str]:
    """What joining takes off agendas, and what it opens again; `last` is the answer that counts."""
    there = {meeting for _, meeting in rows.joining.prepared(kept.id)}
    if any(meeting in there for _, meeting in rows.joining.prepared(joined.id)):
        yield f"{joined.code} quitte l’ordre du jour où {kept.code} est déjà."
    if last is None or not last.state.allows_presentation:
        return
    both = (kept.id, joined.id)
    for one in (one for id_ in both for one in uncovered(rows, id_, last)):
        if not any(of_care_team(rows, id_, one.person) for id_ in both):
            yield f"{one.name} ne vient plus le {medium_date(one.on)} : l’accord ne le couvre pas."
    for case in (kept, joined):
        answer = rows.consents.current(case.id)
        if answer is not None and not answer.state.allows_presentation:
            yield f"L’accord noté depuis vaut pour les deux : {case.code} se lit de nouveau."


def free_agendas(work: UnitOfWork, kept_id: CaseId, joined_id: CaseId) -> None:
    """An agenda that has both keeps one item: that of the situation that stays."""
    there = {meeting for _, meeting in work.rows.joining.prepared(kept_id)}
    for item, meeting in work.rows.joining.prepared(joined_id):
        if meeting in there:
            work.rows.agenda.remove(ItemId(item))
            work.rows.operations.forget_texts((item,))
            work.changed(Kind.ITEM, item, {"removed": True})
            number(work, work.rows.agenda.of(MeetingId(meeting)))
            work.changed(Kind.MEETING, meeting, {"agenda": "joined"})


def twice_included(rows: Rows, kept: Case, joined: Case) -> Iterator[str]:
    """What becomes of a protocol that both files are in now: the oldest inclusion stays."""
    for stays, _ in _both_in(rows, kept.id, joined.id):
        title = rows.inclusions.titles(stays.case_id)[stays.id]
        code = kept.code if stays.case_id == kept.id else joined.code
        yield (
            f"Les deux sont incluses dans «\u202f{title}\u202f»\u00a0: l’inclusion du "
            f"{medium_date(stays.on)} ({code}) reste, l’autre va à la corbeille."
        )


def twice_there(rows: Rows, kept_id: CaseId, joined_id: CaseId) -> int:
    """How many inclusions of the joined file do not come along: the other file has an older one."""
    return sum(goes.case_id == joined_id for _, goes in _both_in(rows, kept_id, joined_id))


def keep_one_inclusion(work: UnitOfWork, kept_id: CaseId, joined_id: CaseId) -> None:
    """A person is in a protocol once: what began later goes to the bin, from either file."""
    for _, goes in _both_in(work.rows, kept_id, joined_id):
        take_out(work, goes)


def _both_in(
    rows: Rows, kept_id: CaseId, joined_id: CaseId
) -> Iterator[tuple[Inclusion, Inclusion]]:
    """The inclusions in one protocol that go on in both files: which stays, and which goes."""
    ours = {one.protocol_id: one for one in rows.inclusions.of_case(kept_id) if one.is_open}
    for theirs in rows.inclusions.of_case(joined_id):
        known = ours.get(theirs.protocol_id)
        if theirs.is_open and known is not None:
            older = known if known.on <= theirs.on else theirs
            yield older, theirs if older is known else known


def move_plan(work: UnitOfWork, kept_id: CaseId, joined_id: CaseId) -> None:
    """The lines go to the plan that stays, and what its page lacks; a validated one begins anew."""
    other = work.rows.care_plans.of_case(joined_id)
    if other is None:
        return
    blank = CarePlan(other.id, other.case_id)
    if not other.lines and not other.housing and not lacking(blank, other, PLAN_FIELDS):
        return
    before = plan_of(work, kept_id)
    for place, line in enumerate(other.lines, start=end_of(before)):
        work.rows.care_plans.save_line(replace(line, plan_id=before.id, position=place))
        work.changed(Kind.PLAN_LINE, line.id, {"plan_id": before.id})
    page = replace(
        before,
        **lacking(before, other, PLAN_FIELDS),
        housing=before.housing or other.housing,
        took_part=before.took_part or other.took_part,
    )
    work.rows.care_plans.save(page)
    keep_going(work, before)
    work.changed(Kind.CARE_PLAN, before.id, {"joined": other.id})
    work.changed(Kind.CARE_PLAN, other.id, {"joined": before.id})


def move_circle(work: UnitOfWork, case_id: CaseId, members: tuple[CircleMember, ...]) -> None:
    """Copies: who was around the person in the file that is over stays written there."""
    known = work.rows.circles.of(case_id)
    after = max((each.position for each in known), default=-1) + 1
    for place, member in enumerate(members, start=after):
        copy = replace(member, id=CircleMemberId(work.new_id()), case_id=case_id, position=place)
        work.rows.circles.save(copy)
        work.changed(Kind.CIRCLE, copy.id, content_of(copy))
