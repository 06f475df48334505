# SPDX-License-Identifier: EUPL-1.2
"""The journal read: page by page, filtered, in words, and exported for a patient who asks."""

from datetime import date, timedelta

import pytest

from app.documents.views import AccessLogView, Confidentiality
from app.domain.action import ActionState
from app.domain.case import Identity
from app.domain.changes import Kind
from app.domain.errors import NotFoundError
from app.domain.journal import EventFamily
from app.services.journal_reader import JournalQuery
from app.services.journal_words import JournalLine
from app.storage.journal_search import PAGE, WINDOW
from tests.services.office import Office, words

EVERYTHING = JournalQuery()


def every_line(office: Office, query: JournalQuery = EVERYTHING) -> list[JournalLine]:
    reader = office.desk.journal_reader
    page = reader.page(query)
    lines = list(page.lines)
    while page.before:
        page = reader.page(query, page.before)
        lines += page.lines
    return lines


def fill(office: Office, entries: int, record: str = "") -> None:
    with office.store.recording() as work:
        for _ in range(entries):
            work.journal("case.read", Kind.CASE, record)


def test_lines_come_newest_first_in_pages_and_none_twice(office: Office) -> None:
    fill(office, 2 * PAGE + 7)
    page = office.desk.journal_reader.page(JournalQuery())
    assert len(page.lines) == PAGE
    numbers = [line.seq for line in every_line(office)]
    assert numbers == list(range(office.store.rows.journal.last().seq, 0, -1))


def test_a_filter_that_keeps_few_looks_at_a_window_at_a_time(office: Office) -> None:
    fill(office, WINDOW + 50)
    page = office.desk.journal_reader.page(JournalQuery(family=EventFamily.VAULT))
    assert page.lines == ()
    assert page.before > 0
    found = every_line(office, JournalQuery(family=EventFamily.VAULT))
    assert [line.what for line in found] == ["Clé de signature d’un compte notée"]


def test_a_line_says_who_what_and_on_what_in_french(office: Office) -> None:
    case_id = office.case("S26-014")
    office.desk.cases.save_identity(case_id, Identity("Verdier"))
    office.desk.cases.identity(case_id)
    _, minutes_id, _ = office.held(case_id)
    office.desk.minutes.get(minutes_id)
    lines = every_line(office)
    assert (lines[0].who, lines[0].what) == ("Émile Marchand", "Compte rendu lu")
    assert lines[0].about == "Réunion du jeu. 26 nov. 2026"
    assert lines[0].at.startswith("jeu. 26 nov. 2026, 12")
    said = {(line.what, line.about) for line in lines}
    assert ("Identité lue", "Situation S26-014") in said
    assert ("Clé de signature d’un compte notée", "Compte de Émile Marchand") in said
    assert not [line for line in lines if "Verdier" in words(line)]


def test_period_person_kind_and_code_each_keep_their_own(office: Office) -> None:
    first, second = office.case("S26-001"), office.case("S26-014")
    office.clock.advance(timedelta(days=3))
    office.desk.cases.opened(second)
    office.clock.advance(timedelta(days=3))
    office.desk.cases.opened(first)
    day = date(2026, 11, 29)
    assert [line.about for line in every_line(office, JournalQuery(since=day, until=day))] == [
        "Situation S26-014"
    ]
    assert len(every_line(office, JournalQuery(since=date(2026, 11, 30)))) == 1
    reading = every_line(office, JournalQuery(family=EventFamily.READING))
    assert [line.about for line in reading] == ["Situation S26-001", "Situation S26-014"]
    ((account, name),) = office.desk.journal_reader.accounts()
    assert name == "Émile Marchand"
    assert every_line(office, JournalQuery(account_id=account)) == every_line(office)
    assert every_line(office, JournalQuery(account_id="nobody")) == []
    assert {line.about for line in every_line(office, JournalQuery(code=" s26-014 "))} == {
        "Situation S26-014"
    }
    with pytest.raises(NotFoundError, match="Aucune situation n’a ce code"):
        office.desk.journal_reader.page(JournalQuery(code="S99-999"))


def test_what_speaks_of_a_situation_includes_its_meetings_minutes_and_actions(
    office: Office,
) -> None:
    case_id, other = office.case("S26-014"), office.case("S26-019")
    _, minutes_id, items = office.held(case_id)
    office.desk.minutes.get(minutes_id)
    action = office.desk.meetings.actions_of(items[0])[0]
    office.desk.actions.mark(action.id, ActionState.DONE)
    office.held(other, on=date(2026, 11, 19))
    said = [line.what for line in every_line(office, JournalQuery(code="S26-014"))]
    assert said[:3] == ["Action notée exécutée", "Compte rendu lu", "Compte rendu scellé"]
    assert "Réunion commencée" in said
    assert len(said) < len(every_line(office)) - 3


def test_the_table_opens_in_a_french_spreadsheet_and_is_journalled(office: Office) -> None:
    case_id = office.case("S26-014")
    name, content = office.desk.journal_reader.csv(JournalQuery(code="S26-014"))
    assert name == "journal-S26-014-2026-11-26.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "N°;Date et heure;Personne;Événement;Objet"
    assert lines[-2].endswith(";Situation créée;Situation S26-014")
    last = office.store.rows.journal.entries()[-1]
    assert (last.event, last.kind, last.record_id) == ("journal.exported", "case", case_id)
    whole = office.desk.journal_reader.csv(JournalQuery())[1].decode("utf-8-sig")
    assert "Journal exporté" in whole


def test_the_document_for_a_patient_names_codes_and_nobody_else(office: Office) -> None:
    case_id = office.case("S26-014")
    office.desk.cases.save_identity(case_id, Identity("Verdier", "Marguerite"))
    office.desk.cases.identity(case_id)
    office.desk.cases.opened(office.case("S26-019"))
    printable = office.desk.journal_reader.access_log("S26-014")
    view = printable.view
    assert isinstance(view, AccessLogView)
    assert view.title == "Accès et modifications — situation S26-014"
    assert view.confidentiality is Confidentiality.PSEUDONYMISED
    assert [line.what for line in view.lines][:2] == ["Identité lue", "Identité enregistrée"]
    said = words(view)
    assert "Verdier" not in said
    assert "S26-019" not in said
    assert printable.stem == "acces-S26-014-2026-11-26"
    assert office.store.rows.journal.entries()[-1].event == "document.access_log"
    assert printable.render().pdf.startswith(b"%PDF")


def test_a_pruned_journal_says_so_on_the_document(office: Office) -> None:
    office.case("S26-014")
    office.clock.advance(timedelta(days=400))
    fill(office, 3)
    office.desk.journal.verify()
    office.desk.journal.prune()
    view = office.desk.journal_reader.access_log("S26-014").view
    assert isinstance(view, AccessLogView)
    assert view.lines == ()
    assert "Élagué le ven. 31 déc. 2027" in view.foot


def test_an_unreadable_time_is_said_and_hides_no_other(office: Office) -> None:
    office.sealed("UPDATE journal SET at = 'hier' WHERE seq = 1")
    assert every_line(office)[-1].at == "date illisible"


def test_reading_the_journal_is_journalled(office: Office) -> None:
    office.desk.journal_reader.opened()
    assert office.store.rows.journal.entries()[-1].event == "journal.read"
