# SPDX-License-Identifier: EUPL-1.2
"""What is owed to patients' records, and the noting of what was put there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes, Kind
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.services.identities import IdentityService
from app.services.kept_subjects import KeptPage
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTypedOf
from ui.output import Output
from ui.reopening import Reopening
from ui.screens.filings.form import FilingCard
from ui.screens.filings.model import owed_model
from ui.screens.filings.presenter import FilingForm, FilingsPresenter, OwedExtract
from ui.shell import Intent, Screen, Shell
from ui.theme import IconName, Tone
from ui.widgets import Banner, EmptyState, ListAndForm, Page, RecordTable, bind_key, show_if

_SHOWN = frozenset({Kind.FILING, Kind.CASE, Kind.MINUTES, Kind.CONSENT, Kind.PROFESSIONAL})
_FORM_WIDTH = 400
_TITLE = "Dossiers des patients"


class FilingsScreen(Screen):
    """Answers `Intent("filings", record=<an extract>)`; V notes one and takes it off the list."""

    def __init__(
        self,
        presenter: FilingsPresenter,
        identities: IdentityService,
        shell: Shell,
        pages: UnfinishedForms | None = None,
    ) -> None:
        super().__init__()
        self._half = HalfTypedOf(pages, KeptPage.FILING)
        self._presenter, self._identities, self._shell = presenter, identities, shell
        self._output = Output(shell)
        self._shown: OwedExtract | None = None
        self.banner = Banner()
        self.model = owed_model()
        self.table: RecordTable[OwedExtract] = RecordTable("Extraits à verser", self.model)
        self.card = FilingCard(presenter, Reopening(identities, shell.tasks))
        self.none = EmptyState(
            "Tout est versé. Après chaque réunion, un extrait est attendu dans le dossier "
            "de chaque personne dont la situation a été vue.",
            icon=IconName.CHECK,
        )
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        self._reload()
        self._offer_untracked()
        if record:
            self.table.select(record)

    def refresh(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self._reload()

    def commit_drafts(self) -> None:
        """Keep the day and the person; forget a passphrase half typed."""
        self._keep_begun()
        self.card.reopening.put_away()
        self.banner.clear()

    def here(self) -> tuple[str, str] | None:
        return self.table.current_key(), ""

    def primary_focus(self) -> QWidget | None:
        return self.table if self.model.rowCount() else None

    def _lay_out(self) -> None:
        page = Page(_TITLE)
        self.header = page.header
        self._stack = ListAndForm(self.table, self.card, self.none, _FORM_WIDTH)
        page.body.addWidget(self.banner)
        page.body.addWidget(self._stack, 1)
        self.hold(page)

    def _connect(self) -> None:
        self.table.selected.connect(self._on_selected)
        self.table.opened.connect(lambda _key: self.card.on.edit.setFocus())
        self.card.noted.connect(self._note)
        self.card.print_asked.connect(self._print)
        self.card.case_asked.connect(self._open_case)
        bind_key(self.table, "V", self._note)
        bind_key(self, "Ctrl+P", self.card.print.click, everywhere=True)

    def _reload(self) -> None:
        self._presenter.reload()
        owed = self._presenter.owed
        self.header.set_title(_TITLE, self._presenter.summary)
        row = max(self.table.currentIndex().row(), 0)
        self.table.set_records(owed)
        if owed and not self.table.currentIndex().isValid():
            self.table.selectRow(min(row, len(owed) - 1))
        self._on_selected(self.table.current_key())
        self._stack.show_list(shown=bool(owed))

    def _offer_untracked(self) -> None:
        """Minutes sealed before extracts were followed: they are added by one button, or not."""
        sentence = self._presenter.untracked()
        if sentence:
            self.banner.show_message(
                sentence, Tone.WARN, action="Les ajouter", on_action=self._owe_untracked
            )

    def _owe_untracked(self) -> None:
        self.banner.clear()
        changes, undo = self._presenter.owe_untracked()
        self._publish(changes)
        self._shell.toast("Extraits ajoutés à la liste", lambda: self._publish(undo()))

    def _publish(self, changes: Changes) -> None:
        self._shell.changes.publish(changes, self)
        self._reload()

    def _on_selected(self, key: str) -> None:
        extract = self._presenter.find(key)
        if extract is not None and extract == self._shown:
            return  # what is typed stays
        self._keep_begun()
        self._shown = extract
        show_if(self.card, extract)
        if extract is not None:
            self.card.show_extract(extract, self._presenter.form())
            self.card.show_begun(self._half.of(extract.key))

    def _keep_begun(self) -> None:
        if self._shown is not None:
            self._half.keep(self._shown.key, self.card.begun())

    def _note(self) -> None:
        extract, form = self._shown, self.card.form()
        if extract is None:
            return
        try:
            changes = self._presenter.file(extract, form)
        except UserError as error:
            self.card.refuse(error.text)
            return
        self._half.keep(extract.key, {})
        self._shown = None
        self._shell.changes.publish(changes, self)
        self._reload()
        self.banner.show_message(
            _confirmation(extract, form),
            Tone.OK,
            action="Annuler",
            on_action=lambda: self._undo(extract.key),
        )
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self, key: str) -> None:
        self.banner.clear()
        self._shell.changes.publish(self._presenter.undo(key), self)
        self._reload()
        self.table.select(key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        """With the name where the person agreed: the passphrase opens it once; else with codes."""
        extract = self._shown
        if extract is None:
            return
        may = self._identities.available or self._identities.may_reopen
        named = may and self._presenter.names_person(extract)
        if named and self.card.reopening.needed(self._print):
            return
        try:
            self._output.preview(self._presenter.extract(extract, named=named))
        except UserError as error:
            self.card.refuse(error.text)

    def _open_case(self) -> None:
        if self._shown is not None:
            self._shell.navigator.go(Intent("case", record=self._shown.view.filing.case_id))


def _confirmation(extract: OwedExtract, form: FilingForm) -> str:
    on = f" le {medium_date(form.on)}" if form.on else ""
    by = f" par {form.by_text}" if form.by_text else ""
    return f"Extrait de {extract.view.code} noté versé au dossier{on}{by}."
