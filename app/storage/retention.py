# SPDX-License-Identifier: EUPL-1.2
"""The rows of how long files are kept, where the practice says other than the shipped rules."""

from app.domain.retention import RetentionName, RetentionRule
from app.storage import table
from app.storage.driver import Connection


class RetentionRows:
    """The practice's own rules."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[RetentionName, RetentionRule]:
        """Each rule that the practice rewrote, by its name."""
        rows = self._connection.execute("SELECT * FROM retention_rule")
        found = (
            RetentionRule(RetentionName(r.text("name")), r.integer("years"), r.text("source"))
            for r in rows
        )
        return {rule.name: rule for rule in found}

    def save(self, rule: RetentionRule) -> None:
        """Rewrite a rule."""
        table.save(
            self._connection,
            "retention_rule",
            {"name": rule.name.value, "years": rule.years, "source": rule.source},
            key=("name",),
        )
