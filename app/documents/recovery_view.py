# SPDX-License-Identifier: EUPL-1.2
"""What a recovery sheet says. Nothing in this module imports the PDF library."""

from dataclasses import dataclass

from app.documents.views import Confidentiality, Fact, Sheet


@dataclass(frozen=True, kw_only=True)
class RecoverySheetView(Sheet):
    """The one page that opens a vault: `groups` are its code, to be read by a hand.

    `code` is the same in one line, for the square code. `uses` are numbered.
    """

    facts: tuple[Fact, ...]
    groups: tuple[str, ...]
    code: str
    title: str = "Fiche de secours"
    purpose: str = (
        "Elle ouvre le coffre quand une phrase de passe est oubliée : tout le travail de l’équipe, "
        "et l’identité des patients. Qui tient cette fiche et une copie du coffre peut tout lire."
    )
    reading: str = (
        "Ce code n’a ni O, ni I, ni L : ce sont des 0 et des 1. Majuscules ou minuscules, avec "
        "ou sans espaces. Le cinquième caractère de chaque groupe révèle une faute de frappe."
    )
    keeping: tuple[str, ...] = (
        (
            "Dans une enveloppe fermée, datée et signée, au coffre-fort ou dans une armoire fermée "
            "à clé, hors de la pièce où se trouve l’ordinateur."
        ),
        (
            "Jamais en photo, ni dans un courriel, ni dans un fichier, ni avec l’ordinateur "
            "portable. Ne lisez le carré qu’avec un lecteur qui n’envoie rien sur Internet."
        ),
    )
    uses: tuple[str, ...] = (
        "À l’ouverture de Tour de table, choisissez « Phrase de passe oubliée ? ».",
        "Recopiez les huit groupes : un groupe mal recopié est désigné aussitôt.",
        (
            "Choisissez le compte et donnez-lui une nouvelle phrase de passe. La fiche reste "
            "valable ; remettez-la sous enveloppe."
        ),
    )
    lost: str = (
        "Perdue, vue ou photographiée par quelqu’un : dans Tour de table, écran Comptes, "
        "« Annuler cette fiche », puis imprimez-en une autre. L’ancienne n’ouvre plus le coffre ; "
        "elle ouvre encore les copies et les sauvegardes faites avant."
    )
    confidentiality: Confidentiality = Confidentiality.OPENS_VAULT
