# SPDX-License-Identifier: EUPL-1.2
"""Row 24: what is kept aside of an erased person goes with them; what is refused is not shown."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.care_plan import PlanPart
from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from app.services.accounts import AccountDraft, Role
from app.services.consents import ConsentDraft
from app.services.desk import Desk
from app.services.erasure import EarlyErasure
from app.services.feedbacks import Told
from app.services.kept_texts import SEALED, WITHHELD
from app.services.outbox import OutboxService
from app.services.vault import Session
from tests.durability.lock_stage import LockStage
from tests.durability.meeting import PASSPHRASE, Ground, workshop
from tests.durability.row_18_fields import FORMS
from tests.durability.test_row_18_forms import Home, locked
from tests.ui.typing import type_text
from ui.widgets import LabeledField

MARK = "Zorglubine dit"
OTHERS = "chaloupe ortie vitrail mousson tapir écluse girofle"
OF_SOMEBODY = (
    "why an action was not done",
    "until when an action is put off",
    "a report to a patient",
    "an extract put into a record",
    "what minutes are corrected or read for",
)
"""The forms whose half-typed page speaks of a person, but for those of the situation itself."""


@pytest.fixture
def home(ground: Ground, tmp_path: Path, qapp: QApplication) -> Home:
    return Home(ground, tmp_path / "state", qapp)


def kept(desk: Desk) -> list[str]:
    """All that opens in the outbox, this session's too."""
    outbox = desk.kept_texts._outbox
    assert outbox is not None
    return [str(each.content.raw) for each in outbox.all() if each.content is not None]


def _typed(stage: LockStage, name: str) -> None:
    FORMS[name].open(stage)
    field = next(iter(FORMS[name].fields.values()))(stage)
    assert field is not None
    type_text(field.edit if isinstance(field, LabeledField) else field, MARK)


def _erase_all(desk: Desk) -> None:
    assert desk.erasure is not None
    for case in desk.cases.all():
        desk.erasure.erase(case.id, EarlyErasure.DECIDED)


@pytest.mark.parametrize("name", OF_SOMEBODY)
def test_row_24_a_half_typed_page_goes_with_its_person_at_once(home: Home, name: str) -> None:
    with home.window() as stage:
        _typed(stage, name)
        locked(stage)
    with home.desk() as desk:
        assert any(MARK in each for each in kept(desk))  # the control
        _erase_all(desk)
        assert kept(desk) == []
    assert home.kept() == []


def test_row_24_a_page_of_this_very_session_goes_and_is_shown_no_more(home: Home) -> None:
    with home.desk() as desk:
        first, other = (case.id for case in desk.cases.all()[:2])
        pages = desk.outbox.pages
        for case in (first, other):
            pages.keep(f"consent:{case}", {"scope": f"{MARK} {case}"})
        assert desk.erasure is not None
        desk.erasure.erase(first, EarlyErasure.DECIDED)
        assert pages.take(f"consent:{first}") == {}
        assert pages.take(f"consent:{other}") == {"scope": f"{MARK} {other}"}
        pages.keep(f"consent:{first}", {"scope": MARK})
        assert len(kept(desk)) == 1, "what is nobody's any more is not kept again"


def _of_a_line(home: Home, desk: Desk) -> CaseId:
    case = desk.cases.all()[0].id
    assert home.ground.items
    desk.care_plans.add_line(case, PlanPart.CARE)
    plan = desk.care_plans.view(case).plan
    assert plan is not None
    (line,) = plan.lines
    assert desk.outbox.forms.keep_line(line, replace(line, action=MARK))
    return case


def _of_an_answer(home: Home, desk: Desk) -> CaseId:
    for item in home.ground.items:
        desk.meetings.decide(item, "Appeler la famille")
    desk.minutes.close(home.ground.meeting)
    owed = desk.feedbacks.owed()[0].feedback
    assert desk.outbox.forms.keep_report(owed.id, Told(), Told(MARK))
    return owed.case_id


KEPT_OF: dict[str, Callable[[Home, Desk], CaseId]] = {
    "a line of a plan": _of_a_line,
    "what a patient answered": _of_an_answer,
}


