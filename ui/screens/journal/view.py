# SPDX-License-Identifier: EUPL-1.2
"""The journal: newest first, filtered, verified while one looks at it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.errors import UserError
from app.services.documents import Built, Printable
from app.services.journal_words import JournalLine
from app.services.kept_subjects import KeptPage
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTyped
from ui.screens.journal.filters import JournalFilters
from ui.screens.journal.model import journal_model
from ui.screens.journal.presenter import JournalPresenter
from ui.screens.journal.pruning import PruningCard
from ui.shell import Screen, Shell
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Card,
    EmptyState,
    Page,
    RecordTable,
    bind_key,
    show_if,
)

_TURN_MS = 4
"""Between two slices of the verification, so that keys and paints come first."""
_NEAR_END = 600
"""Pixels from the end of the list where the next page is read."""


class JournalScreen(Screen):
    """Answers `Intent("journal", record=<code of a situation>)`; without one, everything."""

    def __init__(
        self, presenter: JournalPresenter, shell: Shell, pages: UnfinishedForms | None = None
    ) -> None:
        super().__init__()
        self._half = HalfTyped(pages, KeptPage.PRUNING)
        self._presenter, self._shell = presenter, shell
        self.model = journal_model()
        self.table: RecordTable[JournalLine] = RecordTable("Journal", self.model)
        self.filters = JournalFilters(presenter)
        self.banner = Banner()
        self.pruning = PruningCard(presenter)
        self.prune = Button("Élaguer…", kind=ButtonKind.QUIET)
        self.csv = Button("Exporter (tableur)…", icon=IconName.SAVE, key="Ctrl S")
        self.log = Button(
            "Accès et modifications…", kind=ButtonKind.PRIMARY, icon=IconName.PRINT, key="Ctrl P"
        )
        self.none = EmptyState("", "Tout afficher", self.filters.clear, icon=IconName.INFO)
        self._verifying = QTimer(self)
        self._verifying.setInterval(_TURN_MS)
        self._reading = QTimer(self)
        self._reading.setInterval(_TURN_MS)
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        self._presenter.arrive()
        self.filters.person.set_options(self._presenter.accounts())
        show_if(self.prune, self._presenter.may_prune)
        if self._presenter.may_prune:
            self._half.give_back(self.pruning.show_begun)
        if record:
            self.filters.show_code(record)
        else:
            self._show()
        self._verifying.start()

    def commit_drafts(self) -> None:
        """Leaving stops the verification, which goes on with the next visit."""
        self._half.keep(self.pruning.begun())
        self._verifying.stop()
        self._reading.stop()

    def primary_focus(self) -> QWidget | None:
        return self.filters.code.edit

    def _lay_out(self) -> None:
        page = Page("Journal")
        self.header = page.header
        for button in (self.prune, self.csv, self.log):
            self.header.add_action(button)
        card = Card()
        card.body.setContentsMargins(1, Space.HALF, 1, 1)
        self.table.setMinimumHeight(160)
        card.add(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self.none)
        page.body.addWidget(self.banner)
        page.body.addWidget(self.pruning)
        page.body.addWidget(self.filters)
        page.body.addWidget(self._stack, 1)
        self.pruning.hide()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _connect(self) -> None:
        self.filters.changed.connect(self._look)
        self.prune.clicked.connect(self.pruning.open)
        self.pruning.asked.connect(self._prune)
        self.pruning.closed.connect(self._close_pruning)
        self.csv.clicked.connect(self._export)
        self.log.clicked.connect(self._print)
        self._verifying.timeout.connect(self._verify_on)
        self._reading.timeout.connect(self._read_on)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._follow())
        self.table.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._follow())
        bind_key(self, "Ctrl+S", self.csv.click, everywhere=True)
        bind_key(self, "Ctrl+P", self._print_key, everywhere=True)

    def _look(self) -> None:
        query = self.filters.query()
        if query != self._presenter.query:
            self._presenter.look_for(query)
        self._show()

    def _show(self) -> None:
        state = self._presenter.state()
        self.model.set_records(state.lines)
        self.table.scrollToTop()
        self.none.sentence.setText(state.empty_sentence)
        self._stack.setCurrentIndex(1 if state.empty_sentence else 0)
        known = bool(self._presenter.query.code) and not state.refused
        show_if(self.log, known)
        self.filters.code.set_error(state.refused)
        self.csv.setEnabled(not state.refused)
        self._say_chain()
        self._follow()

    # --- page by page ------------------------------------------------------------------------

    def _follow(self) -> None:
        """Read on while the end of the list is near."""
        bar = self.table.verticalScrollBar()
        if self._presenter.state().more and bar.maximum() - bar.value() < _NEAR_END:
            self._reading.start()

    def _read_on(self) -> None:
        self._reading.stop()
        self.model.add_records(self._presenter.read_on())
        state = self._presenter.state()
        if state.empty_sentence:
            self.none.sentence.setText(state.empty_sentence)
            self._stack.setCurrentIndex(1)
        self._follow()

    # --- verification ------------------------------------------------------------------------

    def _verify_on(self) -> None:
        if not self._presenter.verify_on():
            self._verifying.stop()
        self._say_chain()

    def _say_chain(self) -> None:
        if self._presenter.faulty:
            self.header.set_title("Journal")
            if self.banner.label.text() != self._presenter.chain or self.banner.isHidden():
                self.banner.show_message(self._presenter.chain, Tone.LATE)
        else:
            self.header.set_title("Journal", self._presenter.chain)

    # --- out ---------------------------------------------------------------------------------

    def _export(self) -> None:
        name, content = self._presenter.csv()
        path = self._shell.dialogs.save_file("Enregistrer le journal", name, "Tableaux CSV (*.csv)")
        if path is None:
            return
        try:
            path.write_bytes(content)
        except OSError as error:
            raise UserError(
                "Le journal n’a pas pu être enregistré à cet endroit.",
                "Choisissez un autre dossier ou vérifiez la place libre.",
            ) from error
        self._shell.toast(f"Enregistré\u00a0: {path.name}")

    def _print_key(self) -> None:
        if not self.log.isHidden():
            self._print()

    def _print(self) -> None:
        printable = self._presenter.access_log()
        self._shell.tasks.run(
            printable.render, lambda built: self._preview(printable, built), _raise
        )

    def _preview(self, printable: Printable, built: Built) -> None:
        name, done = f"{printable.stem}.pdf", printable.trace.output
        self._shell.preview(printable.title, built.pdf, name, band=printable.band, done=done)

    # --- pruning -----------------------------------------------------------------------------

    def _prune(self, months: int, reason: str) -> None:
        try:
            sentence, changes = self._presenter.prune(months, reason)
        except UserError as error:
            self.pruning.refuse(error.text)
            return
        self._close_pruning()
        self._show()
        self._verifying.start()
        self._shell.changes.publish(changes, self)
        self._shell.toast(sentence)

    def _close_pruning(self) -> None:
        self.pruning.hide()
        self._half.keep({})
        self.prune.setFocus()


def _raise(error: Exception) -> None:
    raise error
