# SPDX-License-Identifier: EUPL-1.2
"""What a closed vault tells is read before the unlock window: it must cost next to nothing."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

LOADED = """
import sys
from pathlib import Path
from app.bootstrap import Machine
from app.system.paths import platform_paths
libraries = {"argon2", "cryptography", "sqlcipher3"}
machine = Machine(platform_paths())
print(machine.look(Path(sys.argv[1])).practice)
print("looked:", *sorted(libraries & set(sys.modules)))
machine.get_ready()
print("ready:", *sorted(libraries & set(sys.modules)))
"""


def test_a_closed_vault_is_looked_at_without_the_libraries_that_open_it(
    folder: Path, tmp_path: Path
) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, str(folder)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert ended.stdout.splitlines() == [
        "MSP des Tilleuls",
        "looked:",
        "ready: argon2 cryptography sqlcipher3",
    ], ended.stderr
