# SPDX-License-Identifier: EUPL-1.2
"""Row 1: the process is killed while somebody types."""

import random
from contextlib import closing

import pytest

from tests.durability.conftest import Count
from tests.durability.ledger import Ledger, Verdict
from tests.durability.meeting import Ground, copy_opened, faults_of, note_figure, stored
from tests.durability.nursery import Nursery
from tests.durability.writer import Job

LONGEST = 0.3
"""Seconds of typing before a kill: some forty lines."""


def after_a_kill(
    nursery: Nursery, ground: Ground, ledger: Ledger, job: Job, after: float, counted: str = "ready"
) -> Verdict:
    """Kill a writer, then judge the file as it lies, its WAL with it."""
    for message in nursery.kill(job, after, counted=counted):
        ledger.hear(message)
    with copy_opened(ground.folder, ground.folder.parent / "looked-at", ground.key) as copy:
        return ledger.verdict(stored(copy))


@pytest.mark.timeout(3600)
def test_row_01_kill_9_while_typing_loses_no_saved_line_and_doubles_none(
    ground: Ground, nursery: Nursery, count: Count
) -> None:
    chance, ledger = random.Random(1), Ledger()
    rounds = count(15, 500)
    for round_ in range(rounds):
        job = Job(str(ground.folder), ground.meeting, seed=round_, retry=ledger.to_retry)
        at_opening = round_ % 10 == 9
        verdict = after_a_kill(
            nursery,
            ground,
            ledger,
            job,
            chance.uniform(0, LONGEST),
            counted="born" if at_opening else "ready",
        )
        assert not verdict, (round_, verdict)
    last = Job(str(ground.folder), ground.meeting, seed=999_999, lines=5, retry=ledger.to_retry)
    for message in nursery.run(last):
        ledger.hear(message)
    assert not ledger.to_retry
    assert len(ledger.saved) > last.lines, "nothing was saved before a kill"
    note_figure(f"row 1: {rounds} kills, {len(ledger.saved)} lines and texts saved, none lost")
    with closing(ground.opened()) as session:
        assert faults_of(session.vault.connection) == []
        assert not ledger.verdict(stored(session.vault.connection))


def test_row_01_control_a_writer_that_says_saved_before_the_commit_is_caught(
    ground: Ground, nursery: Nursery
) -> None:
    chance, ledger = random.Random(1), Ledger()
    for round_ in range(60):
        job = Job(str(ground.folder), ground.meeting, seed=round_, liar=True)
        if after_a_kill(nursery, ground, ledger, job, chance.uniform(0, LONGEST)).lost:
            return
    pytest.fail("no kill showed that the writer lies")


def test_row_01_control_a_line_written_twice_is_caught(ground: Ground) -> None:
    ledger = Ledger()
    with closing(ground.opened()) as session:
        for _ in range(2):
            id_, _ = session.desk.meetings.decide(ground.items[0], "Appeler la famille")
            ledger.hear(
                {
                    "said": "saved",
                    "kind": "decision",
                    "item": ground.items[0],
                    "ref": id_,
                    "text": "Appeler la famille",
                }
            )
        assert ledger.verdict(stored(session.vault.connection)).twice == ("Appeler la famille",)
