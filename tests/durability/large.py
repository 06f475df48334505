# SPDX-License-Identifier: EUPL-1.2
"""A vault of many years with a meeting that runs, as `app.demo.scale` makes them."""

import random
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from app.demo.builder import add_people
from app.demo.content import load_content
from app.demo.practice import seeded_ids
from app.demo.scale import DemoScale
from app.services.cases import CaseDraft
from app.services.vault import Workshop
from app.system.clock import HeldClock
from app.vault.database import database_key
from app.vault.keys import FLOOR_KDF
from tests.durability.meeting import PASSPHRASE, Ground, begin_meeting

SEED = 25
ACCOUNT = "Claire Vasseur"


def make_large_ground(folder: Path, years: int, meetings_a_year: int) -> Ground:
    """Each year has ten situations and some fifty lines a meeting (at most 100 meetings)."""
    now = datetime.now(UTC)
    clock, rng, content = HeldClock(now), random.Random(SEED), load_content()
    shop = Workshop(clock, seeded_ids(clock, rng), FLOOR_KDF)
    with closing(shop.create(folder, content.practice, ACCOUNT, PASSPHRASE)) as session:
        vault = session.vault
        with session.batch():
            people = add_people(session.desk, content)
        scale = DemoScale(
            session.store,
            vault.identities,
            clock,
            content.practice,
            people,
            rng,
            sealed_by=ACCOUNT,
        )
        scale.build(years, now.replace(tzinfo=None), meetings_a_year)
        clock.instant = now
        meeting, items = begin_meeting(session, CaseDraft(question="Que faire ?"))
        key = bytes(database_key(vault._master, vault.vault_id))
    return Ground(folder, meeting, items, key)
