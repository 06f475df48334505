# SPDX-License-Identifier: EUPL-1.2
"""What one search finds, in which order, and what it must not show."""

from app.domain.case import Identity
from app.domain.changes import Kind
from app.domain.consent import ConsentState
from app.domain.ids import CaseId, ItemId
from app.services.cases import CaseDraft
from app.services.meetings import ActionDraft, ItemText
from app.services.search import WORDS_AT_ONCE, Hit
from tests.services.office import Office


def caught_up(office: Office) -> None:
    while office.desk.search.catch_up():
        pass


def found(office: Office, typed: str, kind: Kind | None = None) -> list[tuple[str, str]]:
    caught_up(office)
    return [(hit.kind.value, hit.title.text) for hit in office.desk.search.find(typed, kind)]


def marked(hit: Hit) -> list[str]:
    return [hit.text.text[start:end] for start, end in hit.text.marks]


def opened(office: Office, title: str) -> CaseId:
    return office.desk.cases.open(CaseDraft(title=title))[0]


def said(office: Office, item_id: ItemId, text: str) -> None:
    office.desk.meetings.write_text(item_id, ItemText.SOCIAL, text, visit="v")


def test_everything_that_was_written_is_found_by_beginnings_of_words(office: Office) -> None:
    who = office.person("Imbert", "Jeanne", profession="Assistante sociale")
    case = opened(office, "Chutes répétées")
    _, (item,) = office.running(case)
    said(office, item, "L’aide-ménagère s’épuise.")
    office.desk.meetings.decide(item, "Demander l’APA")
    office.desk.meetings.act(item, ActionDraft("Rappeler la mairie", who_id=who))
    code = office.desk.cases.all()[0].code
    heading = f"{code} · Chutes répétées"
    assert found(office, "chut")[0] == ("case", heading)
    assert found(office, "epuis menag") == [("item", heading)]
    assert found(office, "apa") == [("decision", heading)]
    assert found(office, "mairie") == [("action", heading)]
    assert found(office, "assist imb") == [("professional", "Jeanne Imbert")]
    assert found(office, code.lower())[0] == ("case", heading)
    assert found(office, "énage") == []
    assert found(office, "  ") == []


def test_what_changes_is_found_as_it_is_now(office: Office) -> None:
    case = opened(office, "Chutes")
    _, (item,) = office.running(case)
    said(office, item, "Vertiges le matin")
    assert found(office, "vertig") != []
    said(office, item, "Fatigue le matin")
    assert office.desk.search.find("vertig") == ()  # already, before the words are taken again
    assert found(office, "vertig") == []
    assert [kind for kind, _ in found(office, "fatig")] == ["item"]
    decision, _ = office.desk.meetings.decide(item, "Bilan sanguin")
    assert found(office, "bilan") != []
    office.desk.meetings.drop_decision(item, decision)
    assert found(office, "bilan") == []


def test_a_title_comes_before_a_text_and_the_newest_before_the_others(office: Office) -> None:
    older, newer = opened(office, "Escarre du talon"), opened(office, "Diabète")
    _, (first, second) = office.running(older, newer)
    said(office, second, "Une escarre débute")
    titles = [title.partition(" · ")[2] for _, title in found(office, "escarre")]
    assert titles == ["Escarre du talon", "Diabète"]
    said(office, first, "Douleur au talon")
    said(office, second, "Douleur au dos")
    codes = [title for _, title in found(office, "douleur")]
    assert codes == sorted(codes, reverse=True)


def test_one_kind_alone_may_be_looked_for(office: Office) -> None:
    case = opened(office, "Chutes")
    _, (item,) = office.running(case)
    office.desk.meetings.decide(item, "Prévenir les chutes")
    assert [kind for kind, _ in found(office, "chute")] == ["case", "decision"]
    assert [kind for kind, _ in found(office, "chute", Kind.DECISION)] == ["decision"]


def test_what_was_said_of_a_person_who_withdrew_is_not_found(office: Office) -> None:
    case = opened(office, "Chutes")
    _, (item,) = office.running(case)
    said(office, item, "Vertiges")
    office.desk.meetings.decide(item, "Kinésithérapie à domicile")
    assert found(office, "vertig") != []
    office.consent(case, ConsentState.WITHDRAWN)
    assert found(office, "vertig") == []
    assert found(office, "kine") == []


def test_the_words_found_are_marked_in_the_excerpt(office: Office) -> None:
    case = opened(office, "Chutes")
    _, (item,) = office.running(case)
    said(office, item, "Elle tombe ; l’HÔPITAL propose un répit")
    caught_up(office)
    (hit,) = office.desk.search.find("hopit rep")
    assert marked(hit) == ["HÔPITAL", "répit"]
    assert hit.text.text.startswith("Elle tombe\u202f;")


def test_names_of_patients_are_found_only_while_the_identity_key_is_held(office: Office) -> None:
    case = opened(office, "Chutes")
    office.desk.cases.save_identity(case, Identity(last="Verdier", first="Marguerite"))
    assert found(office, "verdier") == []  # nothing of them is in the index
    names = office.desk.search.names
    names.hold(names.read())
    assert found(office, "verd marg") == [("case", "Marguerite Verdier")]
    office.identities.drop()
    assert office.desk.search.find("verdier") == ()
    assert not names.held
    names.hold(names.read())
    assert not names.held


def test_words_are_taken_a_few_records_at_a_time(office: Office) -> None:
    for number in range(WORDS_AT_ONCE + 5):
        office.person(f"Personne{number}")
    before = office.desk.search.behind
    assert office.desk.search.catch_up()
    assert office.desk.search.behind == before - WORDS_AT_ONCE
    caught_up(office)
    assert office.desk.search.behind == 0
    assert not office.desk.search.catch_up()


def test_no_word_of_the_index_reads_as_a_text(office: Office) -> None:
    case = opened(office, "Chutes")
    office.desk.cases.save_identity(case, Identity(last="Verdier", first="Marguerite"))
    caught_up(office)
    rows = office.connection.execute("SELECT words FROM search_index").fetchall()
    assert rows
    assert all(row[0] is None for row in rows)
