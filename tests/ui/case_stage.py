# SPDX-License-Identifier: EUPL-1.2
"""The two screens of situations in a real window, over a real vault."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.domain.field import Field
from app.domain.ids import CaseId
from app.services.cases import CaseDraft
from app.services.meetings import ActionDraft
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office
from tests.ui.fakes import FakeDialogs
from ui.screens.case import CaseScreen, CaseServices
from ui.screens.cases import CasesScreen
from ui.screens.feedback import FeedbackPresenter, FeedbackScreen
from ui.shell import Intent, MainWindow, Screen, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import Toast

NASTY = (
    "<b>gras</b> & <para> =1+1 @moi\nשלום 👩🏽‍⚕️ « été »\u00a0: 29/02",
    "x" * 6000,
)


class CaseStage:
    """A window on the list and on one situation, and the office underneath."""

    def __init__(self, office: Office, window: MainWindow, tasks: Tasks) -> None:
        self.office, self.window, self.tasks = office, window, tasks
        self.cisse = office.person("Cissé", "Aminata", profession="Infirmière")
        self.imbert = office.person("Imbert", "Jeanne", Field.SOCIAL, "Assistante sociale")

    @property
    def cases(self) -> CasesScreen:
        screen = self.window.screen_of("cases")
        assert isinstance(screen, CasesScreen)
        return screen

    @property
    def case(self) -> CaseScreen:
        screen = self.window.screen_of("case")
        assert isinstance(screen, CaseScreen)
        return screen

    @property
    def toast(self) -> Toast:
        toast = self.window.findChild(Toast)
        assert isinstance(toast, Toast)
        return toast

    def go(self, screen: str, record: str = "", choice: str = "") -> None:
        self.window.navigator.go(Intent(screen, record, choice))

    def here(self) -> Intent:
        intent = self.window.navigator.here
        assert intent is not None
        return intent

    def situation(self, title: str = "Chutes répétées", code: str = "") -> CaseId:
        """A situation brought by Aminata Cissé; nothing is noted of the consent."""
        draft = CaseDraft(
            code=code, title=title, requester_id=self.cisse, question="Comment éviter une chute ?"
        )
        return self.office.desk.cases.open(draft)[0]

    def discussed(self) -> CaseId:
        """A situation seen at a closed meeting that proposes two lines of care and one of aid."""
        case_id = self.situation()
        _, items = self.office.running(case_id)
        live = self.office.desk.meetings
        live.enter(items[0])
        due = date(2026, 12, 3)
        live.act(items[0], ActionDraft("Revoir l'ordonnance", who_id=self.cisse, due=due))
        live.act(items[0], ActionDraft("Bilan d'équilibre", who_name="Luc Ami", due=due))
        live.act(items[0], ActionDraft("Dossier APA", who_id=self.imbert, due=due))
        meeting_id = self.office.desk.cases.file(case_id).meetings[0].id
        self.office.desk.minutes.close(meeting_id)
        return case_id


@contextmanager
def open_stage(folder: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    """The stage, shown and active, closed at the end."""
    clock = HeldClock(NOON, PARIS)
    office = Office(folder / "data.db", clock)
    desk = office.desk
    services = CaseServices.of(desk)
    tasks = Tasks()
    specs = (
        ScreenSpec("cases", "Situations", IconName.CASES, lambda s: CasesScreen(s, desk.cases)),
        ScreenSpec(
            "case", "Situation", IconName.CASES, lambda s: CaseScreen(s, services), in_nav=False
        ),
        ScreenSpec(
            "feedback",
            "Retours",
            IconName.PERSON,
            lambda s: FeedbackScreen(reports, s, desk.outbox.pages),
        ),
        ScreenSpec("protocols", "Protocoles", IconName.CASES, lambda _: Screen(), in_nav=False),
        ScreenSpec("protocol", "Protocole", IconName.CASES, lambda _: Screen(), in_nav=False),
    )
    reports = FeedbackPresenter(desk.feedbacks, desk.directory, desk.outbox.forms, clock.today)
    window = MainWindow(
        "Maison de santé", specs, tasks=tasks, dialogs=FakeDialogs(), full_screen=False
    )
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    with qtbot.waitActive(window):
        window.show()
    yield CaseStage(office, window, tasks)
    tasks.close()
    office.close()
