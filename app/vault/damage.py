# SPDX-License-Identifier: EUPL-1.2
"""The note that a vault is damaged: written when a check finds it, kept until it is mended."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.system.plain_file import read_plain
from app.vault.encoding import Malformed, canonical, parse
from app.vault.folder import said_plainly, write_whole

DAMAGE_NOTE = "damage.json"
_LARGEST = 65_536


@dataclass(frozen=True)
class Damage:
    """When it was found (UTC), and in French what was found; nothing of what the vault holds."""

    at: datetime
    found: str

    @property
    def sentence(self) -> str:
        """What to say on top of every screen."""
        return f"La base de données est abîmée : {self.found} Elle n’est plus modifiée."

    @property
    def remedy(self) -> str:
        """What to do next."""
        return "Restaurez la dernière sauvegarde, ou récupérez ce qui se lit encore."


def write_damage(folder: Path, damage: Damage) -> None:
    """Say so until `clear_damage`. Raises `UserError` when the folder cannot be written."""
    note = {"at": damage.at.isoformat(), "found": damage.found}
    with said_plainly():
        write_whole(folder / DAMAGE_NOTE, canonical(note))


def read_damage(folder: Path) -> Damage | None:
    """The note, None where there is none; one that cannot be read still says that there is one."""
    try:
        fields = parse(read_plain(folder / DAMAGE_NOTE, _LARGEST))
        return Damage(datetime.fromisoformat(fields.text("at")), fields.text("found"))
    except FileNotFoundError:
        return None
    except (OSError, Malformed, ValueError):
        return Damage(datetime.min, "une vérification l’a constaté.")  # noqa: DTZ901  unknown


def clear_damage(folder: Path) -> None:
    """The vault was checked in full and is sound, or its content was replaced."""
    with said_plainly():
        (folder / DAMAGE_NOTE).unlink(missing_ok=True)
