# SPDX-License-Identifier: EUPL-1.2
"""A consent acts forward: on agendas, on the draft, on sealed minutes and on paper."""

from datetime import date, timedelta

import pytest

from app.documents.views import CarePlanView, Confidentiality
from app.domain.care_plan import PlanPart
from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.domain.errors import ConsentError, UserError
from app.domain.ids import CaseId
from app.domain.meeting import ItemState
from app.domain.minutes import ItemRecord
from app.services.consents import ConsentDraft
from app.services.meetings import ActionDraft, ItemText
from tests.services.office import THURSDAY, Office, words

MARK = "PAPILLON"
REFUSING = (ConsentState.REFUSED, ConsentState.WITHDRAWN)


def plan_of(office: Office, case_id: CaseId, only: PlanPart | None = None) -> CarePlanView:
    view = office.desk.documents.care_plan(case_id, only).view
    assert isinstance(view, CarePlanView)
    return view


# --- before the meeting ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", [ConsentState.OBTAINED, ConsentState.NOT_ASKED, None])
def test_a_situation_whose_person_did_not_refuse_comes_to_the_agenda(
    office: Office, state: ConsentState | None
) -> None:
    case_id = office.case("A", state)
    meeting_id, _ = office.meeting()
    (candidate,) = office.desk.agendas.candidates(meeting_id)
    assert candidate.obstacle == ""
    office.desk.agendas.add_case(meeting_id, case_id)
    assert [line.code for line in office.desk.agendas.view(meeting_id).lines] == ["A"]


@pytest.mark.parametrize("state", REFUSING)
def test_a_refusal_keeps_off_every_agenda_with_a_sentence(
    office: Office, state: ConsentState
) -> None:
    case_id = office.case("A", state)
    office.case("B")
    meeting_id, _ = office.meeting()
    last = office.desk.agendas.candidates(meeting_id)[-1]
    assert last.case_id == case_id
    assert state.label in last.obstacle
    assert "ne peut pas être présentée" in last.obstacle
    with pytest.raises(ConsentError, match="A ne peut pas être présentée") as refusal:
        office.desk.agendas.add_case(meeting_id, case_id)
    assert refusal.value.remedy
    assert office.desk.agendas.view(meeting_id).lines == ()


@pytest.mark.parametrize("state", REFUSING)
def test_a_refusal_takes_the_situation_off_the_agendas_that_are_prepared(
    office: Office, state: ConsentState
) -> None:
    case_id = office.case("A")
    others = [office.case(code) for code in "BC"]
    first, items = office.meeting(case_id, *others)
    second, _ = office.meeting(others[0], case_id, on=THURSDAY + timedelta(days=7))
    office.desk.meetings.write_text(items[0], ItemText.QUESTION, MARK, "visit")
    office.desk.meetings.keep_draft(items[0], "decision", MARK)
    office.consent(case_id, state)
    assert [line.code for line in office.desk.agendas.view(first).lines] == ["B", "C"]
    assert [line.item.position for line in office.desk.agendas.view(first).lines] == [0, 1]
    assert [line.code for line in office.desk.agendas.view(second).lines] == ["B"]
    assert office.where(MARK) == set()


def test_a_refusal_takes_off_even_an_item_on_which_something_was_already_written(
    office: Office,
) -> None:
    case_id = office.case("A")
    meeting_id, (item_id,) = office.meeting(case_id)
    office.desk.meetings.decide(item_id, MARK)
    office.desk.meetings.act(item_id, ActionDraft(MARK, who_name=MARK))
    office.consent(case_id, ConsentState.REFUSED)
    assert office.desk.agendas.view(meeting_id).lines == ()
    assert office.where(MARK) == set()


def test_a_consent_dated_in_the_future_is_refused(office: Office) -> None:
    case_id = office.case("A", state=None)
    with pytest.raises(UserError, match="avenir"):
        office.desk.consents.record(
            case_id, ConsentDraft(ConsentState.OBTAINED, on=THURSDAY + timedelta(days=1))
        )
    assert office.desk.cases.file(case_id).consent is None


def test_statements_are_added_and_the_latest_is_in_force(office: Office) -> None:
    case_id = office.case("A", ConsentState.NOT_ASKED)
    asker = office.person("Cissé")
    draft = ConsentDraft(
        ConsentState.OBTAINED, date(2026, 11, 20), asker, scope="équipe\r\net CCAS"
    )
    office.desk.consents.record(case_id, draft)
    file = office.desk.cases.file(case_id)
    assert file.consent is not None
    assert (file.consent.on, file.consent.collected_by) == (date(2026, 11, 20), asker)
    assert file.consent.scope == "équipe\net CCAS"
    assert [consent.state for consent in file.consents] == [
        ConsentState.OBTAINED,
        ConsentState.NOT_ASKED,
    ]
    assert office.desk.cases.all()[0].consent is ConsentState.OBTAINED


