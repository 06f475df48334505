# SPDX-License-Identifier: EUPL-1.2
"""Rows and tables by keyboard; twenty thousand records cost nothing until they are seen."""

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from tests.ui.stage import shown
from tests.ui.typing import focused, press
from ui.models import CellStyle, Column, TableModel
from ui.theme import Tone
from ui.widgets import Button, Mark, RecordTable, RowData, RowList
from ui.widgets.rows import ROW_HEIGHT

ROWS = [
    RowData("a", "Chutes répétées", "S26-014", chip=Mark("accord", Tone.OK)),
    RowData("b", "Lombalgie", "S26-021", note="hier"),
    RowData("c", "<b>Perte</b> de poids", "S26-019"),
]


def make_table(count: int, reads: list[int] | None = None) -> RecordTable[int]:
    def question(number: int) -> str:
        if reads is not None:
            reads.append(number)
        return f"Question {number}"

    columns = [
        Column("Code", lambda number: f"S{number}", 110, CellStyle.CODE),
        Column("Question", question),
        Column("Accord", lambda _: "obtenu", 120, CellStyle.CHIP, lambda _: Tone.OK),
    ]
    model = TableModel(columns, str, lambda number: f"Situation {number}, accord obtenu")
    table = RecordTable("Situations", model)
    table.set_records(range(count))
    return table


def test_a_list_is_one_tab_stop_walked_with_the_arrows(qtbot: QtBot) -> None:
    before, rows, after = Button("Avant"), RowList("Ordre du jour"), Button("Après")
    rows.set_rows(ROWS)
    shown(qtbot, before, rows, after)
    opened: list[str] = []
    rows.opened.connect(opened.append)
    before.setFocus()
    press(None, "Tab")
    assert focused().accessibleName() == "S26-014, Chutes répétées, accord"
    press(None, "Down")
    press(None, "Return")
    assert opened == ["b"]
    press(None, "Tab")
    assert after.hasFocus()
    press(None, "Shift+Tab")
    assert focused().accessibleName() == "S26-021, Lombalgie, hier"


def test_new_rows_keep_the_focus_on_the_same_record(qtbot: QtBot) -> None:
    rows = RowList("Ordre du jour")
    rows.set_rows(ROWS)
    shown(qtbot, rows)
    rows.focus_first()
    press(None, "Down")
    rows.set_rows(list(reversed(ROWS)))
    assert focused().accessibleName() == "S26-021, Lombalgie, hier"


def test_rows_have_their_height_before_the_first_frame(qtbot: QtBot) -> None:
    rows = RowList("Ordre du jour")
    window = shown(qtbot, rows)
    rows.set_rows(ROWS)
    assert window.sizeHint().height() >= 3 * ROW_HEIGHT


def test_enter_opens_the_selected_record(qtbot: QtBot) -> None:
    table = make_table(10)
    shown(qtbot, table)
    opened: list[str] = []
    table.opened.connect(opened.append)
    table.setFocus()
    table.select("3")
    press(None, "Down")
    press(None, "Return")
    assert opened == ["4"]


def test_tab_leaves_a_table(qtbot: QtBot) -> None:
    table, after = make_table(10), Button("Après")
    shown(qtbot, table, after)
    table.setFocus()
    press(None, "Tab")
    assert after.hasFocus()


def test_new_records_keep_the_selection(qtbot: QtBot) -> None:
    table = make_table(10)
    shown(qtbot, table)
    table.select("7")
    table.set_records(range(5, 20))
    assert table.current_key() == "7"
    table.set_records(range(5))
    assert table.current_key() == ""


def test_a_long_list_reads_only_the_rows_in_sight(qtbot: QtBot) -> None:
    reads: list[int] = []
    table = make_table(20_000, reads)
    shown(qtbot, table)
    table.grab()
    assert 0 < len(set(reads)) < 60


def test_a_row_is_one_sentence_for_a_screen_reader(qtbot: QtBot) -> None:
    model = make_table(3).model()
    index = model.index(1, 2, QModelIndex())
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Situation 1, accord obtenu"
