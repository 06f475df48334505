# SPDX-License-Identifier: EUPL-1.2
"""The accounts screen over a real vault, through its widgets."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.services.accounts import Role
from app.services.vault import Session
from app.vault.errors import AccountUnknown
from tests.services.safe import OTHER, PHRASE, READER, THIRD, Safe, copied, let_in
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import type_text
from ui.screens.accounts import AccountsScreen
from ui.screens.home import HomePresenter
from ui.shell import Intent, MainWindow, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets.pdf_preview import PdfPreview


class Desk:
    """A window on the accounts of one open vault."""

    def __init__(self, qtbot: QtBot, session: Session, tasks: Tasks) -> None:
        self.qtbot, self.session, self.tasks = qtbot, session, tasks
        spec = ScreenSpec(
            "accounts",
            "Comptes",
            IconName.KEY,
            lambda shell: AccountsScreen(
                shell, session.desk.accounts, session.desk.recovery, lock=lambda: None
            ),
        )
        self.window = MainWindow(
            "Port", [spec], tasks=tasks, dialogs=FakeDialogs(), full_screen=False
        )
        with qtbot.waitActive(self.window):
            self.window.show()
        self.window.navigator.go(Intent("accounts"))

    @property
    def screen(self) -> AccountsScreen:
        screen = self.window.screen_of("accounts")
        assert isinstance(screen, AccountsScreen)
        return screen

    def names(self) -> list[str]:
        return [row.text for row in self.screen.list.rows]

    def counts(self) -> bool:
        """Whether a sheet is in force."""
        return self.session.desk.recovery.in_force is not None

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def draw_sheet(self) -> tuple[str, ...]:
        """A sheet drawn and seen in the preview; its groups, as the paper shows them."""
        self.screen.sheet.draw_button.click()
        self.settle()
        preview = self.window.findChild(PdfPreview)
        assert isinstance(preview, PdfPreview)
        assert "OUVRE LE COFFRE" in preview.printout.band
        preview.closed.emit()
        paper = self.screen.sheet._paper
        assert paper is not None
        return paper.printable.view.groups


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    safe = Safe(tmp_path_factory.mktemp("model") / "port.tdt")
    session = safe.make()
    let_in(session, READER, Role.READER)
    session.close()
    return safe.folder


@pytest.fixture
def safe(model: Path, tmp_path: Path) -> Safe:
    return copied(model, tmp_path / "port.tdt")


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[Session], Desk]]:
    tasks, desks = Tasks(), list[Desk]()

    def make(session: Session) -> Desk:
        desks.append(Desk(qtbot, session, tasks))
        return desks[-1]

    yield make
    tasks.close()
    for desk in desks:
        desk.window.close()


@pytest.fixture
def desk(safe: Safe, show: Callable[[Session], Desk]) -> Iterator[Desk]:
    with safe.open() as session:
        yield show(session)


def test_the_list_says_who_opens_the_vault_with_which_role(desk: Desk) -> None:
    assert desk.names() == ["Émile Marchand (vous)", READER]
    rows = desk.screen.list.rows
    assert [row.chip.text for row in rows if row.chip] == ["Coordination", "Lecture"]
    assert [row.note for row in rows] == ["ouvre les identités", "codes seuls"]


def test_an_account_is_added_with_words_that_are_drawn(desk: Desk, safe: Safe) -> None:
    screen = desk.screen
    screen.add_button.click()
    type_text(screen.new.name.edit, "Paul Garrigues")
    screen.new.secret.propose_button.click()
    words = screen.new.secret.text()
    assert len(words.split()) == 7
    screen.new.confirm.click()
    assert "pas les mêmes" in screen.new.secret.again.message.text()
    type_text(screen.new.secret.again.edit, words)
    screen.new.confirm.click()
    assert not screen.new.confirm.isEnabled()
    desk.settle()
    assert desk.names()[-1] == "Paul Garrigues"
    assert not screen.new.isVisible()
    assert screen.new.secret.text() == ""
    id_ = desk.session.desk.accounts.all()[-1].id
    desk.session.close()
    with safe.open(words, id_) as session:
        assert session.desk.accounts.me.role is Role.WRITER


def test_a_name_that_is_taken_and_a_weak_passphrase_are_refused_in_the_form(desk: Desk) -> None:
    form = desk.screen.new
    desk.screen.add_button.click()
    type_text(form.name.edit, "emile marchand")
    for field in (form.secret.passphrase, form.secret.again):
        type_text(field.edit, "soleil")
    form.confirm.click()
    assert "Trop courte" in form.secret.passphrase.message.text()
    for field in (form.secret.passphrase, form.secret.again):
        field.clear()
        type_text(field.edit, THIRD)
    form.confirm.click()
    desk.settle()
    assert "déjà celui d’un compte" in form.message.text()
    assert len(desk.names()) == 2


@pytest.mark.parametrize(("name", "why"), [("Pa\u202eul", "invisible"), ("P" * 81, "81")])
def test_a_name_that_cannot_be_kept_is_refused_under_its_field(
    desk: Desk, name: str, why: str
) -> None:
    screen = desk.screen
    screen.add_button.click()
    screen.new.name.set_text(name)
    screen.new.confirm.click()
    assert why in screen.new.name.message.text()
    screen.list.opened.emit(desk.session.desk.accounts.all()[1].id)
    screen.account.name.set_text(name)
    screen.account.confirm.click()
    assert why in screen.account.name.message.text()
    assert desk.names() == ["Émile Marchand (vous)", READER]


def test_a_passphrase_may_be_pasted_and_its_strength_is_told_in_plain_words(desk: Desk) -> None:
    secret = desk.screen.new.secret
    desk.screen.add_button.click()
    QGuiApplication.clipboard().setText(THIRD)
    secret.passphrase.edit.paste()
    secret.weigh()
    assert secret.strength.text().startswith("Solide.")
    assert "milliards d’années" in secret.strength.text()
    assert secret.gauge.share == 1.0


def test_a_role_is_changed_in_the_form_of_the_account(desk: Desk) -> None:
    screen = desk.screen
    reader = desk.session.desk.accounts.all()[1]
    screen.list.opened.emit(reader.id)
    screen.account.role.set_value(Role.WRITER.value)
    screen.account.confirm.click()
    assert desk.session.desk.accounts.get(reader.id).role is Role.WRITER
    assert not screen.account.isVisible()


def test_the_last_coordinator_stays_one_and_the_form_says_so(desk: Desk) -> None:
    screen, me = desk.screen, desk.session.desk.accounts.me
    screen.list.opened.emit(me.id)
    assert not screen.account.remove.isVisible()
    screen.account.role.set_value(Role.READER.value)
    screen.account.confirm.click()
    assert "au moins un compte" in screen.account.message.text()
    assert desk.session.desk.accounts.me.role is Role.COORDINATOR


def test_an_account_is_removed_after_its_plain_warning(desk: Desk, safe: Safe) -> None:
    screen, reader = desk.screen, desk.session.desk.accounts.all()[1]
    screen.list.opened.emit(reader.id)
    assert not screen.account.sure.isVisible()
    screen.account.remove.click()
    assert "s’ouvrent encore avec son ancienne phrase" in screen.account.warning.text()
    assert screen.account.warning.isVisible()
    assert len(desk.names()) == 2
    screen.account.sure.click()
    desk.settle()
    assert desk.names() == ["Émile Marchand (vous)"]
    desk.session.close()
    with pytest.raises(AccountUnknown), safe.open(OTHER, reader.id):
        pass


def test_one_s_own_passphrase_is_changed(desk: Desk, safe: Safe) -> None:
    form = desk.screen.own
    desk.screen.own_button.click()
    type_text(form.old.edit, "rien à voir")
    for field in (form.secret.passphrase, form.secret.again):
        type_text(field.edit, THIRD)
    form.confirm.click()
    desk.settle()
    assert "ne correspond pas" in form.message.text()
    safe.clock.advance(timedelta(hours=1))
    form.old.clear()
    type_text(form.old.edit, PHRASE)
    form.confirm.click()
    desk.settle()
    assert not form.isVisible()
    assert form.old.text() == form.secret.text() == ""
    desk.session.close()
    with safe.open(THIRD):
        pass


def test_the_sheet_is_drawn_typed_back_and_then_counts(desk: Desk) -> None:
    sheet = desk.screen.sheet
    assert "Aucune fiche en service" in sheet.sentence.text()
    groups = desk.draw_sheet()
    assert not desk.counts()
    assert not sheet.confirm_button.isEnabled()
    for field, group in zip(sheet.groups.fields, groups, strict=True):
        type_text(field.edit, group.lower())
    assert sheet.groups.message.text() == ""
    sheet.confirm_button.click()
    assert desk.counts()
    assert "en service" in sheet.sentence.text()
    assert sheet.groups.groups() == ("",) * 8


def test_a_wrong_group_is_named_while_it_is_typed(desk: Desk) -> None:
    sheet = desk.screen.sheet
    groups = desk.draw_sheet()
    wrong = groups[2][:-1] + ("0" if groups[2][-1] != "0" else "1")
    for at, group in enumerate((*groups[:2], wrong)):
        type_text(sheet.groups.fields[at].edit, group)
    assert "Le groupe 3 ne correspond pas" in sheet.groups.message.text()
    type_text(sheet.groups.fields[4].edit, groups[5])
    assert "Les groupes 3 et 5" in sheet.groups.message.text()
    assert not sheet.confirm_button.isEnabled()


def test_the_sheet_is_revoked_after_a_warning_and_drawn_again(desk: Desk) -> None:
    sheet = desk.screen.sheet
    groups = desk.draw_sheet()
    QGuiApplication.clipboard().setText(" ".join(groups))
    sheet.groups.fields[0].edit.paste()
    sheet.groups.fields[0].edited.emit("")
    sheet.confirm_button.click()
    assert desk.counts()
    sheet.revoke_button.click()
    assert sheet.warning.isVisible()
    sheet.keep_button.click()
    assert desk.counts()
    sheet.revoke_button.click()
    sheet.sure_button.click()
    assert not desk.counts()
    assert sheet.draw_button.isVisible()


def test_a_reader_sees_the_list_and_changes_only_her_own_passphrase(
    safe: Safe, show: Callable[[Session], Desk]
) -> None:
    with safe.open() as chief:
        reader = chief.desk.accounts.all()[1].id
    with safe.open(OTHER, reader) as session:
        screen = show(session).screen
        assert screen.rights.isVisible()
        assert screen.own_button.isVisible()
        for hidden in (screen.add_button, screen.sheet.draw_button, screen.sheet.revoke_button):
            assert not hidden.isVisible()
        screen.list.opened.emit(reader)
        assert not screen.account.isVisible()


def test_leaving_the_screen_forgets_what_was_typed(desk: Desk) -> None:
    desk.screen.own_button.click()
    type_text(desk.screen.own.old.edit, PHRASE)
    desk.window.commit_drafts()
    assert desk.screen.own.old.text() == ""


def test_the_home_screen_reminds_of_the_sheet_until_it_counts(safe: Safe) -> None:
    with safe.open() as session:
        desk = session.desk
        home = HomePresenter(
            desk.home, desk.minutes, desk.documents, desk.directory, desk.cases, desk.recovery
        )
        [reminder] = home.state().reminders
        assert (reminder.screen, reminder.choice) == ("accounts", "sheet")
        assert reminder.mark.text == "à imprimer"
        paper = desk.recovery.draw()
        assert len(home.state().reminders) == 1
        desk.recovery.confirm(paper, paper.printable.view.groups)
        assert home.state().reminders == ()
