# SPDX-License-Identifier: EUPL-1.2
"""Row 12: killed while the keys are renewed, what waits in the outbox opens in whichever state."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.services.outbox import Replay
from app.storage.vault_state import VaultStateRows
from app.vault.folder import ATTEMPTS
from tests.durability.changer import READER, Job, opened, with_reader
from tests.durability.conftest import Count
from tests.durability.meeting import PASSPHRASE, Ground, note_figure, workshop
from tests.durability.test_row_12_one_state_opens import Killer, killer, owner

__all__ = ["killer"]

TYPED = "Elle dit ne plus tenir"


def brought_back(folder: Path, state: Path, ground: Ground) -> tuple[Replay, str, bool]:
    """What came back, what the vault then holds, and whether the account is still there."""
    session = replace(workshop(), outbox=state).unlock(folder, PASSPHRASE, owner(folder))
    with closing(session):
        found = session.desk.outbox.replay()
        text = session.desk.meetings.item(ground.items[0]).item.notes.social
        return found, text, session.vault.content.slot(READER.id) is not None


def keep(folder: Path, state: Path, ground: Ground) -> None:
    session = replace(workshop(), outbox=state).unlock(folder, PASSPHRASE, owner(folder))
    with closing(session):
        assert session.desk.outbox.keep(ground.items[0], "social", TYPED)


def test_row_12_what_waits_in_the_outbox_opens_in_whichever_state(
    ground: Ground, tmp_path: Path, killer: Killer, count: Count
) -> None:
    with_reader(ground.folder)
    keep(ground.folder, tmp_path / "state", ground)
    folder, state = tmp_path / "place" / "msp.tdt", tmp_path / "again"
    job = Job("removal", str(folder), account=owner(ground.folder))
    shutil.copytree(ground.folder, folder)
    calls = killer.calls(job)
    points, found = count(4, 40), {True: 0, False: 0}
    for number in range(points):
        shutil.rmtree(folder)
        shutil.copytree(ground.folder, folder)
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(tmp_path / "state", state)
        # Every second one among the last calls, where the change is decided and put in place.
        part = min(calls - 1, 30) if number % 2 else calls - 1
        killer.kill(replace(job, at=calls - part * number // points))
        (folder / ATTEMPTS).unlink(missing_ok=True)
        replay, text, there = brought_back(folder, state, ground)
        assert (replay, text) == (Replay(back=1), TYPED)
        found[there] += 1
    assert all(found.values()), found
    note_figure(f"row 12: outbox: {points} kills over {calls} calls: {found}")


def test_row_12_control_a_rotation_that_forgets_the_earlier_keys_loses_the_text(
    ground: Ground, tmp_path: Path, killer: Killer
) -> None:
    with_reader(ground.folder)
    keep(ground.folder, tmp_path / "state", ground)
    assert killer.calls(Job("removal", str(ground.folder), account=owner(ground.folder)))
    with closing(opened(ground.folder, PASSPHRASE)) as vault, vault.connection.transaction():
        VaultStateRows(vault.connection).remove("earlier_outbox_keys")
    with pytest.raises(AssertionError):
        assert brought_back(ground.folder, tmp_path / "state", ground)[1] == TYPED
