# SPDX-License-Identifier: EUPL-1.2
"""The one screen after a meeting: answer the plan lines, print everything, note what is filed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.care_plan import LineState
from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.ids import MeetingId
from app.services.identities import IdentityService
from app.services.papers import Paper
from ui.output import Output
from ui.reopening import Reopening
from ui.screens.closing.cards import FilingsCard, MinutesCard, PapersCard, ProposalsCard
from ui.screens.closing.presenter import ClosingPresenter
from ui.shell import Intent, Screen, Shell
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    EmptyState,
    KeyRow,
    Page,
    announce,
    bind_key,
)

_SHOWN = frozenset(
    {Kind.MINUTES, Kind.PLAN_LINE, Kind.CARE_PLAN, Kind.FILING, Kind.CONSENT, Kind.ACTION}
)
_RIGHT = 400


class ClosingScreen(Screen):
    """Answers `Intent("closing", record=<a closed meeting>)`."""

    def __init__(
        self, presenter: ClosingPresenter, identities: IdentityService, shell: Shell
    ) -> None:
        super().__init__()
        self._presenter, self._identities, self._shell = presenter, identities, shell
        self._output = Output(shell)
        self.save = Button("Enregistrer dans un dossier…", icon=IconName.FOLDER, key="Ctrl S")
        self.print = Button(
            "Tout imprimer…", kind=ButtonKind.PRIMARY, icon=IconName.PRINT, key="Ctrl P"
        )
        self.banner = Banner()
        self.proposals, self.minutes, self.filings = ProposalsCard(), MinutesCard(), FilingsCard()
        self.papers = PapersCard(Reopening(identities, shell.tasks))
        self.none = EmptyState(
            "Aucune réunion close n’est ouverte ici.",
            "Comptes rendus",
            lambda: shell.navigator.go(Intent("minutes")),
            icon=IconName.MINUTES,
        )
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        self.banner.clear()
        if record:
            self.papers.reopening.put_away()
            try:
                self._presenter.open(MeetingId(record))
            except UserError as error:
                self._complain(error)
        self._render()

    def refresh(self, changes: Changes) -> None:
        if self._presenter.meeting is not None and changes.kinds & _SHOWN:
            self._reload()

    def here(self) -> tuple[str, str] | None:
        meeting = self._presenter.meeting
        return (meeting, "") if meeting is not None else None

    def primary_focus(self) -> QWidget | None:
        waiting = self._waiting_row(0)
        if waiting is not None:
            return waiting
        return self.print if self._presenter.state is not None else self.none.button

    # --- laying out --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._page = page = Page("Sortir de la réunion")
        for button in (self.save, self.print):
            page.header.add_action(button)
        both = QWidget()
        columns = QHBoxLayout(both)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(Space.GROUP)
        right = QWidget()
        right.setFixedWidth(_RIGHT)
        for holder, cards in (
            (None, (self.proposals, self.minutes)),
            (right, (self.papers, self.filings)),
        ):
            column = QVBoxLayout(holder) if holder is not None else QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(Space.GROUP)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            if holder is None:
                columns.addLayout(column, 1)
            else:
                columns.addWidget(holder)
        self._both = both
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(self.none)
        page.body.addWidget(self.banner)
        page.body.addWidget(self._stack, 1)
        self.hold(page)

    def _connect(self) -> None:
        self.proposals.answered.connect(self._answer)
        self.proposals.all_accepted.connect(self._accept_all)
        self.minutes.read_asked.connect(self._read)
        self.papers.wanted.connect(self._want)
        self.papers.named.connect(lambda named: self._choose_names(named=named))
        self.filings.noted.connect(self._file)
        self.filings.all_asked.connect(lambda: self._shell.navigator.go(Intent("filings")))
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        bind_key(self, "Ctrl+P", self.print.click, everywhere=True)
        bind_key(self, "Ctrl+S", self.save.click, everywhere=True)

    # --- showing -----------------------------------------------------------------------------

    def _reload(self) -> None:
        try:
            self._presenter.reload()
        except UserError as error:
            self._complain(error)
        self._render()

    def _render(self) -> None:
        state = self._presenter.state
        self._stack.setCurrentWidget(self._both if state is not None else self.none)
        for button in (self.save, self.print):
            button.setEnabled(state is not None)
        if state is None:
            self._page.header.set_title("Sortir de la réunion")
            return
        self._page.header.set_title("Sortir de la réunion", f"{state.title} · {state.subtitle}")
        self.proposals.show_state(state)
        self.minutes.show_state(state)
        self.filings.show_state(state)
        self.papers.show_state(state, self._about_names())

    def _about_names(self) -> str:
        state = self._presenter.state
        if state is None or not any(line.paper is Paper.EXTRACTS for line in state.papers):
            return ""
        if not state.nominative:
            return self._identities.refusal if not self._may_name() else ""
        if not state.named:
            return "Les extraits et les plans portent des codes."
        if self._identities.available:
            return "Les extraits et les plans portent le nom, là où la personne est d’accord."
        return "Votre phrase de passe sera demandée une fois."

    def _may_name(self) -> bool:
        return self._identities.available or self._identities.may_reopen

    # --- doing -------------------------------------------------------------------------------

    def _do(self, write: Callable[[], Changes]) -> None:
        try:
            changes = write()
        except UserError as error:
            self._complain(error)
            return
        self._shell.changes.publish(changes, self)
        self._render()

    def _answer(self, line_id: str, state: LineState) -> None:
        lines = self._presenter.state.proposals if self._presenter.state else ()
        place = next((i for i, line in enumerate(lines) if line.id == line_id), 0)
        self._do(lambda: self._presenter.answer(line_id, state))
        self._go_to_next(place)

    def _accept_all(self) -> None:
        self._do(self._presenter.accept_all)
        self._go_to_next(0)

    def _go_to_next(self, place: int) -> None:
        """The next line without an answer; once all have one, the button that prints."""
        row = self._waiting_row(place) or self._waiting_row(0)
        if row is not None:
            self.proposals.list.focus_row(self.proposals.list.rows.index(row))
            self._page.area.ensureWidgetVisible(row)
            return
        self._page.area.verticalScrollBar().setValue(0)
        self.print.setFocus(Qt.FocusReason.TabFocusReason)
        announce(self.print, "Toutes les lignes ont une réponse.")

    def _waiting_row(self, place: int) -> KeyRow | None:
        state = self._presenter.state
        lines = state.proposals if state is not None else ()
        for rank, line in enumerate(lines):
            if rank >= place and line.state is LineState.PROPOSED:
                return self.proposals.list.rows[rank]
        return None

    def _want(self, paper: Paper, wanted: bool) -> None:  # noqa: FBT001  a signal's argument
        self._presenter.want(paper, wanted=wanted)
        self._render()

    def _choose_names(self, *, named: bool) -> None:
        self.papers.reopening.put_away()
        self._presenter.name_people(named=named)
        self._render()

    def _file(self, filing_id: str) -> None:
        lines = self._presenter.state.filings if self._presenter.state else ()
        place = next((i for i, line in enumerate(lines) if line.id == filing_id), 0)
        self._do(lambda: self._presenter.file(filing_id))
        self.filings.list.focus_row(min(place + 1, len(lines) - 1))

    def _print(self) -> None:
        self._with_names(self._print, lambda: self._output.preview_batch(self._presenter.batch()))

    def _save(self) -> None:
        self._with_names(
            self._save, lambda: self._output.save_batch(self._presenter.batch(), self._saved)
        )

    def _with_names(self, again: Callable[[], None], act: Callable[[], object]) -> None:
        """Ask for the passphrase where names are wanted and closed, then do it `again`."""
        self.banner.clear()
        if self._presenter.needs_names() and self.papers.reopening.needed(again):
            self._page.area.ensureWidgetVisible(self.papers.reopening)
            return
        self._render()
        try:
            act()
        except UserError as error:
            self._complain(error)

    def _saved(self, folder: object) -> None:
        self.banner.show_message(f"Les documents sont dans le dossier {folder}.", Tone.OK)

    def _read(self) -> None:
        state = self._presenter.state
        if state is not None:
            self._shell.navigator.go(Intent("minutes", record=state.minutes_id))

    def _complain(self, error: UserError) -> None:
        self.banner.show_message(error.text, Tone.LATE)
