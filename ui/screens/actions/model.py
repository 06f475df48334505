# SPDX-License-Identifier: EUPL-1.2
"""The rows of the list of actions."""

from app.domain.action import ActionState
from app.domain.dates import medium_date
from app.domain.text import ellipsis, number, typeset
from app.services.actions import ActionView
from ui.models import CellStyle, Column, TableModel
from ui.theme import Tone

_LONGEST = 300
"""Characters of a text that a row can need, whatever the width of the window."""

_TONES = {ActionState.DONE: Tone.OK, ActionState.NOT_DONE: Tone.NEUTRAL}


def state_words(view: ActionView) -> str:
    """The chip of a row: how late it is, or what became of it."""
    if view.days_late:
        days = "1 jour" if view.days_late == 1 else f"{number(view.days_late)} jours"
        return f"en retard de {days}"
    return "" if view.action.state is ActionState.OPEN else view.action.state.label


def state_tone(view: ActionView) -> Tone:
    """The colour of that chip."""
    return Tone.LATE if view.days_late else _TONES.get(view.action.state, Tone.WARN)


def due_words(view: ActionView) -> str:
    """The date it is due."""
    return medium_date(view.action.due) if view.action.due else "sans date"


def title_words(view: ActionView) -> str:
    """The motif of the situation; a free point has none."""
    return typeset(ellipsis(view.case_title, _LONGEST)) if view.code else "point libre"


def text_words(view: ActionView) -> str:
    """The action on one line."""
    return typeset(ellipsis(view.action.text, _LONGEST))


def row_sentence(view: ActionView) -> str:
    """The whole row as one sentence for a screen reader."""
    about = f"{view.code}, {title_words(view)}" if view.code else title_words(view)
    who = view.who or "sans responsable"
    parts = (text_words(view), about, who, f"pour le {due_words(view)}", state_words(view))
    return ", ".join(part for part in parts if part)


def actions_model() -> TableModel[ActionView]:
    """An empty list of actions."""
    return TableModel(
        (
            Column("Situation", lambda view: view.code, 96, CellStyle.CODE),
            Column("Action", text_words),
            Column("Motif", title_words, 208, CellStyle.MUTED),
            Column("Qui", lambda view: typeset(view.who), 128),
            Column("Pour le", due_words, 144, CellStyle.MUTED),
            Column("État", state_words, 168, CellStyle.CHIP, state_tone),
        ),
        key=lambda view: view.action.id,
        sentence=row_sentence,
    )
