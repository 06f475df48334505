# SPDX-License-Identifier: EUPL-1.2
"""The timeline of a situation: everything from its rows, and nothing of one who withdrew."""

from datetime import timedelta

from app.domain.action import ActionState
from app.domain.case import CaseStatus
from app.domain.case_step import StepReason
from app.domain.changes import Kind
from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from app.services.feedbacks import Told
from app.services.timeline import Event, EventKind, Place, kinds_in
from tests.services.office import THURSDAY, Office
from tests.services.protocols import in_force


def texts(events: tuple[Event, ...], kind: EventKind) -> list[str]:
    return [event.text for event in events if event.kind is kind]


def lived(office: Office) -> CaseId:
    """A situation that was discussed, answered, told, printed and closed on later days."""
    asker = office.person("Cissé", "Aminata")
    case_id = office.case("A", requester=asker)
    office.held(case_id)
    office.desk.protocols.inclusions.include(case_id, in_force(office), (0, 1), THURSDAY)
    office.clock.advance(timedelta(days=1))
    (action,) = office.desk.cases.file(case_id).open_actions
    office.desk.actions.mark(action.id, ActionState.DONE, "vue mardi")
    (owed,) = office.desk.feedbacks.owed()
    office.desk.feedbacks.record(owed.feedback.id, office.clock.today(), asker, Told("contente"))
    office.store.note("document.care_plan", Kind.CASE, case_id)
    office.clock.advance(timedelta(days=1))
    office.desk.lives.life.move(case_id, CaseStatus.CLOSED, StepReason.OBJECTIVES_MET, "tout va")
    return case_id


def test_everything_is_there_the_newest_first_and_leads_where_it_is(office: Office) -> None:
    case_id = lived(office)
    events = office.desk.lives.timeline.of(case_id)
    assert [event.on for event in events] == sorted((e.on for e in events), reverse=True)
    assert set(kinds_in(events)) == set(EventKind) - {EventKind.PLAN}
    assert texts(events, EventKind.LIFE) == [
        "Situation close",
        "Devient «\u202fsuivie\u202f»",
        "Devient «\u202fà présenter\u202f»",
        "Situation ouverte",
    ]
    assert events[0].detail == "Objectifs atteints · tout va"
    minutes = office.desk.minutes.all()[0].id
    (met,) = (event for event in events if event.kind is EventKind.MEETING)
    assert (met.place, met.record) == (Place.MINUTES, minutes)
    (decided,) = (event for event in events if event.kind is EventKind.DECISION)
    assert (decided.text, decided.record) == ("decision A", minutes)
    done, agreed = (event for event in events if event.kind is EventKind.ACTION)
    assert done.on == THURSDAY + timedelta(days=1)
    assert "exécutée" in done.text
    assert done.detail == "vue mardi"
    assert "Une voisine" in agreed.detail
    (told,) = (event for event in events if event.kind is EventKind.FEEDBACK)
    assert told.text == "Retour fait par A. Cissé"
    assert "contente" in told.detail
    assert "Plan personnalisé mis en page" in texts(events, EventKind.PAPER)
    assert len({event.key for event in events}) == len(events)


def test_a_meeting_to_come_leads_to_its_agenda(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, _ = office.meeting(case_id)
    (met,) = (e for e in office.desk.lives.timeline.of(case_id) if e.kind is EventKind.MEETING)
    assert (met.text, met.place, met.record) == ("À l’ordre du jour", Place.AGENDA, meeting_id)


def test_what_was_said_of_one_who_withdrew_is_not_repeated(office: Office) -> None:
    case_id = lived(office)
    before = str(office.desk.lives.timeline.of(case_id))
    assert "decision A" in before
    assert "action A" in before
    office.consent(case_id, ConsentState.WITHDRAWN)
    after = office.desk.lives.timeline.of(case_id)
    assert "decision A" not in str(after)
    assert "action A" not in str(after)
    assert len(after) == len(office.desk.lives.timeline.of(case_id))
    assert texts(after, EventKind.CONSENT) == ["Accord retiré", "Accord obtenu"]


def test_nothing_of_another_situation_is_there(office: Office) -> None:
    case_id = lived(office)
    other = office.case("B")
    assert {event.kind for event in office.desk.lives.timeline.of(other)} == {
        EventKind.LIFE,
        EventKind.CONSENT,
    }
    assert "B" not in str([event.text for event in office.desk.lives.timeline.of(case_id)])


def test_a_situation_of_an_older_vault_begins_with_its_opening(office: Office) -> None:
    case_id = office.case("A", state=None)
    office.connection.execute("DELETE FROM case_step WHERE case_id = ?", (case_id,))
    assert texts(office.desk.lives.timeline.of(case_id), EventKind.LIFE) == ["Situation ouverte"]


def test_prints_and_answers_are_found_by_an_index_of_the_journal(office: Office) -> None:
    for where in (
        "record_id = ? AND event >= 'document.' AND event < 'document/'",
        "record_id = ? AND event >= 'action.' AND event < 'action/'",
    ):
        plan = office.connection.execute(
            f"EXPLAIN QUERY PLAN SELECT at FROM journal WHERE {where}",  # noqa: S608  our own
            ("x",),
        ).fetchall()
        assert "INDEX journal_" in plan[0].text("detail")
