# SPDX-License-Identifier: EUPL-1.2
"""Opening a vault: the right passphrase, the wrong ones, the vaults that cannot be opened."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.doors import PHRASE, RealDoors
from tests.ui.fakes import FakeDialogs
from tests.ui.stage import shown
from tests.ui.typing import focused, press, type_text
from ui.opened import Opened
from ui.screens.unlock import UnlockPage
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
    def fail(_folder: Path, _phrase: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(threshold.doors, "unlock", fail)
    with threshold.qtbot.captureExceptions() as caught:
        threshold.try_phrase(page, PHRASE)
    assert [kind for kind, _, _ in caught] == [RuntimeError]
    assert page.open_button.isEnabled()
