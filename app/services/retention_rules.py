# SPDX-License-Identifier: EUPL-1.2
"""How long files are kept: the rules shipped with the program, or the practice's own."""

from app.domain.retention import RetentionName, RetentionRule
from app.storage.unit_of_work import Rows
from app.system.resources import read_json


def shipped_rules() -> dict[RetentionName, RetentionRule]:
    """Those of the program. Raises OSError or ValueError in a broken installation."""
    raw = read_json("retention.json")
    entries = raw.get("rules", []) if isinstance(raw, dict) else []
    rules = (
        RetentionRule(RetentionName(e["name"]), int(e["years"]), str(e["source"])) for e in entries
    )
    return {rule.name: rule for rule in rules}


def rules_in_force(rows: Rows) -> dict[RetentionName, RetentionRule]:
    """Every rule: the practice's where it wrote its own, else the shipped one."""
    return shipped_rules() | rows.retention.all()
