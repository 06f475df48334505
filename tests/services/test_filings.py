# SPDX-License-Identifier: EUPL-1.2
"""What is owed to patients' records: at sealing, until it is put there, again once corrected."""

from datetime import date, timedelta

import pytest

from app.domain.consent import ConsentState
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import FilingId
from app.services.meetings import ItemText
from tests.services.office import THURSDAY, Office


def owed(office: Office) -> list[str]:
    return [view.code for view in office.desk.filings.owed()]


def test_each_situation_that_was_seen_owes_an_extract(office: Office) -> None:
    cases = [office.case(code) for code in "ABCD"]
    meeting_id, items = office.running(*cases)
    office.desk.agendas.add_point(meeting_id, "Vacances")
    office.discuss(items[0], "mots")
    office.desk.meetings.postpone(items[1], "manque de temps")
    office.discuss(items[2], "mots")
    office.consent(cases[2], ConsentState.WITHDRAWN)
    office.desk.minutes.close(meeting_id)
    assert owed(office) == ["A"]  # not the postponed, the withdrawn, the unreached, nor the point
    (view,) = office.desk.filings.of_meeting(meeting_id)
    assert (view.met_on, view.filed, view.filed_by) == (THURSDAY, False, "")


def test_one_call_notes_today_and_the_holder_of_the_account(office: Office) -> None:
    meeting_id, _, _ = office.held(office.case("A"))
    (view,) = office.desk.filings.owed()
    changes = office.desk.filings.file(view.filing.id)
    assert owed(office) == []
    (filed,) = office.desk.filings.of_meeting(meeting_id)
    assert (filed.filing.filed_on, filed.filed_by) == (THURSDAY, "Émile Marchand")
    assert filed.filing.case_id in {id_ for _, id_ in changes.touched}
    office.desk.filings.undo(view.filing.id)
    assert owed(office) == ["A"]
    events = [entry.event for entry in office.store.rows.journal.entries()]
    assert events.count("filing.recorded") == events.count("filing.undone") == 1


def test_the_holder_is_the_person_of_the_directory_who_bears_the_name(office: Office) -> None:
    assert office.desk.filings.account_holder() == (None, "Émile Marchand")
    person = office.person("Marchand", "Émile")
    assert office.desk.filings.account_holder() == (person, "")
    office.person("Marchand", "Émile")  # two of the same name: the program does not choose
    assert office.desk.filings.account_holder() == (None, "Émile Marchand")


def test_somebody_else_and_another_day_can_be_noted_but_not_a_day_to_come(office: Office) -> None:
    doctor = office.person("Aubry", "Nadia")
    office.held(office.case("A"))
    office.clock.advance(timedelta(days=4))
    (view,) = office.desk.filings.owed()
    file = office.desk.filings.file
    with pytest.raises(UserError, match="avenir"):
        file(view.filing.id, on=date(2026, 12, 24), by=doctor)
    with pytest.raises(UserError, match="avant la réunion"):
        file(view.filing.id, on=THURSDAY - timedelta(days=1), by=doctor)
    with pytest.raises(NotFoundError):
        file(FilingId("nothing"))
    file(view.filing.id, on=THURSDAY, by=doctor)
    (filed,) = office.desk.filings.of_meeting(view.filing.meeting_id)
    assert (filed.filing.filed_on, filed.filed_by) == (THURSDAY, "N. Aubry")


def test_a_correction_owes_again_what_it_says_otherwise_and_nothing_else(office: Office) -> None:
    meeting_id, _, items = office.held(office.case("A"), office.case("B"))
    for view in office.desk.filings.owed():
        office.desk.filings.file(view.filing.id)
    office.desk.minutes.reopen(meeting_id, "Une faute")
    office.desk.meetings.start(meeting_id)
    office.desk.meetings.write_text(items[0], ItemText.SOCIAL, "Corrigé.", "fix")
    second, _ = office.desk.minutes.close(meeting_id)
    (view,) = office.desk.filings.owed()
    assert (view.code, view.filing.minutes_id) == ("A", second)


def test_a_correction_that_takes_a_situation_off_owes_nothing_of_it(office: Office) -> None:
    meeting_id, (item,) = office.running(office.case("A"))
    office.desk.meetings.write_text(item, ItemText.SOCIAL, "d’une autre", "first")
    office.desk.minutes.close(meeting_id)
    assert owed(office) == ["A"]
    for social, still in (("d’une autre", ["A"]), ("", [])):  # what stays noted is owed
        office.desk.minutes.reopen(meeting_id, "Une erreur")
        office.desk.meetings.write_text(item, ItemText.SOCIAL, social, f"fix {social}")
        office.desk.meetings.postpone(item, "pas vue en fait")
        office.desk.minutes.close(meeting_id)
        assert owed(office) == still


def test_nothing_is_owed_to_the_record_of_a_person_who_withdrew_afterwards(office: Office) -> None:
    gone, stays = office.case("A"), office.case("B")
    office.held(gone, stays)
    assert owed(office) == ["A", "B"]
    office.consent(gone, ConsentState.WITHDRAWN)
    assert owed(office) == ["B"]


def test_minutes_sealed_before_extracts_were_followed_are_added_when_asked_and_let_go_again(
    office: Office,
) -> None:
    kept, withdrawn = office.case("A"), office.case("B")
    office.held(kept)
    office.held(withdrawn)
    office.held(office.case("C"))
    filings = office.desk.filings
    assert filings.untracked() == 0, "what is sealed now owes at once"
    with office.store.write() as work:
        for view in filings.owed():
            if view.code != "C":
                work.rows.filings.remove(view.filing.id)  # as an older program left them
    office.consent(withdrawn, ConsentState.WITHDRAWN)
    assert owed(office) == ["C"]
    assert filings.untracked() == 1
    ids, changes = filings.owe_untracked()
    assert sorted(owed(office)) == ["A", "C"]
    assert {id_ for _, id_ in changes.touched} == set(ids)
    assert filings.untracked() == 0
    filings.let_go(ids)
    assert owed(office) == ["C"]
    ids, _ = filings.owe_untracked()
    filings.file(ids[0])
    filings.let_go(ids)
    assert filings.untracked() == 0, "what was filed meanwhile stays"
