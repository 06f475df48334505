# SPDX-License-Identifier: EUPL-1.2
"""Somebody who is away is excused in the meetings that are prepared for those days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.domain.changes import Kind, content_of
from app.domain.directory import Absence
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import AbsenceId, ProfessionalId
from app.domain.meeting import Attendance, AttendanceState, Meeting, MeetingState
from app.storage.unit_of_work import Rows, UnitOfWork


def excuse_absent(rows: Rows, meeting: Meeting, was: date | None = None) -> Meeting:
    """The meeting with those who are away on its day excused.

    `was` is the day it had before: who was excused for that day only is expected again.
    """
    away = rows.absences.away(meeting.on)
    before = rows.absences.away(was) if was else frozenset()
    lines = tuple(_excused(line, away, before) for line in meeting.attendance)
    return replace(meeting, attendance=lines)


def note_absence(
    work: UnitOfWork, person: ProfessionalId, first: date, last: date, today: date
) -> Absence:
    """Keep an absence. Raises `UserError` when it ends before it begins or is over."""
    if last < first:
        raise UserError("Cette absence finit avant de commencer.", "Vérifiez les deux dates.")
    if last < today:
        raise UserError("Cette absence est déjà passée.", "Vérifiez les deux dates.")
    if work.rows.professionals.get(person) is None:
        raise NotFoundError("Cette personne n’est plus dans l’annuaire.", "Choisissez-en une.")
    absence = Absence(AbsenceId(work.new_id()), person, first, last)
    prepared = tuple(_prepared(work.rows, absence, today))
    work.rows.absences.save(absence)
    for meeting in prepared:
        _save(work, excuse_absent(work.rows, meeting))
    work.changed(Kind.ABSENCE, absence.id, content_of(absence))
    work.journal("absence.noted", Kind.ABSENCE, absence.id)
    return absence


def remove_absence(work: UnitOfWork, absence: Absence, today: date) -> None:
    """Forget an absence; who is not away for another reason is expected again."""
    prepared = tuple(_prepared(work.rows, absence, today))
    work.rows.absences.remove(absence.id)
    for meeting in prepared:
        still = work.rows.absences.away(meeting.on)
        if absence.professional_id not in still:
            gone = frozenset({absence.professional_id})
            lines = tuple(_excused(line, still, gone) for line in meeting.attendance)
            _save(work, replace(meeting, attendance=lines))
    work.changed(Kind.ABSENCE, absence.id, {"removed": True})
    work.journal("absence.removed", Kind.ABSENCE, absence.id)


def _prepared(rows: Rows, absence: Absence, today: date) -> Iterator[Meeting]:
    for meeting in rows.meetings.since(max(absence.first, today)):
        if meeting.state is MeetingState.PREPARED and absence.covers(meeting.on):
            yield meeting


def _excused(
    line: Attendance, away: frozenset[ProfessionalId], before: frozenset[ProfessionalId]
) -> Attendance:
    here = line.professional_id in away
    if here and line.state is AttendanceState.INVITED:
        return replace(line, state=AttendanceState.EXCUSED)
    if not here and line.professional_id in before and line.state is AttendanceState.EXCUSED:
        return replace(line, state=AttendanceState.INVITED)
    return line


def _save(work: UnitOfWork, meeting: Meeting) -> None:
    work.rows.meetings.save(meeting)
    states = {line.professional_id: line.state.value for line in meeting.attendance}
    work.changed(Kind.MEETING, meeting.id, {"attendance": states})