def test_a_withdrawal_is_in_force_even_when_the_computer_clock_was_set_back(
    office: Office,
) -> None:
    case_id = office.case("A")
    _, minutes_id, _ = office.held(case_id)
    office.clock.advance(timedelta(days=-30))
    for state in (ConsentState.OBTAINED, ConsentState.WITHDRAWN):
        office.desk.consents.record(case_id, ConsentDraft(state))
    current = office.desk.cases.file(case_id).consent
    assert current is not None
    assert current.state is ConsentState.WITHDRAWN
    assert office.desk.cases.all()[0].consent is ConsentState.WITHDRAWN
    assert office.desk.minutes.get(minutes_id).items[0].record is None


# --- during the meeting ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", REFUSING)
def test_a_withdrawal_during_the_meeting_leaves_no_word_anywhere(
    office: Office, state: ConsentState
) -> None:
    case_id, other = office.case("A"), office.case("B")
    meeting_id, (item_id, other_item) = office.running(case_id, other)
    live = office.desk.meetings
    office.discuss(item_id, MARK, who=f"Voisine {MARK}")
    office.discuss(other_item, "B")
    dropped, _ = live.decide(item_id, f"reprise {MARK}")
    live.drop_decision(item_id, dropped)
    retired, _ = live.act(item_id, ActionDraft(f"retirée {MARK}", who_name="X"))
    live.drop_action(item_id, retired)
    live.keep_draft(item_id, "decision", MARK)
    live.postpone(item_id, f"reportée {MARK}")
    written = {"agenda_item", "decision", "action", "operation", "item_draft", "binned"}
    assert office.where(MARK) == written
    office.consent(case_id, state)
    assert office.where(MARK) == set()
    assert live.item(item_id).item.state is ItemState.WITHDRAWN

    minutes_id, _ = office.desk.minutes.close(meeting_id)
    stored = office.store.rows.minutes.get(minutes_id)
    assert stored is not None
    first, second = stored.items
    assert second.record is not None
    assert second.record.decisions == ("decision B",)
    assert first.record is not None
    assert first.record == ItemRecord(heading="A", withheld=first.record.withheld)
    assert first.record.withheld.endswith("rien n’est conservé de ce point.")
    assert office.desk.minutes.verify(minutes_id) is None
    assert [owed.code for owed in office.desk.feedbacks.owed()] == ["B"]


def test_nothing_can_be_noted_on_the_item_of_a_person_who_withdrew(office: Office) -> None:
    case_id = office.case("A")
    _, (item_id,) = office.running(case_id)
    office.consent(case_id, ConsentState.WITHDRAWN)
    live = office.desk.meetings
    for write in (
        lambda: live.write_text(item_id, ItemText.SOCIAL, MARK, "visit"),
        lambda: live.decide(item_id, MARK),
        lambda: live.act(item_id, ActionDraft(MARK, who_name="X")),
        lambda: live.postpone(item_id, MARK),
        lambda: live.keep_draft(item_id, "action", MARK),
    ):
        with pytest.raises(ConsentError):
            write()
    office.consent(case_id, ConsentState.OBTAINED)  # for another time: this item is gone
    with pytest.raises(ConsentError):
        live.decide(item_id, MARK)
    live.enter(item_id)
    assert live.item(item_id).item.state is ItemState.WITHDRAWN
    assert office.where(MARK) == set()


# --- after sealing --------------------------------------------------------------------------------


def test_a_withdrawal_after_sealing_restricts_the_item_and_leaves_the_others(
    office: Office,
) -> None:
    case_id = office.case("A")
    meeting_id, minutes_id, _ = office.held(case_id, office.case("B"))
    office.consent(case_id, ConsentState.WITHDRAWN)
    first, second = office.desk.minutes.get(minutes_id).items
    assert (first.record, first.restricted) == (None, True)
    assert second.record is not None
    assert office.desk.minutes.verify(minutes_id) is None
    latest = office.desk.minutes.latest_of(meeting_id)
    assert latest is not None
    assert latest.items[0].record is None


