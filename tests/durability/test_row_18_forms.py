# SPDX-License-Identifier: EUPL-1.2
"""Row 18: what is typed outside of a meeting is kept aside on a full disk, and comes back once."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.care_plan import PlanPart
from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from app.domain.protocol import ProtocolContent
from app.services.desk import Desk
from app.services.vault import Session
from app.storage.driver import Connection
from app.storage.errors import DiskFull
from tests.durability.lock_stage import LockStage, lock_stage, readable
from tests.durability.meeting import PASSPHRASE, Ground, workshop
from tests.ui.typing import press, type_text
from ui.autosave import Autosave, commit_all
from ui.restart import Place
from ui.screens.case import CaseScreen
from ui.screens.directory import DirectoryScreen
from ui.screens.protocol import ProtocolScreen
from ui.screens.protocol.text_page import TextPage
from ui.screens.settings import SettingsScreen
from ui.shell import Intent
from ui.shell.cover import LockCover

TYPED = "Elle dit ne plus tenir"


@dataclass
class Home:
    """A vault, its outbox on another path, and the application to open windows with."""

    ground: Ground
    state: Path
    application: QApplication

    def session(self) -> Session:
        return replace(workshop(), outbox=self.state).unlock(self.ground.folder, PASSPHRASE)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """What the vault holds, in a process of its own as it were."""
        with closing(self.session()) as session:
            yield session.desk

    @contextmanager
    def window(self, place: Place | None = None) -> Iterator[LockStage]:
        with lock_stage(self.ground, self.application, place, self.session()) as stage:
            yield stage

    def kept(self) -> list[Path]:
        return sorted(self.state.rglob("*.sealed"))


@pytest.fixture
def home(ground: Ground, tmp_path: Path, qapp: QApplication) -> Home:
    return Home(ground, tmp_path / "state", qapp)


def full(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the disk takes no transaction; what is there can be read."""
    execute = connection.execute

    def refuse(sql: str, *arguments: object) -> object:
        if sql == "COMMIT":
            raise DiskFull
        return execute(sql, *arguments)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(connection, "execute", refuse)


def case_of(home: Home) -> CaseId:
    with home.desk() as desk:
        return desk.cases.all()[0].id


def go_to(stage: LockStage, qtbot: QtBot, intent: Intent) -> None:
    stage.window.navigator.go(intent)
    stage.window.showNormal()
    with qtbot.waitActive(stage.window):
        stage.window.activateWindow()


def show(stage: LockStage, qtbot: QtBot, intent: Intent) -> CaseScreen:
    go_to(stage, qtbot, intent)
    screen = stage.window.screen_of("case")
    assert isinstance(screen, CaseScreen)
    return screen


def lock_on_a_full_disk(stage: LockStage, monkeypatch: pytest.MonkeyPatch) -> Place:
    with monkeypatch.context() as patch:
        full(stage.session.vault.connection, patch)
        return locked(stage)


def locked(stage: LockStage) -> Place:
    """Lock as an idle hour does; the place that the next process shows."""
    stage.program.lock("idle")
    assert readable() == []
    (restart,) = stage.restarts
    place = Place.read(str(restart.place))
    assert place is not None
    return place


def in_question(screen: CaseScreen) -> None:
    type_text(screen.summary.demand.question, TYPED)


def in_title(screen: CaseScreen) -> None:
    screen.summary.demand.title_field.set_text("")
    type_text(screen.summary.demand.title_field.edit, TYPED)


def in_psychic(screen: CaseScreen) -> None:
    type_text(list(screen.summary.fields.values())[1].text, TYPED)


def in_alert(screen: CaseScreen) -> None:
    type_text(screen.plan.ending.alert.text, TYPED)


def in_nights(screen: CaseScreen) -> None:
    type_text(screen.plan.ending.nights.edit, TYPED)


def in_line(screen: CaseScreen) -> None:
    editor = screen.plan.editor
    assert editor is not None
    type_text(editor.objective, TYPED)


def case_text(name: str) -> Callable[[Desk, CaseId], str]:
    return lambda desk, id_: str(getattr(desk.cases.file(id_).case, name))


def plan_text(name: str) -> Callable[[Desk, CaseId], str]:
    return lambda desk, id_: str(getattr(desk.care_plans.view(id_).plan, name, ""))


def line_text(desk: Desk, id_: CaseId) -> str:
    plan = desk.care_plans.view(id_).plan
    return plan.lines[0].objective if plan and plan.lines else ""


