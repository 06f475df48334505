# SPDX-License-Identifier: EUPL-1.2
"""Why a vault cannot be created or opened: one sentence each, and what to do next."""

from app.domain.errors import UserError


class VaultError(UserError):
    """A refusal of the vault; nothing was overwritten."""


class PlaceTaken(VaultError):
    """Something already lies where a vault should be created."""

    def __init__(self) -> None:
        super().__init__(
            "Un fichier ou un dossier existe déjà à cet endroit ; il n’a pas été modifié.",
            "Choisissez un autre nom ou un autre dossier.",
        )


class NameUnfit(VaultError):
    """From the name of a vault, those of its backups and copies are made: it must leave room."""

    def __init__(self) -> None:
        super().__init__(
            "Ce nom de dossier ne convient pas à un coffre : il est trop long (plus de 200 octets, "
            "une lettre accentuée en prend deux), ou contient un retour à la ligne.",
            "Donnez-lui un nom plus court, d’une ligne.",
        )


class PlaceReadOnly(VaultError):
    """The folder cannot be written."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier est en lecture seule ; rien n’y a été écrit.",
            "Donnez-vous le droit d’y écrire, ou choisissez un autre dossier.",
        )


class PlaceUnusable(VaultError):
    """The system refused to write there for another reason (disk full, stick pulled, bad name)."""

    def __init__(self) -> None:
        super().__init__(
            "Impossible d’écrire dans ce dossier.",
            "Vérifiez que le disque est branché et qu’il y reste de la place, puis recommencez.",
        )


class LinkInVault(VaultError):
    """A link bears the name of a file that the program writes: it would write elsewhere."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Dans ce dossier, « {name} » est un raccourci vers un autre endroit ; "
            "rien n’a été modifié.",
            "Retirez ce raccourci, puis recommencez ; "
            "méfiez-vous d’un coffre qui vient de quelqu’un d’autre.",
        )


class NoFileInVault(VaultError):
    """A folder, a pipe or a device bears the name of a file that the program reads or writes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Dans ce dossier, « {name} » n’est pas un fichier ordinaire ; rien n’a été modifié.",
            "Retirez-le, puis recommencez ; "
            "méfiez-vous d’un coffre qui vient de quelqu’un d’autre.",
        )


class PlaceSpoils(VaultError):
    """What was written there does not read as it was written; the vault itself is sound."""

    def __init__(self) -> None:
        super().__init__(
            "La sauvegarde ne se relit pas : ce disque abîme ce qu’on y écrit. "
            "Le coffre, lui, est intact.",
            "Choisissez un autre disque ou une autre clé pour les sauvegardes.",
        )


class VaultMissing(VaultError):
    """No folder at that place."""

    def __init__(self) -> None:
        super().__init__(
            "Le dossier du coffre est introuvable.",
            "Branchez le disque où il se trouve, ou indiquez son nouvel emplacement.",
        )


class NotAVault(VaultError):
    """The folder holds no key file."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier n’est pas un coffre, ou ses fichiers de clés ont été retirés.",
            "Indiquez un dossier dont le nom finit par .tdt, ou reprenez une sauvegarde.",
        )


class KeysDamaged(VaultError):
    """Both copies of the slot file are damaged."""

    def __init__(self) -> None:
        super().__init__(
            "Les deux copies du fichier de clés sont abîmées ; rien n’a été modifié.",
            "Gardez une copie du dossier telle quelle et reprenez une sauvegarde.",
        )


class KeysAltered(VaultError):
    """The slot file was changed by something that does not hold the master key."""

    def __init__(self) -> None:
        super().__init__(
            "Le fichier de clés a été modifié en dehors de l’application ; "
            "le coffre n’a pas été ouvert.",
            "Gardez une copie du dossier telle quelle et reprenez une sauvegarde.",
        )


