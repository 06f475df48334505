# SPDX-License-Identifier: EUPL-1.2
"""The list of situations is searched from memory and filtered by where each one stands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.case import CaseStatus
from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from app.services.cases import CaseDraft, CaseSummary
from app.services.consents import ConsentDraft
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office
from ui.models.window import PAGE
from ui.screens.cases import CaseFilter, CasesPresenter


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path / "data.db", HeldClock(NOON, PARIS))
    yield opened
    opened.close()


def add(office: Office, title: str, requester: str = "", code: str = "") -> CaseId:
    draft = CaseDraft(code=code, title=title, requester_name=requester)
    return office.desk.cases.open(draft)[0]


def settle(office: Office, id_: CaseId, status: CaseStatus, review: date | None = None) -> None:
    case = office.desk.cases.file(id_).case
    office.desk.cases.save(replace(case, status=status, review_on=review))


def shown(presenter: CasesPresenter) -> list[str]:
    return [row.title for row in presenter.state().rows]


@pytest.mark.parametrize(
    "letters", ["repet", "RÉPÉTÉES", "chutes cisse", "s26-001", "cœur", "coeur"]
)
def test_a_search_finds_whatever_the_accents_the_case_and_the_order(
    office: Office, letters: str
) -> None:
    add(office, "Chutes répétées, cœur fragile", "Aminata Cissé")
    add(office, "Lombalgie", "Hugo Bellanger")
    presenter = CasesPresenter(office.desk.cases)
    presenter.reload()
    presenter.search(letters)
    assert shown(presenter) == ["Chutes répétées, cœur fragile"]
    assert presenter.state().count == "1 situation sur 2"


def test_every_word_must_be_there(office: Office) -> None:
    add(office, "Chutes répétées", "Aminata Cissé")
    presenter = CasesPresenter(office.desk.cases)
    presenter.reload()
    presenter.search("chutes bellanger")
    assert shown(presenter) == []
    assert presenter.state().empty_sentence == (
        "Aucune situation ne répond à «\u202fchutes bellanger\u202f»."
    )


def test_each_filter_keeps_what_its_name_says(office: Office) -> None:
    for name, status, review in (
        ("présentable", CaseStatus.TO_PRESENT, None),
        ("suivie", CaseStatus.FOLLOWED, None),
        ("datée", CaseStatus.TO_REVIEW, date(2027, 1, 14)),
        ("close", CaseStatus.CLOSED, None),
        ("rangée", CaseStatus.ARCHIVED, None),
    ):
        settle(office, add(office, name), status, review)
    presenter = CasesPresenter(office.desk.cases)
    presenter.reload()
    kept = {}
    for each in CaseFilter:
        presenter.choose(each)
        kept[each] = set(shown(presenter))
    assert kept == {
        CaseFilter.ALL: {"présentable", "suivie", "datée", "close", "rangée"},
        CaseFilter.OPEN: {"présentable", "suivie", "datée"},
        CaseFilter.CLOSED: {"close"},
        CaseFilter.ARCHIVED: {"rangée"},
        CaseFilter.TO_PRESENT: {"présentable"},
        CaseFilter.FOLLOWED: {"suivie", "datée"},
        CaseFilter.WITHOUT_REVIEW: {"suivie"},
        CaseFilter.TO_RENEW: set(),
    }


def test_the_view_without_review_agrees_with_the_figure_of_the_home_screen(office: Office) -> None:
    for title in ("une", "deux"):
        settle(office, add(office, title), CaseStatus.FOLLOWED)
    presenter = CasesPresenter(office.desk.cases)
    presenter.reload()
    presenter.choose(CaseFilter.WITHOUT_REVIEW)
    assert len(presenter.state().rows) == office.desk.home.overview().without_review == 2


def test_the_view_of_consents_to_ask_again_agrees_with_the_home_screen_and_is_settled(
    office: Office,
) -> None:
    soon, later, gone, refused = (add(office, title) for title in ("a", "b", "c", "d"))
    consents, today = office.desk.consents, office.desk.clock.today()
    for case_id, days in ((soon, 30), (later, 31), (gone, -5), (refused, 1)):
        draft = ConsentDraft(ConsentState.OBTAINED, renew_on=today + timedelta(days=days))
        consents.record(case_id, draft)
    consents.record(refused, ConsentDraft(ConsentState.REFUSED))
    settle(office, gone, CaseStatus.CLOSED)
    presenter = CasesPresenter(office.desk.cases)
    presenter.reload()
    presenter.choose(CaseFilter.TO_RENEW)
    assert [row.id for row in presenter.state().rows] == [soon]
    assert office.desk.home.overview().to_renew == 1
    consents.record(soon, ConsentDraft(ConsentState.OBTAINED))
    presenter.reload()
    assert list(presenter.state().rows) == []
    assert presenter.state().empty_sentence == "Aucun accord n’est à redemander."
    assert office.desk.home.overview().to_renew == 0


def test_a_situation_that_changed_is_searched_under_its_new_words(office: Office) -> None:
    case_id = add(office, "Ancien motif")
    presenter = CasesPresenter(office.desk.cases)
    presenter.reload()
    presenter.search("nouveau")
    assert shown(presenter) == []
    case = office.desk.cases.file(case_id).case
    office.desk.cases.save(replace(case, title="Nouveau motif"))
    presenter.reload()
    assert shown(presenter) == ["Nouveau motif"]


def test_an_empty_vault_says_so_without_a_count_of_search(office: Office) -> None:
    presenter = CasesPresenter(office.desk.cases)
    presenter.reload()
    state = presenter.state()
    assert state.empty_sentence.startswith("Aucune situation n’est encore ouverte")
    assert not state.narrowed


def test_a_long_list_is_read_as_it_is_seen_and_no_further(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.store.batch():
        for number in range(300):
            add(office, f"Motif {number}")
    read: list[int] = []
    page = office.desk.cases.page

    def counted(ids: Sequence[CaseId]) -> tuple[CaseSummary, ...]:
        read.append(len(ids))
        return page(ids)

    monkeypatch.setattr(office.desk.cases, "page", counted)
    presenter = CasesPresenter(office.desk.cases)
    presenter.reload()
    rows = presenter.state().rows
    assert (len(rows), read) == (300, [])
    assert rows[0].code == "S26-300"
    assert rows[299].code == "S26-001"
    assert sum(read) == PAGE + 300 % PAGE
    assert [row.code for row in rows[1:3]] == ["S26-299", "S26-298"]
    with pytest.raises(IndexError):
        rows[300]


def test_what_is_over_is_in_its_own_views_and_not_among_what_goes_on(office: Office) -> None:
    add(office, "ouverte")
    settle(office, add(office, "close"), CaseStatus.CLOSED)
    presenter = CasesPresenter(office.desk.cases)
    presenter.reload()
    assert shown(presenter) == ["ouverte"]
    assert presenter.state().count == "1 situation sur 2"
