# SPDX-License-Identifier: EUPL-1.2
"""The directory: a list that is searched as one types, and the form of one person beside it."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.directory import Professional
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import ProfessionalId
from app.services.backups import BackupService
from app.services.directory import DirectoryService, Imported
from app.services.kept_forms import KeptForms
from ui.screens.directory.form import PersonForm
from ui.screens.directory.importing import ImportPane, backed_up
from ui.screens.directory.model import PHONE, STRUCTURE, directory_model
from ui.screens.directory.presenter import DirectoryFilter, DirectoryPresenter, DirectoryState
from ui.shell import Screen, Shell
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    EmptyState,
    LabeledField,
    Page,
    RecordTable,
    SegmentedField,
    bind_key,
)

NEW, IMPORT = "new", "import"
_WIDE = 1500

_LEAVE = "Revenir à l’annuaire"


class DirectoryScreen(Screen):
    """Answers `Intent("directory", record=<a person>)` and the choices `new` and `import`."""

    def __init__(
        self,
        shell: Shell,
        directory: DirectoryService,
        kept: KeptForms,
        backups: BackupService | None = None,
    ) -> None:
        """`backups`: one is made before each import."""
        super().__init__()
        self._shell = shell
        self._presenter = DirectoryPresenter(directory, kept)
        self._loaded = False
        self.add = Button(
            "Ajouter une personne", kind=ButtonKind.PRIMARY, icon=IconName.PLUS, key="Ctrl N"
        )
        self.import_button = Button("Importer un tableau…", icon=IconName.IMPORT)
        self.search = LabeledField("", placeholder="Nom, profession ou structure")
        self.search.edit.setAccessibleName("Rechercher une personne")
        self.filters = SegmentedField("", [(each.value, each.label) for each in DirectoryFilter])
        self.filters.setAccessibleName("Personnes montrées")
        self.model = directory_model()
        self.table: RecordTable[Professional] = RecordTable("Annuaire", self.model)
        self.none = EmptyState("", "Tout afficher", self._act_on_empty, icon=IconName.DIRECTORY)
        self.form = PersonForm(self._presenter)
        before = None if backups is None else backed_up(backups, shell.tasks)
        self.importing = ImportPane(directory, shell.dialogs, leave=_LEAVE, before=before)
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        if not self._loaded:
            self._reload()
        if choice == NEW:
            self._new()
        elif choice == IMPORT:
            self._import()
        elif record:
            self._open(record)
        elif choice in {each.value for each in DirectoryFilter}:
            self._show_list()
            self._choose(choice)

    def refresh(self, changes: Changes) -> None:
        if Kind.PROFESSIONAL in changes.kinds:
            self._reload()

    def commit_drafts(self) -> None:
        if not self.form.isHidden() and self.form.is_changed() and self.form.says_something():
            self._save(self._presenter.keepable(self.form.typed()))

    def primary_focus(self) -> QWidget | None:
        if self._stack.currentWidget() is self.importing:
            return self.importing.paste
        return self.search.edit if self.form.isHidden() else self.form.last.edit

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _lay_out(self) -> None:
        self.page = Page("Annuaire")
        self.page.header.add_action(self.import_button)
        self.page.header.add_action(self.add)
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(Space.GROUP)
        self.search.setFixedWidth(280)
        tools.addWidget(self.search)
        tools.addWidget(self.filters)
        tools.addStretch(1)
        card = Card()
        card.body.setContentsMargins(1, Space.HALF, 1, 1)
        card.add(self.table, 1)
        self._rows = QStackedWidget()
        self._rows.addWidget(card)
        self._rows.addWidget(self.none)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.GROUP)
        row.addWidget(self._rows, 1)
        row.addWidget(self.form)
        self.form.hide()
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addWidget(self._tools)
        column.addWidget(pair, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self.importing)
        self.page.body.addWidget(self._stack, 1)
        self.hold(self.page)

    def _connect(self) -> None:
        self.add.clicked.connect(self._new)
        self.import_button.clicked.connect(self._import)
        self.search.edited.connect(self._on_search)
        self.table.lead_from(self.search.edit)
        self.filters.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        self.form.saving.connect(self._save_and_say)
        self.form.closing.connect(self._close_form)
        self.form.leaving.connect(self._toggle_active)
        self.importing.imported.connect(self._on_imported)
        self.importing.closed.connect(self._show_list)
        bind_key(self, "Ctrl+N", self._new, everywhere=True)
        bind_key(self, "Ctrl+F", self.search.edit.setFocus, everywhere=True)

    def _reload(self) -> None:
        self._loaded = True
        self._presenter.reload()
        self._render(self._presenter.state())

    def _render(self, state: DirectoryState) -> None:
        self.table.set_records(state.rows)
        self.filters.set_value(state.filter.value)
        empty = not state.total
        self._tools.setHidden(empty)
        self.none.sentence.setText(state.empty_sentence)
        self.none.button.set_caption("Importer un tableau…" if empty else "Tout afficher")
        self._rows.setCurrentIndex(1 if state.empty_sentence else 0)
        self._head(state)

    def _head(self, state: DirectoryState) -> None:
        importing = self._stack.currentWidget() is self.importing
        title = "Importer un tableau" if importing else "Annuaire"
        self.page.header.set_title(title, "" if importing or not state.total else state.count)
        self.add.setHidden(importing or not self.form.isHidden())
        self.import_button.setHidden(importing or not state.total)

    def _on_search(self, letters: str) -> None:
        self._presenter.search(letters)
        self._render(self._presenter.state())

    def _choose(self, value: str) -> None:
        self._presenter.choose(DirectoryFilter(value))
        self._render(self._presenter.state())

    def _act_on_empty(self) -> None:
        if not self._presenter.state().total:
            self._import()
            return
        self.search.set_text("")
        self._presenter.search("")
        self._choose(DirectoryFilter.ALL)
        self.search.edit.setFocus()

    def _new(self) -> None:
        self.commit_drafts()
        self._show_form(None)

    def _open(self, key: str) -> None:
        self.commit_drafts()
        try:
            person = self._presenter.person(key)
        except NotFoundError:
            self._reload()
            raise
        self.table.select(key)
        self._show_form(person)

    def _show_form(self, person: Professional | None) -> None:
        self._show_list()
        self.form.show_person(person)
        self.form.show()
        self._share_width()
        self._head(self._presenter.state())
        self.form.last.edit.setFocus()

    def _close_form(self) -> None:
        self.commit_drafts()
        self.form.hide()
        self._share_width()
        self._head(self._presenter.state())
        self.table.setFocus()

    def _share_width(self) -> None:
        """Beside the form only name, profession and field have room on a small screen."""
        narrow = not self.form.isHidden() and self.width() < _WIDE
        self.table.setColumnHidden(STRUCTURE, narrow)
        self.table.setColumnHidden(PHONE, narrow)

    def _save(self, person: Professional) -> None:
        id_, changes = self._presenter.save(person)
        self._publish(changes)
        self.form.show_person(self._presenter.person(id_))
        self.table.select(id_)

    def _save_and_say(self) -> None:
        try:
            self._save(self.form.typed())
        except UserError as error:
            self.form.refuse(error.text)
            return
        self._shell.toast(f"{self.form.heading.text()} : enregistré")

    def _toggle_active(self) -> None:
        self.commit_drafts()
        id_, active = ProfessionalId(self.form.person_id), not self.form.active
        name = self.form.heading.text() + (" est de retour" if active else " a quitté la structure")
        self._set_active(id_, active=active)
        self._shell.toast(name, lambda: self._set_active(id_, active=not active))

    def _set_active(self, id_: ProfessionalId, *, active: bool) -> None:
        self._publish(self._presenter.set_active(id_, active=active))
        if self.form.person_id == id_:
            self.form.show_person(self._presenter.person(id_))

    def _publish(self, changes: Changes) -> None:
        self._reload()
        self._shell.changes.publish(changes, self)

    def _import(self) -> None:
        self.commit_drafts()
        self.form.hide()
        self._stack.setCurrentWidget(self.importing)
        self._head(self._presenter.state())
        self.importing.paste.setFocus()

    def _show_list(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self._head(self._presenter.state())

    def _on_imported(self, result: Imported, changes: Changes) -> None:
        self._show_list()
        self._choose(DirectoryFilter.ALL)
        self._publish(changes)
        self._shell.toast(result.sentence)
        self.search.edit.setFocus()
