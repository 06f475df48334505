# SPDX-License-Identifier: EUPL-1.2
"""A stranger opens a vault with other libraries, from docs/vault-format.md alone.

The script runs in an environment of its own (`.venv/stranger`, made by packaging/test.sh) where
neither our code nor SQLCipher exists.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.demo.practice import DEMO_PASSPHRASE, build_demo
from app.vault.backup import Reason, make_backup
from app.vault.keyring import confirm_sheet, draw_sheet
from app.vault.keys import FLOOR_KDF
from app.vault.recovery_code import groups_of
from tests.architecture.tree import ROOT
from tests.vault.backing import source_of

ACCOUNT = "Émile Marchand"
_BIN = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
STRANGER = ROOT / ".venv" / "stranger"

pytestmark = pytest.mark.skipif(
    not (STRANGER / "ready").exists(),
    reason="the second engine is not installed: packaging/test.sh does it where it can",
)


@dataclass(frozen=True)
class Ground:
    """A closed vault, a backup of it, the code of its sheet, and what our own engine says of it."""

    folder: Path
    backup: Path
    code: str
    cases: int
    identities: list[str]
    minutes: list[str]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The fictional practice, with identities and closed minutes."""
    home = tmp_path_factory.mktemp("format")
    now = datetime(2026, 11, 23, 9, tzinfo=UTC).replace(tzinfo=None)
    session = build_demo(home / "centre.tdt", now, UTC, kdf=FLOOR_KDF).session
    vault = session.vault
    sheet = draw_sheet(vault, lambda: "sheet-one")
    confirm_sheet(vault, sheet)
    at = vault.now()
    made = make_backup(source_of(vault), home, Reason.ASKED, id_="one", made=at, local=at)
    rows = vault.connection.execute
    ground = Ground(
        vault.folder,
        made.path,
        "-".join(groups_of(sheet.secret)),
        rows("SELECT count(*) AS n FROM cases").fetchall()[0].integer("n"),
        sorted(
            vault.identities.open(row.text("case_id"), row.blob("sealed")).decode()
            for row in rows("SELECT case_id, sealed FROM identity").fetchall()
        ),
        [row.text("record") for row in rows("SELECT record FROM minutes_item ORDER BY item_id")],
    )
    session.close()
    return ground


def stranger(*arguments: object) -> subprocess.CompletedProcess[str]:
    script = Path(__file__).with_name("stranger.py")
    return subprocess.run(
        [str(STRANGER / _BIN), "-I", str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": "", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def read_by_stranger(*arguments: object) -> dict[str, Any]:
    done = stranger(*arguments)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def require_same(found: dict[str, Any], ground: Ground) -> None:
    assert found["rows"]["cases"] == ground.cases
    assert found["identities"] == ground.identities
    assert found["minutes"] == ground.minutes
    assert len(ground.identities) > 3
    assert len(ground.minutes) > 3


def test_the_strangers_environment_holds_nothing_of_ours() -> None:
    command = [str(STRANGER / _BIN), "-I", "-c", "import sqlcipher3"]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
    assert "import app" not in Path(__file__).with_name("stranger.py").read_text(encoding="utf-8")


def test_a_stranger_reads_the_vault_with_the_passphrase(ground: Ground) -> None:
    found = read_by_stranger(ground.folder, "passphrase", DEMO_PASSPHRASE, ACCOUNT)
    require_same(found, ground)


def test_a_stranger_reads_the_vault_with_the_recovery_sheet(ground: Ground) -> None:
    require_same(read_by_stranger(ground.folder, "sheet", ground.code, ACCOUNT), ground)


def test_a_stranger_reads_a_backup_with_the_passphrase(ground: Ground) -> None:
    found = read_by_stranger(ground.backup, "passphrase", DEMO_PASSPHRASE, ACCOUNT)
    require_same(found, ground)


def test_a_stranger_without_the_passphrase_reads_nothing(ground: Ground) -> None:
    wrong = stranger(ground.folder, "passphrase", DEMO_PASSPHRASE + "s", ACCOUNT)
    assert wrong.returncode != 0
    assert "InvalidTag" in wrong.stderr