@pytest.mark.parametrize("name", KEPT_OF)
def test_row_24_a_kept_form_of_who_refuses_is_shown_to_nobody_and_goes_when_erased(
    home: Home, name: str
) -> None:
    with home.desk() as desk:
        case = KEPT_OF[name](home, desk)
    with home.desk() as desk:
        assert [text.text for text in desk.kept_texts.all()] == [MARK]  # the control
        desk.consents.record(case, ConsentDraft(ConsentState.REFUSED, on=desk.clock.today()))
        assert [(text.text, text.note) for text in desk.kept_texts.all()] == [("", WITHHELD)]
        assert desk.erasure is not None
        desk.erasure.erase(case, EarlyErasure.DECIDED)
        assert kept(desk) == []


def test_row_24_pages_of_a_removed_account_are_the_coordinations_to_read_and_to_erase(
    home: Home,
) -> None:
    with home.desk() as desk:
        for name, role in (("Bruno Le Gall", Role.WRITER), ("Lise Roy", Role.READER)):
            phrase = f"{OTHERS} {name.split()[0].lower()}"
            draft = AccountDraft(name, role, passphrase=phrase)
            desk.accounts.add(desk.accounts.ready(draft))
        who = {account.name.split()[0]: account.id for account in desk.accounts.all()}
        case = desk.cases.all()[0].id

    def opened(name: str, phrase: str) -> Session:
        vault = replace(workshop(), outbox=home.state)
        return vault.unlock(home.ground.folder, phrase, who[name])

    session = opened("Bruno", f"{OTHERS} bruno")
    pages = session.desk.outbox.pages
    pages.keep(f"case:{case}", {"question": MARK, "line": "01JZ"})
    pages.keep(f"identity:{case}", {"sealed": "bm90aGluZw=="})
    pages.keep("rhythm", {"reason": "Jour de marché", "act": "move"})
    session.close()
    with closing(opened("Claire", PASSPHRASE)) as claires:
        desk = claires.desk
        assert desk.kept_texts.all() == (), "the account is there: it waits for it"
        desk.accounts.remove(desk.accounts.ready_removal(who["Bruno"]))
    session = opened("Lise", f"{OTHERS} lise")
    assert session.desk.kept_texts.all() == (), "a reader is shown none"
    session.close()
    with closing(opened("Claire", PASSPHRASE)) as claires:
        desk = claires.desk
        shown = {text.about.split(" · ")[0]: text for text in desk.kept_texts.all()}
        assert all(each.about.endswith("commencée par Bruno Le Gall") for each in shown.values())
        assert {key: (each.text, each.note) for key, each in shown.items()} == {
            "Situation": (MARK, ""),
            "Identité": ("", SEALED),
            "Rythme": ("Jour de marché", ""),
        }
        desk.kept_texts.erase(shown["Rythme"].key)
        desk.consents.record(case, ConsentDraft(ConsentState.REFUSED, on=desk.clock.today()))
        notes = sorted(text.note for text in desk.kept_texts.all())
        assert notes == sorted([SEALED, WITHHELD])
        assert desk.erasure is not None
        desk.erasure.erase(case, EarlyErasure.DECIDED)
        assert kept(desk) == []


def test_row_24_a_page_that_the_disk_kept_through_the_erasure_goes_when_anybody_opens(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home.desk() as desk:
        draft = AccountDraft("Lise Roy", Role.READER, passphrase=OTHERS)
        desk.accounts.add(desk.accounts.ready(draft))
        reader = next(each.id for each in desk.accounts.all() if not each.mine)
        case = _of_a_line(home, desk)
        assert desk.erasure is not None
        with monkeypatch.context() as patched:
            patched.setattr(OutboxService, "drop", lambda *_: None)  # killed in between
            desk.erasure.erase(case, EarlyErasure.DECIDED)
    assert len(home.kept()) == 1
    vault = replace(workshop(), outbox=home.state)
    session = vault.unlock(home.ground.folder, OTHERS, reader)
    session.desk.outbox.replay()
    session.close()
    assert home.kept() == []