class FilesMismatch(VaultError):
    """The slot file and the database are of two vaults or of two moments."""

    def __init__(self) -> None:
        super().__init__(
            "Le fichier de clés et la base de données ne vont pas ensemble : "
            "l’un des deux est plus ancien, ou vient d’un autre coffre.",
            "Remettez ensemble les fichiers d’un même moment, ou reprenez une sauvegarde.",
        )


class VaultTooNew(VaultError):
    """The folder was written by a later format of the program."""

    def __init__(self) -> None:
        super().__init__(
            "Ce coffre vient d’une version plus récente de l’application.",
            "Installez la dernière version de Tour de table pour l’ouvrir.",
        )


class VaultBusy(VaultError):
    """Another process holds the vault; `holder` names it."""

    def __init__(self, holder: str) -> None:
        super().__init__(
            f"Ce coffre est déjà ouvert{holder}.",
            "Fermez-le là où il est ouvert, puis recommencez.",
        )


class AccountUnknown(VaultError):
    """No account of that id, or several accounts and none chosen."""

    def __init__(self) -> None:
        super().__init__("Ce compte n’existe pas dans ce coffre.", "Choisissez un compte.")


class RecoveredUnopened(VaultError):
    """The sheet gave an account its new passphrase; what came after it failed."""

    def __init__(self, refusal: UserError) -> None:
        super().__init__(
            "La nouvelle phrase de passe est en service, mais le coffre n’a pas pu être ouvert "
            f"ensuite. {refusal.sentence}",
            f"{refusal.remedy} Puis ouvrez-le avec la nouvelle phrase de passe.".strip(),
        )


class WrongPassphrase(VaultError):
    """The passphrase does not open this account."""

    def __init__(self) -> None:
        super().__init__(
            "La phrase de passe ne correspond pas.",
            "Vérifiez la touche Verr. Maj et la disposition du clavier, puis recommencez.",
        )


class WrongRecoveryCode(VaultError):
    """The code is well written and does not open this vault."""

    def __init__(self) -> None:
        super().__init__(
            "Ce code n’ouvre pas ce coffre : il vient d’une fiche remplacée, révoquée "
            "ou d’un autre coffre.",
            "Cherchez la fiche de secours la plus récente.",
        )


class OtherSheetThen(VaultError):
    """The code is well written, and the sheet of the day of a backup was another: `sheet`."""

    def __init__(self, sheet: str) -> None:
        super().__init__(
            "Ce code n’ouvre pas cette sauvegarde : il vient d’une autre fiche que celle qui était "
            "en service ce jour-là, ou d’un autre coffre.",
            f"Cherchez la fiche n° {sheet}.",
        )


class NoSheetThen(VaultError):
    """When a backup was made, no sheet was in force."""

    def __init__(self) -> None:
        super().__init__(
            "Aucune fiche de secours n’était en service le jour de cette sauvegarde.",
            "Essayez les phrases de passe de ce jour-là, ou une autre sauvegarde.",
        )


