# SPDX-License-Identifier: EUPL-1.2
"""Removing an account beside the work: a quiet line while it lasts, then a backup."""

from collections.abc import Callable

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.services.accounts import (
    AccountLine,
    AccountService,
    KeysOvertaken,
    ReadyRemoval,
    RekeyingUnfinished,
)
from app.services.backups import BackupOutcome, BackupService, Reason
from ui.screens.accounts.words import (
    NOT_REMOVED,
    old_backups_words,
    overtaken_words,
    removing_words,
)
from ui.shell import Shell
from ui.widgets import LabelKind, PlainLabel, announce, show_if

ROUNDS = 3
"""How often the keys are made ready before work that goes on has its way."""


class Removal:
    """One removal at a time. The work goes on: what it writes makes the keys ready again."""

    def __init__(
        self,
        shell: Shell,
        accounts: AccountService,
        backups: BackupService | None,
        tell: Callable[[Changes], object],
        lock: Callable[[], object],
    ) -> None:
        """`tell` receives what was changed; `backups`: one is made once somebody was removed.

        `lock` ends the session whose new keys only the next opening puts in place.
        """
        self._lock = lock
        self._shell, self._accounts, self._backups, self._tell = shell, accounts, backups, tell
        self.line = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.line.hide()
        self.running = False

    def begin(self, account: AccountLine) -> None:
        """Remove that account. What refuses it is said in the line."""
        if not self.running:
            self.running = True
            self._make_ready(account, 1)

    def _make_ready(self, account: AccountLine, number: int) -> None:
        words = removing_words(account.name) if number == 1 else overtaken_words(number, ROUNDS)
        self._say(words, LabelKind.MUTED)
        self._shell.tasks.run(
            lambda: self._accounts.ready_removal(account.id),
            lambda ready: self._decide(account, ready, number),
            self._on_failed,
            hold=True,
        )

    def _decide(self, account: AccountLine, ready: ReadyRemoval, number: int) -> None:
        kept = self._backups.count() if self._backups is not None else 0
        try:
            changes = self._accounts.remove(ready)
        except KeysOvertaken as overtaken:
            if number < ROUNDS:
                self._make_ready(account, number + 1)
            else:
                self._on_failed(overtaken)
            return
        except Exception as error:  # noqa: BLE001  raised again unless it has a sentence
            self._on_failed(error)
            return
        self._finish("", LabelKind.MUTED)
        self._tell(changes)
        self._shell.toast(f"Compte retiré : {account.name}")
        if self._backups is not None:
            self._back_up(self._backups, kept)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._finish("", LabelKind.MUTED)
            raise error
        decided = isinstance(error, RekeyingUnfinished)
        said = error.text if decided else f"{NOT_REMOVED} {error.text}"
        self._finish(said, LabelKind.LATE)
        if decided:
            self._lock()  # the database is closed: no screen can read it any more
            return
        if not self.line.isVisible():
            self._shell.toast(said)

    def _back_up(self, backups: BackupService, kept: int) -> None:
        def done(outcome: BackupOutcome) -> None:
            self._tell(Changes(frozenset({(Kind.VAULT, outcome.made.manifest.id)})))
            if kept:
                self._shell.toast(old_backups_words(kept))

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self._shell.toast(f"La nouvelle sauvegarde n’a pas été faite. {error.text}")

        self._shell.tasks.run(lambda: backups.make(Reason.REKEY), done, failed)

    def _finish(self, sentence: str, kind: LabelKind) -> None:
        self.running = False
        self._say(sentence, kind)

    def _say(self, sentence: str, kind: LabelKind) -> None:
        self.line.set_kind(kind)
        self.line.setText(sentence)
        show_if(self.line, sentence)
        if sentence:
            announce(self.line, sentence)
