# SPDX-License-Identifier: EUPL-1.2
"""The files shipped with the program, in a source tree as in an installed bundle."""

import json
from pathlib import Path

# A PyInstaller bundle keeps `resources` beside the `app` package, as the source tree does.
_FOLDER = Path(__file__).resolve().parents[2] / "resources"


def path(name: str) -> Path:
    """The place of a shipped file or folder, such as `fonts` or `vocabularies/professions.json`."""
    return _FOLDER / name


def read_json(name: str) -> object:
    """The value of a shipped JSON file. Raises OSError or ValueError in a broken installation."""
    value: object = json.loads(path(name).read_text(encoding="utf-8"))
    return value
