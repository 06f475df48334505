# SPDX-License-Identifier: EUPL-1.2
"""The fictional practice in a vault of its own, the same at each build for one day and one seed."""

import random
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from app.demo.builder import DemoBuilder, add_people
from app.demo.content import demo_logo, load_content
from app.demo.scale import DemoScale
from app.domain.ids import MeetingId, NewId, uuid7
from app.services.vault import Session, Workshop
from app.system.clock import HeldClock
from app.vault.keys import DEFAULT_KDF, KdfParameters

DEMO_PASSPHRASE = "sept tilleuls bavards écoutent la grande table ovale"  # noqa: S105 - printed, guards fiction
SEED = 2026
_COORDINATOR = "Émile Marchand"


@dataclass(frozen=True)
class Demo:
    """The fictional practice, open; `clock` stands at the moment it was built for."""

    session: Session
    clock: HeldClock
    next_meeting: MeetingId


def build_demo(
    folder: Path,
    now: datetime,
    zone: tzinfo,
    *,
    scale: int = 1,
    kdf: KdfParameters = DEFAULT_KDF,
) -> Demo:
    """Create the vault `folder` and play the fictional practice into it.

    `now` is local, without a zone. `scale` adds, from 2 on, as many years of made-up activity
    (1,000 situations, 100 meetings, 5,000 lines each). Raises `UserError` when the folder exists
    or cannot be written.
    """
    content = load_content()
    clock = HeldClock(now.replace(tzinfo=zone), zone)
    rng = random.Random(SEED)  # noqa: S311 - repeatable on purpose, keys come from elsewhere
    workshop = Workshop(
        clock, seeded_ids(clock, rng), kdf, new_salt=lambda: rng.randbytes(16).hex(), plays=True
    )
    session = workshop.create(folder, content.practice, _COORDINATOR, DEMO_PASSPHRASE, demo_logo())
    with session.batch():
        people = add_people(session.desk, content)
    if scale > 1:
        years = DemoScale(
            session.store,
            session.vault.identities,
            clock,
            content.practice,
            people,
            rng,
            sealed_by=_COORDINATOR,
        )
        years.build(scale, until=now)
    with session.batch():
        next_meeting = DemoBuilder(session.desk, clock, content, people, now).build()
    return Demo(session, clock, next_meeting)


def seeded_ids(clock: HeldClock, rng: random.Random) -> NewId:
    """Ids that are the same at each build, and still sort by time."""
    return _SeededIds(clock, rng)


class _SeededIds:
    """A counter in the high random bits keeps the order of ids made in one held millisecond."""

    def __init__(self, clock: HeldClock, rng: random.Random) -> None:
        self._clock = clock
        self._rng = rng
        self._made = 0

    def __call__(self) -> str:
        self._made += 1
        randomness = ((self._made & 0xFFFFFFFF) << 42) | self._rng.getrandbits(42)
        return uuid7(int(self._clock.now().timestamp() * 1000), randomness)
