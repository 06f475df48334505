# SPDX-License-Identifier: EUPL-1.2
"""Proposals, rules and the bin in words."""

from app.domain.dates import medium_date, short_date
from app.domain.text import ellipsis, typeset
from app.services.bin import InBin
from app.services.retention import Proposal, Proposed
from ui.theme import Tone
from ui.widgets import Mark, RowData

_LONGEST = 90
_MARKS = {
    Proposal.ARCHIVE: Mark("à archiver", Tone.WARN),
    Proposal.ERASE: Mark("peut être effacée", Tone.WARN),
}


def proposal_row(proposed: Proposed) -> RowData:
    """A file to decide on."""
    title = ellipsis(proposed.title, _LONGEST) or "sans titre"
    return RowData(
        key=proposed.id,
        code=proposed.code,
        text=typeset(title),
        detail=f"dernier soin noté le {medium_date(proposed.clock.last)}",
        chip=_MARKS[proposed.what],
    )


def bin_row(binned: InBin) -> RowData:
    """A thing that can be put back."""
    text = ellipsis(" ".join(binned.text.split()), _LONGEST) or "sans texte"
    until = short_date(binned.until)
    return RowData(
        key=binned.id,
        code=binned.code,
        text=typeset(f"{binned.what}\u00a0: {text}"),
        detail=f"jusqu’au {until}",
        note="Reprendre",
        chevron=False,
        spoken=f"{binned.code}, {binned.what}, {text}, gardé jusqu’au {until}, reprendre",
    )
