# SPDX-License-Identifier: EUPL-1.2
"""One situation, new or known: its summary, consent and sealed identity, and its plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.due import read_due
from app.domain.errors import NotSavedError, UserError
from app.domain.ids import CaseId
from app.services.agendas import AgendaService
from app.services.care_plans import CarePlanService
from app.services.cases import CaseService
from app.services.consents import ConsentService
from app.services.directory import DirectoryService
from app.services.documents import DocumentService
from app.services.identities import IdentityService
from app.services.kept_forms import KeptForms
from app.services.lives import Lives
from app.services.outbox import kept_aside
from app.services.plain_words import shipped_plain_words
from app.services.protocol_desk import ProtocolDesk
from ui.autosave import Aside, Autosave, commit_all
from ui.reopening import Reopening
from ui.screens.case.begun import BegunCase
from ui.screens.case.circle_side import CircleSide
from ui.screens.case.closed_file import is_closed, show_obstacle
from ui.screens.case.header import CaseHeader
from ui.screens.case.life_side import LifeSide
from ui.screens.case.person_side import PersonSide
from ui.screens.case.plan_editor import LineHelp
from ui.screens.case.plan_page import PlanPage
from ui.screens.case.plan_presenter import PlanPresenter
from ui.screens.case.plan_state import PlanState
from ui.screens.case.presenter import CaseForm, CasePresenter, CaseState
from ui.screens.case.printing import CasePaper, CasePrinting
from ui.screens.case.protocol_side import ProtocolSide
from ui.screens.case.rights_page import RightsPage
from ui.screens.case.rights_presenter import RightsPresenter, RightsServices
from ui.screens.case.summary_page import SummaryPage
from ui.screens.case.timeline_page import TimelinePage
from ui.screens.case.vocabulary import Problems
from ui.shell import Entry, Intent, Screen, Shell
from ui.theme import Space, Tone
from ui.widgets import Banner, Sides, bind_key

if TYPE_CHECKING:
    from app.services.desk import Desk

SUMMARY, PLAN, TIMELINE, RIGHTS = "summary", "plan", "timeline", "rights"
_NAMES = {SUMMARY: "Situation", PLAN: "Plan", TIMELINE: "Parcours", RIGHTS: "Droits"}
_Side = PlanPage | TimelinePage | RightsPage
_SHOWN = frozenset(Kind) - {Kind.PRACTICE, Kind.VAULT}


@dataclass(frozen=True)
class CaseServices:
    """What the screen works with; `today` and `now` are local.

    `next_meeting` is the day of the first meeting after a day.
    """

    cases: CaseService
    lives: Lives
    consents: ConsentService
    care_plans: CarePlanService
    documents: DocumentService
    directory: DirectoryService
    agendas: AgendaService
    identities: IdentityService
    protocols: ProtocolDesk
    kept: KeptForms
    rights: RightsServices
    today: Callable[[], date]
    now: Callable[[], datetime]
    next_meeting: Callable[[date], date]

    @classmethod
    def of(cls, desk: "Desk") -> "CaseServices":
        """Those of one open vault."""
        return cls(
            cases=desk.cases,
            lives=desk.lives,
            consents=desk.consents,
            care_plans=desk.care_plans,
            documents=desk.documents,
            directory=desk.directory,
            agendas=desk.agendas,
            identities=desk.identities,
            protocols=desk.protocols,
            kept=desk.outbox.forms,
            rights=RightsServices(desk.person, desk.cases, desk.erasure),
            today=desk.clock.today,
            now=desk.clock.local,
            next_meeting=desk.series.next_after,
        )

    def read_due(self, text: str) -> date | None:
        """What a typed day to come means, None when it is not one."""
        today = self.today()
        return read_due(text, today, lambda: self.next_meeting(today))


class CaseScreen(Screen):
    """Answers `Intent("case", record=<id>)`; choice: a side, "consent", "withdrawal" or "new"."""

    def __init__(self, shell: Shell, services: CaseServices) -> None:
        super().__init__()
        self._shell, self._services = shell, services
        self._presenter = CasePresenter(services.cases, services.kept)
        self.key = Reopening(services.identities, shell.tasks)
        self.printing = CasePrinting(shell, services.documents, self.key)
        self._problems, jargon = Problems(), shipped_plain_words().find
        self._state: CaseState | None = None
        self.header = CaseHeader()
        self.banner = Banner()
        find, read = services.directory.find, services.read_due
        key = Reopening(services.identities, shell.tasks)
        self.summary = SummaryPage(find, services.today, key, read)
        self.plan = PlanPage(
            PlanPresenter(services.care_plans, services.kept, self._tell),
            lambda: LineHelp(find, self._problems.suggest, services.today(), read, jargon),
            shell.toast,
            self._make_autosave,
        )
        self.timeline = TimelinePage(services.lives.timeline, shell.navigator.go)
        self.rights = _rights(shell, services, self._tell)
        others: dict[str, _Side] = {PLAN: self.plan, TIMELINE: self.timeline, RIGHTS: self.rights}
        self._beside = others
        self.sides = Sides(_NAMES, (self.summary, *self._beside.values()))
        self.tabs = self.sides.tabs
        self._life = LifeSide(self.summary.life, services.lives, shell, self._tell)
        self._circle = CircleSide(
            self.summary.circle, services.lives.circles, shell.toast, self._tell
        )
        self._protocols = ProtocolSide(
            self.summary.protocols, services.protocols, shell, self._tell
        )
        self._person = PersonSide(self.summary, services, self._tell)
        self._begun = BegunCase(services.kept.pages, self.summary, self.plan)
        self._autosave = self._make_autosave(
            self._save,
            Aside(lambda: self._presenter.keep_aside(self.summary.form()), self._presenter.taken),
        )
        _lay_out(
            self, self.header, (self.tabs, self.key, self.printing.remark, self.banner), self.sides
        )
        self._connect()

    # --- what the shell asks -----------------------------------------------------------------

    def open_record(self, record: str, choice: str) -> None:
        if choice == "new":
            self._begin()
        elif record:
            self._tell(self._services.lives.life.reach_reviews())
            self._show(CaseId(record))
            self._services.cases.opened(CaseId(record))
            self._choose(choice if choice in self._beside else SUMMARY)
            if choice in ("consent", "withdrawal"):
                self._person.note_consent(withdrawn=choice == "withdrawal")

    def refresh(self, changes: Changes) -> None:
        if self._presenter.case_id is not None and changes.kinds & _SHOWN:
            if self._autosave.flush():  # else what is on the screen is all there is of it
                self._render(self._presenter.show(self._presenter.case_id))
            if not self.plan.dirty:
                self.plan.reload()
            self._read(self.tabs.current)

    def commit_drafts(self) -> None:
        if self._presenter.case_id is None:
            self._keep_unopened()
            return
        self.summary.settle()
        self._begun.keep(self._presenter.case_id)
        commit_all(
            self._autosave.flush_or_raise, self.plan.commit, self._person.leave, self._circle.commit
        )

    def here(self) -> tuple[str, str] | None:
        case_id = self._presenter.case_id
        if case_id is not None:
            return case_id, self.tabs.current
        return (self._presenter.new_id, SUMMARY) if self.summary.form().has_words else ("", "new")

    def primary_focus(self) -> QWidget | None:
        if self._presenter.case_id is not None and self.tabs.current in self._beside:
            return self._beside[self.tabs.current].first_focus()
        if not self.summary.consent.form.isHidden():
            return self.summary.consent.form.state
        return self.summary.demand.title_field.edit

    def palette_entries(self) -> Sequence[Entry]:
        return self.printing.entries(self._print) if self._presenter.case_id else ()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.key.put_away()
        self._person.hide_identity()

    def _connect(self) -> None:
        self.header.back.connect(lambda: self._shell.navigator.go(Intent("cases")))
        self.header.opened.connect(self._open)
        self.header.dropped.connect(self._drop)
        self.header.print_asked.connect(self._print)
        self.tabs.chosen.connect(self._choose)
        self.summary.edited.connect(self._on_edited)
        self.summary.committed.connect(self._autosave.flush)
        self._person.consent_opened.connect(self._on_consent_opened)
        self._person.consent_noted.connect(self._show_again)
        self._life.changed.connect(self._show_again)
        self._protocols.changed.connect(self._show_again)
        self.rights.changed.connect(self._show_again)
        self.plan.shown.connect(self._on_plan_shown)
        self.plan.needs_asked.connect(lambda: self._shell.navigator.go(Intent("needs")))
        bind_key(self, "Ctrl+P", self._print)
        bind_key(self, "Ctrl+S", self._open)
        bind_key(self, "Alt+Left", self.header.back.emit)
        bind_key(self, "Ctrl+PgDown", lambda: self._choose(self.sides.step(1)))
        bind_key(self, "Ctrl+PgUp", lambda: self._choose(self.sides.step(-1)))

    def _make_autosave(self, save: Callable[[], object], aside: Aside) -> Autosave:
        return Autosave(save, aside, self.header.saved, self._services.now, self)

    # --- a new situation ---------------------------------------------------------------------

    def _begin(self) -> None:
        """A blank form; one that was begun and not opened is still there."""
        if self._presenter.case_id is None and self.summary.form() != CaseForm():
            return
        self._autosave.forget()
        self._render(self._presenter.begin())
        self._choose(SUMMARY)

    def _open(self) -> None:
        if self._presenter.case_id is not None:
            self._autosave.flush()
            return
        try:
            case_id, changes = self._presenter.open(self.summary.form())
        except UserError as error:
            self.banner.show_message(error.text, Tone.LATE)
            return
        self._tell(changes)
        self._show(case_id)
        self._person.note_consent()

    def _drop(self) -> None:
        self._render(self._presenter.begin())
        self._shell.navigator.go(Intent("cases"))

    def _keep_unopened(self) -> None:
        """Words that were typed are never lost: leaving opens the situation they are about."""
        form = self.summary.form()
        if not form.has_words:
            return
        try:
            case_id, changes = self._presenter.open(self._presenter.keepable(form))
        except NotSavedError as error:
            if self._presenter.keep_aside(form):
                raise kept_aside(error) from error
            raise
        self._tell(changes)
        self._begun.keep(case_id)
        self._show(case_id)
        code = self._services.cases.file(case_id).case.code
        self._shell.toast(f"{code} est ouverte\u00a0: ce qui était écrit est gardé")

    # --- a known one -------------------------------------------------------------------------

    def _show(self, case_id: CaseId) -> None:
        self._begun.keep(self._presenter.case_id)
        if case_id != self._presenter.case_id:
            self.header.saved.setText("")
            self.printing.put_away()
            self.sides.go_to_top()
            self._autosave.forget()
        self._render(self._presenter.show(case_id))
        self.plan.show_case(case_id)
        self._begun.show(case_id)

    def _render(self, state: CaseState) -> None:
        people = self._services.care_plans.view(state.id).people if state.id else None
        self._render_head(state)
        self.summary.show_state(state, people)
        self._person.show_file(state.file, people)
        self._circle.show_case(state.id)
        self._life.show_case(state.id, state.file.case.merged_into if state.file else None)
        self.tabs.setVisible(state.file is not None)
        writable = state.file is None or not is_closed(state.file.case)
        self._protocols.show_case(state.id, writable=writable)
        self.summary.set_writable(writable=writable)
        self.plan.set_writable(writable=writable)

    def _render_head(self, state: CaseState) -> None:
        self._state = state
        self.header.show_state(state, on_plan=self.tabs.current == PLAN)
        show_obstacle(self.banner, state, self._person.note_consent, self._shell.navigator.go)

    def _choose(self, side: str) -> None:
        if self._presenter.case_id is None:
            side = SUMMARY
        self.sides.choose(side)
        self._read(side)
        if self._state is not None:
            self._render_head(self._state)

    def _read(self, side: str) -> None:
        """Sides that are read when they are shown, and not before."""
        if side in (TIMELINE, RIGHTS) and self._presenter.case_id is not None:
            self._beside[side].show_case(self._presenter.case_id)

    def _on_edited(self) -> None:
        self.summary.judge(self._presenter.faults(self.summary.form()))
        if self._presenter.case_id is not None:
            self._autosave.touch()

    def _save(self) -> None:
        form = self.summary.form()
        self._tell(self._presenter.save(self._presenter.keepable(form)))
        if self._presenter.case_id is not None:
            self._render_head(self._presenter.show(self._presenter.case_id))
        self._presenter.require(form)

    def _tell(self, changes: Changes) -> None:
        self._shell.changes.publish(changes, self)

    def _on_plan_shown(self, state: object) -> None:
        count = len(state.proposals) if isinstance(state, PlanState) else 0
        self.tabs.set_words(PLAN, f"Plan · {count} à revoir" if count else "Plan")

    def _on_consent_opened(self) -> None:
        self._choose(SUMMARY)
        self.sides.bring_into_sight(SUMMARY, self.summary.consent)

    def _show_again(self) -> None:
        if self._presenter.case_id is not None:
            self._show(self._presenter.case_id)

    # --- paper -------------------------------------------------------------------------------

    def _print(self, paper: CasePaper | None = None) -> None:
        if self._presenter.case_id is None:
            return
        self._autosave.flush()
        self.plan.commit()
        self.printing.start(self._presenter.case_id, paper or self.header.paper())


def _rights(shell: Shell, services: CaseServices, tell: Callable[[Changes], object]) -> RightsPage:
    key = Reopening(services.identities, shell.tasks)
    return RightsPage(RightsPresenter(services.rights), shell, key, tell)


def _lay_out(screen: QWidget, head: QWidget, under: tuple[QWidget, ...], sides: QWidget) -> None:
    top = QVBoxLayout()
    top.setContentsMargins(Space.PAGE - Space.RELATED, 20, Space.PAGE, 0)
    top.addWidget(head)
    bars = QVBoxLayout()
    bars.setContentsMargins(Space.PAGE, 0, Space.PAGE, Space.GROUP)
    bars.setSpacing(Space.SNUG)
    for widget in under:
        bars.addWidget(widget)
    whole = QVBoxLayout(screen)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(Space.RELATED)
    whole.addLayout(top)
    whole.addLayout(bars)
    whole.addWidget(sides, 1)