PLACES: dict[str, tuple[Callable[[CaseScreen], None], Callable[[Desk, CaseId], str]]] = {
    "title": (in_title, case_text("title")),
    "question": (in_question, case_text("question")),
    "psychic": (in_psychic, case_text("psychic")),
    "alert": (in_alert, plan_text("alert")),
    "nights": (in_nights, plan_text("alert_nights")),
    "line": (in_line, line_text),
}


@pytest.mark.logs("lock: KeptAsideError of screen case")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in ("question", "line") else pytest.mark.soak)
        for name in PLACES
    ],
)
def test_row_18_each_text_of_a_situation_is_kept_aside_and_comes_back_once(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write, read = PLACES[name]
    case_id = case_of(home)
    with home.window() as stage:
        screen = show(stage, qtbot, Intent("case", case_id, "plan"))
        if name == "line":
            screen.plan.add_buttons[PlanPart.CARE].click()
        write(screen)
        place = lock_on_a_full_disk(stage, monkeypatch)
    assert len(home.kept()) == 1
    with home.desk() as desk:
        assert TYPED not in read(desk, case_id), "the vault has it not"
    with home.window(place) as back:
        assert back.window.navigator.here == Intent("case", case_id, place.choice)
        assert read(back.session.desk, case_id).count(TYPED) == 1
    assert home.kept() == []
    with home.window(place) as again:
        assert read(again.session.desk, case_id).count(TYPED) == 1


@pytest.mark.logs("lock: KeptAsideError of screen case")
def test_row_18_texts_of_both_sides_are_all_kept_although_the_first_fails(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = case_of(home)
    with home.window() as stage:
        screen = show(stage, qtbot, Intent("case", case_id, "plan"))
        screen.plan.add_buttons[PlanPart.CARE].click()
        for name in ("psychic", "line", "alert"):
            PLACES[name][0](screen)
        lock_on_a_full_disk(stage, monkeypatch)
    assert len(home.kept()) == 3
    with home.window() as back:
        for name in ("psychic", "line", "alert"):
            assert PLACES[name][1](back.session.desk, case_id).count(TYPED) == 1


@pytest.mark.logs("lock: KeptAsideError of screen case")
def test_row_18_control_a_screen_that_stops_at_the_first_refusal_loses_the_rest(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_alone(*steps: Callable[[], object]) -> None:
        for step in steps:
            step()

    for module in ("view", "plan_page"):
        monkeypatch.setattr(f"ui.screens.case.{module}.commit_all", first_alone)
    with pytest.raises(AssertionError):
        test_row_18_texts_of_both_sides_are_all_kept_although_the_first_fails(
            home, qtbot, monkeypatch
        )
    assert commit_all is not first_alone


@pytest.mark.logs("lock: KeptAsideError of screen case")
def test_row_18_a_new_situation_is_opened_at_the_next_unlock_and_shown(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home.window() as stage:
        screen = show(stage, qtbot, Intent("case", "", "new"))
        type_text(screen.summary.demand.title_field.edit, TYPED)
        place = lock_on_a_full_disk(stage, monkeypatch)
    for _ in range(2):
        with home.window(place) as back:
            found = [each for each in back.session.desk.cases.all() if each.title == TYPED]
            assert [each.id for each in found] == [place.record]
            here = back.window.screen_of("case")
            assert isinstance(here, CaseScreen)
            assert here.summary.demand.title_field.text() == TYPED


@pytest.mark.logs("lock: KeptAsideError of screen case")
def test_row_18_an_identity_is_kept_aside_under_its_own_key(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = case_of(home)
    with home.window() as stage:
        card = show(stage, qtbot, Intent("case", case_id)).summary.identity
        card.show_button.click()
        type_text(card.last.edit, "Tilleul")
        lock_on_a_full_disk(stage, monkeypatch)
        outbox = stage.session.desk.outbox._outbox
        assert outbox is not None
    with home.window() as back:
        assert back.session.desk.outbox.replay().back == 0
        identity = back.session.desk.cases.identity(case_id)
        assert identity is not None
        assert identity.last == "Tilleul"
    assert home.kept() == []


@pytest.mark.logs("lock: KeptAsideError of screen case")
def test_row_18_an_answer_that_was_confirmed_is_noted_once(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = case_of(home)
    with home.window() as stage:
        screen = show(stage, qtbot, Intent("case", case_id, "consent"))
        before = len(stage.session.desk.cases.file(case_id).consents)
        screen.summary.consent.form.state.set_value(ConsentState.WITHDRAWN.value)
        with monkeypatch.context() as patch:
            full(stage.session.vault.connection, patch)
            screen.summary.consent.form.confirm.click()
        assert not screen.summary.consent.form.isHidden()
        lock_on_a_full_disk(stage, monkeypatch)
    for _ in range(2):
        with home.window() as back:
            consents = back.session.desk.cases.file(case_id).consents
            assert len(consents) == before + 1
            assert consents[0].state is ConsentState.WITHDRAWN


@pytest.mark.logs("lock: KeptAsideError of screen directory")
def test_row_18_a_person_of_the_directory_is_added_once(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home.window() as stage:
        show(stage, qtbot, Intent("directory", "", "new"))
        screen = stage.window.screen_of("directory")
        assert isinstance(screen, DirectoryScreen)
        type_text(screen.form.last.edit, "Quelconque")
        lock_on_a_full_disk(stage, monkeypatch)
    for _ in range(2):
        with home.window() as back:
            people = back.session.desk.directory.all()
            assert [each.last for each in people].count("Quelconque") == 1


@pytest.mark.logs("lock: KeptAsideError of screen settings")
def test_row_18_the_head_of_documents_comes_back(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home.window() as stage:
        show(stage, qtbot, Intent("settings"))
        screen = stage.window.screen_of("settings")
        assert isinstance(screen, SettingsScreen)
        type_text(screen.address.edit, "3 rue des Tilleuls")
        lock_on_a_full_disk(stage, monkeypatch)
    with home.window() as back:
        assert back.session.desk.practice.get().address == "3 rue des Tilleuls"


@pytest.mark.logs("lock: DiskFull of screen case")
def test_row_18_control_where_nothing_is_kept_aside_the_cover_stays(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.state.write_text("a file where the folder should be", encoding="utf-8")
    with home.window() as stage:
        screen = show(stage, qtbot, Intent("case", case_id := stage.session.desk.cases.all()[0].id))
        in_question(screen)
        with monkeypatch.context() as patch:
            full(stage.session.vault.connection, patch)
            stage.program.lock("idle")
        cover = stage.window.findChild(LockCover)
        assert isinstance(cover, LockCover)
        assert cover.isVisible()
        assert stage.restarts == []
        cover.retried.emit()
        assert len(stage.restarts) == 1
    with home.desk() as desk:
        assert TYPED in desk.cases.file(case_id).case.question


def test_the_disk_is_asked_again_and_the_word_says_so(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.autosave.RETRY_MS", 50)
    case_id = case_of(home)
    with home.window() as stage:
        screen = show(stage, qtbot, Intent("case", case_id))
        in_question(screen)
        with monkeypatch.context() as patch:
            full(stage.session.vault.connection, patch)
            assert not screen._autosave.flush()
            assert screen.header.saved.text().startswith("NON ENREGISTRÉ · Le disque est plein")
            assert "gardé à part" in screen.header.saved.accessibleName()
        assert len(home.kept()) == 1
        qtbot.waitUntil(lambda: home.kept() == [], timeout=5000)
        assert screen.header.saved.text().startswith("Enregistré à")
        assert isinstance(screen._autosave, Autosave)


def test_a_line_that_cannot_be_saved_stays_open_whatever_is_asked_next(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = case_of(home)
    with home.window() as stage:
        screen = show(stage, qtbot, Intent("case", case_id, "plan"))
        screen.plan.add_buttons[PlanPart.CARE].click()
        in_line(screen)
        with monkeypatch.context() as patch:
            full(stage.session.vault.connection, patch)
            screen.plan.add_buttons[PlanPart.AID].click()
        editor = screen.plan.editor
        assert editor is not None
        assert editor.objective.text() == TYPED
        press(editor, "Return")
        assert line_text(stage.session.desk, case_id) == TYPED


@pytest.mark.logs("lock: KeptAsideError of screen protocol")
def test_row_18_the_text_of_a_protocol_comes_back_once_field_by_field(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home.window() as stage:
        texts = stage.session.desk.protocols.texts
        id_, _ = texts.create(ProtocolContent(title="Chutes"))
        go_to(stage, qtbot, Intent("protocol", id_, "text"))
        screen = stage.window.screen_of("protocol")
        assert isinstance(screen, ProtocolScreen)
        page = screen.pages["text"]
        assert isinstance(page, TextPage)
        page.references.add_button.click()
        type_text(page.references.rows[0].cells["title"].edit, "Chute répétée")
        type_text(page.sections[0].texts["need"], TYPED)
        place = lock_on_a_full_disk(stage, monkeypatch)
    assert len(home.kept()) == 1
    for _ in range(2):
        with home.window(place) as back:
            content = back.session.desk.protocols.texts.get(id_).content
            assert content.need == TYPED
            assert [each.title for each in content.references] == ["Chute répétée"]
    assert home.kept() == []