def test_a_restricted_item_opens_for_a_reason_and_the_journal_knows(office: Office) -> None:
    case_id = office.case("A")
    _, minutes_id, _ = office.held(case_id)
    office.consent(case_id, ConsentState.WITHDRAWN)
    before = len(office.store.rows.journal.entries())
    with pytest.raises(UserError, match="restreint"):
        office.desk.minutes.open_restricted(minutes_id, 1, "  ")
    assert len(office.store.rows.journal.entries()) == before
    record = office.desk.minutes.open_restricted(minutes_id, 1, "Demande du juge").record
    assert record is not None
    assert record.decisions == ("decision A",)
    last = office.store.rows.journal.entries()[-1]
    assert (last.event, last.record_id) == ("minutes.restricted_read", minutes_id)
    with pytest.raises(UserError):
        office.desk.minutes.open_restricted(minutes_id, 2, "Demande du juge")


def test_what_was_withdrawn_is_left_out_of_every_print(office: Office) -> None:
    case_id = office.case("A")
    _, minutes_id, (item_id,) = office.held(case_id)
    assert "decision A" in words(office.desk.documents.minutes(minutes_id).view)
    office.consent(case_id, ConsentState.WITHDRAWN)
    printed = words(office.desk.documents.minutes(minutes_id).view)
    assert "decision A" not in printed
    assert "retiré son accord" in printed
    for only in (None, *PlanPart):
        with pytest.raises(ConsentError):
            office.desk.documents.care_plan(case_id, only)
    assert office.store.rows.decisions.of(item_id)  # the seal's own text stays under restriction


def test_paper_tells_what_was_withdrawn_during_the_meeting_from_what_was_since(
    office: Office,
) -> None:
    early, late = office.case("A"), office.case("B")
    meeting_id, items = office.running(early, late)
    for item_id in items:
        office.discuss(item_id, "texte")
    office.consent(early, ConsentState.WITHDRAWN)
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    office.consent(late, ConsentState.WITHDRAWN)
    printed = words(office.desk.documents.minutes(minutes_id).view)
    assert printed.count("rien n’est conservé de ce point") == 1
    assert printed.count("a depuis retiré son accord") == 1
    assert "texte" not in printed


def test_a_consent_given_again_lifts_the_restriction(office: Office) -> None:
    case_id = office.case("A")
    _, minutes_id, _ = office.held(case_id)
    office.consent(case_id, ConsentState.WITHDRAWN)
    office.consent(case_id, ConsentState.OBTAINED)
    record = office.desk.minutes.get(minutes_id).items[0].record
    assert record is not None
    assert record.organic == "organic A"
    assert "action A" in words(office.desk.documents.minutes(minutes_id).view)
    later, _ = office.meeting(on=THURSDAY + timedelta(days=7))
    office.desk.agendas.add_case(later, case_id)


def test_a_new_version_holds_nothing_of_a_person_who_withdrew_since(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, first_id, _ = office.held(case_id, office.case("B"))
    office.consent(case_id, ConsentState.WITHDRAWN)
    office.desk.minutes.reopen(meeting_id, "Une faute en B")
    office.desk.meetings.start(meeting_id)
    second_id, _ = office.desk.minutes.close(meeting_id)
    second = office.store.rows.minutes.get(second_id)
    assert second is not None
    assert second.items[0].record is not None
    assert "A" in second.items[0].record.heading
    assert "decision A" not in words(second.items[0].record)
    assert "rien n’est conservé" in second.items[0].record.withheld
    assert second.items[1].record is not None
    assert "decision B" in words(second.items[1].record)
    for minutes_id in (first_id, second_id):
        assert office.desk.minutes.verify(minutes_id) is None
    assert all("A" not in view.code for view in office.desk.actions.open())


# --- anonymous ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "band"),
    [
        (ConsentState.OBTAINED, Confidentiality.NOMINATIVE),
        (ConsentState.NOT_ASKED, Confidentiality.ANONYMOUS),
        (None, Confidentiality.ANONYMOUS),
    ],
)
def test_a_plan_names_the_person_only_where_they_consented(
    office: Office, state: ConsentState | None, band: Confidentiality
) -> None:
    case_id = office.case("A", state)
    office.desk.cases.save_identity(case_id, Identity("Verdier", "Marguerite", date(1941, 3, 2)))
    view = plan_of(office, case_id)
    assert view.confidentiality is band
    assert ("Verdier" in words(view)) == (state is ConsentState.OBTAINED)
    read = [entry.event for entry in office.store.rows.journal.entries()].count("identity.read")
    assert read == 1, "to print it, or to hide it in what was typed"


def test_a_plan_without_a_recorded_identity_is_pseudonymised(office: Office) -> None:
    view = plan_of(office, office.case("S26-014"))
    assert view.confidentiality is Confidentiality.PSEUDONYMISED
    assert "PPS-2026-014" in words(view)
