# SPDX-License-Identifier: EUPL-1.2
"""Where a vault lies, said in words rather than as a path."""

from pathlib import Path

_STEP = " / "


def place_words(folder: Path, home: Path) -> str:
    """« dossier personnel / Documents / Tilleuls.tdt »: from the home where it is below it."""
    try:
        steps = folder.relative_to(home).parts
    except ValueError:
        return str(folder)
    return _STEP.join(("dossier personnel", *steps))
