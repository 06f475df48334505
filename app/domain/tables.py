# SPDX-License-Identifier: EUPL-1.2
"""What the tables of the database are called where a check or a salvage names them on screen."""

SEARCH = "search_"
"""How the tables of the search's index begin, those that the engine makes for itself too."""

_WORDS = {
    "absence": "Absences",
    "account_key": "Clés de signature des comptes",
    "action": "Actions",
    "agenda_item": "Ordres du jour",
    "attendance": "Présences",
    "binned": "Corbeille",
    "care_plan": "Plans personnalisés de santé",
    "case_step": "Étapes des situations",
    "cases": "Situations",
    "circle_member": "Entourages professionnels",
    "consent": "Accords",
    "decision": "Décisions",
    "feedback": "Retours aux patients",
    "filing": "Extraits aux dossiers",
    "identity": "Identités",
    "item_guest": "Invités d’un point",
    "item_draft": "Textes des réunions en cours",
    "journal": "Journal",
    "journal_checkpoint": "Journal, entrées retirées",
    "journal_signature": "Journal, signatures",
    "meeting": "Réunions",
    "meeting_role": "Rôles des réunions",
    "minutes": "Comptes rendus",
    "minutes_item": "Comptes rendus, points",
    "minutes_signature": "Comptes rendus, signatures",
    "operation": "Historique des modifications",
    "plan_line": "Plans personnalisés de santé, lignes",
    "plan_version": "Plans personnalisés de santé, versions",
    "practice": "Structure",
    "practice_logo": "Structure, logo",
    "printed": "Documents imprimés",
    "professional": "Annuaire",
    "protocol": "Protocoles",
    "protocol_figure": "Protocoles, indicateurs comptés à la main",
    "protocol_inclusion": "Protocoles, situations incluses",
    "protocol_move": "Protocoles, étapes de leur vie",
    "protocol_signature": "Protocoles, signatures",
    "protocol_version": "Protocoles, versions",
    "retention_rule": "Durées de conservation",
    "rhythm_exception": "Calendrier, semaines à part",
    "row_digest": "Empreintes des lignes",
    "row_total": "Empreintes des tables",
    "unmet_need": "Besoins non couverts",
    "vault_state": "État du coffre",
}


def table_words(name: str) -> str:
    """The French words for a table; its name for one that this version does not know."""
    if name.startswith(SEARCH):
        return "Index de la recherche"
    return _WORDS.get(name, name)
