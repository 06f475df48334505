# SPDX-License-Identifier: EUPL-1.2
"""What a situation prints: chosen in the head, warned about, shown with its band."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.documents.setting import set_views
from app.domain.care_plan import PlanPart
from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from tests.documents import person_samples
from tests.documents.reading import reader
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.typing import focused, press
from ui.screens.case.printing import CasePaper
from ui.widgets.pdf_preview import PdfPreview, Printout
from ui.widgets.pdf_print import print_document


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as open_one:
        yield open_one


def planned(stage: CaseStage, objective: str = "Ne plus tomber", *, named: bool = True) -> CaseId:
    """A situation with consent, a line of plan, and a name where it is `named`."""
    desk = stage.office.desk
    case_id = stage.situation()
    stage.office.consent(case_id, ConsentState.OBTAINED)
    if named:
        desk.cases.save_identity(case_id, Identity("Verdier", "Marguerite", date(1941, 3, 2)))
    line_id, _ = desk.care_plans.add_line(case_id, PlanPart.CARE)
    line = replace(desk.care_plans.line(line_id), objective=objective, action="Marcher")
    desk.care_plans.save_line(line)
    return case_id


def shown(stage: CaseStage, qtbot: QtBot) -> Printout:
    """What the preview shows, once it does; closed again."""
    qtbot.waitUntil(lambda: stage.window._preview.preview is not None, timeout=20_000)
    preview = stage.window._preview.preview
    assert preview is not None
    preview.closed.emit()
    return preview.printout


def test_each_document_is_shown_with_its_name_and_its_band_before_it_is_printed(
    stage: CaseStage, qtbot: QtBot
) -> None:
    stage.go("case", planned(stage), "plan")
    seen = {}
    for paper in CasePaper:
        stage.case.header.papers.set_value(paper.value)
        press(stage.case.header, "Ctrl+P")
        printout = shown(stage, qtbot)
        seen[paper] = (printout.file_name, printout.band.partition(" ")[0])
    assert seen == {
        CasePaper.PLAN: ("plan-S26-001.pdf", "NOMINATIF"),
        CasePaper.CARE: ("plan-soins-S26-001.pdf", "NOMINATIF"),
        CasePaper.AID: ("plan-aides-S26-001.pdf", "NOMINATIF"),
        CasePaper.NAMELESS: ("plan-anonyme.pdf", "ANONYME"),
        CasePaper.PERSON: ("mon-plan-S26-001.pdf", "NOMINATIF"),
        CasePaper.LARGER: ("mon-plan-S26-001.pdf", "NOMINATIF"),
        CasePaper.BOOKLET: ("carnet-S26-001.pdf", "NOMINATIF"),
        CasePaper.CONSENT: ("accord-S26-001.pdf", "NOMINATIF"),
        CasePaper.NOTICE: ("notice-information.pdf", "ANONYME"),
    }


def test_the_list_and_the_button_are_reached_by_the_keyboard_on_both_sides(
    stage: CaseStage, qtbot: QtBot
) -> None:
    for side in ("", "plan"):
        stage.go("case", planned(stage), side)
        header = stage.case.header
        assert header.papers.isVisible()
        header.papers.combo.setFocus()
        press(header.papers.combo, "End")
        assert header.paper() is CasePaper.NOTICE
        press(header.papers.combo, "Tab")
        assert focused() is header.print_button
        press(header.print_button, "Space")
        assert shown(stage, qtbot).file_name == "notice-information.pdf"


def test_the_palette_prints_each_document(stage: CaseStage, qtbot: QtBot) -> None:
    assert stage.case.palette_entries() == ()
    stage.go("case", planned(stage))
    entries = {entry.label: entry for entry in stage.case.palette_entries()}
    assert list(entries) == [paper.label for paper in CasePaper]
    entries["Plan en carnet A5"].act()
    assert shown(stage, qtbot).file_name == "carnet-S26-001.pdf"


def test_jargon_that_the_person_would_read_is_said_first_and_may_be_printed_all_the_same(
    stage: CaseStage, qtbot: QtBot
) -> None:
    case_id = planned(stage, "Équilibrer l’HTA")
    stage.go("case", case_id, "plan")
    remark = stage.case.printing.remark
    stage.case.header.papers.set_value(CasePaper.PERSON.value)
    press(stage.case.header, "Ctrl+P")
    assert "HTA\u202f» (tension trop haute)" in remark.label.text()
    assert focused() is remark.button
    assert stage.window._preview.preview is None
    press(remark.button, "Space")
    assert shown(stage, qtbot).file_name == "mon-plan-S26-001.pdf"
    assert remark.isHidden()
    stage.case.header.papers.set_value(CasePaper.PLAN.value)  # for professionals: no remark
    press(stage.case.header, "Ctrl+P")
    assert shown(stage, qtbot).file_name == "plan-S26-001.pdf"


def test_a_remark_goes_when_another_situation_is_shown(stage: CaseStage) -> None:
    stage.go("case", planned(stage, "Équilibrer l’HTA"), "plan")
    stage.case.header.papers.set_value(CasePaper.BOOKLET.value)
    press(stage.case.header, "Ctrl+P")
    assert stage.case.printing.remark.isVisible()
    stage.go("case", planned(stage), "plan")
    assert stage.case.printing.remark.isHidden()


def test_closed_identities_are_asked_for_or_the_code_is_printed_instead(
    stage: CaseStage, qtbot: QtBot
) -> None:
    stage.go("case", planned(stage), "plan")
    stage.office.desk.identities.drop()
    stage.case.header.papers.set_value(CasePaper.PERSON.value)
    press(stage.case.header, "Ctrl+P")
    key = stage.case.key
    assert key.isVisible()
    assert key.instead_button.isVisible()
    key.instead_button.click()
    assert shown(stage, qtbot).band == "PSEUDONYMISÉ"
    assert key.isHidden()
    stage.case.header.papers.set_value(CasePaper.NAMELESS.value)
    press(stage.case.header, "Ctrl+P")
    assert key.isVisible(), "the names that were typed are hidden by those of the identity"
    key.instead_button.click()
    assert shown(stage, qtbot).band == "PSEUDONYMISÉ", "names could not be looked for"
    stage.case.header.papers.set_value(CasePaper.NOTICE.value)
    press(stage.case.header, "Ctrl+P")
    assert key.isHidden()
    assert shown(stage, qtbot).band == "ANONYME"


def test_what_may_not_be_printed_is_said_and_the_form_is_printed_to_ask_again(
    stage: CaseStage, qtbot: QtBot
) -> None:
    case_id = planned(stage, named=False)
    stage.office.consent(case_id, ConsentState.REFUSED)
    stage.go("case", case_id, "plan")
    press(stage.case.header, "Ctrl+P")
    assert "a refusé" in stage.case.printing.remark.label.text()
    stage.case.header.papers.set_value(CasePaper.CONSENT.value)
    press(stage.case.header, "Ctrl+P")
    assert shown(stage, qtbot).file_name == "accord-S26-001.pdf"
    assert stage.case.printing.remark.isHidden()


class TurningPrinter(QPrinter):
    """Writes a file, which has no sides, and notes how it was asked to turn the paper."""

    def __init__(self) -> None:
        super().__init__()
        self.turned: list[QPrinter.DuplexMode] = []

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:  # noqa: N802 - a name of Qt
        self.turned.append(duplex)


def test_a_sheet_to_fold_is_printed_on_its_side_and_turned_on_the_short_edge(
    qtbot: QtBot, tmp_path: Path
) -> None:
    both = (person_samples.PATIENT_PLAN, person_samples.BOOKLET)
    file = tmp_path / "paper.pdf"
    preview = PdfPreview(Printout("Deux", set_views("Deux", both).pdf, "deux.pdf"))
    qtbot.addWidget(preview)
    printer = TurningPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    print_document(preview.document, printer)
    wide = [page.mediabox.width > page.mediabox.height for page in reader(file.read_bytes()).pages]
    assert wide == [False, True, True, True, True]
    assert set(printer.turned) == {QPrinter.DuplexMode.DuplexShortSide}
