# SPDX-License-Identifier: EUPL-1.2
"""The situations of a protocol in one year: included, not included and why, left, completed."""

from collections.abc import Iterator

from PySide6.QtCore import Signal

from app.domain.ids import ProtocolId
from app.domain.inclusion import Inclusion
from app.domain.text import one_line, typeset
from app.services.inclusions import InclusionService
from app.services.protocol_figures import Use, YearOfUse
from ui.screens.protocol.usage_words import TONES, days, of_year
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    LabelKind,
    Mark,
    PlainLabel,
    RowData,
    RowList,
    show_if,
)

AT_FIRST = 30
NOBODY = "Aucune situation cette année. On inclut une personne depuis sa propre page."


class UsesCard(Card):
    """`opened` carries the id of a situation."""

    opened = Signal(str)

    def __init__(self, inclusions: InclusionService) -> None:
        super().__init__("Situations")
        self._inclusions = inclusions
        self._id = ProtocolId("")
        self._uses: tuple[Use, ...] = ()
        self._most = AT_FIRST
        self.none = PlainLabel(NOBODY, LabelKind.MUTED, wrap=True)
        self.rows = RowList("Situations")
        self.more = Button("", kind=ButtonKind.QUIET, small=True)
        for widget in (self.none, self.rows, self.more):
            self.add(widget)
        self.rows.opened.connect(lambda key: self.opened.emit(key.partition("/")[0]))
        self.more.clicked.connect(self._show_all)

    def show_uses(self, protocol_id: ProtocolId, year: YearOfUse) -> None:
        """Show the decisions that say something of a year, the latest first."""
        self._id = protocol_id
        self._uses = tuple(use for use in year.uses if of_year(use, year.year))
        self._show()

    def _show_all(self) -> None:
        self._most = len(self._uses)
        self._show()
        self.rows.focus_first()

    def _show(self) -> None:
        shown = self._uses[: self._most]
        self.rows.set_rows([self._row(rank, use) for rank, use in enumerate(shown)])
        rest = len(self._uses) - len(shown)
        self.more.set_caption(f"Montrer les {rest} autres" if rest > 1 else "Montrer la dernière")
        show_if(self.more, rest > 0)
        show_if(self.none, not self._uses)

    def _row(self, rank: int, use: Use) -> RowData:
        why = " · ".join(self._reasons(use))
        said = days(use)
        return RowData(
            key=f"{use.person.case_id}/{rank}",
            code=use.person.code,
            text=said,
            chip=Mark(use.state.label, TONES[use.state]),
            detail=typeset(why),
            spoken=", ".join(filter(None, (use.person.code, use.state.label, said, why))),
        )

    def _reasons(self, use: Use) -> Iterator[str]:
        """Why: of the decision, then of its end."""
        for line in self._inclusions.of_case(use.person.case_id):
            found = line.inclusion
            if found.protocol_id == self._id and _same(found, use):
                yield from (one_line(text) for text in (found.reason, found.ended_why) if text)
                return


def _same(inclusion: Inclusion, use: Use) -> bool:
    known = (inclusion.on, inclusion.state, inclusion.version, inclusion.ended_on)
    return known == (use.on, use.state, use.version, use.ended_on)
