# SPDX-License-Identifier: EUPL-1.2
"""The accounts in French words."""

from app.domain.text import NARROW, plural
from app.services.accounts import AccountLine, Role
from ui.theme import IconName, Tone
from ui.widgets import Mark, RowData

ROLES = {
    Role.COORDINATOR: "Coordination",
    Role.WRITER: "Rédaction",
    Role.READER: "Lecture",
}
ROLE_SENTENCE = (
    "Coordination : tout, et les comptes. Rédaction : tout le travail. Lecture : lire et imprimer."
)
IDENTITIES = (("yes", "Oui"), ("no", "Non"))
REMOVAL = "Ses clés ne serviront plus : le coffre est chiffré de nouveau, quelques secondes. "
LEFT_PAGES = (
    "Les pages que cette personne a commencées sur cet ordinateur restent : la coordination les "
    f"lit et les efface dans «{NARROW}Textes gardés à part{NARROW}», parmi les sauvegardes."
)
NOT_REMOVED = "Le compte n’a pas été retiré."
RIGHT_TAKEN = (
    "Un droit retiré empêche le programme de montrer les identités. Pour changer aussi leur clé, "
    "retirez le compte, puis créez-le de nouveau."
)


def removal_words(kept: int) -> str:
    """What removing an account does, and what it cannot do: backups stay as they were made."""
    if kept:
        old = f"{plural(kept, 'sauvegarde faite', 'sauvegardes faites')} avant "
        opens = "s’ouvrent" if kept > 1 else "s’ouvre"
    else:
        old, opens = "Les sauvegardes faites avant ", "s’ouvrent"
    return (
        f"{REMOVAL}{old}{opens} encore avec son ancienne phrase ; "
        f"détruisez celles qu’il ne faut plus garder. {LEFT_PAGES}"
    )


def removing_words(name: str) -> str:
    """While new keys are made ready."""
    return (
        f"Retrait du compte «{NARROW}{name}{NARROW}» : le coffre est chiffré de nouveau. "
        "Le travail peut continuer. "
        "Verrouiller ou fermer l’interrompt, et le compte reste alors."
    )


def overtaken_words(number: int, rounds: int) -> str:
    """When something was written meanwhile, which comes first."""
    return (
        "Du travail a été enregistré entre-temps : le coffre est chiffré encore une fois "
        f"(essai {number} sur {rounds})."
    )


def old_backups_words(kept: int) -> str:
    """What a removal cannot change, once it is done."""
    old = plural(kept, "ancienne sauvegarde", "anciennes sauvegardes")
    opens = "s’ouvrent" if kept > 1 else "s’ouvre"
    return f"{old} {opens} encore avec la phrase de passe retirée."


def row_of(line: AccountLine) -> RowData:
    """One account in the list."""
    return RowData(
        key=line.id,
        text=f"{line.name} (vous)" if line.mine else line.name,
        chip=Mark(ROLES[line.role], Tone.ACCENT if line.role is Role.COORDINATOR else Tone.NEUTRAL),
        note="ouvre les identités" if line.may_see_identities else "codes seuls",
        icon=IconName.PERSON,
    )
