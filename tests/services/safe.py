# SPDX-License-Identifier: EUPL-1.2
"""A real vault folder and its accounts, with the cheapest derivation that the format accepts."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.case import Identity
from app.domain.ids import CaseId, random_ids
from app.domain.practice import Practice
from app.services.accounts import AccountDraft, Role
from app.services.cases import CaseDraft
from app.services.vault import Session, Workshop
from app.system.clock import HeldClock
from app.vault.card import read_vault_card
from app.vault.keys import FLOOR_KDF
from tests.services.office import NOON, PARIS

PHRASE = "ancre cerise moulin vapeur tilleul crayon fenetre"
OTHER = "girafe tambour velours lanterne pivot agrume comete"
THIRD = "navire ortie bougie tambour cerise lagune miroir"
CHIEF, READER = "Émile Marchand", "Aminata Cissé"


class Safe:
    """One vault that may be opened again and again, by anybody who has an account."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = HeldClock(NOON, PARIS)
        ids = random_ids(lambda: int(self.clock.now().timestamp() * 1000))
        self.workshop = Workshop(self.clock, ids, FLOOR_KDF)

    def make(self) -> Session:
        """The vault, with the account of the coordinator."""
        return self.workshop.create(self.folder, Practice("MSP du Port"), CHIEF, PHRASE)

    @contextmanager
    def open(self, phrase: str = PHRASE, account: str | None = None) -> Iterator[Session]:
        """The vault open for one account, the first by default; closed at the end."""
        chosen = account or read_vault_card(self.folder).accounts[0].id
        session = self.workshop.unlock(self.folder, phrase, chosen)
        try:
            yield session
        finally:
            session.close()


def copied(model: Path, folder: Path) -> Safe:
    """A vault of a test's own."""
    shutil.copytree(model, folder)
    return Safe(folder)


def let_in(
    session: Session,
    name: str = READER,
    role: Role = Role.READER,
    *,
    identities: bool = False,
    phrase: str = OTHER,
) -> str:
    """Another account; its id."""
    accounts = session.desk.accounts
    ready = accounts.ready(AccountDraft(name, role, identities, phrase))
    accounts.add(ready)
    return ready.slot.account.id


def known_patient(session: Session, last: str = "Kervella") -> CaseId:
    """A situation whose identity is sealed."""
    case_id, _ = session.desk.cases.open(CaseDraft(title="Chutes"))
    session.desk.cases.save_identity(case_id, Identity(last=last, first="Zéphyrine"))
    return case_id


def events(session: Session) -> list[str]:
    """The codes of the journal, in order."""
    return [entry.event for entry in session.store.rows.journal.entries()]
