# SPDX-License-Identifier: EUPL-1.2
"""Where things lie on this machine, as its platform wants it."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

from app.domain.text import fold

_APPLICATION = "tour-de-table"
_DOCUMENTS = "Tour de table"
_SUFFIX = ".tdt"
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Paths:
    """`data` holds vaults, `documents` what the user prints or saves; nothing is created here.

    `state` is what this machine keeps of each vault outside of it; `shared` is where a vault lies
    that several people of this computer open, None where the platform has no such place.
    """

    data: Path
    config: Path
    logs: Path
    documents: Path
    state: Path
    shared: Path | None = None

    @property
    def heads(self) -> Path:
        """What each vault last said of its journal, outside of the vault itself."""
        return self.state / "heads"

    @property
    def outbox(self) -> Path:
        """What the disk of a vault did not take, sealed, outside of the vault itself."""
        return self.state / "outbox"

    @property
    def attempts(self) -> Path:
        """Wrong passphrases tried on backups of vaults that are not in their place."""
        return self.state / "attempts"

    @property
    def presences(self) -> Path:
        """Which vaults have a window of this person, and who calls it; nothing of the practice."""
        return self.state / "presences"

    @property
    def settings(self) -> Path:
        """The file of what the program remembers of this machine."""
        return self.config / "settings.json"

    def default_vault(self, practice_name: str) -> Path:
        """A folder that does not exist yet, named after the practice."""
        return _free_vault(self.data, practice_name)

    def shared_vault(self, practice_name: str) -> Path | None:
        """The same for everybody who uses this computer; None where there is no such place."""
        return None if self.shared is None else _free_vault(self.shared, practice_name)

    def vaults(self) -> tuple[Path, ...]:
        """The vault folders found in `data`, by name, then those that are shared."""
        places = [self.data] if self.shared is None else [self.data, self.shared]
        return tuple(
            path for place in places for path in sorted(place.glob(f"*{_SUFFIX}")) if path.is_dir()
        )


def platform_paths() -> Paths:
    """The places of the person who runs the program."""
    places = PlatformDirs(_APPLICATION, appauthor=False)
    return Paths(
        places.user_data_path,
        places.user_config_path,
        places.user_log_path,
        places.user_documents_path / _DOCUMENTS,
        places.user_state_path,
        shared_place(sys.platform, os.environ),
    )


def shared_place(platform: str, environment: Mapping[str, str]) -> Path | None:
    """Where everybody of a Windows computer may write: its public documents.

    Not %PROGRAMDATA%: there, what one person makes the others may only read.
    """
    public = environment.get("PUBLIC")
    if platform != "win32" or not public:
        return None
    return Path(public) / "Documents" / _DOCUMENTS


def _free_vault(place: Path, practice_name: str) -> Path:
    slug = slug_of(practice_name)
    candidate = place / f"{slug}{_SUFFIX}"
    number = 2
    while os.path.lexists(candidate):
        candidate = place / f"{slug}-{number}{_SUFFIX}"
        number += 1
    return candidate


def slug_of(name: str) -> str:
    """A name as a part of a file name: ASCII, lower case, hyphens; never empty."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    return "-".join(words)[:_LONGEST_NAME].strip("-") or "coffre"
