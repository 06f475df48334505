# SPDX-License-Identifier: EUPL-1.2
"""The journal for people: verified, signed when a session ends, pruned by a checkpoint."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from app.domain.changes import Changes, Kind
from app.domain.dates import add_months
from app.domain.errors import NotAllowedError, UserError
from app.domain.journal import MONTHS_KEPT, MOST_MONTHS_KEPT
from app.domain.text import clean
from app.services.chain import CHECKPOINT, ChainCheck
from app.services.signatures import Signatures
from app.storage import table
from app.storage.signatures import KEY_NOTED, Checkpoint, StoredSignature
from app.storage.unit_of_work import Store
from app.system.clock import Clock
from app.vault.account import Role

_SWEPT = 40
"""Entries erased at a time: some 4 ms, with their two indexes and the trigger."""


@dataclass(frozen=True)
class Pruning:
    """What a pruning would let go: entries up to `upto`, `count` of them; both 0 for none."""

    upto: int
    count: int


class JournalService:
    """Who did what: looked through, verified, exported, pruned."""

    def __init__(self, store: Store, clock: Clock, signatures: Signatures) -> None:
        self._store = store
        self._clock = clock
        self._signatures = signatures
        self._check: ChainCheck | None = None

    def checking(self) -> ChainCheck:
        """A verification to be made slice by slice (`step`), from the last checkpoint on."""
        self._check = ChainCheck(self._store.rows, self._signatures.book(), self._clock.local)
        return self._check

    def verify(self) -> str | None:
        """A sentence naming the first entry that does not hold, None when all do. Slow."""
        return self.checking().run().fault

    def sign_head(self) -> None:
        """Sign the head as it is now: at lock and at close. Nothing where it is signed already."""
        rows = self._store.rows
        head = rows.journal.last()
        if not head.seq or not self._signatures.available or not self._store.may_note:
            return
        if rows.journal_signatures.of(head.seq) is None:
            with self._store.recording() as work:
                work.sign_head(head)

    @property
    def may_prune(self) -> bool:
        """Whether this account may let old entries go."""
        return self._signatures.role is Role.COORDINATOR

    def last_pruning(self) -> Checkpoint | None:
        """The last pruning, with its reason; None where there was none."""
        return self._store.rows.checkpoints.last()

    def prunable(self, months: int = MONTHS_KEPT) -> Pruning:
        """What is older than so many months. Raises `UserError` outside of 12 to 36 months."""
        if not MONTHS_KEPT <= months <= MOST_MONTHS_KEPT:
            raise UserError(
                f"Le journal se garde de {MONTHS_KEPT} à {MOST_MONTHS_KEPT} mois.",
                "Choisissez une durée entre les deux.",
            )
        day = add_months(self._clock.today(), -months)
        midnight = datetime.combine(day, time(), self._clock.local(self._clock.now()).tzinfo)
        rows = self._store.rows.journal
        kept = rows.first_since(table.instant(midnight.astimezone(UTC)))
        pruned = self._store.rows.checkpoints.last()
        first, last = rows.first(), rows.last().seq
        if pruned is not None:
            first = max(first, pruned.seq + 1)
        upto = (kept - 1) if kept else last - 1
        return Pruning(upto, upto - first + 1) if first and upto >= first else Pruning(0, 0)

    def prune(self, months: int = MONTHS_KEPT, reason: str = "") -> tuple[int, Changes]:
        """Let the entries older than so many months go; how many. `sweep` then erases them.

        A signed checkpoint takes their place, so that the chain still verifies. Raises
        `NotAllowedError` for anybody but a coordinator, `UserError` when more than 12 months are
        kept without a reason, when nothing is old enough, when the chain was not verified in this
        session or does not hold, and when this account cannot sign.
        """
        if not self.may_prune:
            raise NotAllowedError(
                "Seule la coordination peut élaguer le journal.",
                "Demandez-le à une personne qui a ce rôle.",
            )
        stored = clean(reason).strip()
        if months > MONTHS_KEPT and not stored:
            raise UserError(
                f"Garder le journal plus de {MONTHS_KEPT} mois a besoin d’une raison.",
                "Écrivez-la : elle est gardée avec l’élagage.",
            )
        pruning = self.prunable(months)
        if not pruning.count:
            raise UserError("Aucune entrée n’est assez ancienne pour être élaguée.")
        self._require_verified(pruning.upto)
        entry = self._store.rows.journal.at(pruning.upto)
        if entry is None:
            raise LookupError("the entry to prune up to is gone")
        at = table.instant(self._clock.now())
        kept = f"Entrées gardées {months} mois. {stored}".strip()
        signed = self._signatures.sign(CHECKPOINT, entry.seq, entry.hash, at, kept)
        if signed is None:
            raise UserError("Ce compte n’a pas de clé pour signer l’élagage.")
        signature = StoredSignature(signed.account_id, signed.public, signed.signature)
        with self._store.write() as work:
            work.rows.checkpoints.add(Checkpoint(entry.seq, entry.hash, at, kept, signature))
            for key in self._signatures.book().keys:
                if work.rows.journal.last_of(KEY_NOTED, key.digest) <= entry.seq:
                    work.bind_key(key)  # what bound it goes with the old entries
            work.journal("journal.pruned", Kind.VAULT)
            return pruning.count, work.changes

    def sweep(self) -> bool:
        """Erase some of the entries that a checkpoint stands for; False when none is left.

        A slice at a time, because erasing a year at once would hold the screen. What an
        interrupted sweep leaves is erased at the next one, and is no part of the chain any more.
        """
        rows = self._store.rows
        last = rows.checkpoints.last()
        if last is None or not 0 < rows.journal.first() <= last.seq or not self.may_prune:
            return False
        try:
            with self._store.write() as work:
                work.rows.checkpoints.sweep(_SWEPT)
        except NotAllowedError:  # the vault is read-only for now
            return False
        return True

    def _require_verified(self, upto: int) -> None:
        check = self._check
        if check is not None and check.fault is not None:
            raise UserError(
                "Le journal ne s’élague pas tant que sa chaîne a un défaut.",
                check.fault,
            )
        if check is None or not check.ended or check.upto < upto:
            raise UserError(
                "La chaîne n’est pas encore vérifiée.", "Attendez la fin de la vérification."
            )
