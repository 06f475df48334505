# SPDX-License-Identifier: EUPL-1.2
"""The right of access: everything about one person, nothing about another one."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.care_plan import PlanPart
from app.domain.case import Identity
from app.domain.circle import CircleMember
from app.domain.consent import ConsentState
from app.domain.errors import NotAllowedError, NotFoundError, UserError
from app.domain.ids import CaseId, CircleMemberId
from app.services.access import AccessService
from tests.services.office import THURSDAY, Office, words
from tests.services.protocols import FALL, in_force


def service(office: Office) -> AccessService:
    return office.desk.person.access


def lived(office: Office, word: str) -> CaseId:
    """Somebody with the word in all that is known of them."""
    desk = office.desk
    case_id = office.case(f"{word}-code", question=f"{word}-question", wishes=f"{word}-souhait")
    case = desk.cases.file(case_id).case
    desk.cases.save(
        replace(case, priority=f"{word}-priorité", tried=f"{word}-essai", carer=f"{word}-aidant")
    )
    desk.cases.save_identity(
        case_id, Identity(f"{word}-nom", born=date(1940, 5, 1), address=f"{word}-adresse")
    )
    with office.store.write() as work:
        work.rows.circles.save(
            CircleMember(CircleMemberId(work.new_id()), case_id, 0, name=f"{word}-cercle")
        )
    line_id, _ = desk.care_plans.add_line(case_id, PlanPart.CARE)
    line = office.store.rows.care_plans.line(line_id)
    assert line is not None
    desk.care_plans.save_line(replace(line, problem=f"{word}-problème"))
    protocol = in_force(office, replace(FALL, title=f"{word}-protocole"))
    desk.protocols.inclusions.include(case_id, protocol, (), THURSDAY, f"{word}-raison")
    return case_id


PLACES = (
    "question",
    "souhait",
    "priorité",
    "essai",
    "aidant",
    "nom",
    "adresse",
    "cercle",
    "problème",
    "protocole",
    "raison",
    "code",
)


@pytest.fixture
def persons(office: Office) -> dict[str, CaseId]:
    """Two persons spoken of at one meeting, whose minutes have two versions."""
    cases = {word: lived(office, word) for word in ("zèbre", "lynx")}
    meeting, _, _ = office.held(*cases.values())
    office.clock.advance(timedelta(hours=1))
    office.desk.minutes.reopen(meeting, "une date")
    office.desk.minutes.close(meeting)
    return cases


def test_all_that_is_kept_is_in_both_forms_and_nothing_of_somebody_else(
    office: Office, persons: dict[str, CaseId]
) -> None:
    answer = service(office).answer(persons["zèbre"])
    for text in (words(answer.printable.view), answer.json.decode()):
        assert {place for place in PLACES if f"zèbre-{place}" not in text} == set()
        for name in ("decision", "action", "organic"):
            assert f"{name} zèbre-code" in text
        assert "lynx" not in text


def test_both_versions_of_the_minutes_are_there(office: Office, persons: dict[str, CaseId]) -> None:
    content = json.loads(service(office).answer(persons["zèbre"]).json)
    assert [part["version"] for part in content["meetings"][0]["sealed"]] == [2, 1]


def test_what_was_restricted_after_a_withdrawal_is_still_theirs_to_read(
    office: Office, persons: dict[str, CaseId]
) -> None:
    office.consent(persons["zèbre"], ConsentState.WITHDRAWN)
    answer = service(office).answer(persons["zèbre"])
    assert "organic zèbre-code" in words(answer.printable.view)


def test_it_is_journalled_and_says_who_read_what(
    office: Office, persons: dict[str, CaseId]
) -> None:
    office.desk.cases.opened(persons["zèbre"])
    answer = service(office).answer(persons["zèbre"])
    assert "Situation ouverte" in words(answer.printable.view)
    events = [entry.event for entry in office.store.rows.journal.entries()]
    assert "access.answered" in events


def test_the_pages_are_a_pdf(office: Office, persons: dict[str, CaseId]) -> None:
    built = service(office).answer(persons["zèbre"]).printable.render()
    assert built.pdf.startswith(b"%PDF")
    assert not built.missing


def test_it_needs_the_identity_key(office: Office, persons: dict[str, CaseId]) -> None:
    assert service(office).needs_identity(persons["zèbre"])
    office.desk.identities.drop()
    with pytest.raises(UserError):
        service(office).answer(persons["zèbre"])


def test_of_nobody_and_of_somebody_erased_there_is_nothing(office: Office) -> None:
    with pytest.raises(NotFoundError):
        service(office).answer(CaseId("nobody"))
    case_id = office.case()
    with office.store.write() as work:
        work.rows.erasure.erase(case_id, "Effacée 1", THURSDAY)
    with pytest.raises(NotAllowedError) as caught:
        service(office).answer(case_id)
    assert "effacée" in caught.value.text
