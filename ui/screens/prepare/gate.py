# SPDX-License-Identifier: EUPL-1.2
"""The dossier says « codes seuls »: an agenda that names somebody is printed by a second act."""

from app.domain.errors import UserError
from app.domain.text import typeset
from app.services.anonymity import AnonymityService
from ui.dialogs import Dialogs
from ui.screens.prepare.state import PrepareState

_REMEDY = "Retirez le point, ou récrivez sans nom le motif de la situation."


def let_pass(state: PrepareState | None, anonymity: AnonymityService, dialogs: Dialogs) -> None:
    """Go on where the agenda names nobody, or somebody says to print it all the same.

    Raises `UserError` where it does and nobody does.
    """
    told = anonymity.on_the_agenda(state.meeting_id) if state else ()
    question = "L’ordre du jour désigne quelqu’un."
    consequence = typeset(f"{'. '.join(told)}. Ses documents disent « codes seuls ».")
    if told and not dialogs.confirm(question, consequence, "Imprimer quand même"):
        raise UserError(f"Rien n’est imprimé. {question}", _REMEDY)
