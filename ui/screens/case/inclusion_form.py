# SPDX-License-Identifier: EUPL-1.2
"""Deciding whether a person is included in a protocol: its criteria are shown and ticked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.domain.dates import medium_date
from app.domain.inclusion import Criterion
from app.domain.text import listing, plural, typeset
from app.services.inclusions import Offered
from ui.screens.case.day_and_why import DayAndWhy
from ui.screens.case.ticks import Tick, TickList
from ui.theme import Space
from ui.widgets import Button, ButtonKind, ChoiceField, LabelKind, PlainLabel, bind_key, show_if

_MEANS = "Cochez ce qui est vrai de la personne."


class InclusionForm(QFrame):
    """`included` and `excluded` when it shall be noted so; `left` when nobody wants it."""

    included = Signal()
    excluded = Signal()
    left = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._offered: dict[str, Offered] = {}
        self.setProperty("kind", "highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Inclusion dans un protocole")
        self.protocol = ChoiceField("Protocole", [])
        self.version = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.criteria = TickList()
        self.verdict = PlainLabel("", LabelKind.WARN, wrap=True)
        self.verdict.hide()
        self.when = DayAndWhy("Pourquoi", today)
        self.include = Button("Inclure", small=True, key="Ctrl Entrée")
        self.exclude = Button("Ne pas inclure", small=True)
        self.cancel = Button("Annuler", small=True, kind=ButtonKind.QUIET, key="Échap")
        self._lay_out()
        self.protocol.chosen.connect(self._on_protocol)
        self.criteria.changed.connect(self._judge)
        self.include.clicked.connect(self.included)
        self.exclude.clicked.connect(self.excluded)
        self.cancel.clicked.connect(self.left)
        bind_key(self, "Ctrl+Return", self.included.emit)

    def begin(self, offered: Sequence[Offered]) -> None:
        """Offer protocols, the first of them chosen."""
        self._offered = {each.protocol_id: each for each in offered}
        self.protocol.set_options([(id_, one.title) for id_, one in self._offered.items()])
        self.protocol.combo.setCurrentIndex(0)
        self.when.begin()
        self._on_protocol()
        self.show()
        self.protocol.combo.setFocus(Qt.FocusReason.TabFocusReason)

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
        return {"protocol": self.protocol.value(), "ticks": ticks, **self.when.begun()}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again, in the form, which is open, where that protocol is still offered."""
        if texts.get("protocol") not in self._offered:
            return
        self.protocol.set_value(texts["protocol"])
        self._on_protocol()
        self.criteria.tick(texts.get("ticks", "").split())
        self.when.show_begun(texts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

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

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.include, self.exclude, self.cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.SNUG, Space.SNUG, Space.SNUG)
        column.setSpacing(Space.SNUG)
        for widget in (
            self.protocol,
            self.version,
            self.criteria,
            self.verdict,
            self.when,
        ):
            column.addWidget(widget)
        column.addLayout(buttons)


def _ticks(criteria: Sequence[Criterion], *, excludes: bool) -> list[Tick]:
    return [
        Tick(str(place), typeset(each.text))
        for place, each in enumerate(criteria)
        if each.excludes is excludes
    ]


def _against(criteria: Sequence[Criterion]) -> str:
    unmet = [f"«\u202f{each.text}\u202f»" for each in criteria if not each.excludes]
    met = [f"«\u202f{each.text}\u202f»" for each in criteria if each.excludes]
    parts = [f"{plural(len(unmet), 'critère')} d’inclusion sans coche\u00a0: {listing(unmet)}."] * (
        bool(unmet)
    )
    parts += [f"Critère d’exclusion coché\u00a0: {listing(met)}."] * bool(met)
    return typeset(" ".join(parts))
