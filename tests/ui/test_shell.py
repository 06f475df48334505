# SPDX-License-Identifier: EUPL-1.2
"""The window: lazy screens, intents, changes, locking, preview, and what nobody caught."""

import io
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from app.domain.changes import Changes, Kind
from app.domain.errors import NotSavedError, UserError
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import focused, press, type_text
from ui.shell import IdleWatch, Intent, MainWindow, Screen, ScreenSpec, Shell
from ui.shell.cover import LockCover
from ui.tasks import Tasks
from ui.theme import IconName

CASE = Changes(frozenset({(Kind.CASE, "1")}))
ACTION = Changes(frozenset({(Kind.ACTION, "2")}))


class Page(Screen):
    """Writes down what the shell asks of it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.calls: list[object] = []
        self.refusal: Exception | None = None
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def open_record(self, record: str, choice: str) -> None:
        self.calls.append(("open", record, choice))

    def refresh(self, changes: Changes) -> None:
        self.calls.append(changes)

    def commit_drafts(self) -> None:
        self.calls.append("commit")
        if self.refusal is not None:
            raise self.refusal

    def primary_focus(self) -> QWidget | None:
        return self.line


class Meeting(Page):
    immersive = True


class Desk:
    """A window with three screens, and what made it."""

    def __init__(self) -> None:
        self.tasks, self.dialogs = Tasks(), FakeDialogs()
        self.made: list[str] = []
        self.window = MainWindow(
            "Maison de santé des Tilleuls",
            [self._spec("home"), self._spec("cases"), self._spec("meeting", Meeting)],
            tasks=self.tasks,
            dialogs=self.dialogs,
            full_screen=False,
        )

    def _spec(self, key: str, kind: type[Page] = Page) -> ScreenSpec:
        def make(shell: Shell) -> Screen:
            self.made.append(key)
            return kind(shell)

        return ScreenSpec(key, key, IconName.HOME, make, in_nav=kind is Page)

    def page(self, key: str) -> Page:
        page = self.window.screen_of(key)
        assert isinstance(page, Page)
        return page


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    desk.window.show()
    with qtbot.waitActive(desk.window):
        pass
    desk.window.navigator.go(Intent("home"))
    return desk


def make_pdf() -> bytes:
    paper = io.BytesIO()
    canvas = Canvas(paper)
    for number in (1, 2):
        canvas.drawString(100, 700, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def test_a_screen_is_made_when_it_is_first_shown(desk: Desk) -> None:
    assert desk.made == ["home"]
    desk.window.navigator.go(Intent("cases", "17", "plan"))
    desk.window.navigator.go(Intent("home"))
    desk.window.navigator.go(Intent("cases"))
    assert desk.made == ["home", "cases"]
    assert desk.page("cases").calls[0] == ("open", "17", "plan")


def test_the_focus_goes_where_typing_begins(desk: Desk) -> None:
    desk.window.navigator.go(Intent("cases"))
    assert focused() is desk.page("cases").line


def test_back_returns_to_the_record_the_user_came_from(desk: Desk) -> None:
    navigator = desk.window.navigator
    navigator.go(Intent("cases", "17"))
    navigator.go(Intent("meeting"))
    navigator.back()
    assert navigator.here == Intent("cases", "17")
    assert desk.window.current is desk.page("cases")


def test_a_page_that_may_not_be_left_stays_the_one_that_is_spoken_to(
    desk: Desk, qtbot: QtBot
) -> None:
    window, home = desk.window, desk.page("home")
    home.refusal = UserError("Le titre est vide.")
    with qtbot.captureExceptions() as raised:
        window.navigator.go(Intent("cases", "17"))
    assert [str(each[1]) for each in raised] == ["Le titre est vide."]
    assert (window.current, window.stack.currentWidget()) == (home, home)
    assert window.place == Intent("home")
    home.refusal = None
    window.navigator.go(Intent("cases", "17"))
    window.navigator.back()
    assert window.place == Intent("home")


def test_a_way_back_that_is_refused_is_there_once_the_page_may_be_left(
    desk: Desk, qtbot: QtBot
) -> None:
    window = desk.window
    window.navigator.go(Intent("cases", "17"))
    cases = desk.page("cases")
    cases.refusal = UserError("Le titre est vide.")
    with qtbot.captureExceptions() as raised:
        window.navigator.back()
    assert len(raised) == 1
    assert (window.current, window.place) == (cases, Intent("cases", "17"))
    cases.refusal = None
    window.navigator.back()
    assert (window.current, window.place) == (desk.page("home"), Intent("home"))


def test_leaving_a_screen_commits_its_drafts(desk: Desk) -> None:
    desk.window.navigator.go(Intent("cases"))
    assert desk.page("home").calls[-1] == "commit"


def test_changes_reach_the_visible_screen_now_and_the_hidden_ones_later(desk: Desk) -> None:
    desk.window.navigator.go(Intent("cases"))
    home, cases = desk.page("home"), desk.page("cases")
    home.calls.clear()
    cases.calls.clear()
    desk.window.changes.publish(CASE)
    desk.window.changes.publish(ACTION)
    assert cases.calls == [CASE, ACTION]
    assert home.calls == []
    desk.window.navigator.go(Intent("home"))
    assert home.calls == [CASE | ACTION, ("open", "", "")]


def test_who_caused_a_change_is_not_told_of_it(desk: Desk) -> None:
    home = desk.page("home")
    home.calls.clear()
    desk.window.changes.publish(CASE, home)
    desk.window.changes.publish(Changes())
    assert home.calls == []


def test_locking_commits_every_screen_first(desk: Desk, qtbot: QtBot) -> None:
    desk.window.navigator.go(Intent("cases"))
    pages = [desk.page("home"), desk.page("cases")]
    seen: list[bool] = []
    desk.window.lock_requested.connect(
        lambda: seen.append(all(page.calls[-1] == "commit" for page in pages))
    )
    press(None, "Ctrl+L")
    assert seen == [True]


@pytest.mark.logs("lock: UserError of screen home", "lock: KeyError of screen cases")
def test_what_is_refused_and_what_is_broken_veto_no_lock(desk: Desk) -> None:
    desk.window.navigator.go(Intent("cases"))
    desk.page("home").refusal = UserError("Le titre est vide.")
    desk.page("cases").refusal = KeyError("Mme Durand")
    asked: list[bool] = []
    desk.window.lock_requested.connect(lambda: asked.append(True))
    press(None, "Ctrl+L")
    assert asked == [True]
    desk.page("home").refusal = desk.page("cases").refusal = None


@pytest.mark.logs("lock: NotSavedError of screen home")
def test_a_lock_waits_behind_a_cover_for_what_the_disk_did_not_take(
    desk: Desk, qtbot: QtBot
) -> None:
    window, page = desk.window, desk.page("home")
    asked: list[bool] = []
    window.lock_requested.connect(lambda: asked.append(True))
    page.refusal = NotSavedError("Le disque est plein.", "Libérez de la place.")
    press(None, "Ctrl+L")
    cover = window.findChild(LockCover)
    assert cover is not None
    assert cover.isVisible()
    assert cover.reason.text() == "Le disque est plein. Libérez de la place."
    assert not page.isVisible()
    assert not window.rail.isVisible()
    cover.retried.emit()
    assert asked == []
    page.refusal = None
    cover.retried.emit()
    assert asked == [True]


def test_meeting_mode_hides_the_rail(desk: Desk) -> None:
    desk.window.navigator.go(Intent("meeting"))
    assert not desk.window.rail.isVisible()
    desk.window.navigator.go(Intent("home"))
    assert desk.window.rail.isVisible()


def test_the_rail_is_reached_and_walked_by_keyboard(desk: Desk) -> None:
    press(None, "F6")
    assert focused().accessibleName() == "home"
    press(None, "Down")
    press(None, "Return")
    assert desk.window.current is desk.page("cases")
    press(None, "F6")
    press(None, "F6")
    assert focused() is desk.page("cases").line


def test_the_window_fits_a_small_laptop(desk: Desk) -> None:
    assert desk.window.minimumWidth() <= 1280
    assert desk.window.minimumHeight() <= 720
    assert (desk.window.width(), desk.window.height()) == (1366, 768)


def test_a_document_is_shown_saved_and_left(desk: Desk, tmp_path: Path) -> None:
    pdf = make_pdf()
    target = desk.dialogs.file_to_save = tmp_path / "cr.pdf"
    desk.window.shell.preview("Compte rendu", pdf, "compte-rendu.pdf", band="NOMINATIF")
    shown = desk.window._preview.preview
    assert shown is not None
    assert shown.document.pageCount() == 2
    press(None, "Ctrl+S")
    assert target.read_bytes() == pdf
    assert "compte-rendu.pdf" in desk.dialogs.asked
    press(None, "Esc")
    assert desk.window._preview.preview is None
    assert focused() is desk.page("home").line


def test_a_document_is_printed_page_by_page(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from ui.widgets.pdf_preview import PdfPreview, Printout
    from ui.widgets.pdf_print import print_document

    preview = PdfPreview(Printout("Compte rendu", make_pdf(), "cr.pdf"))
    qtbot.addWidget(preview)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    print_document(preview.document, printer)
    printed = QPdfDocument()
    printed.load(str(tmp_path / "paper.pdf"))
    assert printed.pageCount() == 2
    printed.close()


def test_what_is_no_document_is_refused(qtbot: QtBot) -> None:
    from ui.widgets.pdf_preview import PdfPreview, Printout

    with pytest.raises(ValueError, match="InvalidFileFormat"):
        PdfPreview(Printout("x", b"not a pdf", "x.pdf"))


def test_idleness_is_said_once_and_a_key_wakes_it(qtbot: QtBot) -> None:
    now = [0.0]
    watch = IdleWatch(300, clock=lambda: now[0], tick_ms=10_000)
    said: list[float] = []
    watch.idle.connect(lambda: said.append(now[0]))
    for now[0] in (299.0, 300.0, 400.0):
        watch.check()
    assert said == [300.0]
    watch.eventFilter(QObject(), QEvent(QEvent.Type.KeyPress))
    now[0] = 699.0
    watch.check()
    now[0] = 700.0
    watch.check()
    assert said == [300.0, 700.0]


def test_typing_keeps_the_idle_watch_awake(desk: Desk, qapp: QObject) -> None:
    now = [0.0]
    watch = IdleWatch(300, clock=lambda: now[0], tick_ms=10_000)
    qapp.installEventFilter(watch)
    said: list[bool] = []
    watch.idle.connect(lambda: said.append(True))
    now[0] = 200.0
    type_text(None, "a")
    now[0] = 400.0
    watch.check()
    qapp.removeEventFilter(watch)
    assert said == []
