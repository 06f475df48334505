# SPDX-License-Identifier: EUPL-1.2
"""The size ratchet: limits for modules, classes, functions; named exceptions only shrink."""

import ast
import statistics

from tests.architecture.tree import name, python_files, tree

MODULE, CLASS, FUNCTION, MEDIAN = 400, 250, 60, 120

# "path", "path::Class" or "path::function": its lines today. Lower a number when the code
# shrinks; add none.
EXCEPTIONS: dict[str, int] = {}


def measure() -> dict[str, tuple[int, int]]:
    """Every module, class and function with its number of lines and its limit."""
    sizes: dict[str, tuple[int, int]] = {}
    for path in python_files("app", "ui", "tests", "benchmarks"):
        module = name(path)
        sizes[module] = (len(path.read_text(encoding="utf-8").splitlines()), MODULE)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                limit = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                key = f"{module}::{node.name}"
                sizes[key] = max(sizes.get(key, (0, limit)), (lines, limit))
    return sizes


def test_nothing_is_larger_than_its_limit_or_its_named_exception() -> None:
    too_large = {
        key: lines
        for key, (lines, limit) in measure().items()
        if lines > EXCEPTIONS.get(key, limit)
    }
    assert too_large == {}


def test_a_named_exception_is_still_needed_and_exact() -> None:
    sizes = measure()
    for key, named in EXCEPTIONS.items():
        lines, limit = sizes.get(key, (0, 0))
        assert lines > limit, f"{key} fits now: remove its exception"
        assert lines == named, f"{key} shrank: lower its number"


def test_the_median_module_stays_small() -> None:
    sizes = [
        len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files("app", "ui")
        if path.name != "__init__.py"
    ]
    assert statistics.median(sizes) <= MEDIAN
