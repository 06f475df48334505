# SPDX-License-Identifier: EUPL-1.2
"""The keys of meeting mode, as data: one place to read them, list them and change them.

Chosen to be safe on AZERTY: no Ctrl+digit (digits need Shift), no Ctrl+Alt (AltGr on Windows).
"""

from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    """What a key of the meeting does."""

    START = "start"
    NEXT_ITEM = "next_item"
    PREVIOUS_ITEM = "previous_item"
    NEXT_ZONE = "next_zone"
    PREVIOUS_ZONE = "previous_zone"
    ORGANIC = "organic"
    PSYCHIC = "psychic"
    SOCIAL = "social"
    DECISION = "decision"
    ACTION = "action"
    TO_ACTION = "to_action"
    TO_DECISION = "to_decision"
    ATTENDANCE = "attendance"
    POSTPONE = "postpone"
    UNPLANNED = "unplanned"
    CHECKLIST = "checklist"
    DRAWER = "drawer"
    TIMEKEEPER = "timekeeper"
    UNDO = "undo"
    REDO = "redo"
    CORRECT = "correct"
    LOCK = "lock"
    CLOSE = "close"
    HELP = "help"
    LEAVE = "leave"


@dataclass(frozen=True)
class Binding:
    """One line of the table. `keys` are chords as Qt writes them; the first is shown.

    `bound` is False where somebody else answers the key (the window locks): it is only listed.
    """

    command: Command
    keys: tuple[str, ...]
    says: str
    bound: bool = True


@dataclass(frozen=True)
class Keymap:
    """Every key of the screen; another map may replace the default one."""

    bindings: tuple[Binding, ...]

    def shown(self, command: Command) -> str:
        """The chord to write on the key cap of a command."""
        return next(line.keys[0] for line in self.bindings if line.command is command)


DEFAULT_KEYMAP = Keymap(
    (
        Binding(Command.START, ("F5",), "reprendre où l’on en était"),
        Binding(Command.NEXT_ITEM, ("F8",), "situation suivante"),
        Binding(Command.PREVIOUS_ITEM, ("Shift+F8",), "situation précédente"),
        Binding(Command.NEXT_ZONE, ("F6",), "zone suivante"),
        Binding(Command.PREVIOUS_ZONE, ("Shift+F6",), "zone précédente"),
        Binding(Command.ORGANIC, ("Alt+O",), "champ organique"),
        Binding(Command.PSYCHIC, ("Alt+P",), "champ psychique"),
        Binding(Command.SOCIAL, ("Alt+S",), "champ social"),
        Binding(Command.DECISION, ("Alt+D",), "nouvelle décision"),
        Binding(Command.ACTION, ("Alt+A",), "nouvelle action"),
        Binding(
            Command.TO_ACTION,
            ("Ctrl+Return", "Ctrl+Enter"),
            "la phrase devient une action ; sur une action : elle redevient une note",
        ),
        Binding(
            Command.TO_DECISION,
            ("Ctrl+Shift+D",),
            "la phrase devient une décision ; sur une décision : elle redevient une note",
        ),
        Binding(Command.ATTENDANCE, ("Ctrl+T",), "présences"),
        Binding(Command.POSTPONE, ("Ctrl+R",), "reporter la situation, avec une raison"),
        Binding(Command.UNPLANNED, ("Ctrl+N",), "ajouter une situation non prévue"),
        Binding(Command.CHECKLIST, ("F3",), "la liste de contrôle de la situation"),
        Binding(Command.DRAWER, ("F9",), "le dossier de la situation, jamais projeté"),
        Binding(Command.TIMEKEEPER, ("F4",), "le temps en grand, pour le maître du temps"),
        Binding(Command.UNDO, ("Ctrl+Z",), "annuler ce qui vient d’être fait, où que ce soit"),
        Binding(Command.REDO, ("Ctrl+Shift+Z", "Ctrl+Y"), "rétablir ce qui vient d’être annulé"),
        Binding(Command.CORRECT, ("F2",), "corriger ce que dit la ligne sous le texte"),
        Binding(Command.LOCK, ("Ctrl+L",), "verrouiller maintenant", bound=False),
        Binding(
            Command.CLOSE,
            ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
            "clore la réunion et sceller le compte rendu",
        ),
        Binding(Command.LEAVE, ("Alt+Home",), "revenir à l’accueil, la réunion reste ouverte"),
        Binding(Command.HELP, ("F1",), "cette liste"),
    )
)

INLINE_KEYS: tuple[tuple[str, str], ...] = (
    ("Tab", "champ suivant"),
    ("Entrée", "ajouter la décision ou l’action telle qu’elle est affichée"),
    ("Maj Entrée", "aller à la ligne dans une décision ou une action"),
    ("↑ ↓", "dans la date : une semaine de plus ou de moins ; ailleurs : ligne voisine"),
    ("E  N  R", "sur une action antérieure : exécutée, non exécutée, reportée"),
    ("Entrée", "sur une décision ou une action : la modifier"),
    ("Suppr", "sur une décision ou une action : la retirer"),
    ("Échap", "fermer ce qui est ouvert, puis quitter le plein écran"),
)
"""Keys that belong to one widget: listed for the user, answered where the focus is."""
