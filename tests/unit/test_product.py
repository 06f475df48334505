# SPDX-License-Identifier: EUPL-1.2
"""The version is written twice, and is the same."""

import tomllib
from pathlib import Path

from app.domain.product import VERSION

ROOT = Path(__file__).parents[2]


def test_the_version_of_the_program_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION
