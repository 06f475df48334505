# SPDX-License-Identifier: EUPL-1.2
"""The services around one person's situation: its life, its circle, its rights.

Beside the `Desk`, which would not hold them all: a new service about one situation goes here.
"""

from dataclasses import dataclass

from app.services.access import AccessService
from app.services.bin import BinService
from app.services.cases import CaseService
from app.services.journal_reader import JournalReader
from app.services.retention import RetentionService
from app.services.signatures import Signatures
from app.storage.unit_of_work import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class PersonDesk:
    """What a situation is lived with."""

    retention: RetentionService
    access: AccessService
    bin: BinService


def person_desk(
    store: Store, clock: Clock, cases: CaseService, signatures: Signatures
) -> PersonDesk:
    """Wire them over one store."""
    return PersonDesk(
        retention=RetentionService(store, clock),
        access=AccessService(store, clock, cases, JournalReader(store, clock, signatures)),
        bin=BinService(store, clock),
    )
