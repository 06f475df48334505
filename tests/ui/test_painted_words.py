# SPDX-License-Identifier: EUPL-1.2
"""Words that a row paints itself are typeset like those of a label."""

from pytestqt.qtbot import QtBot

from ui.screens.meeting_mode.rail import RailEntry
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.screens.prepare.two_lines import TwoLines
from ui.theme import IconName, font
from ui.widgets.paint import elided, text_width

TYPED = "Retour d'hospitalisation : avec M. Jacquet"
SET = "Retour d’hospitalisation\u00a0: avec M.\u00a0Jacquet"


def test_the_agenda_of_the_meeting_is_typeset(qtbot: QtBot) -> None:
    entry = RailEntry(IconName.CIRCLE, "muted", TYPED, TYPED, "", current=False)
    qtbot.addWidget(entry)
    assert (entry._title, entry._detail) == (SET, SET)


def test_the_rows_of_the_preparation_are_typeset() -> None:
    words = TwoLines("S26-009", TYPED, note=TYPED)
    assert (words.code, words.title, words.note) == ("S26-009", SET, SET)


PARTS = "8 présents sur 9 · 1 excusé · avec Aubry"


def test_no_line_ends_with_the_mark_between_two_parts_however_wide(qtbot: QtBot) -> None:
    entry = RailEntry(IconName.CIRCLE, "muted", "S26-009", PARTS, "", current=False)
    runs = RunText([Run("8 présents sur 9 · "), Run("1 excusé · avec Aubry")])
    for widget in (entry, runs):
        qtbot.addWidget(widget)
    assert " · " not in entry._detail  # Qt turns a line at any space but this one
    assert runs.text == PARTS  # as it is spoken
    for width in range(20, int(text_width(PARTS, font())) + 2):
        cut = elided(PARTS, font(), width)
        assert cut == PARTS or not cut.rstrip("…").endswith((" ", "·", ",")), cut
        layout = runs._layout(width)
        lines = [layout.lineAt(place) for place in range(layout.lineCount())]
        texts = [layout.text()[line.textStart() :][: line.textLength()] for line in lines]
        assert not [text for text in texts[:-1] if len(text) > 2 and text.rstrip().endswith("·")]
