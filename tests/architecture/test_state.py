# SPDX-License-Identifier: EUPL-1.2
"""No module-level singleton: a module holds definitions and constants, never state."""

import ast
import dataclasses
import enum
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QObject

from tests.architecture.tree import PROGRAM, name, python_files, tree

MUTATORS = {
    *("add", "append", "clear", "discard", "extend", "insert", "pop", "popitem"),
    *("remove", "reverse", "setdefault", "sort", "update"),
}
CACHES = {"cache", "lru_cache"}


def state_in_source(module: ast.Module) -> Iterator[str]:
    """What the text shows: `global`, a changed constant, a cached function without argument."""
    constants = {
        target.id
        for node in module.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Global):
            yield f"line {node.lineno}: global {', '.join(node.names)}"
        elif isinstance(node, ast.FunctionDef) and _caches_one_value(node):
            yield f"line {node.lineno}: {node.name} is a singleton in disguise"
        elif (changed := _changed_name(node)) in constants:
            yield f"line {getattr(node, 'lineno', 0)}: {changed} is changed"


def _caches_one_value(function: ast.FunctionDef) -> bool:
    arguments = function.args
    takes_none = not (arguments.args or arguments.posonlyargs or arguments.kwonlyargs)
    decorators = (
        node.func if isinstance(node, ast.Call) else node for node in function.decorator_list
    )
    return takes_none and any(
        (node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")) in CACHES
        for node in decorators
    )


def _changed_name(node: ast.AST) -> str | None:
    target: ast.AST | None = None
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        target = node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        target = node.func.value if node.func.attr in MUTATORS else None
    return target.id if isinstance(target, ast.Name) else None


def state_in_module(module: ModuleType) -> Iterator[str]:
    """What a loaded module holds: objects that can change, containers that are no constant."""
    for key, value in vars(module).items():
        if key.startswith("__"):
            continue
        kind = type(value)
        ours = kind.__module__.partition(".")[0] in PROGRAM
        frozen = issubclass(kind, enum.Enum | tuple | type) or (
            dataclasses.is_dataclass(kind) and kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # set by dataclass()
        )
        container = isinstance(value, list | dict | set | bytearray) and not key.isupper()
        if isinstance(value, QObject) or container or (ours and not frozen):
            yield f"{key} = {kind.__qualname__}"


@pytest.mark.parametrize(
    "source",
    [
        "def connect():\n    global vault\n    vault = 1",
        "CACHE = {}\ndef keep(key):\n    CACHE[key] = 1",
        "SEEN: list[int] = []\ndef keep(key):\n    SEEN.append(key)",
        "from functools import cache\n@cache\ndef the_vault():\n    return object()",
        "import functools\n@functools.lru_cache(maxsize=1)\ndef the_vault():\n    return object()",
    ],
)
def test_hidden_state_in_a_source_is_seen(source: str) -> None:
    assert list(state_in_source(ast.parse(source)))


def test_hidden_state_in_a_loaded_module_is_seen() -> None:
    module = ModuleType("app.guilty")
    service = type("Service", (), {"__module__": "app.guilty"})
    vars(module).update(service=service(), bus=QObject(), seen=[], LABELS={}, Service=service)
    assert [found.partition(" ")[0] for found in state_in_module(module)] == [
        "service",
        "bus",
        "seen",
    ]


@pytest.mark.parametrize("path", python_files(*PROGRAM), ids=name)
def test_a_module_holds_no_state(path: Path) -> None:
    assert list(state_in_source(tree(path))) == []
    if path.name != "__main__.py":  # importing that one would start the program
        dotted = name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        assert list(state_in_module(importlib.import_module(dotted))) == []
