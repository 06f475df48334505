# SPDX-License-Identifier: EUPL-1.2
"""The dossier of a meeting to come: what each sheet says, and that no patient is in any of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from app.documents.views import AgendaSheetView, AttendanceView, ConvocationView
from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.domain.errors import NotFoundError
from app.domain.field import Field
from app.domain.ids import MeetingId, ProfessionalId
from app.domain.meeting import AttendanceState, Role, Topic
from tests.documents.reading import solid, solid_pdf
from tests.services.office import PRACTICE, THURSDAY, Office, words

SECRETS = ("Verdier", "Marguerite", "06 77 88", "veuve")


@pytest.fixture
def meeting(office: Office) -> MeetingId:
    """Two situations and a point, a guest, somebody away."""
    chair = office.person("Aubry", "Nadia", profession="Médecin généraliste")
    guest = office.person("Imbert", "Jeanne", Field.SOCIAL, "Assistante sociale", member=False)
    away = office.person("Kowalski", "Tomasz", Field.PSYCHIC, "Psychiatre")
    first = office.case("S26-014", requester=chair, question="Chutes répétées ?", wishes="veuve")
    second = office.case("S26-019", ConsentState.NOT_ASKED)
    office.desk.cases.save_identity(
        first, Identity("Verdier", "Marguerite", date(1941, 3, 2), "06 77 88")
    )
    case = office.desk.cases.file(first).case
    office.desk.cases.save(replace(case, title="Chutes et isolement"))
    office.desk.series.away(away, THURSDAY, THURSDAY)
    meeting_id, _ = office.desk.agendas.prepare_next()
    office.desk.attendance.hold_role(meeting_id, Role.CHAIR, (chair,))
    item_id, _ = office.desk.agendas.add_case(meeting_id, first, 25)
    office.desk.agendas.add_case(meeting_id, second)
    office.desk.agendas.add_point(meeting_id, "Protocole plaies", 10, Topic.PROTOCOL)
    office.desk.guests.invite_covered(item_id, guest)
    return meeting_id


def sheets(office: Office, meeting: MeetingId) -> tuple[ConvocationView, AgendaSheetView]:
    convocation, agenda, attendance = (
        printable.view for printable in office.desk.dossiers.dossier(meeting).printables
    )
    assert isinstance(convocation, ConvocationView)
    assert isinstance(agenda, AgendaSheetView)
    assert isinstance(attendance, AttendanceView)
    return convocation, agenda


def test_the_convocation_says_when_where_and_who_but_no_situation(
    office: Office, meeting: MeetingId
) -> None:
    convocation, _ = sheets(office, meeting)
    facts = {fact.label: fact.value for fact in convocation.facts}
    assert facts == {
        "Date": "Jeudi 26 novembre 2026",
        "Horaire": "12\u00a0h\u00a030 – 14\u00a0h",
        "Lieu": PRACTICE.place,
        "Animateur": "Nadia Aubry",
        "À l’ordre du jour": "2 situations et 1 point",
    }
    assert [(p.name, p.state) for p in convocation.people] == [
        ("Nadia Aubry", "attendu·e"),
        ("Tomasz Kowalski", "excusé·e"),
        ("Jeanne Imbert", "invité·e à 12\u00a0h\u00a030"),
    ]
    for hidden in ("S26", "Chutes", "Protocole", *SECRETS):
        assert hidden not in words(convocation)


def test_the_agenda_has_hour_code_consent_theme_and_requester(
    office: Office, meeting: MeetingId
) -> None:
    _, agenda = sheets(office, meeting)
    assert [(x.at, x.code, x.consent, x.theme, x.requester, x.guests) for x in agenda.lines] == [
        (
            "12\u00a0h\u00a030",
            "S26-014",
            "obtenu le 26 nov. 2026",
            "Chutes et isolement",
            "Nadia Aubry, médecin généraliste",
            "avec Jeanne Imbert",
        ),
        ("12\u00a0h\u00a055", "S26-019", "non demandé : anonyme", "Que faire ?", "", ""),
        ("13\u00a0h\u00a015", "Protocole", "—", "Protocole plaies", "", ""),
    ]
    facts = {fact.label: fact.value for fact in agenda.facts}
    assert facts["Durée prévue"] == "55\u00a0min sur 1\u00a0h\u00a030"
    for hidden in SECRETS:
        assert hidden not in words(agenda)


def test_who_comes_for_one_situation_signs_on_a_line_that_says_which(
    office: Office, meeting: MeetingId
) -> None:
    sheet = office.desk.documents.attendance(meeting).view
    assert isinstance(sheet, AttendanceView)
    assert [(p.name, p.note) for p in sheet.people] == [
        ("Nadia Aubry", ""),
        ("Jeanne Imbert", "invité·e : S26-014"),
    ]


def test_the_dossier_is_one_file_or_three_with_names_that_name_nobody(
    office: Office, meeting: MeetingId
) -> None:
    batch = office.desk.dossiers.dossier(meeting)
    text = solid_pdf(batch.render().pdf)
    for title in ("Convocation", "Ordre du jour", "Feuille d’émargement"):
        assert solid(title) in text
    assert "page1/1" in text
    assert [name for name, _ in batch.files()] == [
        "convocation-2026-11-26.pdf",
        "ordre-du-jour-2026-11-26.pdf",
        "emargement-2026-11-26.pdf",
    ]
    assert batch.stem == "dossier-de-seance-2026-11-26"
    assert batch.band == "PSEUDONYMISÉ"
    for hidden in SECRETS:
        assert solid(hidden) not in text


def test_an_agenda_without_items_and_a_meeting_without_people_are_set(office: Office) -> None:
    meeting_id, _ = office.meeting()
    text = solid_pdf(office.desk.dossiers.dossier(meeting_id).render().pdf)
    assert solid("Rien n’est encore à l’ordre du jour.") in text
    with pytest.raises(NotFoundError):
        office.desk.dossiers.dossier(MeetingId("nothing"))


def test_the_calendar_file_has_the_hours_in_utc_and_no_situation(
    office: Office, meeting: MeetingId
) -> None:
    name, raw = office.desk.dossiers.calendar(meeting)
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert name == "reunion-2026-11-26.ics"
    assert event.decoded("dtstart") == datetime(2026, 11, 26, 11, 30, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
    assert str(event["location"]) == PRACTICE.place
    assert str(event["summary"]) == f"Réunion d’équipe · {PRACTICE.name}"
    text = raw.decode()
    assert b"\r\n" in raw
    for hidden in ("S26", "Chutes", "Protocole", "Aubry", *SECRETS):
        assert hidden not in text
    assert office.desk.dossiers.calendar(meeting) == (name, raw)


def test_a_meeting_that_moved_replaces_its_entry_in_the_calendar(
    office: Office, meeting: MeetingId
) -> None:
    (before,) = Calendar.from_ical(office.desk.dossiers.calendar(meeting)[1]).walk("VEVENT")
    office.clock.set_local(datetime.combine(THURSDAY, time(12, 10)))
    office.desk.series.move(THURSDAY, THURSDAY, time(23, 30), time(0, 30))
    (after,) = Calendar.from_ical(office.desk.dossiers.calendar(meeting)[1]).walk("VEVENT")
    assert str(before["uid"]) == str(after["uid"])
    assert after.decoded("sequence") > before.decoded("sequence")
    assert after.decoded("dtend") == datetime(2026, 11, 26, 23, 30, tzinfo=UTC)


def test_each_sheet_asked_for_is_in_the_journal(office: Office, meeting: MeetingId) -> None:
    office.desk.dossiers.dossier(meeting).output("saved")
    office.desk.dossiers.calendar(meeting)
    noted = office.connection.execute("SELECT event FROM journal ORDER BY seq DESC LIMIT 7")
    assert sorted(row.text("event") for row in noted) == [
        "document.agenda",
        "document.attendance",
        "document.calendar",
        "document.convocation",
        *["document.saved"] * 3,
    ]


def test_a_guest_who_left_the_directory_is_still_named(office: Office, meeting: MeetingId) -> None:
    person = next(p for p in office.desk.directory.all() if p.last == "Imbert")
    office.desk.directory.save(replace(person, active=False))
    convocation, _ = sheets(office, meeting)
    assert "Jeanne Imbert" in [p.name for p in convocation.people]
    assert office.desk.meetings.meeting(meeting).state_of(ProfessionalId(person.id)) is None
    assert AttendanceState.EXCUSED.label in words(convocation)


def test_a_long_theme_is_printed_whole(office: Office) -> None:
    question = "Retour d’hospitalisation après un accident : qui tient quoi à la maison ? " * 3
    office.meeting(office.case("A", question=question))
    meeting_id, _ = office.meeting(office.case("B", question=question))
    _, agenda = sheets(office, meeting_id)
    assert agenda.lines[0].theme == question.strip()
