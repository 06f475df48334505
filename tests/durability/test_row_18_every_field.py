# SPDX-License-Identifier: EUPL-1.2
"""Row 18: what stands in every field of every form when the vault locks is there again."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.durability.lock_stage import LockStage
from tests.durability.meeting import Ground
from tests.durability.row_18_fields import FORMS
from tests.durability.row_18_form import Find
from tests.durability.row_18_let_go import ELSEWHERE
from tests.durability.test_row_18_forms import Home, locked
from tests.ui.typing import type_text
from ui.widgets import LabeledField, TextPane

TYPED = "Reparler du portage"
ROOT = Path(__file__).parents[2]
_REFUSED = "an identity with half a birth"
"""Cannot be sealed as it stands."""
_BOTH_SIDES = "a situation and the end of its plan"
"""Types on a side of the page that is not the one in sight, too."""


@pytest.fixture
def home(ground: Ground, tmp_path: Path, qapp: QApplication) -> Home:
    return Home(ground, tmp_path / "state", qapp)


def _edit(stage: LockStage, find: Find) -> QLineEdit | QPlainTextEdit:
    found = find(stage)
    found = found.edit if isinstance(found, LabeledField) else found
    assert found is not None, "it is not asked for any more"
    return found


def _text(edit: QLineEdit | QPlainTextEdit) -> str:
    return edit.text() if isinstance(edit, QLineEdit | TextPane) else edit.toPlainText()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name,
            marks=pytest.mark.logs("lock: UserError of screen case") if name == _REFUSED else (),
        )
        for name in FORMS
    ],
)
def test_row_18_what_stands_in_any_field_is_there_after_a_lock(
    home: Home, qtbot: QtBot, name: str
) -> None:
    form = FORMS[name]
    typed = {field: f"{TYPED} {number}" for number, field in enumerate(form.fields)}
    with home.window() as stage:
        form.open(stage)
        for field, find in form.fields.items():
            edit = _edit(stage, find)
            assert edit.isVisibleTo(stage.window) or form is FORMS[_BOTH_SIDES], field
            edit.clear()
            type_text(edit, typed[field])
        place = locked(stage)
    with home.window(place) as back:
        if form.read is None:
            found = {field: _text(_edit(back, find)) for field, find in form.fields.items()}
            assert found == typed
        else:
            assert [text for text in typed.values() if text not in form.read(back)] == []


@pytest.mark.parametrize("test", sorted(set(ELSEWHERE.values())))
def test_row_18_a_field_that_is_tried_elsewhere_is(test: str) -> None:
    path, _, name = test.partition("::")
    assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")
