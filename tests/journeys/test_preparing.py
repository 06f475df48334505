# SPDX-License-Identifier: EUPL-1.2
"""Preparing costs almost nothing: four situations chosen and ordered, the dossier in a folder."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import DATA
from tests.journeys.hands import Hands
from tests.journeys.practice import hold_last_week, loaded_practice
from tests.journeys.scribe import Scribe
from tests.journeys.window import staged
from ui.theme import Scheme, apply_theme

MOST_KEYS, MOST_CLICKS = 15, 1
"""What it costs today (the brief's whole week may cost 520 and 48): it may only go down."""


def test_a_week_is_prepared_and_its_dossier_saved_within_a_few_keys(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, Scheme.LIGHT)
    paper, hands = tmp_path / "documents", Hands()
    paper.mkdir()
    with loaded_practice(tmp_path, DATA / "reunion-type.json") as practice:
        hold_last_week(practice)
        with staged(practice, qtbot, paper) as stage:
            scribe = Scribe(stage, hands, qtbot)
            placed = scribe.prepare()
            scribe.invite()
            scribe.save_dossier()
            meeting = practice.desk.agendas.next_meeting()
            assert meeting is not None
            lines = practice.desk.agendas.view(meeting.id).lines
            wanted = [case_id for _, case_id in placed]
            assert [line.item.case_id for line in lines if line.item.case_id] == wanted
            assert len(placed) == 4
            assert not practice.desk.agendas.view(meeting.id).too_long
    print(f"\npreparation: touches={hands.keys} clics={hands.clicks}")  # noqa: T201 - the measure
    assert hands.keys <= MOST_KEYS
    assert hands.clicks <= MOST_CLICKS
