# SPDX-License-Identifier: EUPL-1.2
"""What the journal speaks of, in French words: one code per kind of deed, never a text of anybody.

A code that is written anywhere in the program has its words here; a test compares the two.
"""

from enum import StrEnum

MONTHS_KEPT = 12
"""How long entries are kept unless a reason is given (CNIL, recommendation on logging of 2021)."""
MOST_MONTHS_KEPT = 36


class EventFamily(StrEnum):
    """What one looks for in the journal."""

    READING = "reading"
    CHANGE = "change"
    OUTPUT = "output"
    MEETING = "meeting"
    VAULT = "vault"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _FAMILIES[self]


_FAMILIES = {
    EventFamily.READING: "Lectures",
    EventFamily.CHANGE: "Modifications",
    EventFamily.OUTPUT: "Impressions et exports",
    EventFamily.MEETING: "Réunions",
    EventFamily.VAULT: "Coffre et comptes",
}

_WORDS = {
    EventFamily.READING: (
        ("case.read", "Situation ouverte"),
        ("case.presented", "Situation ouverte en réunion"),
        ("identity.read", "Identité lue"),
        ("identity.names_searched", "Noms des patients ouverts à la recherche"),
        ("identity.names_looked_for", "Noms des patients cherchés dans un protocole à exporter"),
        ("identity.names_learnt", "Noms repris en empreintes pour une réunion"),
        ("minutes.read", "Compte rendu lu"),
        ("minutes.restricted_read", "Point à accès restreint lu, avec une raison"),
        ("search.opened", "Recherche ouverte"),
        ("journal.read", "Journal consulté"),
    ),
    EventFamily.CHANGE: (
        ("case.opened", "Situation créée"),
        ("case.changed", "Situation modifiée"),
        ("case.moved", "Situation passée à un autre état"),
        ("case.joined", "Deux situations réunies"),
        ("case.erased", "Personne effacée"),
        ("case.erased_early", "Personne effacée avant la fin de la durée de conservation"),
        ("circle.changed", "Entourage professionnel modifié"),
        ("identity.changed", "Identité enregistrée"),
        ("consent.not_asked", "Accord noté : non demandé"),
        ("consent.obtained", "Accord noté : obtenu"),
        ("consent.refused", "Accord noté : refusé"),
        ("consent.withdrawn", "Accord noté : retiré"),
        ("action.open", "Action reprise"),
        ("action.done", "Action notée exécutée"),
        ("action.not_done", "Action notée non exécutée"),
        ("action.postponed", "Action reportée"),
        ("feedback.recorded", "Retour au patient noté"),
        ("feedback.taken_back", "Retour au patient noté à refaire"),
        ("filing.recorded", "Extrait noté versé au dossier"),
        ("filing.undone", "Extrait noté non versé au dossier"),
        ("care_plan.changed", "Plan personnalisé modifié"),
        ("care_plan.validated", "Plan personnalisé validé"),
        ("care_plan.closed", "Plan personnalisé clôturé"),
        ("unmet_need.changed", "Besoin non couvert noté ou modifié"),
        ("protocol.created", "Protocole commencé"),
        ("protocol.changed", "Protocole modifié"),
        ("protocol.moved", "Protocole passé à un autre état"),
        ("protocol.signed", "Signature d’un protocole notée ou retirée"),
        ("protocol.removed", "Protocole mis à la corbeille"),
        ("inclusion.changed", "Inclusion dans un protocole notée ou modifiée"),
        ("protocol.counted", "Chiffre d’un indicateur de protocole noté"),
        ("directory.changed", "Annuaire modifié"),
        ("directory.imported", "Annuaire importé d’un tableau"),
        ("case.binned", "Situation mise à la corbeille"),
        ("bin.put_back", "Repris de la corbeille"),
        ("bin.swept", "Corbeille vidée de ce qui y était depuis trente jours"),
        ("retention.changed", "Durée de conservation changée"),
        ("practice.changed", "Réglages de la structure modifiés"),
        ("practice.logo_changed", "Logo de la structure choisi ou retiré"),
        ("rhythm.changed", "Calendrier des réunions modifié"),
        ("absence.noted", "Absence notée"),
        ("absence.removed", "Absence retirée"),
    ),
    EventFamily.OUTPUT: (
        ("document.minutes", "Compte rendu mis en page"),
        ("document.convocation", "Convocation mise en page"),
        ("document.agenda", "Ordre du jour mis en page"),
        ("document.calendar", "Réunion mise en fichier d’agenda (.ics)"),
        ("document.attendance", "Feuille d’émargement mise en page"),
        ("access.answered", "Droit d’accès : dossier complet de la personne préparé"),
        ("document.care_plan", "Plan personnalisé mis en page"),
        ("document.patient_plan", "Plan pour la personne mis en page"),
        ("document.booklet", "Carnet du plan mis en page"),
        ("document.consent_form", "Recueil de l’accord mis en page"),
        ("document.notice", "Notice d’information mise en page"),
        ("document.protocol", "Protocole mis en page"),
        ("document.protocol_summary", "Affiche d’un protocole mise en page"),
        ("document.extract", "Extrait pour le dossier mis en page"),
        ("document.actions", "Fiche d’actions mise en page"),
        ("document.access_log", "Accès et modifications mis en page"),
        ("document.printed", "Document envoyé à l’imprimante"),
        ("document.saved", "Document enregistré dans un fichier"),
        ("minutes.exported", "Compte rendu exporté (fichier vérifiable)"),
        ("journal.exported", "Journal exporté"),
        ("unmet_needs.exported", "Besoins non couverts exportés"),
        ("protocol.exported", "Protocole mis en fichier pour une autre structure"),
    ),
    EventFamily.MEETING: (
        ("meeting.prepared", "Réunion préparée"),
        ("meeting.started", "Réunion commencée"),
        ("meeting.short", "Concertation à deux ou trois notée"),
        ("minutes.sealed", "Compte rendu scellé"),
        ("minutes.reopened", "Nouvelle version du compte rendu ouverte"),
        ("minutes.verified", "Compte rendu vérifié"),
    ),
    EventFamily.VAULT: (
        ("unlock.failed", "Phrases de passe refusées avant l’ouverture"),
        ("account.key_noted", "Clé de signature d’un compte notée"),
        ("account.added", "Compte ajouté"),
        ("account.removed", "Compte retiré, clés changées"),
        ("account.changed", "Nom, rôle ou droit d’un compte changé"),
        ("account.passphrase_changed", "Phrase de passe changée"),
        ("identities.reopened", "Identités rouvertes par la phrase de passe"),
        ("recovery.drawn", "Fiche de secours préparée"),
        ("recovery.confirmed", "Fiche de secours mise en service"),
        ("recovery.revoked", "Fiche de secours annulée"),
        ("recovery.used", "Accès redonné par la fiche de secours"),
        ("journal.pruned", "Journal élagué"),
        ("vault.loss_accepted", "Travail repris malgré une perte constatée"),
        ("vault.carried", "Coffre emporté sur une copie"),
        ("carry.cancelled", "Emport abandonné : la copie n’a pas pu être faite"),
        ("carry.brought_back", "Copie rapportée"),
        ("carry.given_up", "Copie emportée déclarée perdue"),
        ("backup.made", "Sauvegarde faite"),
        ("aside.erased", "Contenu mis de côté effacé"),
        ("kept_text.read", "Texte gardé à part lu"),
        ("kept_text.erased", "Texte gardé à part effacé"),
        ("vault.restored", "Coffre restauré d’une sauvegarde"),
    ),
}


def event_words(event: str) -> str:
    """The deed in French; a code of a later version as it is."""
    for words in _WORDS.values():
        for code, said in words:
            if code == event:
                return said
    return f"Événement {event}"


def family_of(event: str) -> EventFamily | None:
    """What a deed is filed under; None for a code of a later version."""
    for family, words in _WORDS.items():
        if any(code == event for code, _ in words):
            return family
    return None


def events_of(family: EventFamily) -> tuple[str, ...]:
    """The codes filed under one family."""
    return tuple(code for code, _ in _WORDS[family])


def short_head(head: str) -> str:
    """A journal's head (`seq:hash`) as two people can compare it: `n° 152 · 4F7A 09C1 22BE 81D0`.

    Sixteen hexadecimal digits of the hash, 64 bits. Empty for an empty head.
    """
    number, _, hash_ = head.partition(":")
    if not hash_:
        return ""
    shown = hash_[:16].upper()
    return f"n° {number} · {' '.join(shown[at : at + 4] for at in range(0, 16, 4))}"
