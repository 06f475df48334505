# SPDX-License-Identifier: EUPL-1.2
"""What the program remembers of this machine between two starts: never anything of the practice."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from app.system.plain_file import read_plain

_LARGEST = 1 << 20


@dataclass(frozen=True)
class Settings:
    """`vault` is the folder opened last, `account` the id of who opened it.

    `scheme` is `system`, `light` or `dark`. `keys` holds the keys chosen for the meeting, as the
    interface writes them. `projection` names the monitor of the room; `spelling` is `on` or `off`.
    `window` says where the window stood, as the interface writes it.
    """

    vault: str = ""
    account: str = ""
    scheme: str = "system"
    keys: str = ""
    projection: str = ""
    spelling: str = "on"
    window: str = ""


def load_settings(path: Path) -> Settings:
    """The settings kept at `path`; the defaults where there are none or they cannot be read."""
    try:
        raw = json.loads(read_plain(path, _LARGEST))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    names = {field.name for field in fields(Settings)}
    return Settings(**{k: v for k, v in raw.items() if k in names and isinstance(v, str)})


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings in one move. Raises `OSError` when the place cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
    draft.replace(path)
