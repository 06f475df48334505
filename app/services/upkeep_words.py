# SPDX-License-Identifier: EUPL-1.2
"""What a check or a salvage found, in French sentences; nothing of what the vault holds."""

from app.domain.tables import table_words
from app.domain.text import number, plural
from app.storage.errors import DatabaseDamaged, WrongKey
from app.storage.integrity import Soundness
from app.system.clock import Clock
from app.vault.salvaging import Salvage
from app.vault.settling import loss_sentence

_PAGES_NAMED = 10


def soundness_lines(found: Soundness) -> list[str]:
    """What the checks found, one French sentence each."""
    lines = []
    if found.pages:
        named = ", ".join(map(str, found.pages[:_PAGES_NAMED]))
        rest = "…" if len(found.pages) > _PAGES_NAMED else ""
        lines.append(
            f"{plural(len(found.pages), 'page illisible', 'pages illisibles')} : {named}{rest}"
        )
    if found.structure == (WrongKey.__name__,):
        lines.append(
            "Aucune page de la base de données ne s’ouvre avec les clés de ce coffre\u00a0: "
            "elle est d’un autre coffre, ou il n’en reste rien."
        )
    elif found.structure == (DatabaseDamaged.__name__,):
        lines.append("La base de données est abîmée : il n’en reste pas une page entière.")
    elif found.structure:
        lines.append("La structure de la base de données est abîmée (pages coupées ou perdues).")
        lines += [f"  {line}" for detail in found.structure for line in detail.splitlines()[:5]]
    lines += [
        f"{table_words(name)} : {plural(count, 'ligne')} sans la fiche dont elle dépend."
        for name, count in found.orphans
    ]
    return lines


def unread_lines(blocks: int) -> list[str]:
    """What the disk itself does not give any more."""
    if not blocks:
        return []
    counted = plural(blocks, "bloc illisible", "blocs illisibles")
    return [f"Le disque ne rend plus tout le fichier : {counted} (de 4 Ko)."]


def hollow_lines(size: int) -> list[str]:
    """What nobody wrote at the end of a file: it was made longer from outside."""
    if not size:
        return []
    megabytes = number(max(1, round(size / 1_000_000)))
    return [f"Un fichier du coffre a été allongé après coup : il finit par {megabytes} Mo de vide."]


def salvage_report(saved: Salvage, clock: Clock) -> list[str]:
    """What was saved and what is lost, by table; nothing of what the vault holds."""
    read = plural(saved.read, "ligne récupérée", "lignes récupérées")
    lines = [f"{read}, {plural(saved.lost, 'perdue')}.", *unread_lines(saved.unread)]
    if saved.loss is not None:
        lines.append(loss_sentence(saved.loss, clock))
    for table in saved.tables:
        if table.whole:
            continue
        said = [plural(table.read, "ligne lue", "lignes lues")]
        if table.expected is not None:
            said = [f"{said[0]} sur {number(table.expected)}"]
        elif table.broken:
            said.append("rien ne dit combien il y en avait")
        if table.set_aside:
            said.append(f"{plural(table.set_aside, 'écartée')} (la fiche dont elle dépend manque)")
        if table.loosened:
            said.append(f"{plural(table.loosened, 'gardée')} sans sa référence")
        lines.append(f"{table_words(table.name)} : {', '.join(said)}.")
    return lines