class TooManyAttempts(VaultError):
    """The delay after wrong passphrases is not over; `seconds` are left."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        unit = "seconde" if seconds == 1 else "secondes"
        super().__init__(
            "La phrase de passe ne correspondait pas.",
            f"Attendez {seconds} {unit} avant de recommencer.",
        )


class PassphraseUnreadable(VaultError):
    """The passphrase holds half a character, which a paste may leave: no key comes from that."""

    def __init__(self) -> None:
        super().__init__(
            "Cette phrase de passe contient un caractère coupé en deux, sans doute par le collage.",
            "Effacez-la, puis collez-la de nouveau en entier, ou tapez-la.",
        )


class PassphraseTooWeak(VaultError):
    """The passphrase is too easy to guess for a file that can be attacked at leisure."""


class NotEnoughMemory(VaultError):
    """The key derivation needs more memory than the computer gives."""

    def __init__(self) -> None:
        super().__init__(
            "La mémoire libre ne suffit pas pour ouvrir le coffre.",
            "Fermez d’autres applications, puis recommencez.",
        )


class IdentitiesClosed(VaultError):
    """The identity key is not held: dropped for a meeting, or never given to this account."""

    def __init__(self) -> None:
        super().__init__(
            "Les identités des patients sont fermées.",
            "Redonnez votre phrase de passe pour les ouvrir, "
            "ou demandez ce droit à la coordination.",
        )


class IdentityAltered(VaultError):
    """A sealed identity does not open: another case's, another vault's, or altered."""

    def __init__(self) -> None:
        super().__init__(
            "Cette identité ne peut pas être lue : elle a été modifiée ou déplacée.",
            "Ressaisissez-la, ou reprenez une sauvegarde.",
        )


class NoRecoverySheet(VaultError):
    """No sheet was drawn and confirmed for this vault."""

    def __init__(self) -> None:
        super().__init__(
            "Aucune fiche de secours n’est en service pour ce coffre.",
            "Demandez à une personne qui a un compte de l’ouvrir et de redonner un accès.",
        )


class LastCoordinator(VaultError):
    """The change would leave nobody to look after the vault, or nobody to open identities."""

    def __init__(self) -> None:
        super().__init__(
            "Il doit rester au moins un compte de coordination qui ouvre les identités.",
            "Donnez d’abord ce rôle et ce droit à une autre personne.",
        )


class IdentitiesNeeded(VaultError):
    """The keys cannot be rotated by somebody who does not hold them all."""

    def __init__(self) -> None:
        super().__init__(
            "Ce compte peut ouvrir les identités : le retirer change aussi leur clé.",
            "Demandez-le à une personne de la coordination qui a ce droit, "
            "hors réunion (les identités doivent être ouvertes).",
        )


class RekeyingFailed(VaultError):
    """The copy under the new keys did not pass its checks; the old content is in force."""

    def __init__(self) -> None:
        super().__init__(
            "Le coffre n’a pas pu être rechiffré ; rien n’a changé.",
            "Vérifiez la place qui reste sur le disque et l’état du coffre, puis recommencez.",
        )


class KeysOvertaken(VaultError):
    """Something was written since the copy under the new keys was made: that copy is old."""

    def __init__(self) -> None:
        super().__init__(
            "Le coffre a été modifié pendant que ses clés étaient renouvelées ; "
            "rien n’est perdu, et les clés sont celles d’avant.",
            "Recommencez quand personne n’écrit.",
        )


class RekeyingUnfinished(VaultError):
    """The new keys are in force, and the disk refuses to put their files in place now."""

    def __init__(self) -> None:
        super().__init__(
            "Les nouvelles clés sont décidées, mais le disque n’a pas pu les mettre en place.",
            "Verrouillez, puis rouvrez le coffre : l’ouverture finit ce qui reste.",
        )


class UpgradeUnsaved(VaultError):
    """The backup before a migration could not be made, so the vault was left as it is."""

    def __init__(self, cause: UserError) -> None:
        super().__init__(
            "Ce coffre doit être mis à jour pour cette version ; la sauvegarde qui précède "
            f"n’a pas pu être faite, et rien n’a été modifié. {cause.sentence}",
            cause.remedy,
        )


class SlotsChanged(VaultError):
    """Keys or accounts changed while a passphrase was being derived for the ones before."""

    def __init__(self) -> None:
        super().__init__(
            "Les comptes ont changé entre-temps ; rien n’a été enregistré.", "Recommencez."
        )


class NothingReadable(VaultError):
    """Not one row of the vault can be read: there is nothing to make another one of."""

    def __init__(self) -> None:
        super().__init__(
            "Rien ne se lit plus de ce coffre ; aucun coffre n’a été fait.",
            "Gardez son dossier tel quel et restaurez la dernière sauvegarde.",
        )


class InsideItself(VaultError):
    """What is saved of a vault was to be written into that vault."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier est dans le coffre abîmé lui-même ; rien n’a été fait.",
            "Choisissez un dossier hors du coffre, un autre disque ou une clé.",
        )
