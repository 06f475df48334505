# SPDX-License-Identifier: EUPL-1.2
"""Opening a vault: the right passphrase, the wrong ones, the vaults that cannot be opened."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.vault.recovery_code import groups_of
from tests.services.safe import OTHER, THIRD, let_in
from tests.ui.doors import PHRASE, RealDoors
from tests.ui.fakes import FakeDialogs
from tests.ui.stage import shown
from tests.ui.typing import focused, press, type_text
from ui.opened import Opened
from ui.screens.unlock import Face, UnlockPage
from ui.screens.unlock.recovery import RecoveryPage, open_by_sheet
from ui.tasks import Tasks


class Threshold:
    """An unlock page before a vault."""

    def __init__(self, qtbot: QtBot, folder: Path, model: Path) -> None:
        """`model` is a vault, made once because that is slow on purpose."""
        self.qtbot, self._model = qtbot, model
        self.doors, self.tasks, self.dialogs = RealDoors(folder), Tasks(), FakeDialogs()
        self.vault = folder / "maison-du-port.tdt"
        self.opened: list[Opened] = []

    def make_vault(self) -> None:
        shutil.copytree(self._model, self.vault)

    def page(self, *, hint: str = "", folder: Path | None = None) -> UnlockPage:
        page = UnlockPage(self.doors, folder or self.vault, self.tasks, self.dialogs, hint=hint)
        page.opened.connect(self.opened.append)
        shown(self.qtbot, page)
        page.setFocus()
        return page

    def settled(self, page: UnlockPage) -> UnlockPage:
        """The page once the vault was looked at or tried."""
        self.qtbot.waitUntil(
            lambda: not self.tasks.busy and (bool(page.state.account) or not page.state.usable)
        )
        return page

    def qualified(self, page: UnlockPage) -> UnlockPage:
        """The page of a vault with several accounts, once it was looked at."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy and bool(page.state.accounts))
        return page

    def try_phrase(self, page: UnlockPage, phrase: str) -> None:
        page.passphrase.set_text(phrase)
        page.try_passphrase()
        self.qtbot.waitUntil(lambda: not self.tasks.busy)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    RealDoors(folder).make(folder / "vault.tdt").close()
    return folder / "vault.tdt"


@pytest.fixture
def threshold(qtbot: QtBot, tmp_path: Path, model: Path) -> Iterator[Threshold]:
    threshold = Threshold(qtbot, tmp_path, model)
    yield threshold
    threshold.tasks.close()
    threshold.doors.close()


@pytest.fixture
def page(threshold: Threshold) -> UnlockPage:
    threshold.make_vault()
    return threshold.settled(threshold.page())


def test_the_first_frame_reads_nothing_and_names_the_vault(threshold: Threshold) -> None:
    page = threshold.page()
    assert page.practice.text() == "Maison du port"
    threshold.settled(page)


def test_the_vault_says_whose_it_is(page: UnlockPage) -> None:
    assert page.practice.text() == "Maison de santé du Port"
    assert page.account.text() == "Maëlle Rivoal"
    assert focused() is page.passphrase.edit


