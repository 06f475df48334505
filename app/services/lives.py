# SPDX-License-Identifier: EUPL-1.2
"""The services of the life of situations, in one hand."""

from dataclasses import dataclass

from app.services.cases import CaseService
from app.services.circles import CircleService
from app.services.consents import ConsentService
from app.services.joining import JoiningService
from app.services.life import LifeService
from app.services.timeline import TimelineService
from app.storage.unit_of_work import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class Lives:
    """What happens to situations between their opening and their archive."""

    life: LifeService
    timeline: TimelineService
    circles: CircleService
    consents: ConsentService
    joining: JoiningService


def lives_of(store: Store, clock: Clock, consents: ConsentService, cases: CaseService) -> Lives:
    """Wire them over one open vault."""
    return Lives(
        life=LifeService(store, clock),
        timeline=TimelineService(store, clock),
        circles=CircleService(store),
        consents=consents,
        joining=JoiningService(store, cases),
    )
