# SPDX-License-Identifier: EUPL-1.2
"""Row 13: altered slot files and backups are refused in words, in bounded time and memory."""

import json
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app.vault.slots
from app.vault.encoding import Malformed
from app.vault.errors import KeysDamaged, NotEnoughMemory, VaultTooNew, WrongPassphrase
from app.vault.folder import SLOT_COPIES
from app.vault.keys import KdfParameters
from app.vault.slot_file import parse_slot_file
from tests.durability.conftest import Count
from tests.durability.fuzzer import GIB
from tests.durability.meeting import PASSPHRASE, Ground, note_figure, workshop
from tests.durability.nursery import ROOT
from tests.vault.backing import back_up, source_of
from tests.vault.support import Json, forge

SLOWEST = 5.0
"""Seconds, on a busy machine; a derivation is the most that a refusal may cost."""


def fuzz(kind: str, place: Path, seed: int, tries: int, *more: str) -> dict[str, Any]:
    """Let a child fuzz under its limit of memory; what it says."""
    command = [sys.executable, "-m", "tests.durability.fuzzer", kind, str(place), str(seed)]
    done = subprocess.run(
        [*command, str(tries), *more], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def place_of(kind: str, ground: Ground, tmp_path: Path) -> Path:
    """What that kind of fuzzing works on."""
    if kind.startswith("slots"):
        return ground.folder
    place = tmp_path / "backups"
    with closing(ground.opened()) as session:
        back_up(source_of(session.vault), place)
    return place


@pytest.mark.parametrize("kind", ["slots-bytes", "slots-forged", "backup-bytes", "backup-forged"])
def test_row_13_altered_files_are_refused_in_words_within_bounds(
    ground: Ground, tmp_path: Path, count: Count, kind: str
) -> None:
    tries = count(400, 10_000)
    said = fuzz(kind, place_of(kind, ground, tmp_path), 13, tries)
    assert said["crashes"] == []
    assert said["applied"] == []
    assert said["tries"] == tries
    assert said["peak"] <= GIB
    assert said["slowest"] <= SLOWEST
    assert said["derivations"] <= 2 * tries  # one for each copy that differs, at most
    assert sum(said["refused"].values()) > tries // 2
    assert "PlaceUnusable" not in said["refused"]  # the disk is not to blame
    assert kind.endswith("-bytes") or len(said["refused"]) > 1  # several doors were tried
    note_figure(f"row 13: {kind}: {said}")


def test_row_13_control_a_parser_that_trusts_the_shape_crashes(ground: Ground) -> None:
    assert fuzz("slots-bytes", ground.folder, 13, 60, "--naive")["crashes"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=300)
@given(st.binary(max_size=400) | _JSON.map(lambda value: json.dumps(value).encode()))
def test_row_13_any_bytes_are_no_slot_file(raw: bytes) -> None:
    with pytest.raises((Malformed, VaultTooNew)):
        parse_slot_file(raw)


def _out_of_bounds() -> list[dict[str, int]]:
    fine = {"memory_kib": 65_536, "passes": 3, "lanes": 4}
    wrong = {
        "memory_kib": (0, -1, 65_535, 1_048_577, 2**40),
        "passes": (0, 2, 17, 10**9),
        "lanes": (0, 3, 17, 10**6),
    }
    return [{**fine, name: value} for name, values in wrong.items() for value in values]


def _set_cost(cost: dict[str, int], body: Json) -> None:
    body["slots"][0]["private"]["kdf"].update(cost)


def test_row_13_a_cost_out_of_bounds_is_refused_before_any_derivation(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived: list[KdfParameters] = []

    def counted(_passphrase: str, _salt: bytes, kdf: KdfParameters) -> bytearray:
        derived.append(kdf)
        return bytearray(32)

    monkeypatch.setattr(app.vault.slots, "passphrase_key", counted)
    kept = (ground.folder / SLOT_COPIES[0]).read_bytes()
    for cost in _out_of_bounds():
        forge(ground.folder, partial(_set_cost, cost))
        with pytest.raises(KeysDamaged):
            workshop().unlock(ground.folder, PASSPHRASE)
    assert derived == []
    for name in SLOT_COPIES:
        (ground.folder / name).write_bytes(kept)
    with pytest.raises(WrongPassphrase):  # control: within bounds the derivation is counted
        workshop().unlock(ground.folder, PASSPHRASE)
    assert len(derived) == 1


def test_row_13_the_dearest_cost_allowed_ends_in_words_where_memory_lacks() -> None:
    program = (
        "import resource\n"
        "from app.vault.errors import NotEnoughMemory\n"
        "from app.vault.keys import KdfParameters, passphrase_key\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "try:\n"
        "    passphrase_key('x', bytes(16), KdfParameters(1 << 20, 3, 4))\n"
        "except NotEnoughMemory as refusal:\n"
        "    print(refusal.sentence)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == NotEnoughMemory().sentence


def test_row_13_a_slot_file_longer_than_a_mebibyte_is_not_read_on(ground: Ground) -> None:
    for name in SLOT_COPIES:
        with (ground.folder / name).open("wb") as file:
            file.truncate(1 << 33)  # eight gibibytes, of which the disk holds nothing
    with pytest.raises(KeysDamaged):
        workshop().unlock(ground.folder, PASSPHRASE)
