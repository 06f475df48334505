# SPDX-License-Identifier: EUPL-1.2
"""What the use of a protocol says in a year: each figure with the persons behind it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.care_plan import LineState, PlanLine, PlanPart, PlanStatus
from app.domain.case import CaseStatus
from app.domain.case_step import StepReason
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId, InclusionId, IndicatorId, ProtocolId
from app.domain.inclusion import Inclusion, InclusionState
from app.services.feedbacks import Told
from app.services.protocol_figures import Counted, ProtocolFigures, Totals
from tests.services.office import THURSDAY, Office
from tests.services.protocols import FALL, in_force, rewritten

HAND = IndicatorId("i4")


@pytest.fixture
def figures(office: Office) -> ProtocolFigures:
    return office.desk.protocols.figures


def included(
    office: Office, case_id: CaseId, protocol: ProtocolId, on: date = THURSDAY
) -> InclusionId:
    service = office.desk.protocols.inclusions
    decided, _ = service.include(case_id, protocol, (0, 1), on)
    assert decided.after is not None
    return decided.after.id


def planned(office: Office, case_id: CaseId) -> PlanLine:
    plans = office.desk.care_plans
    line_id, _ = plans.add_line(case_id, PlanPart.CARE)
    line = replace(plans.line(line_id), action="Marcher")
    plans.save_line(line)
    return line


def shown(counted: Counted) -> tuple[str, int | None, int | None, int | None, list[str], list[str]]:
    return (
        counted.indicator.name,
        counted.numerator,
        counted.denominator,
        counted.percent,
        [one.code for one in counted.inside],
        [one.code for one in counted.among],
    )


def test_each_indicator_has_the_persons_behind_its_figures(
    office: Office, figures: ProtocolFigures
) -> None:
    protocol = in_force(office)
    seen, with_plan, neither = office.case("A"), office.case("B"), office.case("C")
    office.held(seen)
    planned(office, with_plan)
    for case_id in (seen, with_plan, neither):
        included(office, case_id, protocol)
    planned(office, office.case("D"))
    found = [shown(one) for one in figures.year(protocol, 2026).indicators]
    assert found == [
        ("Personnes incluses", 3, None, None, ["A", "B", "C"], []),
        ("Avec un plan", 1, 3, 33, ["B"], ["A", "B", "C"]),
        ("Vues en réunion", 1, 3, 33, ["A"], ["A", "B", "C"]),
        ("Rechutes", None, None, None, [], []),
    ]
    inside = figures.year(protocol, 2026).indicators[1].inside
    assert [one.case_id for one in inside] == [with_plan]


def test_a_plan_is_traced_by_a_version_or_an_accepted_line_with_words_before_the_year_ends(
    office: Office, figures: ProtocolFigures
) -> None:
    protocol = in_force(office)
    cases = {code: office.case(code) for code in "ABCDE"}
    for case_id in cases.values():
        included(office, case_id, protocol, date(2025, 5, 5))
    plans = office.desk.care_plans
    planned(office, cases["A"])
    plans.set_status(cases["B"], PlanStatus.VALIDATED)
    plans.add_line(cases["C"], PlanPart.CARE)  # blank
    line = planned(office, cases["D"])
    plans.answer(line.id, LineState.REFUSED)
    office.clock.advance(timedelta(days=60))
    planned(office, cases["E"])
    by_year = {
        year: [one.code for one in figures.year(protocol, year).indicators[1].inside]
        for year in (2025, 2026, 2027)
    }
    assert by_year == {2025: [], 2026: ["A", "B"], 2027: ["A", "B", "E"]}


def test_a_concertation_of_two_or_three_is_no_meeting_of_the_team(
    office: Office, figures: ProtocolFigures
) -> None:
    protocol, case_id = in_force(office), office.case("A")
    included(office, case_id, protocol)
    meeting, _, _ = office.held(case_id)
    assert figures.year(protocol, 2026).indicators[2].numerator == 1
    office.sealed("UPDATE meeting SET form = 'short' WHERE id = ?", meeting)
    assert figures.year(protocol, 2026).indicators[2].numerator == 0


def test_a_person_counts_once_whatever_the_files_and_the_inclusions(
    office: Office, figures: ProtocolFigures
) -> None:
    protocol, service = in_force(office), office.desk.protocols.inclusions
    kept, joined = office.case("A"), office.case("B")
    office.held(joined)
    included(office, joined, protocol, date(2026, 1, 5))
    office.desk.feedbacks.record(
        office.store.rows.feedbacks.of_case(joined)[0].id, THURSDAY, None, Told("Bien")
    )
    office.desk.lives.joining.join(kept, joined)
    first = service.of_case(kept)[0].inclusion.id
    service.leave(first, THURSDAY, "Hospitalisée")
    included(office, kept, protocol)
    office.desk.lives.life.move(kept, CaseStatus.CLOSED, StepReason.OBJECTIVES_MET)
    episode, _ = office.desk.lives.joining.new_episode(kept)
    included(office, episode, protocol)
    year = figures.year(protocol, 2026)
    assert year.totals == Totals(during=1, included=1, excluded=0, left=1, completed=0, now=1)
    code = office.desk.cases.file(episode).case.code
    assert [shown(one)[1:5] for one in year.indicators[:3]] == [
        (1, None, None, [code]),
        (0, 1, 0, []),
        (1, 1, 100, [code]),
    ]
    assert len(year.uses) == 3


def test_the_totals_are_of_the_year_and_nobody_is_in_it_outside_their_days(
    office: Office, figures: ProtocolFigures
) -> None:
    protocol, service = in_force(office), office.desk.protocols.inclusions
    long_ago = included(office, office.case("A"), protocol, date(2024, 2, 1))
    service.complete(long_ago, date(2025, 3, 1))
    service.leave(
        included(office, office.case("B"), protocol, date(2025, 6, 1)), THURSDAY, "Déménage"
    )
    service.exclude(office.case("C"), protocol, (), THURSDAY, "Ne veut pas")
    totals = {year: figures.year(protocol, year).totals for year in (2024, 2025, 2026)}
    assert totals == {
        2024: Totals(during=1, included=1, excluded=0, left=0, completed=0, now=0),
        2025: Totals(during=2, included=1, excluded=0, left=0, completed=1, now=0),
        2026: Totals(during=1, included=0, excluded=1, left=1, completed=0, now=0),
    }
    assert figures.year(protocol, 2026).years == (2026, 2025, 2024)
    assert [use.person.code for use in figures.year(protocol, 2026).uses] == ["C", "B", "A"]


def test_one_in_the_bin_counts_for_none_and_one_that_was_erased_still_counts(
    office: Office, figures: ProtocolFigures
) -> None:
    protocol, binned, erased = in_force(office), office.case("A"), office.case("B")
    for case_id in (binned, erased):
        included(office, case_id, protocol)
    office.desk.person.bin.put_case(binned)
    with office.store.write() as work:
        work.rows.erasure.erase(erased, "Effacée 1", office.desk.clock.today())
    (counted, *_) = figures.year(protocol, 2026).indicators
    assert [one.code for one in counted.inside] == ["Effacée 1"]


def test_the_indicators_are_those_in_force_and_of_the_text_where_none_is(
    office: Office, figures: ProtocolFigures
) -> None:
    protocol = in_force(office)
    rewritten(office, protocol, replace(FALL, indicators=FALL.indicators[:1]))
    assert len(figures.year(protocol, 2026).indicators) == 4
    with pytest.raises(NotFoundError):
        figures.year(ProtocolId("none"), 2026)


def test_what_is_counted_by_hand_is_kept_judged_and_taken_back(
    office: Office, figures: ProtocolFigures
) -> None:
    protocol = in_force(office)

    def hand() -> tuple[int | None, int | None, int | None]:
        one = figures.year(protocol, 2026).indicators[3]
        return one.numerator, one.denominator, one.percent

    first, _ = figures.write(protocol, HAND, 2026, 1, 8, "Relevé à la main")
    assert hand() == (1, 8, 13)
    second, _ = figures.write(protocol, HAND, 2026, 14, None)
    assert hand() == (14, None, None)
    with pytest.raises(UserError, match="changé depuis"):
        figures.take_back(first)
    figures.take_back(second)
    assert hand() == (1, 8, 13)
    cleared, _ = figures.clear(protocol, HAND, 2026)
    assert hand() == (None, None, None)
    figures.take_back(cleared)
    figures.take_back(first)
    assert hand() == (None, None, None)
    assert not figures.clear(protocol, HAND, 2026)[1]
    assert figures.year(protocol, 2025).indicators[3].figure is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "year", "note", "said"),
    [
        (12, 10, 2026, "", "12 sur 10"),
        (-1, 10, 2026, "", "négatif"),
        (1, -1, 2026, "", "négatif"),
        (0, 0, 2026, "", "Sur zéro"),
        (1, 2, 2027, "", "année"),
        (1, 2, 1999, "", "année"),
        (10**9, None, 2026, "", "trop grand"),
        (1, 2, 2026, "x" * 1_001, "caractères"),
    ],
)
def test_figures_that_cannot_be_are_refused_in_words(
    office: Office,
    figures: ProtocolFigures,
    numerator: int,
    denominator: int | None,
    year: int,
    note: str,
    said: str,
) -> None:
    protocol = in_force(office)
    with pytest.raises(UserError, match=said):
        figures.write(protocol, HAND, year, numerator, denominator, note)
    assert office.dump("protocol_figure") == ""


def test_a_year_is_read_in_a_few_statements_however_many_persons_there_are(
    office: Office, figures: ProtocolFigures
) -> None:
    protocol, number = in_force(office), 60
    model = office.store.rows.cases.get(office.case("M"))
    assert model is not None
    with office.store.write() as work:
        for place in range(number):
            case_id = CaseId(work.new_id())
            work.rows.cases.save(replace(model, id=case_id, code=f"S-{place:04}"))
            work.rows.inclusions.save(
                Inclusion(
                    InclusionId(work.new_id()),
                    protocol,
                    case_id,
                    1,
                    InclusionState.INCLUDED,
                    THURSDAY,
                )
            )
    asked = office.connection.execute
    statements = []

    def noting(sql: str, values: object = ()) -> object:
        statements.append(sql)
        return asked(sql, values)  # type: ignore[arg-type]  # whatever was asked

    office.connection.execute = noting  # type: ignore[method-assign,assignment]  # this one only
    year = figures.year(protocol, 2026)
    assert (year.totals.during, len(year.indicators[1].among)) == (number, number)
    assert len(statements) < 10
