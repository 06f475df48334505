# SPDX-License-Identifier: EUPL-1.2
"""How long files are kept: the rules shipped with the program, or the practice's own."""

from app.domain.retention import RetentionName, RetentionRule
from app.storage.unit_of_work import Rows
from app.system.resources import read_json


def shipped_rules() -> dict[RetentionName, RetentionRule]:
    """Those of the program. Raises OSError or ValueError in a broken installation."""
    raw = read_json("retention.json")
    said = raw["rules"] if isinstance(raw, dict) else {}
    return {
        name: RetentionRule(name, int(said[name]["years"]), str(said[name]["source"]))
        for name in RetentionName
    }


def rules_in_force(rows: Rows) -> dict[RetentionName, RetentionRule]:
    """Every rule: the practice's where it wrote its own, else the shipped one."""
    return shipped_rules() | rows.retention.all()
