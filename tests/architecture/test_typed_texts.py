# SPDX-License-Identifier: EUPL-1.2
"""Every line and text in which people type is either given back after a lock, or says why not.

A field that is made anywhere in `ui` and stands in neither table fails: nobody can add a form and
forget it. What `KEPT` names is typed, locked and read again in `tests/durability` (row 18).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, python_files, tree
from tests.durability.row_18_fields import KEPT
from tests.durability.row_18_let_go import ELSEWHERE, NOT_KEPT

_WIDGETS = frozenset(
    {
        "QLineEdit",
        "QTextEdit",
        "QPlainTextEdit",
        "QSpinBox",
        "QDoubleSpinBox",
        "QDateEdit",
        "QTimeEdit",
        "QDateTimeEdit",
        "QInputDialog",
    }
)
"""Qt's own; every class of ours that is one of them, or makes one and is a field, follows."""
_FIELDS = frozenset({"LabeledField", "BoxedLine", "FieldPane", "CodeGroups", "PassphraseChoice"})
_KIT = ROOT / "ui" / "widgets"


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in python_files("ui"):
        if (ROOT / "ui" / "tour") not in path.parents:
            yield path, tree(path)


def editors() -> frozenset[str]:
    """The names of every class in which one types."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for _, module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }
    known = set(_WIDGETS | _FIELDS)
    while more := {name for name, of in bases.items() if of & known} - known:
        known |= more
    return frozenset(known)


class _Made(ast.NodeVisitor):
    """Collects each editor that a module makes, by the name that it is given there."""

    def __init__(self, editors: frozenset[str]) -> None:
        self.editors = editors
        self.found: set[str] = set()
        self._owner = ""
        self._target = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        before, self._owner = self._owner, node.name
        self.generic_visit(node)
        self._owner = before

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before = self._owner
        self._owner = self._owner or node.name
        self.generic_visit(node)
        self._owner = before

    def visit_Assign(self, node: ast.Assign) -> None:
        before, self._target = self._target, ast.unparse(node.targets[0]).removeprefix("self.")
        self.generic_visit(node)
        self._target = before

    def visit_Call(self, node: ast.Call) -> None:
        made = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        made = node.func.id if isinstance(node.func, ast.Name) else made
        if made in self.editors:
            self.found.add(f"{self._owner}: {self._target or made}")
        self.generic_visit(node)


def fields() -> set[str]:
    """Every place of `ui` at which an editor is made, but in the kit that fields are made of."""
    kinds = editors()
    found: set[str] = set()
    for path, module in _modules():
        if _KIT not in path.parents:
            made = _Made(kinds)
            made.visit(module)
            place = (
                path.relative_to(ROOT / "ui").with_suffix("").as_posix().removeprefix("screens/")
            )
            found |= {f"{place} {each}" for each in made.found}
    return found


def test_every_field_is_given_back_after_a_lock_or_says_why_not() -> None:
    told = {**KEPT, **ELSEWHERE, **NOT_KEPT}
    assert len(told) == len(KEPT) + len(ELSEWHERE) + len(NOT_KEPT), "a field is told of twice"
    assert fields() == set(told)


def test_control_a_line_that_somebody_adds_is_found() -> None:
    made = _Made(editors())
    made.visit(ast.parse("class Card:\n def __init__(self):\n  self.why = CheckedDate('Le')"))
    assert made.found == {"Card: why"}
