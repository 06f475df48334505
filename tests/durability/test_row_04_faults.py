# SPDX-License-Identifier: EUPL-1.2
"""Row 4: every n-th write, sync or read fails, with the real window in front of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.durability.conftest import Library
from tests.durability.meeting import note_figure
from tests.durability.nursery import ROOT

HERE = Path(__file__).parent


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("inside", "reduced", "full"), [("under_faults.py", 6, 10), ("under_failing_reads.py", 3, 3)]
)
def test_row_04_a_failing_disk_loses_nothing_that_is_on_the_screen(
    library: Library, request: pytest.FixtureRequest, inside: str, reduced: int, full: int
) -> None:
    """Its tests and controls are in `inside`: the library must be there at the start."""
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    soak = ["--soak"] if request.config.getoption("soak") else []
    tests = full if soak else reduced
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider"),
            *("-o", "log_cli=true", str(HERE / inside), *soak),
        ],
        env=environment | {"LD_PRELOAD": str(library("faults"))},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    assert f"{tests} passed" in ended.stdout
    for line in ended.stdout.splitlines():
        if "row 4: " in line:
            note_figure(line[line.index("row 4: ") :])
