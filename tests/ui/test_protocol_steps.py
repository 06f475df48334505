# SPDX-License-Identifier: EUPL-1.2
"""The steps of a protocol: written by the keyboard alone while others talk, and never lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import NotSavedError, UserError
from app.domain.lengths import LONGEST_NOTE
from app.domain.protocol import Moment
from app.services.protocols import ProtocolService
from tests.ui.protocol_stage import (
    THREE,
    ProtocolStage,
    on_steps,
    open_protocol_stage,
    protocol_window,
    said,
    whats,
)
from tests.ui.typing import focused, press, type_text
from ui.screens.protocol.step_columns import TITLES
from ui.screens.protocol.step_row import StepRow
from ui.screens.protocol.step_text import StepText
from ui.screens.protocol.steps_page import StepsPage
from ui.screens.protocol.who_edit import WhoEdit
from ui.tasks import Tasks

TEN = (
    (Moment.SPOT, "inf", "Repérer la plaie", "Domicile", "Au premier soin"),
    (Moment.ASSESS, "inf", "Mesurer la plaie", "Domicile", ""),
    (Moment.ASSESS, "méd", "Chercher la cause", "Cabinet", ""),
    (Moment.PLAN, "inf", "Inscrire en réunion", "", ""),
    (Moment.ACT, "inf", "Refaire le pansement", "Domicile", "Selon prescription"),
    (Moment.ACT, "ass", "Ouvrir les droits", "", ""),
    (Moment.ACT, "dié", "Enrichir les repas", "", ""),
    (Moment.FOLLOW, "inf", "Compter les plaies fermées", "", "Chaque trimestre"),
    (Moment.ALERT, "inf", "Appeler si fièvre", "", "Le jour même"),
    (Moment.ALERT, "méd", "Adresser si pas de progrès", "", "À six semaines"),
)
NASTY = "<b>gras</b> & =1+1 @moi\u00a0: שלום 👩🏽‍⚕️"


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[ProtocolStage]:
    with open_protocol_stage(tmp_path, qtbot) as opened:
        yield opened


def test_ten_steps_are_written_by_the_keyboard_alone(stage: ProtocolStage) -> None:
    for last, profession in (("C", "Infirmière"), ("M", "Médecin"), ("I", "Assistante sociale")):
        stage.office.person(last, profession=profession)
    page = on_steps(stage)
    assert stage.kept() == ()
    touches, moments = 1, list(Moment)
    press(None, "Return")  # « + » of the first moment has the focus
    here = Moment.SPOT
    for moment, who, what, where, when in TEN:
        for _ in range(moments.index(moment) - moments.index(here)):
            press(None, "Return")
            touches += 1
        here = moment
        cells = (what, where, when)
        touches += type_text(None, who)
        for rank, text in enumerate(cells):
            if any(cells[rank:]):
                press(None, "Tab")
                touches += 1
                type_text(None, text)
        press(None, "Return")
        touches += 1
    press(None, "Escape")
    written = [(each.moment, each.what, each.where, each.when) for each in stage.kept()]
    assert written == [(moment, *rest) for moment, _, *rest in TEN]
    assert [each.who for each in stage.kept()][:3] == ["Infirmière", "Infirmière", "Médecin"]
    assert stage.screen.header.saved.text() == "Enregistré à 12:00"
    assert touches < 80, "besides what is said, eight touches a step"
    assert len(page.flow.picture.boxes) == len(TEN)


def test_what_is_typed_is_verbatim_and_breaks_lines_with_shift(stage: ProtocolStage) -> None:
    on_steps(stage)
    press(None, "Return")
    type_text(None, "IDE")
    press(None, "Tab")
    type_text(None, NASTY)
    press(None, "Shift+Return")
    type_text(None, "deuxième ligne ")
    press(None, "Escape")
    assert said(stage) == [(Moment.SPOT, "IDE", f"{NASTY}\ndeuxième ligne ")]


def test_tab_walks_through_all_cells_and_leaves_the_table_at_both_ends(
    stage: ProtocolStage,
) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    page.work.edit(ids[0])
    seen = []
    for _ in range(3 * len(TITLES)):
        seen.append((page.table.editing, focused().accessibleName()))
        press(None, "Tab")
    assert seen == [(id_, title) for id_ in ids for title in TITLES]
    assert not isinstance(focused(), WhoEdit | StepText)
    press(None, "Shift+Tab")
    assert (page.table.editing, focused().accessibleName()) == (ids[2], "Comment")
    for _ in range(6):
        press(None, "Shift+Tab")
    assert (page.table.editing, focused().accessibleName()) == (ids[1], "Comment")


def test_arrows_walk_between_steps_at_the_edge_of_a_text(stage: ProtocolStage) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    page.work.edit(ids[0], 1)
    press(None, "Shift+Return")
    type_text(None, "bis")
    press(None, "Up")
    assert page.table.editing == ids[0]
    press(None, "Down")
    press(None, "Down")
    assert (page.table.editing, focused().accessibleName()) == (ids[1], "Quoi")
    press(None, "Down")
    assert page.table.editing == ids[2], "across moments"
    press(None, "Escape")
    assert isinstance(focused(), StepRow)
    press(None, "Up")
    press(None, "Return")
    assert page.table.editing == ids[1]


def test_a_step_moves_within_and_across_moments_while_one_types_in_it(
    stage: ProtocolStage,
) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    page.work.edit(ids[0], 1)
    type_text(None, "!")
    press(None, "Alt+Down")
    assert whats(stage) == ["Confirmer", "Repérer!", "Compter"]
    press(None, "Alt+Down")
    assert said(stage)[1] == (Moment.ASSESS, "Infirmière", "Repérer!")
    assert focused().accessibleName() == "Quoi", "the hand stays where it was"
    type_text(None, "?")
    press(None, "Alt+PgDown")
    press(None, "Alt+PgDown")
    press(None, "Alt+PgDown")
    assert [each[0] for each in said(stage)] == [Moment.SPOT, Moment.FOLLOW, Moment.FOLLOW]
    press(None, "Alt+Up")
    assert whats(stage) == ["Confirmer", "Repérer!?", "Compter"]
    press(None, "Alt+PgUp")
    assert said(stage)[1][0] is Moment.ACT
    for _ in range(9):
        press(None, "Alt+Up")
    assert whats(stage)[0] == "Repérer!?", "nothing is before the first"
    assert page.table.editing == ids[0]


def test_a_step_is_put_under_another_and_duplicated(stage: ProtocolStage) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    page.work.edit(ids[0], 3)
    press(None, "Ctrl+Return")
    type_text(None, "Kiné")
    press(None, "Ctrl+D")
    press(None, "Escape")
    assert [each.who for each in stage.kept()] == [
        "Infirmière",
        "Kiné",
        "Kiné",
        "Médecin",
        "Pharmacien",
    ]
    assert len({each.id for each in stage.kept()}) == 5


def test_a_removed_step_comes_back_where_it_was_whatever_was_done_since(
    stage: ProtocolStage,
) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    page.work.edit(ids[0], 1)
    press(None, "Alt+Del")
    assert whats(stage) == ["Confirmer", "Compter"]
    assert stage.toast.label.text() == "Étape retirée"
    assert isinstance(focused(), StepRow)
    press(None, "Delete")
    assert whats(stage) == ["Compter"]
    page.work.edit(ids[2], 1)
    type_text(None, " bien")
    press(None, "Escape")
    stage.toast.button.click()
    assert whats(stage) == ["Confirmer", "Compter bien"]
    press(None, "Ctrl+Z")
    press(None, "Ctrl+Z")
    press(None, "Ctrl+Z")
    press(None, "Ctrl+Z")
    assert whats(stage) == ["Repérer", "Confirmer", "Compter"]


def test_a_step_that_plans_use_is_removed_and_that_is_said(
    stage: ProtocolStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    monkeypatch.setattr(ProtocolService, "lines_of_step", lambda *_: 3)
    page.work.edit(ids[0], 1)
    press(None, "Alt+Del")
    assert stage.toast.label.text() == (
        "Étape retirée. 3 lignes de plans viennent de cette étape\u00a0: elles y restent."
    )
    monkeypatch.setattr(ProtocolService, "lines_of_step", lambda *_: 1)
    press(None, "Delete")
    assert "1 ligne de plan vient de cette étape" in stage.toast.label.text()


def test_a_step_that_is_emptied_is_taken_out_and_said_so(stage: ProtocolStage) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    page.work.edit(ids[1])
    for _ in range(2):
        focused().selectAll()  # type: ignore[attr-defined]  # a line and a text both have it
        press(None, "Delete")
        press(None, "Tab")
    press(None, "Escape")
    assert whats(stage) == ["Repérer", "Compter"]
    assert stage.toast.label.text() == "Étape retirée"
    stage.toast.button.click()
    assert said(stage)[1] == (Moment.SPOT, "Médecin", "Confirmer")


def test_a_step_in_which_nothing_is_typed_is_kept_nowhere(stage: ProtocolStage) -> None:
    page = on_steps(stage, *THREE)
    page.table.add_button(Moment.PLAN).click()
    assert isinstance(focused(), WhoEdit)
    press(None, "Escape")
    assert len(page._presenter.steps) == 3
    assert not page.table.editing
    assert focused() is page.table.add_button(Moment.PLAN)


def test_undo_goes_back_to_the_cell_that_was_typed(stage: ProtocolStage) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    page.work.edit(ids[0], 1)
    type_text(None, " la plaie")
    press(None, "Tab")
    type_text(None, "Domicile")
    press(None, "Ctrl+Z")
    assert (stage.kept()[0].what, stage.kept()[0].where) == ("Repérer la plaie", "")
    assert focused().accessibleName() == "Où"
    press(None, "Ctrl+Z")
    assert stage.kept()[0].what == "Repérer"
    assert focused().accessibleName() == "Quoi"
    press(None, "Ctrl+Shift+Z")
    press(None, "Ctrl+Shift+Z")
    assert stage.kept()[0].where == "Domicile"


def test_a_disk_that_refuses_loses_nothing_that_was_typed(
    stage: ProtocolStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]

    def refuse(*_: object) -> None:
        raise NotSavedError("Le disque ne répond pas.")

    with monkeypatch.context() as patch:
        patch.setattr(ProtocolService, "save_text", refuse)
        page.work.edit(ids[0], 1)
        type_text(None, " vite")
        press(None, "Tab")
        assert stage.screen.header.saved.text().startswith("NON ENREGISTRÉ · ")
        press(None, "Alt+Down")
        type_text(None, "ici")
    assert whats(stage)[0] == "Repérer"
    stage.screen.commit_drafts()
    assert [(each.what, each.where) for each in stage.kept()][:2] == [
        ("Confirmer", ""),
        ("Repérer vite", "ici"),
    ]


def test_what_stands_in_a_cell_when_the_vault_locks_is_kept(stage: ProtocolStage) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    page.work.edit(ids[0], 4)
    type_text(None, "Pour savoir")
    assert stage.kept()[0].why == "", "the last key was less than 800 ms ago"
    stage.screen.commit_drafts()  # as a lock and a close ask for
    stage.office.crash_and_reopen()
    assert stage.kept()[0].why == "Pour savoir"


def test_a_cell_that_is_too_long_says_so_and_holds_nothing_else_up(stage: ProtocolStage) -> None:
    page = on_steps(stage, *THREE)
    ids = [each.id for each in stage.kept()]
    page.work.edit(ids[0], 2)
    type_text(None, "Domicile")
    press(None, "Tab")
    cell = focused()
    assert isinstance(cell, StepText)
    cell.insertPlainText("x" * (LONGEST_NOTE + 1))
    editor = page.table.editor
    assert editor is not None
    assert editor.message.text().startswith("«\u202fQuand\u202f» a 1\u202f001 caractères")
    press(None, "Tab")
    assert (stage.kept()[0].where, stage.kept()[0].when) == ("Domicile", "")
    assert stage.screen.header.saved.text().startswith("NON ENREGISTRÉ")
    assert len(cell.text()) == LONGEST_NOTE + 1, "it stays where it was typed"
    press(None, "Shift+Tab")
    press(None, "Backspace")
    assert not editor.message.isVisible()
    press(None, "Escape")
    assert len(stage.kept()[0].when) == LONGEST_NOTE


def test_what_is_too_long_at_a_lock_comes_back_in_its_cell(
    stage: ProtocolStage, qtbot: QtBot, tmp_path: Path
) -> None:
    page = on_steps(stage, *THREE)
    long = "x" * (LONGEST_NOTE + 1)
    page.work.edit(stage.kept()[0].id, 2)
    cell = focused()
    assert isinstance(cell, StepText)
    cell.insertPlainText(long)
    page.table.add_button(Moment.ACT).click()
    press(None, "Tab")
    cell = focused()
    assert isinstance(cell, StepText)
    cell.insertPlainText(long)
    with pytest.raises(UserError, match="1\u202f001 caractères"):
        stage.screen.commit_drafts()  # as a lock asks for: it lets the refusal go
    assert [each.where for each in stage.kept()] == ["", "", ""]
    _let_go(page)
    stage.window.hide()
    tasks = Tasks()
    stage.window = protocol_window(stage.office, tasks, qtbot, tmp_path, stage.dialogs)
    stage.show("steps")
    again = stage.screen.page
    assert isinstance(again, StepsPage)
    shown = [(each.moment, each.where, each.what) for each in again._presenter.steps]
    rows = again.table.findChildren(StepRow)
    _let_go(again)
    assert (shown[0][1], shown[2]) == (long, (Moment.ACT, "", long))
    assert next(len(row.texts()[2]) for row in rows) == len(long)
    tasks.close()


def _let_go(page: StepsPage) -> None:
    """Shorten what could not be kept: the window would not close."""
    for each in page._presenter.steps:
        page._presenter.type(replace(each, where="", what="court"))
    assert page._presenter.flush()
