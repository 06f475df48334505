# SPDX-License-Identifier: EUPL-1.2
"""The folder of an open vault went away: what is open is the last that there is of it."""

import logging
from pathlib import Path

from app.domain.errors import UserError
from app.services.backup_sources import source_of
from app.services.backups import BackupService, Reason
from app.storage.errors import DatabaseGone
from app.vault.backup import make_backup

_LOG = logging.getLogger("tdt.vault")


class RescueFailed(UserError):
    """A bug, or what nobody foresaw, kept a backup from being made."""

    def __init__(self) -> None:
        super().__init__(
            "Ce qui est ouvert n’a pas pu être sauvegardé.", "Remettez le dossier à sa place."
        )


def is_gone(backups: BackupService) -> bool:
    """Whether the folder was deleted, moved or replaced while its vault is open; or its log."""
    return backups.vault.connection.gone is not None


def gone_words(backups: BackupService) -> str:
    """What is not in its place any more and what to do; empty while all is."""
    gone = backups.vault.connection.gone
    return "" if gone is None else gone.text


def rescue(backups: BackupService) -> Path:
    """Back up what is open in the first place that takes it. Slow.

    Nothing is noted in the vault, whose file nobody finds again. Raises what the last refuses, a
    `UserError` whatever happened: no place keeps another from being tried.
    """
    refusal: UserError = DatabaseGone()
    for place in backups.places():
        try:
            made = make_backup(
                source_of(backups.vault),
                place,
                Reason.CLOSE,
                id_=backups.new_id(),
                made=backups.clock.now(),
                local=backups.clock.local(),
            )
        except UserError as error:
            refusal = error
        except Exception as error:  # noqa: BLE001  the next place may take it
            _LOG.error("rescue: %s", type(error).__name__)
            refusal = RescueFailed()
        else:
            return made.path
    raise refusal
