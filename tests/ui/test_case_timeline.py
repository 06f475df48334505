# SPDX-License-Identifier: EUPL-1.2
"""The past of a situation on its own side: filtered with keys, each row opens what it speaks of."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.case import CaseStatus
from app.services.timeline import Event, EventKind, Place
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.typing import press
from ui.screens.case.timeline_page import TimelinePage, intent_of
from ui.screens.feedback import FeedbackScreen


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def shown(stage: CaseStage) -> TimelinePage:
    return stage.case.timeline


def kinds(page: TimelinePage) -> set[EventKind]:
    return {page.model.record(row).event.kind for row in range(page.model.rowCount())}


def test_the_side_is_reached_by_keys_and_says_each_month_once(stage: CaseStage) -> None:
    stage.go("case", stage.discussed())
    press(stage.case, "Ctrl+PgDown")
    press(stage.case, "Ctrl+PgDown")
    assert stage.case.tabs.current == "timeline"
    page = shown(stage)
    months = [page.model.index(row, 0).data() for row in range(page.model.rowCount())]
    assert months[0] == "Novembre 2026"
    assert set(months[1:]) == {""}
    assert page.count.text() == f"{len(months)} événements"
    press(stage.case, "Ctrl+PgUp")
    assert stage.case.tabs.current == "plan"


def test_one_kind_is_shown_at_a_time_and_what_has_none_is_not_offered(stage: CaseStage) -> None:
    stage.go("case", stage.discussed(), "timeline")
    page = shown(stage)
    assert page.kinds.combo.findData(EventKind.CONSENT.value) == -1
    page.kinds.set_value(EventKind.ACTION.value)
    page.kinds.chosen.emit(EventKind.ACTION.value)
    assert kinds(page) == {EventKind.ACTION}
    assert page.model.rowCount() == 3
    stage.go("case", stage.situation("Autre"), "timeline")
    assert kinds(page) == {EventKind.LIFE}


def test_enter_on_a_row_opens_what_it_speaks_of_and_the_way_back_leads_here(
    stage: CaseStage,
) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id, "timeline")
    page = shown(stage)
    row = next(
        row
        for row in range(page.model.rowCount())
        if page.model.record(row).event.kind is EventKind.FEEDBACK
    )
    page.table.selectRow(row)
    press(page.table, "Return")
    reports = stage.window.screen_of("feedback")
    assert isinstance(reports, FeedbackScreen)
    assert stage.here().screen == "feedback"
    assert reports.table.current_key() == page.model.record(row).event.record
    stage.window.navigator.back()
    assert stage.here().screen == "case"
    assert stage.case.tabs.current == "timeline"


def test_what_others_change_is_there_at_once(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "timeline")
    before = shown(stage).model.rowCount()
    stage.window.changes.publish(stage.office.desk.lives.life.move(case_id, CaseStatus.FOLLOWED)[1])
    assert shown(stage).model.rowCount() == before + 1


@pytest.mark.parametrize("place", list(Place))
def test_every_place_has_its_page_but_what_has_none(place: Place) -> None:
    event = Event("k", date(2026, 11, 26), EventKind.LIFE, "x", place=place, record="r")
    intent = intent_of(event)
    assert (intent is None) is (place is Place.NOWHERE)
    assert intent is None or intent.record == "r"
