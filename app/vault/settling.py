# SPDX-License-Identifier: EUPL-1.2
"""What an opening still does once the database is open: digests, older formats, standing."""

from collections.abc import Callable
from datetime import datetime

from app.domain.dates import clock as time_words
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.text import listing, plural
from app.storage.driver import Connection
from app.storage.migrator import current_version, migrate
from app.storage.row_digests import ROWS_KEY, RowDigests
from app.storage.search import SearchRows
from app.storage.vault_state import VaultStateRows
from app.system.clock import Clock
from app.vault.damage import read_damage
from app.vault.errors import UpgradeUnsaved
from app.vault.heads import Loss
from app.vault.keys import new_key, wipe
from app.vault.open_vault import OpenVault
from app.vault.signing import new_signing_seed
from app.vault.slot_file import Away, SlotFile, SlotReading
from app.vault.slots import Keys, Slot
from app.vault.standing import Standing, VaultState

RETURNED = "returned"
"""In `copy_of`, after the carrying's id: this copy came back to its place."""

PREPARED = "prepared"
"""In its place: this copy bears its name, and the vault that it is of was not marked as away yet.

Or it was, and the last step was cut: the copy itself cannot tell, so it is read-only.
"""

BeforeMigration = Callable[[Connection, SlotReading, Keys], object]
"""Makes a backup of a vault that is about to be migrated; raising stops the migration."""

DIGESTED = "digested_schema"
"""In `vault_state`: the schema under which the row digests were made; without it they are made."""

_UPDATE = "update"
"""How the last update of the schema stands."""
_ONGOING, _RESUMED, _DONE = "ongoing", "resumed", "done"


def no_backup(_connection: Connection, _reading: SlotReading, _keys: Keys) -> None:
    """For a vault that may be migrated without a backup: tests, and one that is being made."""


def prepare_digests(connection: Connection) -> None:
    """Give a vault its digests, afresh when the schema has changed since they were made.

    The words of the search are taken again then, too: the vault was migrated or salvaged.
    """
    state = VaultStateRows(connection)
    version = str(current_version(connection))
    if state.get(DIGESTED) == version:
        return
    key = state.get(ROWS_KEY) or new_key().hex()
    with connection.transaction():
        state.set(ROWS_KEY, key)
        RowDigests(connection, bytes.fromhex(key)).rebuild()
        SearchRows(connection).forget_all()
        state.set(DIGESTED, version)


def bring_up_to_date(connection: Connection, before: Callable[[], object]) -> None:
    """Migrate to the present schema and make the digests that go with it.

    `before` backs up a vault that is about to change. A mark stands in the database meanwhile: an
    update that was cut short is finished by the next opening, which says so. Raises
    `UpgradeUnsaved`, `DatabaseTooNew` or the driver's errors: nothing was changed then, or the last
    whole migration is in force.
    """
    state = VaultStateRows(connection)

    def begin() -> None:
        try:
            before()
        except UserError as refusal:
            raise UpgradeUnsaved(refusal) from refusal
        with connection.transaction():
            state.set(_UPDATE, _ONGOING)

    was_cut = state.get(_UPDATE) == _ONGOING
    migrate(connection, before=begin)
    prepare_digests(connection)
    if state.get(_UPDATE) == _ONGOING:
        with connection.transaction():
            state.set(_UPDATE, _RESUMED if was_cut else _DONE)


def settle_vault(vault: OpenVault, slot: Slot, clock: Clock) -> None:
    """Watch the rows, say how the vault stands, and bring the account's slot up to date.

    `slot` is the account's as it shall be: another than the file's after a recovery.
    """
    vault.watch()
    _say_what_was_resumed(vault)
    vault.state = standing_of(vault, clock)
    if slot.signing is None:
        slot = _with_signing(vault, slot)
    if vault.content.slot(slot.account.id) != slot:
        vault.rewrite_slots(vault.content.with_slot(slot))


def standing_of(vault: OpenVault, clock: Clock) -> VaultState:
    """How the vault stands, in the order of what must be said first."""
    away = None if vault.content.away is None else away_state(vault.content.away, clock)
    if damage := read_damage(vault.folder):
        if away is None:
            return VaultState(Standing.DAMAGED, damage.sentence, damage.remedy)
        sentence = f"{damage.sentence} {away.sentence}"
        return VaultState(Standing.DAMAGED, sentence, "Rapportez la copie : elle le remplace.")
    if apart := apart_state(vault.content, clock):
        return apart
    if loss := vault.missing_since():
        return _loss_state(loss, clock)
    return VaultState()


