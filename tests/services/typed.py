# SPDX-License-Identifier: EUPL-1.2
"""The commands of upkeep as somebody types them, and a vault to type them at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.__main__ import main
from tests.vault.backing import fill
from tests.vault.support import PASSPHRASE, Door

Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command typed by somebody whose home is the test's own."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    secret = tmp_path / "phrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def typed(command: str, *arguments: object, passphrase_file: Path = secret) -> int:
        words = [command, *map(str, arguments), "--passphrase-file", str(passphrase_file)]
        return main(words)

    return typed


@pytest.fixture
def vault(door: Door) -> Path:
    opened = door.open()
    fill(opened, 2000)
    opened.close()
    return door.folder
