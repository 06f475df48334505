# SPDX-License-Identifier: EUPL-1.2
"""Row 4: every n-th write or sync fails, with the real window in front of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.durability.conftest import Library
from tests.durability.meeting import note_figure
from tests.durability.nursery import ROOT

INSIDE = Path(__file__).with_name("under_faults.py")


@pytest.mark.timeout(3600)
def test_row_04_a_failing_disk_loses_nothing_that_is_on_the_screen(
    library: Library, request: pytest.FixtureRequest
) -> None:
    """Its tests and controls are in `under_faults`: the library must be there at the start."""
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    soak = ["--soak"] if request.config.getoption("soak") else []
    tests = 10 if soak else 6
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider"),
            *("-o", "log_cli=true", str(INSIDE), *soak),
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