def apart_state(content: SlotFile, clock: Clock) -> VaultState | None:
    """What a vault says whose work goes on in another folder; None for any other."""
    if content.away is not None:
        return away_state(content.away, clock)
    return _copy_state(content.copy_of)


def is_apart(content: SlotFile) -> bool:
    """Whether the work goes on in another folder: what is noted outside is of that one."""
    return content.away is not None or _copy_state(content.copy_of) is not None


def _copy_state(copy_of: str) -> VaultState | None:
    """What a copy that is read-only says of itself; None for any other vault."""
    if copy_of.endswith(RETURNED):
        return VaultState(
            Standing.RETURNED,
            "Cette copie a été rapportée : le travail continue dans le coffre d’origine.",
            "Elle peut être supprimée.",
        )
    if copy_of.endswith(PREPARED):
        return VaultState(
            Standing.PREPARED,
            "Cette copie n’a pas fini de partir : elle se lit sans pouvoir être modifiée.",
            "Si le coffre d’origine se dit emporté, rapportez-la ; sinon, elle peut être "
            "supprimée.",
        )
    return None


def counts_here_alone(content: SlotFile) -> str:
    """What to know of a passphrase that was changed where the work does not go on; or empty."""
    if content.away is not None:
        return (
            "Cette nouvelle phrase de passe n’ouvre le coffre qu’ici : la copie emportée garde "
            "l’ancienne, qui reviendra avec elle. Avant de la rapporter, ouvrez la copie avec la "
            "même fiche de secours et donnez-lui la même phrase."
        )
    if _copy_state(content.copy_of) is not None:
        return (
            "Cette nouvelle phrase de passe n’ouvre que cette copie : le coffre d’origine garde la "
            "sienne. Pour la changer là où le travail continue, ouvrez-le avec sa fiche de secours."
        )
    return ""


def _say_what_was_resumed(vault: OpenVault) -> None:
    state = VaultStateRows(vault.connection)
    if state.get(_UPDATE) != _RESUMED:
        return
    resumed = "Une mise à jour du coffre avait été interrompue ; elle vient d’être terminée."
    vault.notices = (*vault.notices, resumed)
    with vault.connection.transaction():
        state.set(_UPDATE, _DONE)


def away_state(away: Away, clock: Clock) -> VaultState:
    """What a vault that left says of itself."""
    at = _moment(datetime.fromisoformat(away.at), clock)
    return VaultState(
        Standing.AWAY,
        f"Ce coffre a été emporté par {away.by} le {at}. Ici, il se lit sans pouvoir être modifié.",
        "Rapportez la copie, ou déclarez-la perdue pour reprendre ici.",
    )


def loss_sentence(loss: Loss, clock: Clock) -> str:
    """What a database lacks against what was noted outside of it."""
    if loss.until is None:
        return (
            "Ce coffre est plus ancien que ce que cet ordinateur en a vu : "
            "ses clés ont été changées depuis."
        )
    return (
        "La base de données est plus ancienne que ce que ce coffre avait enregistré : "
        f"il manque {_counted(loss)}, jusqu’au {_moment(loss.until, clock)}."
    )


def _loss_state(loss: Loss, clock: Clock) -> VaultState:
    if loss.until is None:
        return VaultState(
            Standing.ROLLED_BACK,
            loss_sentence(loss, clock),
            "Reprenez la dernière sauvegarde, ou continuez avec ce coffre si c’est le bon.",
        )
    return VaultState(
        Standing.ROLLED_BACK,
        loss_sentence(loss, clock),
        "Reprenez la dernière sauvegarde, ou continuez avec cette base si elle est la bonne.",
    )


def _counted(loss: Loss) -> str:
    entries = (f"{plural(loss.entries, 'entrée')} du journal",) if loss.entries else ()
    changes = (plural(loss.changes, "modification"),) if loss.changes else ()
    return listing((*entries, *changes))


def _moment(instant: datetime, clock: Clock) -> str:
    local = clock.local(instant)
    return f"{medium_date(local.date())} à {time_words(local.time())}"


def _with_signing(vault: OpenVault, slot: Slot) -> Slot:
    seed = new_signing_seed()
    vault.take_signing(bytearray(seed))
    try:
        return slot.with_signing(vault.vault_id, seed)
    finally:
        wipe(seed)
