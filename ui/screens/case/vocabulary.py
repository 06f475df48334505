# SPDX-License-Identifier: EUPL-1.2
"""The HAS list of problems, offered while a problem is typed; anything else may be written."""

import json
from collections.abc import Sequence
from pathlib import Path

from app.domain.text import fold
from ui.theme.resources import RESOURCES
from ui.widgets import Suggestion

PLAN_PROBLEMS = RESOURCES / "vocabularies" / "plan_problems.json"


class Problems:
    """The problems of the HAS model, in its order."""

    def __init__(self, path: Path = PLAN_PROBLEMS) -> None:
        """Raises OSError or ValueError when the resource is missing or not what it should be."""
        listed = json.loads(path.read_text(encoding="utf-8"))["problems"]
        self._labels = [str(each["label"]) for each in listed]

    @property
    def labels(self) -> tuple[str, ...]:
        """Every problem."""
        return tuple(self._labels)

    def suggest(self, letters: str) -> Sequence[Suggestion]:
        """The problems that the letters may begin, best first; then the letters as they are."""
        wanted = fold(letters).strip()
        found = [label for label in self._labels if _begins(fold(label), wanted)]
        if not found or fold(found[0]) == wanted:
            return ()
        return (
            *(Suggestion(label, label) for label in found),
            Suggestion("", letters, "tel quel"),
        )


def _begins(label: str, wanted: str) -> bool:
    return label.startswith(wanted) or any(word.startswith(wanted) for word in label.split())
