# SPDX-License-Identifier: EUPL-1.2
"""A carried copy that was copied: the machine that wrote in one lets nobody write in the other."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.services.vault import Workshop
from app.vault.carry_errors import TwinCopy
from app.vault.standing import Standing
from tests.services.safe import PHRASE, Safe, known_patient


def test_of_two_copies_of_a_copy_one_machine_writes_in_one_and_one_comes_back(
    tmp_path: Path,
) -> None:
    safe, stick = Safe(tmp_path / "msp.tdt"), tmp_path / "stick"
    office = replace(safe.workshop, heads=tmp_path / "office")
    laptop = replace(safe.workshop, heads=tmp_path / "laptop")
    stick.mkdir()
    safe.workshop = office
    safe.make().close()
    with safe.open() as session:
        copy = session.desk.carry.take_away(stick)
    twin = shutil.copytree(copy, tmp_path / "twin.tdt")
    assert standing(laptop, twin, writes=True) is Standing.WRITABLE
    assert standing(laptop, copy) is Standing.ROLLED_BACK
    assert standing(replace(laptop, heads=tmp_path / "third"), copy) is Standing.WRITABLE
    assert standing(office, safe.folder) is Standing.AWAY
    with safe.open() as session:
        session.desk.carry.bring_back(twin, PHRASE)
        with pytest.raises(TwinCopy):
            session.desk.carry.bring_back(copy, PHRASE)
    assert standing(office, safe.folder) is Standing.WRITABLE
    assert standing(laptop, twin) is Standing.RETURNED
    assert standing(office, copy) is Standing.ROLLED_BACK


def standing(machine: Workshop, folder: Path, *, writes: bool = False) -> Standing:
    """How a vault stands on a machine, where something is written in it then."""
    session = machine.unlock(folder, PHRASE)
    try:
        if writes:
            known_patient(session)
        return session.vault.state.standing
    finally:
        session.close()
