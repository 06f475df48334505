# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from app.domain.case import ComplexityReason, Eligibility
from app.domain.consent import ConsentState
from app.domain.field import Field
from app.exchange.meeting_items import read_items
from app.exchange.meeting_script import ActionSaid, DecisionSaid, NoteSaid, ScriptItem

OBTAINED = {"state": "obtained", "on": "2026-11-20", "by": "Cissé", "scope": "équipe"}


def read(*values: object) -> tuple[tuple[ScriptItem, ...], str]:
    problems: list[str] = []
    items = read_items(values, problems)
    return items, " ".join(problems).replace("\u00a0", " ").replace("\u202f", " ")


def one(**keys: object) -> tuple[ScriptItem, str]:
    (item,), said = read({"case": "S1", "consent": OBTAINED} | keys)
    return item, said


def test_a_bare_situation_has_every_default() -> None:
    item, said = one()
    assert said == ""
    assert item.planned == 20
    assert item.identity is None
    assert item.reason is ComplexityReason.BLOCKED
    assert item.eligibility == Eligibility()
    assert item.events == ()


def test_what_is_said_is_read_in_order() -> None:
    item, said = one(
        events=[
            {"decision": "D"},
            {"field": "social", "text": "T"},
            {"action": "A", "who": "Aubry", "due": "2026-12-03"},
            {"action": "B", "who": None, "due": None},
        ]
    )
    assert item.events == (
        DecisionSaid("D"),
        NoteSaid(Field.SOCIAL, "T"),
        ActionSaid("A", "Aubry", date(2026, 12, 3)),
        ActionSaid("B"),
    )
    assert said == ""


@pytest.mark.parametrize(
    "text",
    ["<b>gras</b>", "a & b", "<para>", "=1+1", "@x", "مرحبا", "😀", "x" * 6000, " bords ", "a\nb"],
)
def test_every_text_arrives_unchanged(text: str) -> None:
    item, said = one(
        question=text, wishes=text, events=[{"decision": text}, {"field": "organic", "text": text}]
    )
    assert said == ""
    assert {item.question, item.wishes, *(event.text for event in item.events)} == {text}


def test_line_ends_are_settled_in_texts_and_dropped_in_codes_and_names() -> None:
    item, _ = one(case="S1\r\nbis", question="a\r\nb", requester=" Da\nCosta ")
    assert (item.code, item.question, item.requester) == ("S1 bis", "a\nb", "Da Costa")


@pytest.mark.parametrize("due", ["2027-02-29", "2027-02-30", "bientôt"])
def test_an_impossible_due_date_is_refused_and_the_action_kept(due: str) -> None:
    item, said = one(events=[{"action": "A", "who": "Aubry", "due": due}])
    assert item.events == (ActionSaid("A", "Aubry", None),)
    assert f"la date « {due} »" in said


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"action": " "}, "action sans texte"),
        ({"decision": ""}, "décision sans texte"),
        ({"field": "cosmic", "text": "T"}, "cosmic"),
        ({"field": "other", "text": "T"}, "trois champs"),
        ({"text": "T"}, "trois champs"),
        ({"note": "T"}, "ni un texte"),
        ({"decision": 3}, "devrait être un texte"),
        ("D", "fiche"),
    ],
)
def test_an_event_that_cannot_be_taken_is_said_and_the_next_one_kept(
    event: object, why: str
) -> None:
    item, said = one(events=[event, {"decision": "D"}])
    assert item.events == (DecisionSaid("D"),)
    assert why in said
    assert "Situation S1" in said


def test_sentences_never_quote_a_text() -> None:
    _, said = one(events=[{"field": "cosmic", "text": "secret"}, {"x": "secret"}])
    assert "secret" not in said


@pytest.mark.parametrize("state", list(ConsentState))
def test_every_consent_state_is_read(state: ConsentState) -> None:
    item, said = one(consent={"state": state.value})
    assert item.consent is not None
    assert item.consent.state is state
    assert said == ""


@pytest.mark.parametrize("state", ["maybe", 1, ""])
def test_an_unknown_consent_state_keeps_the_situation_from_being_presented(state: object) -> None:
    item, said = one(consent={"state": state})
    assert item.consent is None
    assert "n’est pas présentée" in said


@pytest.mark.parametrize("consent", [None, {}, {"state": None}])
def test_a_missing_consent_means_a_strictly_anonymous_presentation(consent: object) -> None:
    item, said = one(consent=consent)
    assert item.consent is not None
    assert item.consent.state is ConsentState.NOT_ASKED
    assert "strictement anonyme" in said


@pytest.mark.parametrize("consent", ["refused", [], {"by": "Cissé"}])
def test_a_consent_of_a_wrong_type_keeps_the_situation_from_being_presented(
    consent: object,
) -> None:
    item, said = one(consent=consent)
    assert item.consent is None
    assert "n’est pas présentée" in said


@pytest.mark.parametrize(("minutes", "planned"), [(30, 30), (20.0, 20), (0, 20), (True, 20)])
def test_planned_minutes_are_a_positive_number(minutes: object, planned: int) -> None:
    item, said = one(minutes=minutes)
    assert item.planned == planned
    assert ("minutes" in said) is (minutes in (0, True))


def test_an_identity_without_a_name_is_left_out() -> None:
    item, said = one(identity={"first": "Marguerite", "born": "1941-03-02"})
    assert item.identity is None
    assert "sans nom" in said
    assert "Marguerite" not in said


def test_an_impossible_birth_date_is_left_out_and_the_name_kept() -> None:
    item, said = one(identity={"last": "Verdier", "first": "M", "born": "1941-02-30"})
    assert item.identity is not None
    assert item.identity.born is None
    assert "1941-02-30" in said


def test_the_same_code_twice_is_one_situation_told_in_order() -> None:
    (item,), said = read(
        {"case": "S1", "consent": OBTAINED, "question": "Q", "events": [{"decision": "D1"}]},
        {"case": "S1", "consent": OBTAINED, "question": "R", "events": [{"decision": "D2"}]},
    )
    assert item.events == (DecisionSaid("D1"), DecisionSaid("D2"))
    assert item.question == "Q\nR"
    assert "deux fois" in said


@pytest.mark.parametrize("states", [("obtained", "refused"), ("withdrawn", "obtained")])
def test_of_two_consents_under_one_code_the_stricter_one_holds(states: tuple[str, str]) -> None:
    (item,), _ = read(*({"case": "S1", "consent": {"state": state}} for state in states))
    assert item.consent is not None
    assert not item.consent.state.allows_presentation


def test_two_people_under_one_code_are_never_mixed() -> None:
    (item,), said = read(
        {"case": "S1", "consent": OBTAINED, "identity": {"last": "A"}, "events": []},
        {
            "case": "S1",
            "consent": OBTAINED,
            "identity": {"last": "B"},
            "events": [{"decision": "D"}],
        },
    )
    assert item.identity is not None
    assert item.identity.last == "A"
    assert item.events == ()
    assert "deux personnes" in said


def test_situations_without_a_code_stay_apart() -> None:
    items, said = read({"consent": OBTAINED}, {"consent": OBTAINED}, "rien", {"case": 3})
    assert [item.code for item in items] == ["", "", ""]
    assert "Point 3 : une situation était attendue" in said
