# SPDX-License-Identifier: EUPL-1.2
"""Whom a kept text speaks of: every kind of form and of page is known, none forgotten."""

import pytest

from app.domain.care_plan import PlanPart
from app.domain.ids import CaseId
from app.services.kept_subjects import NOBODY, About, KeptPage, Subjects
from app.services.kept_texts import _FORMS, _PAGES
from app.services.meetings import ActionDraft
from app.services.vault import Session
from tests.durability.meeting import Ground, make_ground

FREE = {
    *(About.PRACTICE, About.PERSON, About.PROTOCOL),
    *(
        KeptPage.PREPARE,
        KeptPage.MEETING,
        KeptPage.RHYTHM,
        KeptPage.SETTINGS,
        KeptPage.ACCOUNT,
        KeptPage.PROTOCOL_STEPS,
        KeptPage.PROTOCOL_USE,
        KeptPage.PRUNING,
        KeptPage.PROTOCOL,
        KeptPage.PROTOCOLS,
        KeptPage.PROTOCOL_LIFE,
        KeptPage.TROUBLE,
    ),
}
"""What is about no patient."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return make_ground(tmp_path_factory.mktemp("ground") / "msp.tdt")


@pytest.fixture(scope="module")
def contents(ground: Ground) -> tuple[Session, CaseId, dict[str, dict[str, object]]]:
    """A content of each kind about one person, as they are kept."""
    session = ground.opened()
    desk = session.desk
    for agreed in ground.items:
        desk.meetings.act(agreed, ActionDraft("Appeler la fille", who_name="Ivo"))
        desk.meetings.decide(agreed, "Appeler la famille")
    minutes, _ = desk.minutes.close(ground.meeting)
    rows = session.store.rows
    told = rows.feedbacks.owed()[0]
    case = told.case_id
    filed = next(each for each in rows.filings.owed() if each.case_id == case)
    action = next(each for each in rows.actions.open() if each.case_id == case)
    item = next(each for each in rows.agenda.of(ground.meeting) if each.case_id == case)
    desk.care_plans.add_line(case, PlanPart.CARE)
    plan = desk.care_plans.view(case).plan
    assert plan is not None
    ids = {
        **dict.fromkeys((About.CASE, About.PLAN, About.IDENTITY), str(case)),
        About.PLAN_LINE: plan.lines[0].id,
        About.FEEDBACK: told.id,
    }
    records = {
        **dict.fromkeys((KeptPage.CASE, KeptPage.IDENTITY, KeptPage.CONSENT), str(case)),
        KeptPage.FEEDBACK: told.id,
        KeptPage.FILING: filed.id,
        KeptPage.MINUTES: str(minutes),
    }
    texts = {"case": str(case), "action": action.id}
    found: dict[str, dict[str, object]] = {"item": {"item": item.id, "field": "social"}}
    for about in About:
        found[f"form {about}"] = {"about": about.value, "id": ids.get(about, ""), "texts": texts}
    for page in KeptPage:
        found[f"page {page}"] = {"page": f"{page}:{records.get(page, '')}", "texts": texts}
    return session, case, found


@pytest.mark.parametrize(
    "name", ["item", *(f"form {each}" for each in About), *(f"page {each}" for each in KeptPage)]
)
def test_each_kind_of_kept_text_names_its_person_or_nobody(
    contents: tuple[Session, CaseId, dict[str, dict[str, object]]], name: str
) -> None:
    session, case, found = contents
    subjects = Subjects(session.store.rows)
    said = subjects.of(found[name])
    if name in {f"{'form' if isinstance(each, About) else 'page'} {each}" for each in FREE}:
        assert said == NOBODY
    else:
        assert said is not None
        assert case in said
        assert subjects.of(subjects.noted(found[name]) | {"page": "x", "about": "y"}) == said


def test_each_kind_has_a_word_that_says_what_it_belonged_to() -> None:
    assert set(_FORMS) == set(About)
    assert set(_PAGES) == set(KeptPage)
