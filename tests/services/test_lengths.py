# SPDX-License-Identifier: EUPL-1.2
"""What is noted of a person has a length: more is refused, what an older vault has is left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.action import ActionState
from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.domain.lengths import LONGEST_LINE, LONGEST_NOTE, LONGEST_TEXT
from app.domain.meeting import Fate
from app.domain.names import LONGEST_NAME
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.meetings import ActionDraft
from tests.services.office import THURSDAY, Office

TEXTS = ("question", "wishes", "organic", "psychic", "social")


@pytest.mark.parametrize("field", TEXTS)
def test_a_paragraph_as_long_as_it_may_be_is_kept_and_a_sign_more_is_refused(
    office: Office, field: str
) -> None:
    cases, case_id = office.desk.cases, office.case("A")
    longest: dict[str, Any] = {field: "é" * LONGEST_TEXT}
    more: dict[str, Any] = {field: "é" * (LONGEST_TEXT + 1)}
    case = replace(cases.file(case_id).case, **longest)
    cases.save(case)
    with pytest.raises(UserError, match="10\u202f001 caractères\u00a0: 10\u202f000 au plus"):
        cases.save(replace(case, **more))
    assert cases.file(case_id).case == case


def test_a_motif_that_is_too_long_opens_nothing(office: Office) -> None:
    with pytest.raises(UserError, match="Le motif court a 121 caractères"):
        office.desk.cases.open(CaseDraft(title="m" * (LONGEST_LINE + 1)))
    assert office.desk.cases.all() == ()


def test_what_an_older_vault_holds_is_no_fault_while_it_stays(office: Office) -> None:
    cases, case_id = office.desk.cases, office.case("A")
    older = replace(cases.file(case_id).case, title="m" * 300)
    with office.store.write() as work:
        work.rows.cases.save(older)
    cases.save(replace(older, question="Que faire ?"))
    with pytest.raises(UserError, match="301"):
        cases.save(replace(older, title="m" * 301))


def test_a_name_of_eighty_letters_is_sealed_and_a_longer_one_refused(office: Office) -> None:
    cases, case_id = office.desk.cases, office.case("A")
    identity = Identity("n" * LONGEST_NAME, "p" * LONGEST_NAME, contact="c" * LONGEST_NOTE)
    cases.save_identity(case_id, identity)
    for name in ("last", "first", "contact"):
        more: dict[str, Any] = {name: "x" * (LONGEST_NOTE + 1)}
        with pytest.raises(UserError, match="au plus"):
            cases.save_identity(case_id, replace(identity, **more))
    assert cases.identity(case_id) == identity


def test_two_kept_identities_that_are_joined_are_not_refused(office: Office) -> None:
    cases, case_id = office.desk.cases, office.case("A")
    joined = Identity("Tilleul", contact="c" * (2 * LONGEST_NOTE))
    cases.save_identity(case_id, joined, joined=True)
    cases.save_identity(case_id, replace(joined, first="Anne"))
    assert cases.identity(case_id) == replace(joined, first="Anne")


def test_the_scope_of_a_consent_has_a_length_too(office: Office) -> None:
    case_id = office.case("A")
    before = office.desk.cases.file(case_id).consents
    draft = ConsentDraft(ConsentState.OBTAINED, scope="s" * (LONGEST_NOTE + 1))
    with pytest.raises(UserError, match="La portée"):
        office.desk.consents.record(case_id, draft)
    assert office.desk.cases.file(case_id).consents == before


def test_a_wrong_paste_becomes_no_line_of_a_meeting_and_no_reason(office: Office) -> None:
    meeting_id, (item,) = office.running(office.case("A"))
    live, paste = office.desk.meetings, "x" * (LONGEST_TEXT + 1)
    action_id, _ = live.act(item, ActionDraft("a" * LONGEST_TEXT, who_name="Une voisine"))
    refused: dict[str, Callable[[], object]] = {
        "La décision": lambda: live.decide(item, paste),
        "L’action": lambda: live.act(item, ActionDraft(paste, who_name="Une voisine")),
        "Le nom": lambda: live.act(item, ActionDraft("Peser", who_name=paste)),
        "La raison a 10\u202f001": lambda: live.postpone(item, paste),
        "La raison a": lambda: office.desk.actions.mark(action_id, ActionState.NOT_DONE, paste),
        "La raison": lambda: office.desk.closing.say(item, Fate(returns=False, why=paste)),
    }
    for said, write in refused.items():
        with pytest.raises(UserError, match=said):
            write()
    assert live.decide(item, "d" * LONGEST_TEXT)
    office.desk.minutes.close(meeting_id)
    with pytest.raises(UserError, match="La raison a"):
        office.desk.minutes.reopen(meeting_id, paste)
    following, _ = office.meeting(on=THURSDAY + timedelta(days=7))
    approval, _ = office.desk.agendas.add_approval(following)
    assert approval is not None
    with pytest.raises(UserError, match="Le point a"):
        office.desk.agendas.add_point(following, paste)
    office.desk.meetings.start(following)
    with pytest.raises(UserError, match="La correction a"):
        office.desk.approvals.approve(approval, paste)
    assert office.where(paste) == set()
