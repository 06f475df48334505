# SPDX-License-Identifier: EUPL-1.2
"""The keys of meeting mode, as data: one place to read them, list them and change them.

Chosen to be safe on AZERTY: no Ctrl+digit (digits need Shift), no Ctrl+Alt (AltGr on Windows).
"""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
    PROJECT = "project"
    NEXT_MONITOR = "next_monitor"
    PALETTE = "palette"
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
        return self.of(command).keys[0]

    def of(self, command: Command) -> Binding:
        """The line of a command."""
        return next(line for line in self.bindings if line.command is command)

    def owner(self, chord: str) -> Binding | None:
        """The command that a chord belongs to, None while it is free."""
        return next((line for line in self.bindings if chord in line.keys), None)

    def with_keys(self, keys: Mapping[Command, tuple[str, ...]]) -> "Keymap":
        """The same commands, some on other chords."""
        return Keymap(
            tuple(
                replace(line, keys=keys[line.command]) if keys.get(line.command) else line
                for line in self.bindings
            )
        )

    def changed(self, command: Command, chord: str) -> "Keymap":
        """The map in which `chord` is the first of a command; its other chords stay."""
        rest = tuple(keys for keys in self.of(command).keys[1:] if keys != chord)
        return self.with_keys({command: (chord, *rest)})

    def written(self, default: "Keymap") -> str:
        """What differs from the default map, as the settings keep it: one command a line."""
        lines = [
            "\t".join((line.command.value, *line.keys))
            for line in self.bindings
            if line.keys != default.of(line.command).keys
        ]
        return "\n".join(lines)

    def read(self, text: str) -> "Keymap":
        """This map with what `written` kept.

        What cannot be kept is passed over: a command that no longer exists, a chord that `fault`
        refuses or that belongs to another command.
        """
        kept = self
        for line in text.splitlines():
            name, *chords = line.split("\t")
            if name in set(Command):
                kept = kept.with_keys({Command(name): kept.free_for(Command(name), chords)})
        return kept

    def free_for(self, command: Command, chords: Iterable[str]) -> tuple[str, ...]:
        """Those of some chords that a command may have."""
        own = self.of(command).keys
        return tuple(
            chord for chord in chords if chord in own or not (fault(chord) or self.owner(chord))
        )


def fault(chord: str) -> str:
    """Why a chord cannot be a command of the meeting, in a sentence; empty when it can."""
    *held, key = chord.split("+") if not chord.endswith("+") else (*chord[:-2].split("+"), "+")
    modifiers = set(held)
    writes = not modifiers & {"Ctrl", "Alt", "Meta"} and not _FUNCTION.fullmatch(key)
    reasons = (
        (modifiers >= {"Ctrl", "Alt"}, "Ctrl Alt est la touche AltGr sur Windows : elle écrit."),
        (key in _DIGITS, "Les chiffres demandent Maj sur un clavier AZERTY."),
        (not _KNOWN.fullmatch(key), "Cette touche n’existe pas."),
        (key in _MOVING and "Ctrl" in modifiers, "Elle déplace le curseur ou efface un mot."),
        (writes, "Seule, cette touche écrit dans le texte."),
        (chord in RESERVED, "Cette touche garde son sens partout."),
    )
    return next((sentence for stands, sentence in reasons if stands), "")


_FUNCTION = re.compile(r"F([1-9]|1\d|2[0-4])")
_DIGITS = frozenset("0123456789&é\"'(-è_çà")
"""The keys of the upper row on AZERTY, with Shift or without."""
_MOVING = frozenset({"Left", "Right", "Home", "End", "Backspace", "Del", "Delete", "Ins", "Insert"})
_KNOWN = re.compile(
    rf"\S|{_FUNCTION.pattern}|Left|Right|Up|Down|Home|End|PgUp|PgDown|Tab|Backtab|Return|Enter|Esc"
    r"|Space|Backspace|Del|Delete|Ins|Insert"
)
RESERVED = frozenset(
    {f"Ctrl+{key}" for key in "ACVXLPS"}
    | {"F11", "Alt+F4", "Alt+Tab", "Alt+Shift+Tab"}
    | {"Alt+Space", "Alt+Esc", "Ctrl+Esc", "Ctrl+Shift+Esc"}
)
"""Chords of every text and of the window."""


