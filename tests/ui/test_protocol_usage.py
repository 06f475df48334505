# SPDX-License-Identifier: EUPL-1.2
"""The use of a protocol: each figure leads to who is behind it, and some are typed by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.care_plan import PlanPart
from app.domain.changes import Changes
from app.domain.ids import CaseId, IndicatorId
from app.domain.inclusion import InclusionState
from app.domain.protocol import IndicatorFigure
from app.services.protocol_figures import Use
from tests.services.office import THURSDAY
from tests.services.protocols import FALL, in_force
from tests.ui.protocol_stage import ProtocolStage, open_protocol_stage, protocol_window
from tests.ui.typing import focused, press, type_text
from ui.screens.protocol.figure_form import FigureForm
from ui.screens.protocol.usage_page import UsagePage
from ui.screens.protocol.usage_words import of_year
from ui.screens.protocol.uses_card import AT_FIRST
from ui.tasks import Tasks

BY_HAND = 3


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[ProtocolStage]:
    with open_protocol_stage(tmp_path, qtbot) as opened:
        opened.id = in_force(opened.office)
        yield opened


def usage(stage: ProtocolStage) -> UsagePage:
    stage.show("usage")
    page = stage.screen.page
    assert isinstance(page, UsagePage)
    return page


def included(stage: ProtocolStage, code: str, on: date = THURSDAY) -> CaseId:
    case_id = stage.office.case(code)
    stage.office.desk.protocols.inclusions.include(case_id, stage.id, (0, 1), on)
    return case_id


def planned(stage: ProtocolStage, case_id: CaseId) -> None:
    plans = stage.office.desk.care_plans
    line_id, _ = plans.add_line(case_id, PlanPart.CARE)
    plans.save_line(replace(plans.line(line_id), action="Marcher"))


def typing(page: UsagePage, *texts: str) -> FigureForm:
    """Open the form of the indicator that is counted by hand, and type in its fields."""
    page.lines[BY_HAND].row.setFocus()
    press(None, "Return")
    form = page.lines[BY_HAND].form
    assert form is not None
    for text in texts:
        type_text(None, text)
        press(None, "Tab")
    return form


def figure(stage: ProtocolStage, year: int = 2026) -> IndicatorFigure | None:
    found = stage.office.desk.protocols.figures.year(stage.id, year)
    return found.indicators[BY_HAND].figure


def test_the_situations_are_listed_with_their_days_and_why(stage: ProtocolStage) -> None:
    inclusions = stage.office.desk.protocols.inclusions
    included(stage, "A")
    gone, done = included(stage, "B"), included(stage, "C")
    first, second = (inclusions.of_case(case)[0].inclusion.id for case in (gone, done))
    inclusions.leave(first, THURSDAY, "Déménagement")
    inclusions.complete(second, THURSDAY)
    inclusions.exclude(stage.office.case("D"), stage.id, (2,), THURSDAY, "Vit ailleurs")
    page = usage(stage)
    rows = {row.code: row for row in page.uses.rows.rows}
    shown = {code: (row.chip and row.chip.text, row.detail) for code, row in rows.items()}
    assert shown == {
        "A": ("incluse", ""),
        "B": ("sortie", "Déménagement"),
        "C": ("terminée", ""),
        "D": ("non incluse", "Vit ailleurs"),
    }
    assert "du jeu. 26 nov. 2026 au jeu. 26 nov. 2026, version 1" in rows["B"].spoken
    assert page.summary.text() == (
        "3 personnes suivies dans l’année. En 2026\u00a0: 3 incluses, 1 non incluse, 1 sortie, "
        "1 terminée. Aujourd’hui\u00a0: 1."
    )


def test_each_figure_opens_its_situations_in_place_and_each_situation_its_page(
    stage: ProtocolStage,
) -> None:
    case = included(stage, "A")
    included(stage, "B")
    planned(stage, case)
    page = usage(stage)
    assert focused() is page.lines[0].row
    press(None, "Down")
    line = page.lines[1]
    assert line.row.accessibleName() == (
        "Avec un plan, 50\u00a0%, 1 sur 2 · Compté\u00a0: incluses qui ont un plan tracé"
    )
    press(None, "Return")
    assert line.people is not None
    assert [(row.code, row.chip.text if row.chip else "") for row in line.people.rows] == [
        ("A", "comptée"),
        ("B", "pas comptée"),
    ]
    assert line.people.isAncestorOf(focused())
    included(stage, "C")
    page.refresh(Changes())
    assert page.lines[1].people is not None, "it stays open while others work"
    press(None, "Return")
    assert stage.opened_case[0] == case
    stage.show("usage")
    page.lines[1].show_people()
    assert page.lines[1].people is None


def test_a_figure_is_typed_by_the_keyboard_corrected_cleared_and_taken_back(
    stage: ProtocolStage,
) -> None:
    page = usage(stage)
    form = typing(page, "1 200", "2000")
    type_text(None, "Registre <b>2026</b>")
    press(None, "Return")
    assert figure(stage) == IndicatorFigure(
        stage.id, IndicatorId("i4"), 2026, 1200, 2000, "Registre <b>2026</b>"
    )
    assert page.lines[BY_HAND].form is not form
    assert "60\u00a0%, 1\u202f200 sur 2\u202f000" in page.lines[BY_HAND].row.accessibleName()
    assert focused() is page.lines[BY_HAND].row
    press(None, "Delete")
    assert figure(stage) is None
    assert stage.toast.label.text() == "Chiffre effacé"
    stage.toast.button.click()
    assert figure(stage) is not None
    form = typing(page)
    assert (form.numerator.text(), form.denominator.text()) == ("1200", "2000")
    press(None, "Escape")
    assert page.lines[BY_HAND].form is None
    assert focused() is page.lines[BY_HAND].row


@pytest.mark.parametrize(
    ("numerator", "denominator", "said"),
    [
        ("douze", "", "«\u202fdouze\u202f» n’est pas un nombre entier."),
        ("3", "2,5", "«\u202f2,5\u202f» n’est pas un nombre entier."),
        ("-3", "", "n’est pas un nombre entier."),
        ("٣", "", "n’est pas un nombre entier."),
        ("9" * 40, "", "n’est pas un nombre entier."),
        ("", "3", "Écrivez d’abord un nombre."),
        ("3", "0", "Sur zéro, il n’y a pas de part."),
        ("4", "3", "le premier nombre est une partie du second."),
        ("2000000", "", "Ce nombre est trop grand."),
    ],
)
def test_what_is_no_figure_is_refused_in_place(
    stage: ProtocolStage, numerator: str, denominator: str, said: str
) -> None:
    form = typing(usage(stage), numerator, denominator)
    press(None, "Return")
    told = (form.message, form.numerator.message, form.denominator.message)
    assert said in " ".join(label.text() for label in told if label.isVisible())
    assert figure(stage) is None
    assert form.numerator.text() == numerator, "what was typed stays"
    assert form.isAncestorOf(focused())


def test_a_year_is_chosen_and_its_figures_are_its_own(stage: ProtocolStage) -> None:
    included(stage, "A", date(2024, 3, 2))
    figures = stage.office.desk.protocols.figures
    figures.write(stage.id, IndicatorId("i4"), 2025, 1, None)
    page = usage(stage)
    assert [page.year.combo.itemText(n) for n in range(3)] == ["2026", "2025", "2024"]
    page.year.set_value("2025")
    page.year.chosen.emit("2025")
    assert page.lines[BY_HAND].row.accessibleName().startswith("Rechutes, 1, ")
    typing(page, "7")
    press(None, "Return")
    found = figure(stage, 2025)
    assert found is not None
    assert found.numerator == 7
    assert figure(stage) is None


def test_a_decision_belongs_to_the_years_in_which_it_says_something() -> None:
    def use(state: InclusionState, on: date, ended: date | None = None) -> Use:
        return Use(None, 1, state, on, ended)  # type: ignore[arg-type]  # nobody is asked for

    spring, later = date(2024, 3, 2), date(2025, 5, 6)
    open_one = use(InclusionState.INCLUDED, spring)
    left = use(InclusionState.LEFT, spring, later)
    refused = use(InclusionState.EXCLUDED, spring)
    years = (2023, 2024, 2025, 2026)
    assert [of_year(open_one, year) for year in years] == [False, True, True, True]
    assert [of_year(left, year) for year in years] == [False, True, True, False]
    assert [of_year(refused, year) for year in years] == [False, True, False, False]


def test_a_figure_half_typed_comes_back_after_a_lock(
    stage: ProtocolStage, qtbot: QtBot, tmp_path: Path
) -> None:
    typing(usage(stage), "douz", "2 0")
    type_text(None, "en cours")
    stage.screen.commit_drafts()  # as a lock asks for
    stage.window.hide()
    tasks = Tasks()
    stage.window = protocol_window(stage.office, tasks, qtbot, tmp_path, stage.dialogs)
    page = usage(stage)
    form = page.lines[BY_HAND].form
    assert form is not None
    texts = (form.numerator.text(), form.denominator.text(), form.note.text())
    assert texts == ("douz", "2 0", "en cours")
    tasks.close()


def test_a_long_list_is_cut_and_shown_whole_on_demand(stage: ProtocolStage) -> None:
    for number in range(AT_FIRST + 3):
        included(stage, f"S{number}")
    page = usage(stage)
    assert len(page.uses.rows.rows) == AT_FIRST
    assert page.uses.more.caption == "Montrer les 3 autres"
    page.uses.more.click()
    assert len(page.uses.rows.rows) == AT_FIRST + 3
    assert not page.uses.more.isVisible()


def test_a_protocol_without_use_nor_indicator_says_so(stage: ProtocolStage) -> None:
    stage.open(replace(FALL, title="Autre", indicators=()), "usage")
    page = usage(stage)
    assert page.none.isVisible()
    assert page.uses.none.isVisible()
    assert page.summary.text() == "Personne n’a été inclus en 2026."
    QApplication.processEvents()
    assert page.primary_focus() is page.year.combo


def test_a_note_that_is_one_long_link_pushes_no_button_out_of_sight(stage: ProtocolStage) -> None:
    page = usage(stage)
    typing(page, "7", "9", "https://exemple.invalid/" + "a" * 300)
    press(None, "Return")
    QApplication.processEvents()
    assert figure(stage) is not None
    clear = page.lines[BY_HAND].clear
    assert clear.isVisible()
    assert page.width() <= stage.screen.sides.width()
    assert clear.mapTo(page, clear.rect().bottomRight()).x() <= page.width()
