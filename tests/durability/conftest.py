# SPDX-License-Identifier: EUPL-1.2
"""What the rows share: their counts, a vault with a running meeting, the compiled libraries."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.durability.meeting import Ground, make_ground
from tests.durability.nursery import Nursery

Count = Callable[[int, int], int]
Library = Callable[[str], Path]

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def count(request: pytest.FixtureRequest) -> Count:
    """How many times: `count(reduced, full)`."""
    soak = bool(request.config.getoption("soak"))
    return lambda reduced, full: full if soak else reduced


@pytest.fixture(scope="session")
def pristine_ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """A closed vault with a running meeting; no test may touch it."""
    return make_ground(tmp_path_factory.mktemp("ground") / "msp.tdt")


@pytest.fixture
def ground(pristine_ground: Ground, tmp_path: Path) -> Ground:
    """That vault, a copy of the test's own."""
    return pristine_ground.copied(tmp_path / "msp.tdt")


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    """Children that can be killed."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    with Nursery() as opened:
        yield opened


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Compile one of the `*.c` of this folder; skips where that cannot be done."""
    place = tmp_path_factory.mktemp("preload")

    def build(name: str) -> Path:
        if not sys.platform.startswith("linux"):
            pytest.skip("LD_PRELOAD is of Linux")
        compiler = shutil.which("gcc")
        if compiler is None:
            pytest.skip("gcc is missing: nothing can come between SQLite and the system")
        built = place / f"{name}.so"
        if not built.exists():
            command = [compiler, "-O2", "-Wall", "-Werror", "-shared", "-fPIC"]
            subprocess.run(
                [*command, "-o", str(built), str(HERE / f"{name}.c"), "-ldl"], check=True
            )
        return built

    return build
