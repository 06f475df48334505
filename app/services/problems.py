# SPDX-License-Identifier: EUPL-1.2
"""The HAS list of problems shipped with the program."""

from app.domain.problem import Problems
from app.system.resources import read_json


def shipped_problems() -> Problems:
    """The list of the program. Raises OSError or ValueError in a broken installation."""
    raw = read_json("vocabularies/plan_problems.json")
    listed = raw.get("problems", []) if isinstance(raw, dict) else []
    return Problems({str(each["code"]): str(each["label"]) for each in listed})
