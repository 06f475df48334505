# SPDX-License-Identifier: EUPL-1.2
"""Carrying the whole vault by stick: it leaves, its copy comes back, or the copy is given up."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.changes import Kind
from app.domain.errors import NotAllowedError
from app.domain.ids import NewId
from app.storage.unit_of_work import Store
from app.system.clock import Clock
from app.vault.account import Role
from app.vault.asides import forget_old_asides
from app.vault.carrying import give_up, take_away
from app.vault.losses import LOSS_ACCEPTED
from app.vault.open_vault import OpenVault
from app.vault.returning import Returned, bring_back
from app.vault.settling import standing_of
from app.vault.standing import Standing, VaultState

__all__ = ["CarryService", "CarryState", "Returned", "Standing"]


@dataclass(frozen=True)
class CarryState:
    """How the vault stands, and what this account may do about it.

    `is_copy` tells that this vault left another place on a stick and is awaited there.
    """

    standing: Standing
    sentence: str
    remedy: str
    is_copy: bool
    may_carry: bool
    may_bring_back: bool
    may_give_up: bool
    may_go_on: bool


class CarryService:
    """« Emporter / Rapporter ». The slow methods are for the executor."""

    def __init__(self, vault: OpenVault, store: Store, clock: Clock, new_id: NewId) -> None:
        self._vault = vault
        self._store = store
        self._clock = clock
        self._new_id = new_id

    @property
    def state(self) -> CarryState:
        """How the vault stands now."""
        state, role = self._vault.state, self._vault.account.role
        coordinates = role is Role.COORDINATOR
        awaited = self._vault.content.away is not None
        return CarryState(
            state.standing,
            state.sentence,
            state.remedy,
            is_copy=bool(self._vault.content.copy_of) and state.standing is not Standing.RETURNED,
            may_carry=state.may_write and role.may_write,
            may_bring_back=awaited and role.may_write,
            may_give_up=state.standing is Standing.AWAY and coordinates,
            may_go_on=state.standing is Standing.ROLLED_BACK and coordinates,
        )

    def take_away(self, place: Path) -> Path:
        """Make the copy that leaves in the folder `place`; this vault turns read-only. Slow.

        The copy's folder. Raises `NotAllowedError` for a reader, or as the vault's `take_away`.
        """
        self._require_writer()
        forget_old_asides(self._vault.folder, self._clock.today())
        return take_away(
            self._vault, place, carry_id=self._new_id(), clock=self._clock, note=self._note
        )

    def bring_back(self, folder: Path, passphrase: str) -> Returned:
        """Put the copy in `folder` in the place of this vault's content. Slow.

        The session is to end afterwards: accounts and roles are those of the copy. Raises
        `NotAllowedError` for a reader, or as the vault's `bring_back`.
        """
        self._require_writer()
        return bring_back(self._vault, folder, passphrase, clock=self._clock, new_id=self._new_id)

    def give_up(self) -> None:
        """Go on here without the copy, for good.

        Raises `NotAllowedError` but for a coordinator, `DamagedHere` where the vault could not.
        """
        self._require_coordinator("déclarer une copie perdue")
        give_up(self._vault, clock=self._clock, note=self._note)

    def go_on(self) -> None:
        """Go on with a database that is older than what it said of itself outside; journalled.

        Raises `NotAllowedError` for anybody but a coordinator, or when nothing is missing.
        """
        self._require_coordinator("continuer avec un coffre auquel il manque des données")
        if self._vault.state.standing is not Standing.ROLLED_BACK:
            raise NotAllowedError("Rien ne manque à ce coffre.")
        self._note(LOSS_ACCEPTED, self._vault.vault_id)
        self._vault.accept_loss()
        self._vault.state = standing_of(self._vault, self._clock)
        self._vault.note_head()

    def forget_old_asides(self) -> None:
        """Remove what returns put aside more than thirty days ago, while all is well."""
        if self._vault.state == VaultState():
            forget_old_asides(self._vault.folder, self._clock.today())

    def _note(self, event: str, carry_id: str) -> None:
        """Journal it whether the vault may be written or not: these deeds change just that."""
        with self._store.recording() as work:
            work.journal(event, Kind.VAULT, carry_id)

    def _require_writer(self) -> None:
        if not self._vault.account.role.may_write:
            raise NotAllowedError(
                "Votre compte permet de lire, pas d’emporter ni de rapporter le coffre.",
                "Demandez-le à la coordination.",
            )

    def _require_coordinator(self, deed: str) -> None:
        if self._vault.account.role is not Role.COORDINATOR:
            raise NotAllowedError(
                f"Seule la coordination peut {deed}.",
                "Demandez-le à une personne qui a ce rôle.",
            )
