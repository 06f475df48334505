# SPDX-License-Identifier: EUPL-1.2
"""What is said of backups."""

from datetime import date, datetime

from app.domain.dates import clock, medium_date
from app.domain.text import NO_BREAK, plural
from app.services.asides import DAYS_ASIDE, Aside
from app.services.backups import BackupLine, BackupOutcome, BackupState
from app.services.kept_texts import KeptText
from ui.theme import IconName, Tone
from ui.widgets import Mark, RowData

NONE_YET = "Aucune sauvegarde pour le moment : la première se fait toute seule à la fermeture."
NO_SECOND = (
    "Un second emplacement, une clé USB ou un autre disque, protège aussi de la perte de cet "
    "ordinateur."
)
RESTORE = (
    "Restaurer verrouille le coffre, puis demande la phrase de passe du jour de la sauvegarde. "
    "Le contenu d’aujourd’hui est mis de côté, jamais effacé."
)
SALVAGE = (
    "Récupérer verrouille le coffre, puis écrit dans un nouveau dossier tout ce qui se lit encore. "
    "Le coffre abîmé reste tel quel."
)
ASIDES = (
    "Ce que le coffre contenait avant une restauration ou un retour. Chacun tient de la place, et "
    "s’ouvre encore avec les phrases de passe de ce jour-là."
)
ERASE_ASIDE = (
    "Il ne reviendra pas. Les sauvegardes ne changent pas. Cet effacement est noté au journal."
)
RETURN_GOES = f"Il s’efface seul, au plus tôt après {DAYS_ASIDE} jours."
KEPT_TEXTS = (
    "Ce que le coffre n’avait pas pris, et qui ne peut plus revenir à sa place : la réunion est "
    "close, la fiche n’est plus là, ou le compte a été retiré. Ces textes ne sont que sur cet "
    "ordinateur, chiffrés."
)
ERASE_KEPT = (
    "Il ne reviendra pas, et n’est écrit nulle part ailleurs. L’effacement est noté au journal."
)
FILE_PARTS = "%Y-%m-%d-%H%M%S"


def moment(at: datetime) -> str:
    """« 26 novembre 2026 à 12:04 »."""
    return f"{medium_date(at.date())} à {clock(at.time())}"


def last_words(state: BackupState, today: date) -> str:
    """When the last one was made."""
    if state.last is None:
        return NONE_YET
    if state.last.date() == today:
        return f"Aujourd’hui à {clock(state.last.time())}, vérifiée."
    return f"Le {moment(state.last)}, vérifiée."


def drill_words(state: BackupState) -> str:
    """When a backup was last restored to see that it can be."""
    if state.drilled is None:
        return "La restauration n’a pas encore été essayée ; elle l’est chaque semaine."
    return f"Restauration essayée avec succès le {medium_date(state.drilled)}."


def late_words(state: BackupState) -> str:
    """An amber line after a week; empty before."""
    if state.ahead:
        return (
            "La dernière sauvegarde est datée dans l’avenir\u00a0: vérifiez la date de cet "
            "ordinateur, puis faites-en une."
        )
    if not state.late:
        return ""
    return f"Aucune sauvegarde depuis {plural(state.since, 'jour')}."


def made_words(outcome: BackupOutcome, at: datetime) -> str:
    """What was made, without calling done what is not."""
    done = f"Sauvegarde vérifiée à {clock(at.time())}"
    if not outcome.second:
        return f"{done}."
    return f"{done}, sur cet ordinateur seulement : elle manque au second emplacement."


def size_words(size: int) -> str:
    """« 56 Mo »."""
    return f"{max(1, round(size / 1_000_000))}{NO_BREAK}Mo"


def aside_words(aside: Aside) -> str:
    """The content that is chosen."""
    return f"Celui du {moment(aside.made)}."


def aside_row(aside: Aside) -> RowData:
    """One content put aside in the list."""
    why = "remplacé par une copie rapportée" if aside.returned else "remplacé par une restauration"
    return RowData(
        key=aside.name,
        text=moment(aside.made),
        note=f"{why} · {size_words(aside.size)}",
        icon=IconName.SAVE,
        chevron=True,
    )


def kept_row(text: KeptText) -> RowData:
    """One text kept aside in the list; its words are read once it is chosen."""
    return RowData(
        key=text.key,
        text=text.about,
        note=f"gardé le {moment(text.at)}" if text.at else "",
        icon=IconName.MINUTES,
        chevron=True,
    )


def row_of(line: BackupLine) -> RowData:
    """One backup in the list."""
    chip = Mark("illisible", Tone.LATE) if line.fault else Mark("vérifiée", Tone.OK)
    size = size_words(line.size) if line.size else ""
    return RowData(
        key=str(line.path),
        text=moment(line.made),
        chip=chip,
        note=" · ".join(part for part in (line.reason, line.account, size) if part),
        icon=IconName.SAVE,
        chevron=True,
    )
