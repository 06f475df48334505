# SPDX-License-Identifier: EUPL-1.2
"""The list of jargon shipped with the program."""

from app.domain.plain_words import JargonTerm, PlainWords
from app.system.resources import read_json


def shipped_plain_words() -> PlainWords:
    """The list of the program. Raises OSError or ValueError in a broken installation."""
    raw = read_json("vocabularies/jargon.json")
    entries = raw.get("entries", []) if isinstance(raw, dict) else []
    return PlainWords(
        JargonTerm(str(e["term"]), str(e["plain"]), bool(e.get("capitals"))) for e in entries
    )
