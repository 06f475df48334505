# SPDX-License-Identifier: EUPL-1.2
"""The register of needs that are not met: by situation, by year, as a table."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.consent import ConsentState
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId
from app.domain.unmet_need import UnmetCause, UnmetNeed
from app.services.unmet_needs import UnmetNeedService
from tests.services.office import Office


@pytest.fixture
def needs(office: Office) -> UnmetNeedService:
    return office.desk.care_plans.needs


def noted(
    needs: UnmetNeedService,
    case_id: CaseId,
    text: str,
    problem: str = "",
    cause: UnmetCause = UnmetCause.UNSAID,
    on: date | None = None,
) -> UnmetNeed:
    id_, _ = needs.add(case_id, text)
    need = next(each for each in needs.of_case(case_id) if each.id == id_)
    need = replace(need, problem_code=problem, cause=cause, noted_on=on or need.noted_on)
    needs.save(need)
    return need


def test_a_need_is_noted_today_and_rewritten_word_for_word(
    office: Office, needs: UnmetNeedService
) -> None:
    case_id = office.case("A")
    need = noted(needs, case_id, "Garde de nuit <b>&</b> 👵")
    assert (need.noted_on, need.need) == (office.clock.today(), "Garde de nuit <b>&</b> 👵")
    needs.save(replace(need, met_on=office.clock.today(), note="Trouvée"))
    assert needs.of_case(case_id)[0].met_on == office.clock.today()
    assert not needs.save(needs.of_case(case_id)[0])
    needs.remove(need)
    assert needs.of_case(case_id) == ()
    with pytest.raises(NotFoundError):
        needs.save(need)


def test_what_cannot_be_is_said(office: Office, needs: UnmetNeedService) -> None:
    case_id = office.case("A")
    need = noted(needs, case_id, "Répit")
    for wrong in (
        replace(need, need="  "),
        replace(need, need="x" * 1_001),
        replace(need, noted_on=date(2099, 1, 1)),
        replace(need, met_on=date(2020, 1, 1)),
    ):
        with pytest.raises(UserError):
            needs.save(wrong)
    for text in ("", " \n", "x" * 1_001):
        with pytest.raises(UserError):
            needs.add(case_id, text)
    assert needs.of_case(case_id) == (need,)


def test_a_year_is_counted_by_problem_and_by_cause(office: Office, needs: UnmetNeedService) -> None:
    one, two = office.case("A"), office.case("B")
    noted(needs, one, "Répit", "MED-058", UnmetCause.NO_OFFER)
    noted(needs, two, "Transport", "MED-057", UnmetCause.DISTANCE)
    met = noted(needs, two, "Atelier", "MED-058", UnmetCause.NO_OFFER)
    needs.save(replace(met, met_on=office.clock.today()))
    noted(needs, two, "L’an dernier", on=date(2025, 12, 31))
    year = needs.year(2026)
    assert (len(year.lines), year.met, year.years) == (3, 1, (2026, 2025))
    assert year.by_problem == (("Isolement", 2), ("Mobilité", 1))
    assert year.by_cause == (("Pas d’offre sur le territoire", 2), ("Trop loin, sans transport", 1))
    assert [line.code for line in year.lines] == ["B", "B", "A"]
    assert needs.year(2025).by_problem == (("Autre problème", 1),)
    assert needs.year(2024).lines == ()


def test_a_year_leaves_as_a_table_that_a_spreadsheet_opens(
    office: Office, needs: UnmetNeedService
) -> None:
    noted(needs, office.case("A"), "=1+1 ; répit", cause=UnmetCause.DELAY)
    name, content = needs.csv(2026)
    assert name == "besoins-non-couverts-2026.csv"
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Noté le;Situation;Besoin;Problème;Cause")
    assert lines[1] == '26/11/2026;A;"\'=1+1 ; répit";Autre problème;Délai trop long;;'
    head = office.store.rows.journal.last()
    entry = office.store.rows.journal.at(head.seq)
    assert entry is not None
    assert entry.event == "unmet_needs.exported"


def test_who_is_against_it_is_counted_but_not_quoted_and_who_is_in_the_bin_is_neither(
    office: Office, needs: UnmetNeedService
) -> None:
    noted(needs, office.case("A"), "Transport")
    against = office.case("B")
    noted(needs, against, "Répit pour Mme Roux")
    table = needs.csv(2026)[1].decode()
    assert "Répit pour" in table
    assert "Roux" not in table
    office.consent(against, ConsentState.WITHDRAWN)
    assert "Répit pour" not in needs.csv(2026)[1].decode()
    assert len(needs.year(2026).lines) == 2
    office.desk.person.bin.put_case(against)
    assert [line.code for line in needs.year(2026).lines] == ["A"]
