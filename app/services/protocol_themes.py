# SPDX-License-Identifier: EUPL-1.2
"""The themes of the ACI's annex 3, shipped with the program as dated data (domain brief §3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.text import NO_BREAK, ellipsis
from app.system.resources import read_json

_SHOWN_CODE = 24


@dataclass(frozen=True)
class ProtocolThemes:
    """The list in its order; `source` says where it was read and on which day it was noted."""

    labels: Mapping[str, str]
    examples: Mapping[str, str]
    source: str
    noted_on: date

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code."""
        return tuple(self.labels)

    def label(self, code: str) -> str:
        """The words of a code; empty for none, and a sentence for one of another list."""
        if not code:
            return ""
        unknown = f"Thème inconnu de cette liste{NO_BREAK}: {ellipsis(code, _SHOWN_CODE)}"
        return self.labels.get(code, unknown)


def shipped_themes() -> ProtocolThemes:
    """The list of the program. Raises OSError or ValueError in a broken installation."""
    raw = read_json("protocols/themes.json")
    members = raw if isinstance(raw, dict) else {}
    listed = members.get("themes", [])
    return ProtocolThemes(
        labels={str(each["code"]): str(each["label"]) for each in listed},
        examples={str(each["code"]): str(each["examples"]) for each in listed},
        source=str(members.get("source", "")),
        noted_on=date.fromisoformat(str(members.get("noted_on", ""))),
    )
