# SPDX-License-Identifier: EUPL-1.2
"""The end of the log as others may read it: only lines that the program writes."""

import ast
import itertools
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.code_places import code_places
from app.system.log import FORMAT, LOG_NAME
from app.system.log_lines import end_of_log, is_known, sifted
from tests.architecture.tree import python_files, tree
from ui.platform.session import LOCKED, SLEEP, SWITCHED

AT = "2026-11-29 08:30:01,123 "
OURS = f"{AT}ERROR tdt.ui bug KeyError at view.py:12 _render < app.py:3 <lambda>"
FOREIGN = (
    "Zwyqkébec Zwyqkoël, 81 ans, chute dans l’escalier",
    "Traceback (most recent call last):",
    '  File "/srv/claire/Tour de table/msp.tdt/data.db", line 3, in read',
    "RuntimeError: Mme Verdier",
    f"{AT}ERROR tdt.ui bug KeyError at view.py:12 _render: Mme Verdier",
    f"{AT}ERROR tdt.ui bug KeyError at /srv/claire/view.py:12 _render",
    f"{AT}ERROR tdt.ui bug KeyError: 'S26-014' at view.py:12 _render",
    f"{AT}INFO tdt.ui lock: Verdier",
    f"{AT}WARNING urllib3 connection to poste-de-claire",
    f"{AT}WARNING tdt.ui lock: OSError of screen Verdier",
    f"{OURS}\u2028Mme Verdier",
    f"{OURS} Mme Verdier",
)


def test_a_line_of_ours_passes() -> None:
    assert sifted([OURS]).lines == (OURS,)


@pytest.mark.parametrize("line", FOREIGN)
def test_a_foreign_line_is_counted_and_left_out(line: str) -> None:
    found = sifted([OURS, line, "", OURS])
    assert (found.lines, found.left_out) == ((OURS, OURS), 1)


def test_a_polluted_log_gives_its_last_lines_of_ours_alone(tmp_path: Path) -> None:
    older = [f"{AT}INFO tdt.ui lock: idle"] * 3
    (tmp_path / f"{LOG_NAME}.1").write_text("\n".join(older) + "\n", encoding="utf-8")
    newer = [*FOREIGN[:4], OURS]
    (tmp_path / LOG_NAME).write_bytes("\n".join(newer).encode() + b"\n\xff\xfe Verdier\n")
    found = end_of_log(tmp_path, 8)
    assert found.lines == (*older[:2], OURS)
    assert found.left_out == 5


def test_no_log_is_an_empty_one(tmp_path: Path) -> None:
    assert end_of_log(tmp_path / "nowhere", 10).lines == ()


def _logged() -> Iterator[tuple[str, str]]:
    """Each message that our sources log, with the level."""
    for path in python_files("app", "ui"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = ast.unparse(node.func.value)
            first = node.args[0] if node.args else None
            if owner.lower().endswith("_log") and isinstance(first, ast.Constant):
                yield node.func.attr.upper(), str(first.value)


def _stack() -> str:
    try:
        [1 / 0 for _ in "a"]
    except ZeroDivisionError as error:
        return code_places(error.__traceback__)
    raise AssertionError


def test_every_message_that_our_sources_log_has_a_known_shape() -> None:
    values = ("KeyError", _stack(), "idle", "case")
    found = list(_logged())
    assert len(found) >= 10
    for level, message in found:
        said = (
            message % filling
            for filling in itertools.product(values, repeat=len(re.findall("%s", message)))
        )
        assert any(is_known(f"{AT}{level} tdt.ui {line}") for line in said), message


@pytest.mark.parametrize("reason", ["asked", "idle", LOCKED, SLEEP, SWITCHED])
def test_every_reason_of_a_lock_is_known(reason: str) -> None:
    record = logging.LogRecord("tdt.ui", logging.INFO, "", 0, "lock: %s", (reason,), None)
    assert is_known(logging.Formatter(FORMAT).format(record))