DEFAULT_KEYMAP = Keymap(
    (
        Binding(Command.START, ("F5", "Ctrl+G"), "reprendre où l’on en était"),
        Binding(Command.NEXT_ITEM, ("F8", "Alt+Down"), "situation suivante"),
        Binding(Command.PREVIOUS_ITEM, ("Shift+F8", "Alt+Up"), "situation précédente"),
        Binding(Command.NEXT_ZONE, ("F6", "Ctrl+Tab"), "zone suivante"),
        Binding(Command.PREVIOUS_ZONE, ("Shift+F6", "Ctrl+Shift+Tab"), "zone précédente"),
        Binding(Command.ORGANIC, ("Alt+O", "Ctrl+Shift+O"), "champ organique"),
        Binding(Command.PSYCHIC, ("Alt+P", "Ctrl+Shift+P"), "champ psychique"),
        Binding(Command.SOCIAL, ("Alt+S", "Ctrl+Shift+S"), "champ social"),
        Binding(Command.DECISION, ("Alt+D", "Ctrl+Shift+I"), "nouvelle décision"),
        Binding(Command.ACTION, ("Alt+A", "Ctrl+Shift+A"), "nouvelle action"),
        Binding(
            Command.TO_ACTION,
            ("Ctrl+Return", "Ctrl+Enter", "Ctrl+J"),
            "la phrase devient une action, et une action une note",
        ),
        Binding(
            Command.TO_DECISION,
            ("Ctrl+Shift+D", "Ctrl+Shift+J"),
            "la phrase devient une décision, et une décision une note",
        ),
        Binding(Command.ATTENDANCE, ("Ctrl+T", "Alt+T"), "présences"),
        Binding(Command.POSTPONE, ("Ctrl+R", "Alt+R"), "reporter la situation, avec une raison"),
        Binding(Command.UNPLANNED, ("Ctrl+N", "Alt+N"), "ajouter une situation non prévue"),
        Binding(Command.CHECKLIST, ("F3", "Alt+V"), "la liste de contrôle de la situation"),
        Binding(Command.DRAWER, ("F9", "Alt+I"), "le dossier de la situation, jamais projeté"),
        Binding(Command.TIMEKEEPER, ("F4", "Alt+M"), "le temps en grand, pour le maître du temps"),
        Binding(
            Command.UNDO,
            ("Ctrl+Z", "Alt+Backspace"),
            "annuler ce qui vient d’être fait, où que ce soit",
        ),
        Binding(Command.REDO, ("Ctrl+Shift+Z", "Ctrl+Y"), "rétablir ce qui vient d’être annulé"),
        Binding(Command.CORRECT, ("F2", "Alt+C"), "corriger ce que dit la ligne sous le texte"),
        Binding(
            Command.PROJECT,
            ("F7", "Ctrl+Shift+K"),
            "projeter pour la salle ; encore : noir tout de suite",
        ),
        Binding(
            Command.NEXT_MONITOR,
            ("Shift+F7", "Ctrl+Shift+L"),
            "projeter sur l’écran suivant",
        ),
        Binding(
            Command.PALETTE, ("Ctrl+K",), "aller à… ou faire…, en quelques lettres", bound=False
        ),
        Binding(Command.LOCK, ("Ctrl+L",), "verrouiller maintenant", bound=False),
        Binding(
            Command.CLOSE,
            ("Ctrl+Shift+Return", "Ctrl+Shift+Enter", "Ctrl+Shift+F"),
            "clore la réunion et sceller le compte rendu",
        ),
        Binding(
            Command.LEAVE,
            ("Alt+Home", "Ctrl+Shift+H"),
            "revenir à l’accueil, la réunion reste ouverte",
        ),
        Binding(Command.HELP, ("F1", "Alt+H"), "cette liste"),
    )
)

MACOS_KEYMAP = DEFAULT_KEYMAP.with_keys(
    {
        Command.START: ("Ctrl+G", "F5"),
        Command.NEXT_ITEM: ("Ctrl+Shift+N", "F8"),
        Command.PREVIOUS_ITEM: ("Ctrl+Shift+B", "Shift+F8"),
        Command.NEXT_ZONE: ("Meta+Tab", "F6"),
        Command.PREVIOUS_ZONE: ("Meta+Shift+Tab", "Shift+F6"),
        Command.ORGANIC: ("Ctrl+Shift+O",),
        Command.PSYCHIC: ("Ctrl+Shift+P",),
        Command.SOCIAL: ("Ctrl+Shift+S",),
        Command.DECISION: ("Ctrl+Shift+I",),
        Command.ACTION: ("Ctrl+Shift+A",),
        Command.ATTENDANCE: ("Ctrl+T",),
        Command.POSTPONE: ("Ctrl+R",),
        Command.UNPLANNED: ("Ctrl+N",),
        Command.CHECKLIST: ("Ctrl+Shift+V", "F3"),
        Command.DRAWER: ("Ctrl+I", "F9"),
        Command.TIMEKEEPER: ("Ctrl+Shift+M", "F4"),
        Command.UNDO: ("Ctrl+Z",),
        Command.CORRECT: ("Ctrl+Shift+C", "F2"),
        Command.PROJECT: ("Ctrl+Shift+K", "F7"),
        Command.NEXT_MONITOR: ("Ctrl+Shift+L", "Shift+F7"),
        Command.HELP: ("Ctrl+Shift+H", "F1"),
        Command.LEAVE: ("Ctrl+Shift+E",),
    }
)
"""Option and a letter type a sign on macOS, and its F keys are media keys: ⌘ comes first."""


def default_keymap(platform: str = sys.platform) -> Keymap:
    """The keys of this kind of machine, while nobody has chosen others."""
    return MACOS_KEYMAP if platform == "darwin" else DEFAULT_KEYMAP


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