def test_the_vault_says_whose_it_is_before_what_opening_needs_is_loaded(
    threshold: Threshold, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = Event()
    monkeypatch.setattr(threshold.doors, "get_ready", lambda: loaded.wait(30))
    threshold.make_vault()
    page = threshold.page()
    threshold.qtbot.waitUntil(lambda: page.account.text() == "Maëlle Rivoal")
    assert threshold.tasks.busy
    loaded.set()
    threshold.settled(page)


def test_the_right_passphrase_opens_and_is_forgotten(
    threshold: Threshold, page: UnlockPage
) -> None:
    type_text(None, PHRASE)
    press(None, "Return")
    assert page.open_button.caption == "Ouverture…"
    assert not page.open_button.isEnabled()
    threshold.qtbot.waitUntil(lambda: bool(threshold.opened))
    assert threshold.opened[0].folder == threshold.vault
    assert threshold.opened[0].practice.desk.practice.get().name == "Maison de santé du Port"
    assert page.passphrase.text() == ""


def test_a_passphrase_may_be_pasted(threshold: Threshold, page: UnlockPage) -> None:
    QGuiApplication.clipboard().setText(PHRASE)
    page.passphrase.edit.paste()
    page.open_button.click()
    threshold.qtbot.waitUntil(lambda: bool(threshold.opened))


def test_wrong_passphrases_make_wait_longer_and_longer(
    threshold: Threshold, page: UnlockPage
) -> None:
    threshold.try_phrase(page, "rien à voir")
    assert page.passphrase.message.text() == (
        "La phrase de passe ne correspond pas. Encore 1 seconde avant le prochain essai."
    )
    assert not page.open_button.isEnabled()
    threshold.doors.clock.advance(timedelta(seconds=1))
    threshold.qtbot.waitUntil(page.open_button.isEnabled)
    assert "Verr. Maj" in page.passphrase.message.text()
    threshold.try_phrase(page, "toujours rien")
    assert page.state.wait == 2
    assert threshold.opened == []


def test_nothing_is_tried_while_there_is_a_wait(threshold: Threshold, page: UnlockPage) -> None:
    threshold.try_phrase(page, "rien à voir")
    threshold.try_phrase(page, PHRASE)
    assert threshold.opened == []
    assert page.state.wait == 1


def test_the_wait_is_there_again_after_a_restart(threshold: Threshold, page: UnlockPage) -> None:
    threshold.try_phrase(page, "rien à voir")
    again = threshold.settled(threshold.page())
    assert again.state.wait == 1
    assert not again.open_button.isEnabled()


def test_an_empty_passphrase_is_no_attempt(threshold: Threshold, page: UnlockPage) -> None:
    press(None, "Return")
    assert "Écrivez" in page.passphrase.message.text()
    assert page.state.wait == 0


def test_the_eye_shows_what_is_typed(page: UnlockPage) -> None:
    type_text(None, "été")
    assert page.passphrase.edit.echoMode() is QLineEdit.EchoMode.Password
    page.passphrase.eye.click()
    assert page.passphrase.edit.echoMode() is QLineEdit.EchoMode.Normal


def test_a_missing_vault_is_said_and_another_can_be_chosen(threshold: Threshold) -> None:
    threshold.make_vault()
    page = threshold.settled(threshold.page(folder=threshold.vault.with_name("absent.tdt")))
    assert "introuvable" in page.trouble.label.text()
    assert not page.passphrase.isVisible()
    threshold.dialogs.folder = threshold.vault
    page.other.click()
    threshold.settled(page)
    assert page.practice.text() == "Maison de santé du Port"
    assert page.passphrase.isVisible()


def test_a_damaged_vault_is_said_and_left_as_it_is(threshold: Threshold) -> None:
    threshold.make_vault()
    for copy in threshold.vault.glob("keys-*.json"):
        copy.write_bytes(b"{ rien")
    before = {path: path.read_bytes() for path in threshold.vault.iterdir()}
    page = threshold.settled(threshold.page())
    assert "abîmées" in page.trouble.label.text()
    assert {path: path.read_bytes() for path in threshold.vault.iterdir()} == before


def test_a_vault_that_is_open_elsewhere_is_refused(threshold: Threshold, page: UnlockPage) -> None:
    other = threshold.doors.unlock(threshold.vault, PHRASE)
    threshold.try_phrase(page, PHRASE)
    assert "déjà ouvert" in page.passphrase.message.text()
    other.close()
    threshold.try_phrase(page, PHRASE)
    assert len(threshold.opened) == 1


def test_the_fictional_practice_tells_its_passphrase(threshold: Threshold) -> None:
    threshold.make_vault()
    page = threshold.settled(threshold.page(hint=PHRASE))
    texts = [label.text() for label in page.findChildren(type(page.practice))]
    assert any(PHRASE in text for text in texts)


def test_an_unexpected_failure_goes_to_the_shell_and_the_page_lives_on(
    threshold: Threshold, page: UnlockPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path, _phrase: str, _account: str | None) -> None:
        raise RuntimeError

    monkeypatch.setattr(threshold.doors, "unlock", fail)
    with threshold.qtbot.captureExceptions() as caught:
        threshold.try_phrase(page, PHRASE)
    assert [kind for kind, _, _ in caught] == [RuntimeError]
    assert page.open_button.isEnabled()


def test_what_is_to_know_of_a_vault_is_said_before_the_passphrase(threshold: Threshold) -> None:
    threshold.make_vault()
    plain = threshold.settled(threshold.page())
    assert plain.trouble.isHidden()
    threshold.doors.notice = "Ce coffre a été emporté par Claire."
    page = threshold.settled(threshold.page())
    assert page.trouble.label.text() == "Ce coffre a été emporté par Claire."
    assert page.trouble.isVisible()
    threshold.try_phrase(page, PHRASE)
    assert threshold.opened


def test_several_accounts_are_chosen_from_and_the_chosen_one_opens(threshold: Threshold) -> None:
    threshold.make_vault()
    with closing(threshold.doors.unlock(threshold.vault, PHRASE)) as session:
        reader = let_in(session, "Aminata Cissé")
    page = threshold.qualified(threshold.page())
    assert page.who.isVisible()
    assert not page.account.isVisible()
    page.who.set_value(reader)
    threshold.try_phrase(page, OTHER)
    assert threshold.opened[0].practice.desk.accounts.me.name == "Aminata Cissé"


def test_the_account_that_opened_last_is_proposed_and_the_passphrase_comes_next(
    threshold: Threshold,
) -> None:
    threshold.make_vault()
    with closing(threshold.doors.unlock(threshold.vault, PHRASE)) as session:
        reader = let_in(session, "Aminata Cissé")
        chief = session.desk.accounts.me.id
    for last, proposed in ((reader, reader), (chief, chief), ("somebody who left", chief)):
        threshold.doors.last = last
        page = threshold.qualified(threshold.page())
        assert page.who.value() == proposed
        assert focused() is page.passphrase.edit


def test_the_sheet_is_asked_for_the_account_that_was_chosen(sheet: "Sheet") -> None:
    assert sheet.page.who.value() == sheet.face.last != ""


def test_a_forgotten_passphrase_without_a_sheet_is_said_plainly(page: UnlockPage) -> None:
    page.forgotten.click()
    assert "Aucune fiche de secours" in page.passphrase.message.text()


class Sheet:
    """The page of a forgotten passphrase, before a vault whose sheet is in force."""

    def __init__(self, threshold: Threshold) -> None:
        self.threshold = threshold
        threshold.make_vault()
        with closing(threshold.doors.unlock(threshold.vault, PHRASE)) as session:
            let_in(session, "Aminata Cissé")
            paper = session.desk.recovery.draw()
            self.groups = paper.printable.view.groups
            session.desk.recovery.confirm(paper, self.groups)
        asked: list[tuple[Path, Face]] = []
        unlock = threshold.qualified(threshold.page())
        unlock.recovery_asked.connect(lambda folder, face: asked.append((folder, face)))
        unlock.forgotten.click()
        [(folder, face)] = asked
        self.face = face
        errand = open_by_sheet(threshold.doors, folder, face)
        self.page = RecoveryPage(threshold.doors, errand, threshold.tasks)
        self.page.opened.connect(threshold.opened.append)
        shown(threshold.qtbot, self.page)

    def type_groups(self, groups: Sequence[str]) -> None:
        for field, group in zip(self.page.groups.fields, groups, strict=True):
            type_text(field.edit, group)

    def choose(self, phrase: str) -> None:
        for field in (self.page.secret.passphrase, self.page.secret.again):
            field.clear()
            type_text(field.edit, phrase)

    def go(self) -> None:
        self.page.go_button.click()
        self.threshold.qtbot.waitUntil(lambda: not self.threshold.tasks.busy)


@pytest.fixture
def sheet(threshold: Threshold) -> Sheet:
    return Sheet(threshold)


def test_the_sheet_and_a_new_passphrase_open_the_vault(sheet: Sheet) -> None:
    sheet.type_groups([group.lower() for group in sheet.groups])
    sheet.choose(THIRD)
    sheet.go()
    assert len(sheet.threshold.opened) == 1
    assert sheet.page.groups.groups() == ("",) * 8
    assert sheet.page.secret.text() == ""
    practice = sheet.threshold.opened[0].practice
    assert practice.desk.accounts.me.name == "Maëlle Rivoal"
    practice.close()
    again = sheet.threshold.qualified(sheet.threshold.page())
    sheet.threshold.try_phrase(again, THIRD)
    assert len(sheet.threshold.opened) == 2


def test_a_group_mistyped_is_named_while_typing_and_nothing_is_tried(sheet: Sheet) -> None:
    wrong = [*sheet.groups]
    wrong[4] = wrong[4][1] + wrong[4][0] + wrong[4][2:] if wrong[4][0] != wrong[4][1] else "ZZZZZ"
    sheet.type_groups(wrong)
    assert "Le groupe 5 ne correspond pas" in sheet.page.groups.message.text()
    sheet.choose(THIRD)
    sheet.go()
    assert sheet.threshold.opened == []


def test_a_code_pasted_whole_fills_its_groups(sheet: Sheet) -> None:
    first = sheet.page.groups.fields[0]
    type_text(first.edit, "-".join(sheet.groups))
    assert sheet.page.groups.groups() == sheet.groups
    assert sheet.page.groups.complete


def test_a_weak_new_passphrase_is_refused_under_its_field(sheet: Sheet) -> None:
    sheet.type_groups(sheet.groups)
    sheet.choose("soleil")
    sheet.go()
    assert "Trop courte" in sheet.page.secret.passphrase.message.text()
    assert sheet.threshold.opened == []


def test_a_sheet_of_another_vault_is_told_as_such(sheet: Sheet) -> None:
    sheet.type_groups(groups_of(bytes(range(20))))
    sheet.choose(THIRD)
    sheet.go()
    assert "n’ouvre pas ce coffre" in sheet.page.message.text()
    assert sheet.page.go_button.isEnabled()
