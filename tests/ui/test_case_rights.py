# SPDX-License-Identifier: EUPL-1.2
"""« Droits » : what a person may ask, answered from one page over a real vault."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from app.domain.case import Identity
from app.domain.ids import CaseId
from app.services.cases import CaseDraft
from app.services.erasure import EarlyErasure, StillHeld
from app.services.vault import Session
from app.storage.errors import DiskFull, ReadFailed
from tests.services.safe import OTHER, Safe, known_patient, let_in
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import press
from ui.reopening import Reopening
from ui.screens.case.rights_page import RightsPage
from ui.screens.case.rights_presenter import RightsPresenter, RightsServices
from ui.shell import Intent, MainWindow, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import Toast


class Side(Screen):
    """The page alone on a screen."""

    def __init__(self, page: RightsPage) -> None:
        super().__init__()
        self.page = page
        self.hold(page)

    def open_record(self, record: str, choice: str) -> None:
        if record and not choice:
            self.page.show_case(CaseId(record))


class Ground:
    """A window on one person's rights, and the vault underneath."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session, self.tasks = qtbot, session, Tasks()
        self.dialogs = FakeDialogs()
        desk = session.desk

        def make(shell: Shell) -> Screen:
            services = RightsServices(desk.person, desk.cases, desk.erasure)
            key = Reopening(desk.identities, shell.tasks)
            return Side(RightsPage(RightsPresenter(services), shell, key, shell.changes.publish))

        specs = (
            ScreenSpec("case", "Situation", IconName.CASES, make),
            ScreenSpec("cases", "Situations", IconName.CASES, lambda _shell: Screen()),
        )
        self.window = MainWindow(
            "Port", specs, tasks=self.tasks, dialogs=self.dialogs, full_screen=False
        )
        qtbot.addWidget(self.window, before_close_func=lambda _: self.window.hide())
        with qtbot.waitActive(self.window):
            self.window.show()

    def show(self, case_id: CaseId) -> RightsPage:
        self.window.navigator.go(Intent("case", case_id))
        side = self.window.screen_of("case")
        assert isinstance(side, Side)
        return side.page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    def person(self, *, presented: bool) -> CaseId:
        desk = self.session.desk
        case_id, _ = desk.cases.open(CaseDraft(question="Que faire ?"))
        desk.cases.save_identity(case_id, Identity("Verdier", "Marguerite"))
        if presented:
            meeting, _ = desk.agendas.prepare_next()
            item, _ = desk.agendas.add_case(meeting, case_id)
            desk.meetings.start(meeting)
            desk.meetings.enter(item)
            desk.meetings.decide(item, "Revoir le traitement")
            desk.minutes.close(meeting)
        return case_id


@pytest.fixture
def ground(tmp_path: Path, qtbot: QtBot) -> Iterator[Ground]:
    session = Safe(tmp_path / "port.tdt").make()
    ground = Ground(qtbot, session)
    yield ground
    ground.tasks.close()
    session.close()


def test_the_whole_file_is_saved_for_another_program(ground: Ground, tmp_path: Path) -> None:
    case_id = ground.person(presented=False)
    ground.dialogs.file_to_save = tmp_path / "dossier.json"
    page = ground.show(case_id)
    page.file_button.click()
    assert page.waiting.isVisible()
    ground.settle()
    assert page.waiting.isHidden()
    content = json.loads((tmp_path / "dossier.json").read_text(encoding="utf-8"))
    assert content["identity"]["last"] == "Verdier"


def test_identities_that_are_closed_are_opened_first(ground: Ground, tmp_path: Path) -> None:
    case_id = ground.person(presented=False)
    ground.session.desk.identities.drop()
    ground.dialogs.file_to_save = tmp_path / "dossier.json"
    page = ground.show(case_id)
    page.file_button.click()
    assert page.key.isVisible()
    assert not (tmp_path / "dossier.json").exists()


def test_what_must_be_kept_says_why_and_until_when(ground: Ground) -> None:
    page = ground.show(ground.person(presented=True))
    assert "présentée à l’équipe" in page.erasure.verdict.text()
    assert page.erasure.begin.isVisible()
    page.erasure.begin.click()
    assert page.erasure.form.isVisible()
    page.erasure.confirm.click()
    assert page.erasure.reason.isVisible()
    assert page.erasure.form.isVisible()  # nothing without a reason


def test_with_a_reason_the_person_is_erased_and_nothing_of_them_is_left(ground: Ground) -> None:
    case_id = ground.person(presented=True)
    page = ground.show(case_id)
    page.erasure.begin.click()
    page.erasure.reason.set_value(EarlyErasure.DECIDED.value)
    page.erasure.confirm.click()
    assert ground.session.desk.cases.file(case_id).case.erased
    assert ground.session.store.rows.cases.sealed_identity(case_id) is None
    assert "réécrit" in page.banner.label.text()
    ground.settle()
    assert not ground.session.store.rows.erasure.owed
    assert "Aucune copie connue" in page.banner.label.text()
    assert not page.erasure.begin.isVisible()
    assert not page.read_button.isVisible()


