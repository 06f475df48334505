# SPDX-License-Identifier: EUPL-1.2
"""The list of protocols, and what a new one begins with."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.ids import ProtocolId
from app.services.kept_subjects import KeptPage
from app.services.protocol_files import ProtocolPreview
from app.services.protocols import ProtocolLine
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTyped
from ui.screens.protocols.model import THEME, protocols_model
from ui.screens.protocols.new_pane import NewPane
from ui.screens.protocols.presenter import ALL, FILTERS, ProtocolsPresenter, ProtocolsState
from ui.screens.protocols.preview_pane import PreviewPane
from ui.shell import Entry, Intent, Screen, Shell
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    CurrentStack,
    EmptyState,
    LabeledField,
    Page,
    RecordTable,
    bind_key,
)

NEW = "new"
_WIDE = 1000
"""From this width on, in pixels, the list shows the themes."""
_TITLE = "Protocoles"
_SHOWN = frozenset({Kind.PROTOCOL, Kind.PROTOCOL_VERSION, Kind.INCLUSION, Kind.PROFESSIONAL})


class ProtocolsScreen(Screen):
    """Answers `Intent("protocols", choice=<a state>)` and `new`; a row goes to `protocol`."""

    def __init__(
        self,
        presenter: ProtocolsPresenter,
        shell: Shell,
        today: Callable[[], date],
        pages: UnfinishedForms | None = None,
    ) -> None:
        super().__init__()
        self._presenter, self._shell = presenter, shell
        self._half = HalfTyped(pages, KeptPage.PROTOCOLS)
        self._preview: ProtocolPreview | None = None
        self.new = Button(
            "Nouveau protocole", kind=ButtonKind.PRIMARY, icon=IconName.PLUS, key="Ctrl N"
        )
        self.search = LabeledField("", placeholder="Titre, thème ou référent")
        self.search.edit.setAccessibleName("Rechercher un protocole")
        self.filters = ChoiceField("", FILTERS)
        self.filters.combo.setAccessibleName("Protocoles montrés")
        self.model = protocols_model(presenter.theme, today)
        self.table: RecordTable[ProtocolLine] = RecordTable(_TITLE, self.model)
        self.none = EmptyState("", "Tout afficher", self._act_on_empty, icon=IconName.PROTOCOL)
        self.beginning, self.preview = NewPane(), PreviewPane()
        self._lay_out()
        self._connect()

    # --- what the shell asks -----------------------------------------------------------------

    def open_record(self, record: str, choice: str) -> None:
        self._presenter.reload()
        self._half.give_back(self._show_begun)
        if choice == NEW:
            self._begin()
            return
        if choice:
            self._presenter.search("")
            self.search.set_text("")
            self._presenter.choose(choice)
            self._show_list()
        elif self._stack.currentWidget() not in (self.beginning, self.preview):
            self._show_list()

    def refresh(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self._presenter.reload()
            if self._stack.currentWidget() not in (self.beginning, self.preview):
                self._show_list()

    def commit_drafts(self) -> None:
        self._half.keep(self.beginning.typed())

    def primary_focus(self) -> QWidget | None:
        shown = self._stack.currentWidget()
        if shown is self.preview:
            return self.preview.title_field.edit
        if shown is self.beginning:
            return self.beginning.title_field.edit
        return self.none.button if self.search.isHidden() else self.search.edit

    def palette_entries(self) -> Sequence[Entry]:
        return (
            Entry("Protocole", "Nouveau protocole", self._begin),
            Entry("Protocole", "Importer un fichier de protocole", self._import),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(THEME, event.size().width() < _WIDE)

    # --- the list ----------------------------------------------------------------------------

    def _show_list(self) -> None:
        self._tools.show()  # a pane that was left for the list had put them away
        self._render(self._presenter.state())

    def _render(self, state: ProtocolsState) -> None:
        nothing_yet = not state.total
        self.page.header.set_title(_TITLE, "" if nothing_yet else state.count)
        self.filters.set_value(state.filter)
        self.table.set_records(state.rows)
        for widget in (self.new, self.search, self.filters):
            widget.setVisible(not nothing_yet)
        self.none.sentence.setText(state.empty_sentence)
        self.none.button.set_caption("Nouveau protocole" if nothing_yet else "Tout afficher")
        self.none.button.set_kind(ButtonKind.PRIMARY if nothing_yet else ButtonKind.SECONDARY)
        self._stack.setCurrentWidget(self.none if state.empty_sentence else self._card)

    def _on_search(self, letters: str) -> None:
        self._presenter.search(letters)
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self._show_list()

    def _choose(self, value: str) -> None:
        self._presenter.choose(value)
        self._show_list()

    def _act_on_empty(self) -> None:
        if not self._presenter.state().total:
            self._begin()
            return
        self._presenter.search("")
        self.search.set_text("")
        self._choose(ALL)
        self.search.edit.setFocus()

    def _open(self, key: str) -> None:
        if key:
            self._shell.navigator.go(Intent("protocol", record=key))

    # --- a new one ---------------------------------------------------------------------------

    def _begin(self) -> None:
        self.beginning.show_library(self._presenter.library())
        self.beginning.say_of_file("")
        self._stand_at(self.beginning, "Nouveau protocole", "")
        self.beginning.title_field.edit.setFocus()

    def _show_begun(self, texts: object) -> None:
        if isinstance(texts, dict):
            self.beginning.show_typed(texts)

    def _import(self) -> None:
        if self._stack.currentWidget() is not self.beginning:
            self._begin()
        path = self._shell.dialogs.open_file("Importer un protocole", "Protocoles (*.json)")
        if path is None:
            return
        try:
            self._show_preview(self._presenter.open_file(path))
        except UserError as error:
            self.beginning.say_of_file(error.text)

    def _show_preview(self, preview: ProtocolPreview) -> None:
        self._preview = preview
        self.beginning.say_of_file("")
        self.preview.show_preview(preview, self._presenter.read(preview))
        self._stand_at(self.preview, "Nouveau protocole", "Rien n’est encore gardé.")
        self.preview.title_field.edit.setFocus()

    def _begin_blank(self, title: str) -> None:
        try:
            id_, changes = self._presenter.begin(title)
        except UserError as error:
            self.beginning.say_of_title(error.text)
            return
        self._go_to(id_, changes)

    def _keep(self, title: str) -> None:
        if self._preview is None:
            return
        try:
            id_, changes = self._presenter.keep(self._preview, title)
        except UserError as error:
            self.preview.say_of_title(error.text)
            return
        self._go_to(id_, changes)

    def _go_to(self, id_: ProtocolId, changes: Changes) -> None:
        self.beginning.clear()
        self._leave_new()
        self._shell.changes.publish(changes, self)
        self._shell.navigator.go(Intent("protocol", record=id_))
        self._shell.toast("Protocole commencé")

    def _leave_preview(self) -> None:
        self._preview = None
        self._begin()

    def _leave_new(self) -> None:
        self._preview = None
        self._presenter.reload()
        self._show_list()
        focus = self.primary_focus()
        if focus is not None:
            focus.setFocus()

    def _stand_at(self, pane: QWidget, title: str, subtitle: str) -> None:
        self.page.header.set_title(title, subtitle)
        self.new.hide()
        self._tools.hide()
        self._stack.setCurrentWidget(pane)
        self.page.area.verticalScrollBar().setValue(0)

    # --- inside ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.page = Page(_TITLE)
        self.page.header.add_action(self.new)
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(Space.GROUP)
        self.search.setFixedWidth(320)
        tools.addWidget(self.search)
        tools.addWidget(self.filters)
        tools.addStretch(1)
        self._card = Card()
        self._card.body.setContentsMargins(1, Space.HALF, 1, 1)
        self._card.add(self.table, 1)
        self._stack = CurrentStack()
        for pane in (self._card, self.none, self.beginning, self.preview):
            self._stack.addWidget(pane)
        self.page.body.addWidget(self._tools)
        self.page.body.addWidget(self._stack, 1)
        self.hold(self.page)

    def _connect(self) -> None:
        self.new.clicked.connect(self._begin)
        self.search.edited.connect(self._on_search)
        self.table.lead_from(self.search.edit)
        self.filters.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        self.beginning.begun.connect(self._begin_blank)
        self.beginning.structure.connect(
            lambda key: self._show_preview(self._presenter.open_library(key))
        )
        self.beginning.import_asked.connect(self._import)
        self.beginning.left.connect(self._leave_new)
        self.preview.kept.connect(self._keep)
        self.preview.left.connect(self._leave_preview)
        bind_key(self, "Ctrl+N", self._begin, everywhere=True)
        bind_key(self, "Ctrl+F", self.search.edit.setFocus, everywhere=True)
