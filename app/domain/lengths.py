# SPDX-License-Identifier: EUPL-1.2
"""How long what is noted of a person may be: the one place where it is said.

A text without end comes from the wrong paste: it would fill documents and hold up every save. What
an older vault holds beyond these is left as it is.
"""

from app.domain.errors import UserError
from app.domain.names import LONGEST_NAME
from app.domain.text import NO_BREAK, number

LONGEST_LINE = 120
"""Characters of a line in a list or a heading."""
LONGEST_NOTE = 1_000
"""Characters of an address or of who may know."""
LONGEST_TEXT = 10_000
"""Characters of a paragraph: three printed pages."""

_MOST = {
    "title": ("Le motif court", LONGEST_LINE),
    "requester_name": ("Le nom de qui demande", LONGEST_LINE),
    "question": ("La question posée", LONGEST_TEXT),
    "priority": ("Le problème prioritaire", LONGEST_LINE),
    "tried": ("Ce texte", LONGEST_TEXT),
    "referent_name": ("Le nom du référent", LONGEST_LINE),
    "wishes": ("Ce texte", LONGEST_TEXT),
    "organic": ("Ce texte", LONGEST_TEXT),
    "psychic": ("Ce texte", LONGEST_TEXT),
    "social": ("Ce texte", LONGEST_TEXT),
    "last": ("Le nom", LONGEST_NAME),
    "first": ("Le prénom", LONGEST_NAME),
    "contact": ("Le contact", LONGEST_NOTE),
    "structures": ("La liste des structures", LONGEST_NOTE),
    "informed": ("La liste de qui a été informé", LONGEST_NOTE),
    "address": ("L’adresse", LONGEST_NOTE),
    "phone": ("Le téléphone", LONGEST_LINE),
    "mail": ("Le courriel", LONGEST_LINE),
    "trusted": ("La personne de confiance", LONGEST_NOTE),
    "relatives": ("La liste des proches", LONGEST_NOTE),
    "pension_fund": ("La caisse de retraite", LONGEST_LINE),
    "insurance": ("La mutuelle", LONGEST_LINE),
    "carer": ("L’aidant", LONGEST_NOTE),
    "reaction": ("Ce texte", LONGEST_TEXT),
    "refused": ("Ce texte", LONGEST_TEXT),
    "departure": ("Ce texte", LONGEST_TEXT),
    "role": ("Le rôle", LONGEST_LINE),
    "name": ("Le nom", LONGEST_LINE),
    "scope": ("La portée", LONGEST_NOTE),
    "coordinator_name": ("Le nom de qui coordonne", LONGEST_LINE),
    "alert_name": ("Le nom de qui appeler", LONGEST_LINE),
    "alert_nights": ("Qui appeler le soir", LONGEST_LINE),
    "problem": ("Le problème", LONGEST_TEXT),
    "objective": ("L’objectif", LONGEST_TEXT),
    "action": ("L’action", LONGEST_TEXT),
    "criterion": ("Ce texte", LONGEST_TEXT),
    "alert": ("Ce texte", LONGEST_TEXT),
    "plain_objective": ("Ce texte", LONGEST_TEXT),
    "plain_action": ("Ce texte", LONGEST_TEXT),
    "need": ("Le besoin", LONGEST_NOTE),
    "note": ("La précision", LONGEST_NOTE),
    "collected_by_name": ("Le nom de qui a recueilli l’accord", LONGEST_LINE),
    "decided": ("La décision", LONGEST_TEXT),
    "agreed": ("L’action", LONGEST_TEXT),
    "outside_name": ("Le nom", LONGEST_LINE),
    "reason_given": ("La raison", LONGEST_NOTE),
    "correction_asked": ("La correction", LONGEST_NOTE),
    "point_put": ("Le point", LONGEST_NOTE),
}


def length_fault(name: str, text: str) -> str:
    """Why a field of a situation, identity or consent is too long; empty where it is not."""
    what, most = _MOST[name]
    if len(text) <= most:
        return ""
    return f"{what} a {number(len(text))} caractères{NO_BREAK}: {number(most)} au plus."


def length_faults(after: object, before: object = None) -> dict[str, str]:
    """A sentence for each field of a record that is too long; one that stays as it was is left."""
    texts = {name: text for name in _MOST if isinstance(text := getattr(after, name, None), str)}
    changed = {n: text for n, text in texts.items() if text != getattr(before, n, None)}
    faults = {name: length_fault(name, text) for name, text in changed.items()}
    return {name: fault for name, fault in faults.items() if fault}


def require_length(name: str, text: str) -> None:
    """Raises `UserError` for a text that is too long for the field of that name."""
    fault = length_fault(name, text)
    if fault:
        raise UserError(fault, "Raccourcissez ce texte.")


def require_lengths(after: object, before: object = None) -> None:
    """Raises `UserError` for the first field that is too long."""
    for fault in length_faults(after, before).values():
        raise UserError(fault, "Raccourcissez ce texte.")
