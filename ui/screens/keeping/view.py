# SPDX-License-Identifier: EUPL-1.2
"""« Conservation » : what may be archived or erased, how long files are kept, and the bin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.retention import RetentionName
from app.domain.text import plural
from ui.screens.keeping.presenter import MOST_YEARS, KeepingPresenter
from ui.screens.keeping.rows import bin_row, proposal_row
from ui.shell import Intent, Screen, Shell
from ui.theme import Space, Tone
from ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    LabelKind,
    Page,
    PlainLabel,
    RowList,
    announce,
    show_if,
)

MOST_SHOWN = 40
_RULE_WIDTH = 320
_SHOWN = frozenset({Kind.CASE, Kind.BIN, Kind.RETENTION, Kind.FEEDBACK, Kind.CONSENT})
_NOTHING_DUE = "Aucun dossier n’a dépassé sa durée. Rien n’est archivé ni effacé tout seul."
_BIN_EMPTY = "La corbeille est vide. Ce qui est retiré y reste trente jours."
_ABOUT = (
    "Ces durées viennent de textes faits pour les établissements de santé, repris par analogie. "
    "La structure peut les changer\u202f; chacune garde sa source."
)


class KeepingScreen(Screen):
    """Answers `Intent("keeping")`; a row of the first card leads to the rights of its situation."""

    def __init__(self, presenter: KeepingPresenter, shell: Shell) -> None:
        super().__init__()
        self._presenter, self._shell = presenter, shell
        self.banner = Banner()
        self.proposals = RowList("Dossiers à décider")
        self.none_due = PlainLabel(_NOTHING_DUE, LabelKind.MUTED, wrap=True)
        self.more_due = Button("", small=True, kind=ButtonKind.QUIET)
        years = [(str(number), f"{number} ans") for number in range(1, MOST_YEARS + 1)]
        self.rules = {name: ChoiceField(name.label, years) for name in RetentionName}
        self.sources = {
            name: PlainLabel("", LabelKind.SECONDARY, wrap=True) for name in RetentionName
        }
        self.bin = RowList("Corbeille")
        self.bin_empty = PlainLabel(_BIN_EMPTY, LabelKind.MUTED, wrap=True)
        self.more_binned = Button("", small=True, kind=ButtonKind.QUIET)
        self._shown = {self.more_due: MOST_SHOWN, self.more_binned: MOST_SHOWN}
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        self.banner.clear()
        self._shown = dict.fromkeys(self._shown, MOST_SHOWN)
        self._publish(self._presenter.sweep())

    def refresh(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self._reload()

    def primary_focus(self) -> QWidget | None:
        return self.bin if self.bin.rows else self.proposals

    def _lay_out(self) -> None:
        page = Page(
            "Conservation et corbeille",
            "Rien ne disparaît tout seul, sauf la corbeille après trente jours",
        )
        page.body.addWidget(self.banner)
        page.body.addWidget(_card("À décider", self.none_due, self.proposals, self.more_due))
        page.body.addWidget(self._rules_card())
        page.body.addWidget(_card("Corbeille", self.bin_empty, self.bin, self.more_binned))
        page.body.addStretch(1)
        self.hold(page)

    def _rules_card(self) -> Card:
        card = _card("Durées de conservation", PlainLabel(_ABOUT, LabelKind.MUTED, wrap=True))
        for name, field in self.rules.items():
            row = QHBoxLayout()
            row.setSpacing(Space.GROUP)
            field.setFixedWidth(_RULE_WIDTH)
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self.sources[name], 1, Qt.AlignmentFlag.AlignBottom)
            card.body.addLayout(row)
        return card

    def _connect(self) -> None:
        self.proposals.opened.connect(self._open_case)
        self.bin.opened.connect(self._put_back)
        for more, rows in ((self.more_due, self.proposals), (self.more_binned, self.bin)):
            more.clicked.connect(lambda _=False, more=more, rows=rows: self._show_more(more, rows))
        for name, field in self.rules.items():
            field.chosen.connect(lambda years, name=name: self._set_rule(name, int(years)))

    def _reload(self) -> None:
        due, binned = self._presenter.proposals(), self._presenter.binned()
        self.proposals.set_rows([proposal_row(one) for one in due[: self._shown[self.more_due]]])
        self.bin.set_rows([bin_row(one) for one in binned[: self._shown[self.more_binned]]])
        for rows, nothing, more, count in (
            (self.proposals, self.none_due, self.more_due, len(due)),
            (self.bin, self.bin_empty, self.more_binned, len(binned)),
        ):
            hidden = count - self._shown[more]
            more.set_caption(f"Montrer la suite ({plural(hidden, 'autre')})" if hidden > 0 else "")
            show_if(more, hidden > 0)
            show_if(rows, count)
            show_if(nothing, not count)
        for name, rule in self._presenter.rules().items():
            self.rules[name].set_value(str(min(rule.years, MOST_YEARS)))
            self.sources[name].setText(f"Source\u00a0: {rule.source}")

    def _show_more(self, more: Button, rows: RowList) -> None:
        self._shown[more] += MOST_SHOWN
        self._reload()
        if more.isHidden():
            rows.focus_first()

    def _open_case(self, key: str) -> None:
        self._shell.navigator.go(Intent("case", key, "rights"))

    def _set_rule(self, name: RetentionName, years: int) -> None:
        before = self._presenter.rules()[name]
        if years == before.years:
            return
        try:
            self._publish(self._presenter.set_rule(name, years))
        except UserError as error:
            self.banner.show_message(error.text, Tone.WARN)
            self._reload()
            return
        self._shell.toast(
            "Durée changée", lambda: self._publish(self._presenter.restore_rule(before))
        )

    def _put_back(self, key: str) -> None:
        try:
            changes = self._presenter.put_back(key)
        except UserError as error:
            self.banner.show_message(error.text, Tone.WARN)
            return
        self.banner.clear()
        self._publish(changes)
        announce(self, "Repris de la corbeille")
        self._shell.toast("Repris de la corbeille")
        self.bin.focus_first()

    def _publish(self, changes: Changes) -> None:
        self._shell.changes.publish(changes, self)
        self._reload()


def _card(title: str, *widgets: QWidget) -> Card:
    card = Card(title)
    card.body.setSpacing(Space.SNUG)
    for widget in widgets:
        card.add(widget)
    return card
