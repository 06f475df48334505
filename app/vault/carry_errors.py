# SPDX-License-Identifier: EUPL-1.2
"""Why a vault cannot leave, or a copy cannot come back: one sentence each, nothing changed."""

from pathlib import Path

from app.vault.errors import VaultError


class CarryError(VaultError):
    """A refusal to carry; both sides are as they were."""


class StickFull(CarryError):
    """Not enough room for the copy."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"Il ne reste pas assez de place dans « {place} » pour emporter le coffre.",
            "Libérez de la place, ou choisissez une autre clé.",
        )


class CarriedInside(CarryError):
    """The copy would lie in the vault that it is of."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier est dans le coffre lui-même ; rien n’a été emporté.",
            "Choisissez une clé, ou un dossier hors du coffre.",
        )


class CopyNotGood(CarryError):
    """The copy that was made does not read back as it should."""

    def __init__(self) -> None:
        super().__init__(
            "La copie relue n’est pas identique au coffre ; elle n’est pas utilisable.",
            "Essayez avec une autre clé. Si cela se répète, faites vérifier le coffre.",
        )


class CopyUncertain(CarryError):
    """The last step was cut: the copy may be there, so the vault stays away."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"La clé a répondu par une erreur au tout dernier moment : la copie « {folder.name} » "
            "est peut-être complète. Par prudence, ce coffre reste en lecture seule.",
            "Rebranchez la clé : si la copie s’ouvre et peut être modifiée, travaillez-y ; sinon "
            "rapportez-la ici, ou déclarez-la perdue.",
        )


class NothingAway(CarryError):
    """This vault did not leave."""

    def __init__(self) -> None:
        super().__init__(
            "Ce coffre n’a pas été emporté : rien n’est attendu en retour.",
            "Ouvrez la copie elle-même si elle contient un travail à retrouver.",
        )


class DamagedHere(CarryError):
    """The vault that stayed is damaged: it could not take the work over from the copy."""

    def __init__(self) -> None:
        super().__init__(
            "Ce coffre est abîmé : déclarer la copie perdue ne lui permettrait pas de reprendre.",
            "Rapportez la copie, qui le remplace ; si elle est vraiment perdue, restaurez la "
            "dernière sauvegarde.",
        )


class ForeignVault(CarryError):
    """The folder is another vault."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier est un autre coffre : il ne peut pas remplacer celui-ci.",
            "Choisissez la copie qui a été faite en emportant ce coffre.",
        )


class NotACopy(CarryError):
    """The same vault, but not one that left by being carried."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier n’est pas une copie emportée : il ne peut pas être rapporté.",
            "Choisissez la copie qui a été faite en emportant ce coffre.",
        )


class EarlierCarrying(CarryError):
    """The copy left another time."""

    def __init__(self) -> None:
        super().__init__(
            "Cette copie vient d’un autre emport que celui qui est attendu.",
            "Cherchez la copie du dernier emport, ou déclarez-la perdue.",
        )


class AlreadyBack(CarryError):
    """The copy was brought back before."""

    def __init__(self) -> None:
        super().__init__(
            "Cette copie a déjà été rapportée : son contenu est dans ce coffre.",
            "Elle peut être supprimée.",
        )


class TwinCopy(CarryError):
    """The copy was copied: its twin came back, and what was done in this one did not."""

    def __init__(self) -> None:
        super().__init__(
            "Une autre copie du même départ a déjà été rapportée : ce qui n’a été noté que dans "
            "celle-ci n’est pas dans ce coffre.",
            "Ne la supprimez pas : ouvrez-la pour relire ce qui y a été noté, et recopiez-le ici.",
        )


class GivenUpCopy(CarryError):
    """The copy was declared lost."""

    def __init__(self) -> None:
        super().__init__(
            "Cette copie a été déclarée perdue : elle ne peut plus être rapportée.",
            "Ouvrez-la pour la lire et recopier ce qui manque.",
        )


class OlderCopy(CarryError):
    """The copy lacks what the vault held when it left, or what this machine saw of it since."""

    def __init__(self) -> None:
        super().__init__(
            "Cette copie est plus ancienne que ce qui a été emporté : "
            "la rapporter perdrait du travail.",
            "Cherchez la copie la plus récente, sur la clé ou sur l’ordinateur de la réunion.",
        )


class CopyDamaged(CarryError):
    """The database of the copy is cut, altered, or not there."""

    def __init__(self) -> None:
        super().__init__(
            "La copie est abîmée ou incomplète ; elle n’a pas été rapportée.",
            "Gardez-la telle quelle et cherchez une autre copie, "
            "ou une sauvegarde faite sur l’autre ordinateur.",
        )


class CopyCarriedOn(CarryError):
    """The copy was itself carried further."""

    def __init__(self) -> None:
        super().__init__(
            "Cette copie a elle-même été emportée : son travail continue ailleurs.",
            "Rapportez-y d’abord sa propre copie, puis revenez ici.",
        )


class AccountGone(CarryError):
    """The account that asks does not exist in the copy any more."""

    def __init__(self) -> None:
        super().__init__(
            "Votre compte n’existe plus dans la copie : il y a été retiré.",
            "Demandez à une personne qui a un compte dans la copie de la rapporter.",
        )


class ReturnUnfinished(CarryError):
    """The copy is in, but the disk refused to put it in place."""

    def __init__(self) -> None:
        super().__init__(
            "La copie est acceptée, mais le disque n’a pas permis de la mettre en place.",
            "Fermez l’application et rouvrez le coffre : la mise en place se terminera.",
        )
