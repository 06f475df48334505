# SPDX-License-Identifier: EUPL-1.2
"""Words that a row paints itself are typeset like those of a label."""

from pytestqt.qtbot import QtBot

from ui.screens.meeting_mode.rail import RailEntry
from ui.screens.prepare.two_lines import TwoLines
from ui.theme import IconName

TYPED = "Retour d'hospitalisation : avec M. Jacquet"
SET = "Retour d’hospitalisation\u00a0: avec M.\u00a0Jacquet"


def test_the_agenda_of_the_meeting_is_typeset(qtbot: QtBot) -> None:
    entry = RailEntry(IconName.CIRCLE, "muted", TYPED, TYPED, "", current=False)
    qtbot.addWidget(entry)
    assert (entry._title, entry._detail) == (SET, SET)


def test_the_rows_of_the_preparation_are_typeset() -> None:
    words = TwoLines("S26-009", TYPED, note=TYPED)
    assert (words.code, words.title, words.note) == ("S26-009", SET, SET)
