# SPDX-License-Identifier: EUPL-1.2
"""The verification of the journal, a slice at a time, so that the screen never waits for it."""

from collections.abc import Callable
from datetime import datetime

from app.domain.dates import clock as clock_text
from app.domain.dates import medium_date
from app.domain.journal import event_words
from app.domain.text import NO_BREAK
from app.services.signatures import KeyBook
from app.storage.journal import StoredEntry
from app.storage.signatures import KEY_NOTED, SIGNED_EVERY, Checkpoint, StoredSignature
from app.storage.unit_of_work import Rows
from app.vault.account import Role

SLICE = 50
"""Entries checked at a time: some 2 ms, one signature in a hundred entries included."""
CHECKPOINT = "journal-checkpoint"
_DIGEST = 64
"""Characters of a SHA-256 in hex: an entry that names an account has fewer."""


class ChainCheck:
    """Walks from the last checkpoint to the head; stops at the first fault.

    `upto` is the number of the last entry that holds, `fault` a French sentence or None, `ended`
    whether there is nothing left to check.
    """

    def __init__(self, rows: Rows, book: KeyBook, local: Callable[[datetime], datetime]) -> None:
        self._rows, self._book, self._local = rows, book, local
        self._previous = ""
        self._signed = False
        self._bound: set[str] = set()
        self.upto = 0
        self.faulty: int | None = None
        self.fault: str | None = None
        self.ended = False
        self._begin()

    @property
    def sentence(self) -> str:
        """Where the verification stands, or what it found."""
        if self.fault is not None:
            return self.fault
        if not self.ended:
            return f"Vérification en cours, jusqu’au n°{NO_BREAK}{self.upto}…"
        if not self.upto:
            return "Le journal est vide."
        return f"Chaîne vérifiée jusqu’au n°{NO_BREAK}{self.upto}."

    def run(self) -> "ChainCheck":
        """Check all that is left; itself."""
        while not self.ended:
            self.step()
        return self

    def go_on(self) -> None:
        """Check what was added since it ended, unless it found a fault."""
        self.ended = self.fault is not None

    def step(self) -> None:
        """Check the next slice."""
        if self.ended:
            return
        entries = self._rows.journal.stored(self.upto, SLICE)
        if not entries:
            self._end()
            return
        signatures = self._rows.journal_signatures.between(self.upto, entries[-1].seq)
        for entry in entries:
            fault = self._fault(entry, signatures.get(entry.seq))
            if fault is not None:
                self._stop(entry.seq, fault)
                return
            self.upto, self._previous = entry.seq, entry.hash

    def _begin(self) -> None:
        checkpoints = self._rows.checkpoints.all()
        for checkpoint in checkpoints:
            if not checkpoint_holds(self._book, checkpoint):
                self._stop(
                    checkpoint.seq,
                    f"Le point de contrôle de l’élagage (entrée n°{NO_BREAK}{checkpoint.seq}) n’est"
                    " pas signé par la coordination de ce coffre : il a été ajouté ou modifié.",
                )
                return
        if checkpoints:
            self.upto, self._previous, self._signed = checkpoints[0].seq, checkpoints[0].hash, True

    def _fault(self, entry: StoredEntry, signed: StoredSignature | None) -> str | None:
        expected = self.upto + 1
        if entry.seq != expected:
            return (
                f"L’entrée n°{NO_BREAK}{expected} du journal manque : "
                f"elle a été retirée avant {self._named(entry)}."
            )
        if entry.previous != self._previous:
            return f"{self._named(entry, 'L')} du journal ne suit plus celle d’avant."
        if not entry.follows(self._previous):
            return f"{self._named(entry, 'L')} du journal a été modifiée."
        return self._key_fault(entry) or self._signature_fault(entry, signed)

    def _key_fault(self, entry: StoredEntry) -> str | None:
        """What an entry that notes a key finds wrong with it; earlier versions bound none."""
        if entry.event != KEY_NOTED:
            return None
        self._signed = True
        if len(entry.record_id) != _DIGEST:
            return None
        self._bound.add(entry.record_id)
        if any(key.digest == entry.record_id for key in self._rows.account_keys.all()):
            return None
        return (
            f"La clé de signature que note {self._named(entry)} du journal n’est plus la même : "
            "son compte, son nom, son rôle ou sa date a été modifié."
        )

    def _signature_fault(self, entry: StoredEntry, signed: StoredSignature | None) -> str | None:
        if signed is not None:
            if self._book.holds(signed, "journal", entry.seq, entry.hash):
                return None
            return f"La signature de {self._named(entry)} du journal ne correspond plus."
        if entry.seq % SIGNED_EVERY == 0 and self._signed:
            return f"La signature de {self._named(entry)} du journal manque."
        return None

    def _named(self, entry: StoredEntry, letter: str = "l") -> str:
        """« l’entrée n° 12 (jeu. 26 nov. 2026 à 12 h 04, compte rendu scellé) »."""
        words = event_words(entry.event)
        said = f"{words[:1].lower()}{words[1:]}"
        return f"{letter}’entrée n°{NO_BREAK}{entry.seq} ({self._when(entry.at)}, {said})"

    def _when(self, stored: str) -> str:
        try:
            at = self._local(datetime.fromisoformat(stored))
        except ValueError:
            return "date illisible"
        return f"{medium_date(at.date())} à {clock_text(at.time())}"

    def _end(self) -> None:
        signed = self._rows.journal_signatures.last()
        if signed > self.upto:
            self._stop(
                self.upto + 1,
                f"La fin du journal manque : l’entrée n°{NO_BREAK}{signed} avait été signée, "
                f"la dernière est la n°{NO_BREAK}{self.upto}.",
            )
        loose = [key for key in self._rows.account_keys.all() if key.digest not in self._bound]
        if self.fault is None and self._bound and loose:
            self._stop(
                self.upto,
                f"Une clé de signature au nom de « {loose[0].name} » n’est notée par aucune entrée "
                "du journal : elle a été ajoutée ou modifiée.",
            )
        self.ended = True

    def _stop(self, seq: int, fault: str) -> None:
        self.faulty, self.fault, self.ended = seq, fault, True


def checkpoint_parts(checkpoint: Checkpoint) -> tuple[object, ...]:
    """What the signature of a checkpoint covers."""
    return checkpoint.seq, checkpoint.hash, checkpoint.at, checkpoint.reason


def checkpoint_holds(book: KeyBook, checkpoint: Checkpoint) -> bool:
    """Whether a coordinator of this vault signed a checkpoint."""
    if book.role(checkpoint.signed, checkpoint.at) != Role.COORDINATOR.value:
        return False
    return book.holds(checkpoint.signed, CHECKPOINT, *checkpoint_parts(checkpoint))
