# SPDX-License-Identifier: EUPL-1.2
"""One line of the plan as it is drawn: what laying out costs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from app.domain.care_plan import PlanPart
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.test_case_plan import page, with_lines
from ui.screens.case import plan_row
from ui.screens.case.plan_columns import PlanColumn, column_boxes
from ui.widgets.wrapping import wrapped


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def test_a_row_asked_for_two_widths_in_turn_is_laid_out_once_for_each(
    stage: CaseStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.go("case", with_lines(stage, "un"), "plan")
    table = page(stage).tables[PlanPart.CARE]
    row = table.row(table.rows[0].line.id)
    assert row is not None
    laid: list[float] = []

    def count(text: str, type_: QFont, width: float) -> tuple[str, ...]:
        laid.append(width)
        return wrapped(text, type_, width)

    monkeypatch.setattr(plan_row, "wrapped", count)
    for width in (701, 702) * 10:
        row.heightForWidth(width)
    assert len(laid) == 2 * len(row.cells())
    row.show_row(replace(row.row, number=2))
    row.heightForWidth(701)
    assert len(laid) == 3 * len(row.cells())


def test_a_day_of_review_gets_as_much_room_as_a_day_beside_a_name() -> None:
    widths = [width for _, width in column_boxes(756)]  # of a laptop of 1366 at 125 %
    assert widths[PlanColumn.REVIEW] >= widths[PlanColumn.WHO]
