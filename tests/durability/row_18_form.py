# SPDX-License-Identifier: EUPL-1.2
"""A form in which people type: how it is opened, and how its fields are found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.domain.ids import CaseId
from tests.durability.lock_stage import LockStage
from ui.shell import Intent, Screen
from ui.widgets import LabeledField

Editor = QLineEdit | QPlainTextEdit
Find = Callable[[LockStage], Editor | LabeledField | None]
S = TypeVar("S", bound=Screen)


@dataclass(frozen=True)
class Form:
    """A form: `open` shows it, `fields` finds what is typed in, by the names of the fields made.

    `read` is what the vault has, where what was typed is a record by then.
    """

    open: Callable[[LockStage], object]
    fields: Mapping[str, Find]
    read: Callable[[LockStage], str] | None = None


def screen(stage: LockStage, key: str, kind: type[S]) -> S:
    """A screen of the window."""
    found = stage.window.screen_of(key)
    assert isinstance(found, kind)
    return found


def go(stage: LockStage, key: str, kind: type[S], record: str = "", choice: str = "") -> S:
    stage.window.navigator.go(Intent(key, record, choice))
    return screen(stage, key, kind)


def first_case(stage: LockStage) -> CaseId:
    """The situation that the forms are about."""
    return stage.session.desk.cases.all()[0].id
