# SPDX-License-Identifier: EUPL-1.2
"""The commands of upkeep as somebody types them, and a vault to type them at."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.__main__ import main
from app.domain.ids import random_ids
from app.system.clock import HeldClock
from tests.vault.backing import fill
from tests.vault.support import PASSPHRASE, Door

Run = Callable[..., int]
HOMES = (
    *("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"),
    "WIN_PD_OVERRIDE_LOCAL_APPDATA",
)
"""What leads platformdirs to a person's places; the last one on Windows."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command typed by somebody whose home is the test's own."""
    for name in HOMES:
        monkeypatch.setenv(name, str(tmp_path / "home"))
    secret = tmp_path / "phrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def typed(command: str, *arguments: object, passphrase_file: Path = secret) -> int:
        words = [command, *map(str, arguments), "--passphrase-file", str(passphrase_file)]
        return main(words)

    return typed


@pytest.fixture(scope="session")
def filled(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault of two thousand situations that no test may touch."""
    folder = Path(shutil.copytree(pristine, tmp_path_factory.mktemp("filled") / "msp.tdt"))
    clock = HeldClock(datetime(2026, 1, 8, 12, 30, tzinfo=UTC))
    opened = Door(folder, clock, random_ids(lambda: 0)).open()
    fill(opened, 2000)
    opened.close()
    return folder


@pytest.fixture
def vault(folder: Path, filled: Path) -> Path:
    """The test's own vault, with those situations."""
    shutil.rmtree(folder)
    return Path(shutil.copytree(filled, folder))
