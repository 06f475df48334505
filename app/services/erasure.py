# SPDX-License-Identifier: EUPL-1.2
"""Erasing a person who asked for it: from the tables, from the pages of the file, and where else.

Art. 17 GDPR. Sealed minutes keep their seal (`docs/seal.md`); backups cannot be changed: the ones
that still hold the person are listed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.domain.case import ERASED, Case, next_erased_code
from app.domain.changes import Changes, Kind
from app.domain.consent import ConsentState
from app.domain.errors import NotAllowedError
from app.domain.ids import CaseId
from app.services.backup_places import backups_of, same_vaults_beside
from app.services.outbox import OutboxService
from app.services.records import case_of, files_of, own_case_of
from app.services.retention import erasure_verdict
from app.services.withdrawal import drop_drafts
from app.storage.unit_of_work import Store
from app.system.clock import Clock
from app.vault.account import Role
from app.vault.folder import is_own_folder
from app.vault.open_vault import OpenVault
from app.vault.succession import ASIDE


class EarlyErasure(StrEnum):
    """Why a person is erased although the duty to keep still runs; chosen, never typed."""

    MISTAKE = "mistake"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _EARLY[self]


_EARLY = {
    EarlyErasure.MISTAKE: "Ouverte par erreur : ce n’est pas la bonne personne",
    EarlyErasure.DECIDED: "Décision écrite de la structure, après avis du délégué à la protection "
    "des données",
}


@dataclass(frozen=True)
class StillHeld:
    """A backup, a copy beside the vault, or one put aside in it, that still holds the person.

    `made` is local time.
    """

    path: Path
    made: datetime


@dataclass(frozen=True)
class Erasure:
    """What was erased; `held` is where the person still is, the newest first."""

    changes: Changes
    held: tuple[StillHeld, ...]


class ErasureService:
    """Erases persons from one open vault. `places` are the folders that backups are in."""

    def __init__(
        self,
        vault: OpenVault,
        store: Store,
        clock: Clock,
        places: Callable[[], tuple[Path, ...]],
        outbox: OutboxService,
    ) -> None:
        self._vault = vault
        self._store = store
        self._clock = clock
        self._places = places
        self._outbox = outbox

    def erase(self, case_id: CaseId, early: EarlyErasure | None = None) -> Erasure:
        """Erase a person and rewrite the file; slow, and raises as `begin` and `finish` do."""
        changes, rest = self.begin(case_id, early)
        return Erasure(changes, rest())

    def begin(
        self, case_id: CaseId, early: EarlyErasure | None = None
    ) -> tuple[Changes, Callable[[], tuple[StillHeld, ...]]]:
        """Erase everything of a person but the number of the situation; no way back.

        What is given back rewrites the file and tells who still holds the person: it is slow, and
        may be done on any thread.

        Only once no rule keeps the file (`retention.erasure_verdict`), or for one of the reasons of
        `EarlyErasure`, which the journal notes by a code of its own.

        What is kept aside of them on this computer goes too, whoever typed it. Journalled by
        reference alone. The rewriting needs twice the size of the file on the disk; where it fails
        nothing of the person is shown any more, and `finish` goes on. Raises `NotAllowedError`,
        `NotFoundError` or the driver's errors.
        """
        if not self.allowed:
            raise NotAllowedError(
                "Seule la coordination efface une personne.",
                "Demandez-le à une personne qui a ce rôle.",
            )
        own_case_of(self._store.rows, case_id)
        verdict = erasure_verdict(self._store.rows, case_id, self._clock.today())
        if not verdict.allowed and early is None:
            raise NotAllowedError(
                verdict.why, "Faites plutôt corriger, ou notez un retrait d’accord."
            )
        files = files_of(self._store.rows, case_id)  # those that were joined: the same person
        aside = tuple(kept for id_ in files for kept in self._outbox.about(id_))
        with self._store.write() as work:
            case = case_of(work.rows, case_id)
            event = "case.erased" if verdict.allowed else "case.erased_early"
            for id_ in files:
                drop_drafts(work, id_, ConsentState.WITHDRAWN)
                code = next_erased_code(work.rows.cases.codes(ERASED))
                work.rows.erasure.erase(id_, code, self._clock.today())
                work.changed(Kind.CASE, id_, {"erased": True})
                work.changed(Kind.IDENTITY, id_, {"erased": True})
                work.journal(event, Kind.CASE, id_)
            changes = work.changes
        self._outbox.drop(aside)
        return changes, lambda: self.finish_and_find(case)

    def finish_and_find(self, case: Case) -> tuple[StillHeld, ...]:
        """Rewrite the file where that is left to do, then `still_held`. Raises as `finish`."""
        self.finish()
        return self.still_held(case)

    @property
    def allowed(self) -> bool:
        """Whether this account may erase a person."""
        return self._vault.account.role is Role.COORDINATOR

    @property
    def unfinished(self) -> bool:
        """Whether the pages of somebody who was erased are still in the file."""
        return self._store.rows.erasure.owed

    def finish(self) -> None:
        """Rewrite the file where an erasure asks for it. Slow. Raises the driver's errors."""
        if self.unfinished:
            self._store.compact()

    def still_held(self, case: Case) -> tuple[StillHeld, ...]:
        """Where the person still is: what was made or written since the situation was opened.

        The backups in the noted places, whatever name the vault had then; the copies of the vault
        beside it (what was salvaged, for one); what was put aside in it. Others are not known.
        """
        folder, vault_id = self._vault.folder, self._vault.vault_id
        found = [
            StillHeld(name.path, name.made)
            for place in self._places()
            for name in backups_of(place, vault_id, folder.stem)
        ]
        asides = filter(is_own_folder, folder.glob(f"{ASIDE}*"))
        for other in (*asides, *same_vaults_beside(folder, vault_id)):
            written = max(file.stat().st_mtime for file in (other, *other.iterdir()))
            at = self._clock.local(datetime.fromtimestamp(written).astimezone())
            found.append(StillHeld(other, at.replace(tzinfo=None)))
        since = datetime.min if case.created_at is None else self._clock.local(case.created_at)  # noqa: DTZ901
        kept = (one for one in found if one.made.date() >= since.date())
        return tuple(sorted(kept, key=lambda one: one.made, reverse=True))
