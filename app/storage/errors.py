# SPDX-License-Identifier: EUPL-1.2
"""What the database can refuse, without naming the engine.

A `StorageError` alone is a bug of ours (a constraint broken, a forbidden statement, bad SQL). A
`StorageFault` is the world's doing (disk, file, other process): it is also a `UserError`, so it can
travel up to the screen as it is. No message of ours holds SQL or values; SQLite's own may quote the
user's words (FTS5 queries), so they stay in `__cause__`.
"""

from app.domain.errors import NotSavedError


class StorageError(Exception):
    """The engine refused; `code` is SQLite's name for it, e.g. `SQLITE_CONSTRAINT`."""

    code: str = ""


class ConstraintBroken(StorageError):
    """A CHECK, UNIQUE, NOT NULL or foreign key refused the line."""


class StatementForbidden(StorageError):
    """The authorizer refused the statement (ATTACH, export, a pragma of the safety rules…)."""


class EngineUnfit(StorageError):
    """The engine found here is too old, does not encrypt, or ignored a safety pragma."""


class StorageFault(StorageError, NotSavedError):
    """Something outside the program failed; the class says what to tell the user."""

    default_sentence = "La base de données a refusé l’opération."
    default_remedy = "Fermez l’application, rouvrez-la et recommencez."

    def __init__(self) -> None:
        NotSavedError.__init__(self, self.default_sentence, self.default_remedy)


class DatabaseMissing(StorageFault):
    """No file where the database should be."""

    default_sentence = "La base de données du coffre est introuvable."
    default_remedy = "Remettez le dossier complet du coffre à sa place, ou reprenez une sauvegarde."


class DatabaseExists(StorageFault):
    """A file is already where a new database should be created."""

    default_sentence = "Une base de données existe déjà à cet endroit ; elle n’a pas été modifiée."
    default_remedy = "Choisissez un autre dossier."


class DatabasePlaintext(StorageFault):
    """The file is an ordinary SQLite database: it was never encrypted by us."""

    default_sentence = (
        "La base de données de ce dossier n’est pas chiffrée ; elle n’a pas été ouverte."
    )
    default_remedy = "Ce fichier ne vient pas de Tour de table : reprenez une sauvegarde du coffre."


class DatabaseDamaged(StorageFault):
    """The file is cut or altered."""

    default_sentence = "La base de données du coffre est abîmée ; rien n’a été modifié."
    default_remedy = "Gardez une copie du dossier telle quelle et reprenez une sauvegarde."


class WrongKey(StorageFault):
    """The file was encrypted with another key: another vault's, or its head was altered."""

    default_sentence = "La base de données ne correspond pas aux clés de ce coffre."
    default_remedy = "Remettez ensemble les fichiers d’un même coffre, ou reprenez une sauvegarde."


class DatabaseLocked(StorageFault):
    """Another process holds the database."""

    default_sentence = "Le coffre est déjà ouvert ailleurs."
    default_remedy = "Fermez l’autre fenêtre de l’application, puis recommencez."


class DatabaseReadOnly(StorageFault):
    """The file or its folder cannot be written."""

    default_sentence = "Le dossier du coffre est en lecture seule."
    default_remedy = "Donnez-vous le droit d’y écrire, ou copiez le coffre dans un autre dossier."


class DiskFull(StorageFault):
    """No space left; the same connection works again once space is freed."""

    default_sentence = "Le disque est plein."
    default_remedy = (
        "La dernière modification n’est pas enregistrée\u202f; "
        "libérez de la place\u00a0: l’enregistrement reprendra."
    )


class DiskFailure(StorageFault):
    """Reading or writing the file failed (stick pulled, failing disk)."""

    default_sentence = "Le disque ne répond pas correctement."
    default_remedy = "Vérifiez que le disque ou la clé est branché, puis recommencez."


class ReadFailed(DiskFailure):
    """A read was not answered, or the file is damaged: the file is opened again to tell."""

    default_sentence = "Le disque n’a pas répondu à une lecture."
    default_remedy = (
        "Vérifiez que le disque ou la clé est branché, puis recommencez. "
        "Si cela revient, verrouillez et rouvrez."
    )


class DatabaseGone(StorageFault):
    """The file that is open is not in its place any more: what is written there is lost."""

    default_sentence = "Le dossier du coffre n’est plus à sa place."
    default_remedy = (
        "Remettez-le où il était ; sinon verrouillez : "
        "une sauvegarde de ce qui est ouvert est faite d’abord."
    )


class LogGone(DatabaseGone):
    """The folder and the file are there, their write-ahead log alone is not: the same holds."""

    default_sentence = (
        "Un fichier du coffre ouvert (data.db-wal) a été retiré de son dossier ou remplacé."
    )
    default_remedy = "Verrouillez\u00a0: une sauvegarde de ce qui est ouvert est faite d’abord."


class DatabaseClosed(StorageFault):
    """The file was closed for another to take its place, and that one is not open yet."""

    default_sentence = "Le coffre est refermé."
    default_remedy = "Verrouillez, puis rouvrez-le : ce qui est écrit est gardé."


class CopyAbandoned(StorageFault):
    """The database was closed while it was being copied."""

    default_sentence = "La copie a été abandonnée : le coffre s’est fermé."
    default_remedy = "Rouvrez le coffre et recommencez."


class DatabaseTooNew(StorageFault):
    """The schema comes from a later version of the program."""

    default_sentence = "Ce coffre vient d’une version plus récente de l’application."
    default_remedy = "Installez la dernière version de Tour de table pour l’ouvrir."
