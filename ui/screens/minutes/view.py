# SPDX-License-Identifier: EUPL-1.2
"""The list of sealed minutes beside the version that is read."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.ids import MinutesId
from app.services.kept_subjects import KeptPage
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTypedOf
from ui.output import Output
from ui.screens.minutes.model import minutes_model
from ui.screens.minutes.presenter import MinutesPresenter
from ui.screens.minutes.reading import ReadingPane
from ui.screens.minutes.state import ListedMinutes
from ui.shell import Intent, Screen, Shell
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    EmptyState,
    Page,
    RecordTable,
    bind_key,
    show_if,
)

_SHOWN = frozenset({Kind.MINUTES, Kind.MEETING, Kind.CONSENT})
_LIST_WIDTH = 420
_SETTLED_MS = 150
"""Walking through the list with an arrow key opens, and journals, only where it stops."""


class MinutesScreen(Screen):
    """Answers `Intent("minutes", record=<sealed minutes>)`; without one, the latest are read."""

    def __init__(
        self, presenter: MinutesPresenter, shell: Shell, pages: UnfinishedForms | None = None
    ) -> None:
        super().__init__()
        self._half = HalfTypedOf(pages, KeptPage.MINUTES)
        self._presenter, self._shell = presenter, shell
        self._output = Output(shell)
        self._loaded = False
        self.model = minutes_model()
        self.table: RecordTable[ListedMinutes] = RecordTable("Comptes rendus", self.model)
        self.pane = ReadingPane()
        self.check = Button("Vérifier un fichier…")
        self.sheet = Button("Émargement")
        self.papers = Button("Documents…")
        self.save = Button("Enregistrer…", icon=IconName.SAVE, key="Ctrl S")
        self.print = Button("Imprimer…", kind=ButtonKind.PRIMARY, icon=IconName.PRINT, key="Ctrl P")
        self.none = EmptyState(
            "Aucun compte rendu n’est scellé. Le premier le sera à la clôture d’une réunion.",
            "Préparer la réunion",
            lambda: shell.navigator.go(Intent("prepare")),
            icon=IconName.MINUTES,
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        if not self._loaded:
            self._reload()
        lines = self._presenter.state().lines
        wanted = record or self.table.current_key() or (lines[0].id if lines else "")
        if wanted:
            self._open(wanted)
            self.table.select(wanted)

    def refresh(self, changes: Changes) -> None:
        if not changes.kinds & _SHOWN:
            return
        self._reload()
        reading = self._presenter.state().reading
        if reading is not None and changes.kinds & {Kind.CONSENT, Kind.MINUTES}:
            self._presenter.open(reading.id)
            self._show(again=True)

    def commit_drafts(self) -> None:
        """Keep a reason that is being typed; close what was opened for one: it is read once."""
        self._keep_begun()
        if self._presenter.close_restricted():
            self._show(again=True)

    def here(self) -> tuple[str, str] | None:
        reading = self._presenter.state().reading
        return (reading.id, "") if reading is not None else None

    def primary_focus(self) -> QWidget | None:
        return self.table if self.model.rowCount() else self.none.button

    def _lay_out(self) -> None:
        page = Page("Comptes rendus")
        self.header = page.header
        for button in (self.check, self.sheet, self.papers, self.save, self.print):
            self.header.add_action(button)
        card = Card()
        card.body.setContentsMargins(1, Space.HALF, 1, 1)
        card.setFixedWidth(_LIST_WIDTH)
        self.table.setMinimumHeight(160)
        card.add(self.table, 1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.GROUP)
        row.addWidget(card)
        row.addWidget(self.pane, 1)
        self._both = both
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(self.none)
        page.body.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _connect(self) -> None:
        self.table.selected.connect(lambda _key: self._timer.start())
        self.table.opened.connect(self._open)
        self._timer.timeout.connect(lambda: self._open(self.table.current_key()))
        self.print.clicked.connect(lambda: self._output.preview(self._presenter.printable()))
        self.save.clicked.connect(lambda: self._output.save(self._presenter.printable()))
        self.sheet.clicked.connect(lambda: self._output.preview(self._presenter.attendance()))
        self.papers.clicked.connect(self._open_papers)
        self.check.clicked.connect(self._check_file)
        self.pane.export_asked.connect(lambda: self._output.save_file(*self._presenter.export()))
        self.pane.verify_asked.connect(self._verify)
        self.pane.corrected.connect(self._correct)
        self.pane.read_asked.connect(self._read_restricted)
        self.pane.case_asked.connect(lambda id_: self._go("case", id_))
        self.pane.plan_asked.connect(lambda id_: self._go("case", id_, "plan"))
        bind_key(self, "Ctrl+P", self.print.click, everywhere=True)
        bind_key(self, "Ctrl+S", self.save.click, everywhere=True)

    def _reload(self) -> None:
        self._loaded = True
        self._presenter.reload()
        state = self._presenter.state()
        self.header.set_title("Comptes rendus", state.summary)
        self.table.set_records(state.lines)
        for button in (self.check, self.sheet, self.papers, self.save, self.print):
            show_if(button, state.lines)
        self._stack.setCurrentWidget(self._both if state.lines else self.none)

    def _open(self, key: str) -> None:
        self._timer.stop()
        reading = self._presenter.state().reading
        if not key or (reading is not None and reading.id == key):
            return
        self._presenter.open(MinutesId(key))
        self.pane.banner.clear()
        self._show()

    def _show(self, *, again: bool = False) -> None:
        self._keep_begun()
        reading = self._presenter.state().reading
        if reading is not None:
            self.pane.show_reading(reading, again=again)
            self.pane.show_begun(self._half.of(reading.id))

    def _keep_begun(self) -> None:
        if self.pane.shown:
            self._half.keep(self.pane.shown, self.pane.begun())

    def _verify(self) -> None:
        intact, sentence = self._presenter.verify()
        self.pane.banner.show_message(sentence, Tone.OK if intact else Tone.LATE)

    def _check_file(self) -> None:
        data = self._output.open_file()
        if data is None:
            return
        intact, sentence, minutes_id = self._presenter.check_file(data)
        if minutes_id:
            self._open(minutes_id)
            self.table.select(minutes_id)
            self._timer.stop()
        self.pane.banner.show_message(sentence, Tone.OK if intact else Tone.LATE)

    def _correct(self, reason: str) -> None:
        try:
            meeting_id, changes = self._presenter.reopen(reason)
        except UserError as error:
            self.pane.refuse(error.text)
            return
        self.pane.close_question()
        self._keep_begun()
        self._shell.changes.publish(changes, self)
        self._go("meeting", meeting_id)

    def _open_papers(self) -> None:
        reading = self._presenter.state().reading
        if reading is not None:
            self._go("closing", reading.meeting_id)

    def _read_restricted(self, position: int, reason: str) -> None:
        try:
            self._presenter.open_restricted(position, reason)
        except UserError as error:
            view = next(view for view in self.pane.items if view.item.position == position)
            view.refuse(error.text)
            return
        self._show(again=True)
        self._keep_begun()  # the reason that was given is typed no more

    def _go(self, screen: str, record: str, choice: str = "") -> None:
        self._shell.navigator.go(Intent(screen, record, choice))
