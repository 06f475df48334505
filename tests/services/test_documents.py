# SPDX-License-Identifier: EUPL-1.2
"""What each document says, asserted on its view model: no PDF is made here."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.documents.views import AttendanceView, CarePlanView, Confidentiality, MinutesView
from app.domain.care_plan import LineState, PlanLine, PlanPart, PlanStatus
from app.domain.case import Eligibility, Identity
from app.domain.consent import ConsentState
from app.domain.field import Field
from app.domain.ids import CaseId, MeetingId, MinutesId
from app.domain.meeting import AttendanceState, Role
from app.services.meetings import ActionDraft
from tests.services.office import THURSDAY, Office, words

WEEK = timedelta(days=7)
NAMES = ("Verdier", "Marguerite", "1941", "06 77")


@pytest.fixture
def sealed(office: Office) -> tuple[MeetingId, MinutesId, CaseId]:
    """A meeting on a person whose identity is known, with people in every state."""
    chair = office.person("Aubry", "Nadia", profession="Médecin généraliste")
    outside = office.person("Imbert", "Jeanne", Field.SOCIAL, "Assistante sociale", member=False)
    away = office.person("Kowalski", "Tomasz", Field.PSYCHIC, "Psychiatre")
    late = office.person("Jacquet", "Mélanie", profession="Diététicienne")
    case_id = office.case("S26-014", requester=chair)
    office.desk.cases.save_identity(
        case_id, Identity("Verdier", "Marguerite", date(1941, 3, 2), "06 77 88")
    )
    office.desk.cases.identity(case_id)
    meeting_id, (item_id,) = office.meeting(
        case_id,
        roles={Role.CHAIR: (chair,)},
        attendance=[
            (chair, AttendanceState.PRESENT),
            (outside, AttendanceState.REMOTE),
            (away, AttendanceState.EXCUSED),
            (late, AttendanceState.ABSENT),
        ],
    )
    office.desk.meetings.start(meeting_id)
    office.discuss(item_id, "mots")
    office.desk.meetings.act(item_id, ActionDraft("Dossier APA", outside, due=date(2026, 12, 3)))
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    return meeting_id, minutes_id, case_id


def plan_view(office: Office, case_id: CaseId, only: PlanPart | None = None) -> CarePlanView:
    view = office.desk.documents.care_plan(case_id, only).view
    assert isinstance(view, CarePlanView)
    return view


def values(view: CarePlanView | AttendanceView | MinutesView) -> dict[str, str]:
    return {fact.label: fact.value for fact in view.facts}


# --- minutes and attendance -----------------------------------------------------------------------


def test_minutes_and_attendance_carry_codes_and_no_patient(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    meeting_id, minutes_id, _ = sealed
    for printable in (
        office.desk.documents.minutes(minutes_id),
        office.desk.documents.attendance(meeting_id),
    ):
        said = words(printable.view)
        assert "S26-014" in said
        assert not [name for name in NAMES if name in said]
        assert printable.band == "PSEUDONYMISÉ"
        assert "codes seuls" in printable.view.band_note


def test_minutes_say_everything_that_was_held(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    printable = office.desk.documents.minutes(sealed[1])
    view = printable.view
    assert isinstance(view, MinutesView)
    assert printable.stem == "compte-rendu-2026-11-26"
    assert "jeudi 26 novembre 2026 · n° 1 de l’année 2026" in view.subtitle
    assert [(p.name, p.state) for p in view.people] == [
        ("Nadia Aubry", "Présents"),
        ("Jeanne Imbert", "En visio"),
        ("Tomasz Kowalski", "Excusés"),
        ("Mélanie Jacquet", "Absents"),
    ]
    (item,) = view.items
    assert item.requester == "Nadia Aubry, médecin généraliste"
    assert item.consent == "Accord obtenu"
    assert dict(item.notes) == {
        "Organique": "organic mots",
        "Psychique": "psychic mots",
        "Social": "social mots",
    }
    assert item.decisions == ("decision mots",)
    assert [(a.text, a.who, a.due) for a in item.actions] == [
        ("action mots", "Une voisine", "jeu. 3 déc. 2026"),
        ("Dossier APA", "Jeanne Imbert", "jeu. 3 déc. 2026"),
    ]
    assert view.fingerprint in words(view.seal)
    assert len(view.fingerprint) == 9


def test_a_second_version_says_so_in_its_name_and_why(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    office.desk.minutes.reopen(sealed[0], "Une faute de frappe")
    minutes_id, _ = office.desk.minutes.close(sealed[0])
    printable = office.desk.documents.minutes(minutes_id)
    assert printable.stem == "compte-rendu-2026-11-26-v2"
    assert "Une faute de frappe" in words(printable.view)
    assert "version 2" in words(printable.view)


def test_the_sheet_to_sign_lists_those_who_come_and_tells_of_the_others(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    view = office.desk.documents.attendance(sealed[0]).view
    assert isinstance(view, AttendanceView)
    assert [(line.name, line.status, line.note) for line in view.people] == [
        ("Nadia Aubry", "MSP", ""),
        ("Jeanne Imbert", "hors MSP", "en visio"),
    ]
    assert view.codes == ("S26-014",)
    assert view.foot == ("Excusés : Tomasz Kowalski", "Absents : Mélanie Jacquet")
    assert {fact.label: fact.value for fact in view.totals} == {
        "Présents": "2 sur 4",
        "Professions": "2",
        "Dossiers": "1 situation",
    }


def test_a_sheet_printed_before_the_meeting_is_left_to_the_hand(office: Office) -> None:
    person = office.person("Aubry", "Nadia")
    meeting_id, _ = office.meeting(office.case("A"), attendance=[(person, AttendanceState.INVITED)])
    view = office.desk.documents.attendance(meeting_id).view
    assert isinstance(view, AttendanceView)
    assert [line.name for line in view.people] == ["Nadia Aubry"]
    assert (view.codes, view.totals, view.spare_lines > 0) == (("A",), (), True)


def test_the_files_counted_are_those_that_were_handled(office: Office) -> None:
    seen, put_off, gone, late = (office.case(code) for code in "ABCD")
    person = office.person("Aubry", "Nadia")
    meeting_id, items = office.meeting(
        seen, put_off, gone, late, attendance=[(person, AttendanceState.PRESENT)]
    )
    office.desk.meetings.start(meeting_id)
    office.discuss(items[0], "mots")
    office.desk.meetings.postpone(items[1], "Il manque un avis.")
    office.consent(gone, ConsentState.WITHDRAWN)
    office.desk.minutes.close(meeting_id)
    view = office.desk.documents.attendance(meeting_id).view
    assert isinstance(view, AttendanceView)
    assert view.codes == ("A",)
    assert "1 situation" in words(view.totals)


def test_who_was_to_lead_and_was_not_there_is_marked_as_away(office: Office) -> None:
    chair, other = office.person("Aubry", "Nadia"), office.person("Aubry-Petit", "Nadia")
    meeting_id, _ = office.meeting(
        office.case("A"),
        roles={Role.CHAIR: (chair,), Role.SCRIBE: (other,)},
        attendance=[(chair, AttendanceState.ABSENT), (other, AttendanceState.PRESENT)],
    )
    sheet = office.desk.documents.attendance(meeting_id).view
    office.desk.meetings.start(meeting_id)
    minutes = office.desk.documents.minutes(office.desk.minutes.close(meeting_id)[0]).view
    for view in (sheet, minutes):
        assert isinstance(view, AttendanceView | MinutesView)
        assert values(view)["Animateur"] == "Nadia Aubry (absent·e)"
        assert values(view)["Rédacteur"] == "Nadia Aubry-Petit"


def test_where_nobody_came_there_is_no_line_to_sign(office: Office) -> None:
    away = office.person("Aubry", "Nadia")
    meeting_id, _ = office.meeting(office.case("A"), attendance=[(away, AttendanceState.ABSENT)])
    view = office.desk.documents.attendance(meeting_id).view
    assert isinstance(view, AttendanceView)
    assert (view.people, view.spare_lines) == ((), 0)
    bare, _ = office.meeting(office.case("B"), on=THURSDAY + WEEK)
    view = office.desk.documents.attendance(bare).view
    assert isinstance(view, AttendanceView)
    assert view.spare_lines > 0


def test_minutes_of_a_meeting_that_discussed_nothing_say_so(office: Office) -> None:
    def notice(*, talk: bool, items: int) -> str:
        cases = [office.case() for _ in range(items)]
        meeting_id, found = office.meeting(*cases)
        office.desk.meetings.start(meeting_id)
        if talk:
            office.discuss(found[0], "mots")
        elif items == 2:
            office.consent(cases[0], ConsentState.WITHDRAWN)
            office.desk.meetings.postpone(found[1], "Il manque un avis.")
        view = office.desk.documents.minutes(office.desk.minutes.close(meeting_id)[0]).view
        assert isinstance(view, MinutesView)
        return view.notice

    assert notice(talk=True, items=1) == ""
    for items in (0, 1, 2):
        said = notice(talk=False, items=items)
        assert said == "Aucun point n’a été abordé pendant cette réunion."


# --- care plan ------------------------------------------------------------------------------------


def written(office: Office, case_id: CaseId) -> None:
    """A plan with a line of each part, a refused one and an ending."""
    social = office.person("N'Diaye", "Fatou", Field.SOCIAL)
    for part, who in ((PlanPart.CARE, None), (PlanPart.AID, social)):
        line_id, _ = office.desk.care_plans.add_line(case_id, part)
        plan = office.desk.care_plans.view(case_id).plan
        assert plan is not None
        line = next(line for line in plan.lines if line.id == line_id)
        office.desk.care_plans.save_line(filled(line, who is not None, part))
    plans = office.desk.care_plans
    plans.save_page(case_id, replace(plans.facts(case_id).page, alert="alerte clinique"))
    plans.needs.add(case_id, "non couvert clinique")
    plans.set_status(case_id, PlanStatus.VALIDATED)


def filled(line: PlanLine, social: bool, part: PlanPart) -> PlanLine:
    word = "aide" if social else "clinique"
    return replace(
        line,
        problem=f"problème {word}",
        objective=f"objectif {word}",
        action=f"acte {word}",
        criterion=f"critère {word}",
        who_name=f"intervenant {word}",
        due=date(2026, 12, 4),
        review_on=date(2027, 2, 1) if part is PlanPart.AID else date(2027, 1, 4),
    )


def test_a_whole_plan_has_both_parts_and_the_alert(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    case_id = sealed[2]
    written(office, case_id)
    office.desk.care_plans.accept_all(case_id)
    view = plan_view(office, case_id)
    assert [(part.title, len(part.lines)) for part in view.parts] == [
        ("Plan de soins", 3),
        ("Plan d’aides", 2),
    ]
    assert view.confidentiality is Confidentiality.NOMINATIVE
    assert values(view)["Personne"] == "Marguerite Verdier, 85\u00a0ans"
    assert (view.alert, [need.need for need in view.unmet_needs]) == (
        "alerte clinique",
        ["non couvert clinique"],
    )
    assert values(view)["Réévaluation"] == "lundi 4 janvier 2027"
    decided, line, *_ = view.parts[0].lines
    assert decided.action == "decision mots"
    assert (line.action, line.who, line.due) == ("action mots", "Une voisine", "jeu. 3 déc.")
    assert (line.problem, line.objective, line.criterion, line.review) == ("", "", "", "")


def test_a_social_print_carries_nothing_of_health(office: Office) -> None:
    doctor = office.person("Aubry", "Nadia", profession="Psychiatre")
    case_id = office.case("S26-014", requester=doctor, wishes="souhait clinique")
    office.held(case_id)
    case = office.desk.cases.file(case_id).case
    office.desk.cases.save(replace(case, organic="clinique", eligibility=Eligibility(ald=True)))
    office.desk.cases.save_identity(case_id, Identity("Verdier", "Marguerite"))
    written(office, case_id)
    office.desk.care_plans.accept_all(case_id)
    printable = office.desk.documents.care_plan(case_id, PlanPart.AID)
    view = printable.view
    assert isinstance(view, CarePlanView)
    said = words(view)
    for secret in ("clinique", "decision", "ALD", "organic", "action S26", "Médecin", "Psychiatre"):
        assert secret.lower() not in said.lower()
    assert [part.title for part in view.parts] == ["Plan d’aides"]
    assert [line.action for line in view.parts[0].lines] == ["acte aide"]
    assert values(view)["Réévaluation"] == "lundi 1er février 2027"  # not the date of a care line
    assert printable.stem == "plan-aides-S26-014"
    care = plan_view(office, case_id, PlanPart.CARE)
    assert "aide" not in words(care.parts)
    assert values(care)["ALD"] == "Oui"


def test_lines_that_wait_or_were_refused_are_not_printed_nor_their_dates(office: Office) -> None:
    case_id = office.case("A")
    office.held(case_id)
    plan = office.desk.care_plans.view(case_id).plan
    assert plan is not None
    for line in plan.lines:
        office.desk.care_plans.save_line(replace(line, review_on=date(2026, 12, 1)))
    for state in (LineState.PROPOSED, LineState.REFUSED):
        for line in plan.lines:
            office.desk.care_plans.answer(line.id, state)
        view = plan_view(office, case_id)
        assert [part.lines for part in view.parts] == [(), ()]
        assert "decision A" not in words(view)
        assert values(view)["Réévaluation"] == ""


def test_the_review_of_the_situation_comes_before_those_of_its_lines(office: Office) -> None:
    case_id = office.case("A")
    case = office.desk.cases.file(case_id).case
    office.desk.cases.save(replace(case, review_on=date(2027, 6, 1)))
    written(office, case_id)
    assert values(plan_view(office, case_id))["Réévaluation"] == "mardi 1er juin 2027"


def test_a_plan_comes_from_the_last_meeting_that_discussed_the_situation(office: Office) -> None:
    case_id = office.case("A")
    office.held(case_id)
    meeting_id, (item_id,) = office.running(case_id, on=THURSDAY + WEEK)
    office.desk.meetings.postpone(item_id, "Faute de temps")
    office.desk.minutes.close(meeting_id)
    view = plan_view(office, case_id)
    assert "jeu. 26 nov. 2026" in view.origin
    _, (again,) = office.running(case_id, on=THURSDAY + 2 * WEEK)
    office.desk.meetings.decide(again, "pas encore scellée")
    assert "jeu. 26 nov. 2026" in plan_view(office, case_id).origin


def test_a_situation_never_discussed_has_a_plan_without_origin(office: Office) -> None:
    case_id = office.case("Dossier n° 3/b")
    printable = office.desk.documents.care_plan(case_id)
    view = printable.view
    assert isinstance(view, CarePlanView)
    assert (view.parts, view.origin, view.fingerprint) == ((), "", "")
    assert values(view)["Personne"] == "désignée par son code"
    assert "/" not in printable.stem


def test_each_document_asked_for_is_journalled(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    meeting_id, minutes_id, case_id = sealed
    before = len(office.store.rows.journal.entries())
    office.desk.documents.minutes(minutes_id)
    office.desk.documents.attendance(meeting_id)
    office.desk.documents.care_plan(case_id)
    events = [(e.event, e.record_id) for e in office.store.rows.journal.entries()[before:]]
    assert events == [
        ("document.minutes", minutes_id),
        ("document.attendance", meeting_id),
        ("identity.read", case_id),
        ("document.care_plan", case_id),
    ]
