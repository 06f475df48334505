# SPDX-License-Identifier: EUPL-1.2
"""The rows of the list of protocols."""

from collections.abc import Callable
from datetime import date

from app.domain.dates import numeric_date
from app.domain.text import plural, typeset
from app.services.protocols import ProtocolLine
from ui.models import CellStyle, Column, TableModel
from ui.protocol_words import state_of, state_tone, version_words

THEME = 1
"""The column that a narrow list does without: the theme stands on the protocol itself."""


def protocols_model(
    theme: Callable[[str], str], today: Callable[[], date]
) -> TableModel[ProtocolLine]:
    """An empty list of protocols; `theme` says the words of the code of a theme."""

    def sentence(line: ProtocolLine) -> str:
        """The whole row for a screen reader."""
        protocol = line.protocol
        said = [
            protocol.content.title,
            theme(protocol.content.theme),
            state_of(protocol, today()).label,
            f"version {version_words(protocol)}",
            f"référent {line.referent}" if line.referent else "",
            f"révision le {_revision(line)}" if protocol.revise_on else "",
            plural(line.included, "situation incluse", "situations incluses"),
        ]
        return ", ".join(part for part in said if part)

    return TableModel(
        (
            Column("Protocole", lambda line: typeset(line.protocol.content.title)),
            Column("Thème", lambda line: theme(line.protocol.content.theme), 168, CellStyle.MUTED),
            Column(
                "État",
                lambda line: state_of(line.protocol, today()).label,
                112,
                CellStyle.CHIP,
                lambda line: state_tone(state_of(line.protocol, today())),
            ),
            Column("Version", lambda line: version_words(line.protocol), 136, CellStyle.MUTED),
            Column("Référent", lambda line: typeset(line.referent), 128, CellStyle.MUTED),
            Column("Révision", _revision, 112, CellStyle.MUTED),
            Column("Incluses", lambda line: str(line.included or ""), 80, CellStyle.MUTED),
        ),
        key=lambda line: line.protocol.id,
        sentence=sentence,
    )


def _revision(line: ProtocolLine) -> str:
    day = line.protocol.revise_on
    return numeric_date(day) if day else ""