def test_nobody_is_erased_by_one_key(ground: Ground) -> None:
    case_id = ground.person(presented=False)
    page = ground.show(case_id)
    page.erasure.begin.setFocus()
    press(page.erasure.begin, "Space")
    assert page.erasure.cancel.hasFocus()
    press(page.erasure.cancel, "Space")
    assert not page.erasure.form.isVisible()
    assert not ground.session.desk.cases.file(case_id).case.erased


def test_a_situation_opened_by_mistake_goes_to_the_bin_and_a_presented_one_does_not(
    ground: Ground,
) -> None:
    mistaken, presented = ground.person(presented=False), ground.person(presented=True)
    assert not ground.show(presented).bin_button.isVisible()
    ground.show(mistaken).bin_button.click()
    assert ground.window.navigator.here == Intent("cases")
    assert [one.id for one in ground.session.desk.cases.all()] == [presented]


def test_the_copies_that_hold_one_person_are_not_said_to_hold_another(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased, other = ground.person(presented=False), ground.person(presented=False)
    erasure = ground.session.desk.erasure
    assert erasure is not None
    copy = StillHeld(Path("port-2026-11-26.tdts"), datetime(2026, 11, 26))  # noqa: DTZ001  local
    monkeypatch.setattr(erasure, "still_held", lambda _case: (copy,))
    page = ground.show(erased)
    page.erasure.begin.click()
    page.erasure.confirm.click()
    ground.settle()
    assert "port-2026-11-26.tdts" in page.erasure.held.text()
    ground.show(other)
    assert page.erasure.held.isHidden()
    assert page.erasure.held.text() == ""
    ground.show(erased)
    ground.settle()
    assert "port-2026-11-26.tdts" in page.erasure.held.text(), "it is looked for again"


def test_an_answer_that_is_ready_once_the_page_was_left_is_not_shown_over_another(
    ground: Ground, tmp_path: Path
) -> None:
    case_id, other = ground.person(presented=False), ground.person(presented=False)
    ground.dialogs.file_to_save = tmp_path / "dossier.json"
    page = ground.show(case_id)
    page.file_button.click()
    ground.show(other)
    ground.settle()
    assert not (tmp_path / "dossier.json").exists()
    assert page.waiting.isHidden()


def test_an_answer_that_could_not_be_gathered_is_said_over_the_page(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(_case_id: CaseId) -> None:
        raise ReadFailed

    page = ground.show(ground.person(presented=False))
    monkeypatch.setattr(ground.session.desk.person.access._journal, "of_case", unread)
    page.file_button.click()
    ground.settle()
    assert "n’a pas répondu" in page.banner.label.text()
    assert page.waiting.isHidden()


def test_a_rewriting_that_failed_is_said_over_another_page_and_tried_again_on_return(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased, other = ground.person(presented=False), ground.person(presented=False)
    page, store = ground.show(erased), ground.session.store

    def full() -> None:
        raise DiskFull

    page.erasure.begin.click()
    with monkeypatch.context() as disk:
        disk.setattr(store, "compact", full)
        page.erasure.confirm.click()
        ground.show(other)
        ground.settle()
    toast = ground.window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert "n’a pas pu être réécrit" in toast.label.text()
    ground.show(erased)
    ground.settle()
    assert not store.rows.erasure.owed
    assert "Aucune copie connue" in page.banner.label.text()


def test_the_minutes_to_correct_are_those_that_tell_of_the_person(ground: Ground) -> None:
    case_id = ground.person(presented=True)
    ground.show(case_id).minutes_button.click()
    assert ground.window.navigator.here == Intent("case", case_id, "timeline")


def test_who_may_only_read_is_offered_no_bin(tmp_path: Path, qtbot: QtBot) -> None:
    safe = Safe(tmp_path / "port.tdt")
    session = safe.make()
    reader, case_id = let_in(session), known_patient(session)
    session.close()
    with safe.open(OTHER, reader) as read:
        ground = Ground(qtbot, read)
        page = ground.show(case_id)
        assert page.read_button.isVisible()
        assert not page.bin_button.isVisible()
        assert not page.erasure.begin.isVisible()
        ground.tasks.close()


def test_an_answer_that_is_ready_once_the_person_was_erased_is_not_handed_over(
    ground: Ground, tmp_path: Path
) -> None:
    ground.dialogs.file_to_save = tmp_path / "dossier.json"
    page, gate = ground.show(ground.person(presented=False)), Event()
    ground.tasks.run(lambda: gate.wait(10), lambda _: None, lambda _: None)
    page.file_button.click()
    page.erasure.begin.click()
    page.erasure.confirm.click()
    gate.set()
    ground.settle()
    assert not (tmp_path / "dossier.json").exists()
