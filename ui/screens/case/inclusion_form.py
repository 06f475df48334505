# SPDX-License-Identifier: EUPL-1.2
"""Deciding whether a person is included in a protocol: its criteria are shown and ticked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal

from app.domain.dates import medium_date
from app.domain.inclusion import Criterion
from app.domain.text import listing, plural, typeset
from app.services.inclusions import Offered
from ui.screens.case.ask_frame import AskFrame
from ui.screens.case.day_and_why import DayAndWhy
from ui.screens.case.ticks import Tick, TickList
from ui.widgets import Button, ChoiceField, LabelKind, PlainLabel, show_if

_NAMED = 2
"""How many criteria are named that were not ticked."""
_MEANS = "Cochez ce qui est vrai de la personne."


class InclusionForm(AskFrame):
    """`confirmed` when it shall be noted, `refused` when that the person is not included."""

    refused = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._offered: dict[str, Offered] = {}
        self.setAccessibleName("Inclusion dans un protocole")
        self.protocol = ChoiceField("Protocole", [])
        self.version = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.criteria = TickList()
        self.verdict = PlainLabel("", LabelKind.WARN, wrap=True)
        self.verdict.hide()
        self.when = DayAndWhy("Pourquoi", today)
        self.confirm.set_caption("Inclure")
        self.refuse = Button("Ne pas inclure", small=True)
        asked = (self.protocol, self.version, self.criteria, self.verdict, self.when)
        self.hold(*asked, beside=(self.refuse,))
        self.protocol.chosen.connect(self._on_protocol)
        self.criteria.changed.connect(self._judge)
        self.refuse.clicked.connect(self.refused)

    def begin(self, offered: Sequence[Offered]) -> None:
        """Offer protocols, the first of them chosen."""
        self._offered = {each.protocol_id: each for each in offered}
        self.protocol.set_options([(id_, one.title) for id_, one in self._offered.items()])
        self.protocol.combo.setCurrentIndex(0)
        self.when.begin()
        self._on_protocol()
        self.show()
        self.protocol.combo.setFocus(Qt.FocusReason.TabFocusReason)

    def offer(self, offered: Sequence[Offered]) -> None:
        """Offer them as they stand now, in the form, which is open.

        Criteria of a version that came into force meanwhile are ticked anew, and that is said. What
        is no longer offered stays chosen: confirming it says why.
        """
        before = self.chosen
        self._offered = {each.protocol_id: each for each in offered}
        if before is not None:
            self._offered.setdefault(before.protocol_id, before)
        self.protocol.set_options([(id_, one.title) for id_, one in self._offered.items()])
        now = self.chosen
        if before is not None and now is not None and now.version != before.version:
            self._on_protocol()
            self.when.why.set_error(_newer(now))

    @property
    def chosen(self) -> Offered | None:
        """The protocol chosen."""
        return self._offered.get(self.protocol.value())

    def met(self) -> tuple[int, ...]:
        """The places of the criteria that are ticked."""
        return tuple(int(key) for key in self.criteria.ticked())

    def begun(self) -> dict[str, str]:
        """What stands there now."""
        ticks = " ".join(self.criteria.ticked())
        chosen = self.chosen
        return {
            "protocol": self.protocol.value(),
            "version": str(chosen.version) if chosen else "",
            "ticks": ticks,
            **self.when.begun(),
        }

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again, in the form, which is open, where that protocol is still offered."""
        offered = self._offered.get(texts.get("protocol", ""))
        if offered is None:
            return
        self.protocol.set_value(offered.protocol_id)
        self._on_protocol()
        self.when.show_begun(texts)
        if texts.get("version") == str(offered.version):
            self.criteria.tick(texts.get("ticks", "").split())
        elif texts.get("ticks"):
            self.when.why.set_error(_newer(offered))

    def _on_protocol(self) -> None:
        offered = self.chosen
        criteria = offered.criteria if offered else ()
        since = f" du {medium_date(offered.since)}" if offered and offered.since else ""
        means = f" {_MEANS}" if criteria else " Elle ne dit aucun critère."
        self.version.setText(f"Version {offered.version}{since}.{means}" if offered else "")
        self.criteria.set_ticks(
            (
                ("Critères d’inclusion", _ticks(criteria, excludes=False)),
                ("Critères d’exclusion", _ticks(criteria, excludes=True)),
            )
        )
        self._judge()

    def _judge(self) -> None:
        """Say at once what speaks against it; before any box is ticked nobody has decided yet."""
        offered, met = self.chosen, set(self.met())
        numbered = enumerate(offered.criteria if offered else ())
        against = [each for place, each in numbered if (place in met) is each.excludes]
        said = f"{_against(against)} Pour inclure quand même, dites pourquoi." if against else ""
        self.verdict.setText(said if met else "")
        show_if(self.verdict, said if met else "")


def _newer(offered: Offered) -> str:
    return f"La version {offered.version} est en vigueur depuis\u00a0: cochez ses critères."


def _ticks(criteria: Sequence[Criterion], *, excludes: bool) -> list[Tick]:
    return [
        Tick(str(place), typeset(each.text))
        for place, each in enumerate(criteria)
        if each.excludes is excludes
    ]


def _against(criteria: Sequence[Criterion]) -> str:
    """What speaks against it; what is not ticked is in sight, and named only where it is short."""
    unmet = [f"«\u202f{each.text}\u202f»" for each in criteria if not each.excludes]
    met = [f"«\u202f{each.text}\u202f»" for each in criteria if each.excludes]
    parts = []
    if unmet:
        count = plural(
            len(unmet), "critère d’inclusion sans coche", "critères d’inclusion sans coche"
        )
        parts.append(f"{count}\u00a0: {listing(unmet)}." if len(unmet) <= _NAMED else f"{count}.")
    if met:
        parts.append(f"Critère d’exclusion coché\u00a0: {listing(met)}.")
    return typeset(" ".join(parts))
