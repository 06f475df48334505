# SPDX-License-Identifier: EUPL-1.2
"""The first run: what is asked, what is refused under its field, the vault that comes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.domain.practice import WeeklySlot
from tests.ui.doors import PHRASE
from tests.ui.first_day import FirstDay
from tests.ui.typing import focused, press, type_text
from ui.gate import GateWindow
from ui.screens.first_run.presenter import (
    AccountAnswers,
    PracticeAnswers,
    finess_warning,
)
from ui.widgets.passphrase_choice import strength_share
from ui.widgets.pdf_preview import PdfPreview


@dataclass(frozen=True)
class Weighed:
    """A strength as a test wants it."""

    bits: int
    accepted: bool
    label: str = "Faible"
    advice: str = "Ajoutez un mot."
    meaning: str = ""


STRONG, WEAK = Weighed(90, accepted=True), Weighed(40, accepted=False)


def test_the_usual_slot_is_thursday_noon() -> None:
    slot = PracticeAnswers(name="Port").practice().slot
    assert slot == WeeklySlot(3, time(12, 30), time(14, 0))


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        (PracticeAnswers(name="  "), {"name"}),
        (PracticeAnswers(name="Port" * 21), {"name"}),
        (PracticeAnswers(name="Po\u202ert"), {"name"}),
        (PracticeAnswers(name="Port", start="midi et demi"), {"start"}),
        (PracticeAnswers(name="Port", start="8h", end=""), {"end"}),
        (PracticeAnswers(name="Port", start="23:00", end="1h"), set()),
    ],
)
def test_what_cannot_be_kept_is_said_field_by_field(
    answers: PracticeAnswers, wrong: set[str]
) -> None:
    assert set(answers.faults()) == wrong


def test_a_practice_with_a_fault_is_never_made() -> None:
    with pytest.raises(ValueError, match="faults"):
        PracticeAnswers(name="Port", end="x").practice()


@pytest.mark.parametrize(
    ("text", "odd"), [("", False), ("2A0000019", False), ("990 000 019", False), ("12", True)]
)
def test_an_odd_finess_is_warned_about(text: str, odd: bool) -> None:
    assert bool(finess_warning(text)) is odd


@pytest.mark.parametrize(
    ("answers", "strength", "wrong"),
    [
        (AccountAnswers("", PHRASE, PHRASE), STRONG, {"account"}),
        (AccountAnswers("Maëlle\u200b", PHRASE, PHRASE), STRONG, {"account"}),
        (AccountAnswers("M" * 81, PHRASE, PHRASE), STRONG, {"account"}),
        (AccountAnswers("Maëlle", "", ""), WEAK, {"phrase"}),
        (AccountAnswers("Maëlle", "port", "port"), WEAK, {"phrase"}),
        (AccountAnswers("Maëlle", PHRASE, PHRASE + " "), STRONG, {"again"}),
        (AccountAnswers("Maëlle", PHRASE, PHRASE), STRONG, set()),
    ],
)
def test_the_second_page_refuses_what_protects_nothing(
    answers: AccountAnswers, strength: Weighed, wrong: set[str]
) -> None:
    assert set(answers.faults(strength)) == wrong


def test_the_gauge_is_full_only_for_an_accepted_passphrase() -> None:
    assert strength_share(STRONG) == 1.0
    assert strength_share(WEAK) == 0.5


def test_a_passphrase_is_never_shown_in_a_trace() -> None:
    assert PHRASE not in repr(AccountAnswers("Maëlle", PHRASE, PHRASE))


@pytest.fixture
def day(qtbot: QtBot, tmp_path: Path) -> Iterator[FirstDay]:
    day = FirstDay(qtbot, tmp_path)
    yield day
    day.tasks.close()
    day.doors.close()


def test_four_pages_make_a_practice(day: FirstDay, tmp_path: Path) -> None:
    type_text(None, "Maison de santé du Port")
    press(None, "Tab")
    type_text(None, "Salle du premier étage")
    press(None, "Return")
    assert focused() is day.page.account.name.edit
    day.fill_account()
    press(day.page.account.again.edit, "Return")
    assert day.page.account.next.caption == "Création du coffre…"
    assert not day.page.account.next.isEnabled()
    day.qtbot.waitUntil(lambda: bool(day.created))
    made = day.created[0]
    assert made.folder == tmp_path / "maison-de-sante-du-port.tdt"
    practice = made.practice.desk.practice.get()
    assert (practice.name, practice.place) == ("Maison de santé du Port", "Salle du premier étage")
    assert day.page.account.passphrase.text() == ""
    assert day.ended == []
    day.sheet.next.click()
    assert day.sheet.isHidden()
    later = day.page.findChildren(QPushButton)[-1]
    later.click()
    assert day.ended == ["finished"]


def test_a_refusal_stands_under_its_field_and_takes_the_focus(day: FirstDay) -> None:
    day.page.practice.next.click()
    assert "nom" in day.page.practice.name.message.text()
    assert focused() is day.page.practice.name.edit
    assert day.page.account.isHidden()


def test_the_strength_is_said_while_one_types(day: FirstDay) -> None:
    day.fill_practice()
    account = day.page.account
    type_text(account.passphrase.edit, "port")
    assert account.secret.strength.text().startswith("Trop courte")
    account.passphrase.edit.clear()
    type_text(account.passphrase.edit, PHRASE)
    assert account.secret.strength.text().startswith("Solide.")
    assert "milliards d’années" in account.secret.strength.text()
    assert account.secret.gauge.share == 1.0


def test_the_name_of_the_practice_strengthens_nothing(day: FirstDay) -> None:
    day.fill_practice("Ancre cerise moulin vapeur tilleul crayon fenêtre")
    day.fill_account()
    day.page.account.next.click()
    assert day.page.account.passphrase.message.text()
    assert day.created == []


def test_two_passphrases_that_differ_make_no_vault(day: FirstDay, tmp_path: Path) -> None:
    day.fill_practice()
    day.fill_account(again=f"{PHRASE}s")
    day.page.account.next.click()
    assert "pas les mêmes" in day.page.account.again.message.text()
    assert list(tmp_path.glob("*.tdt")) == []


def test_the_vault_can_be_put_elsewhere(day: FirstDay, tmp_path: Path) -> None:
    day.fill_practice()
    day.dialogs.folder = tmp_path / "ailleurs"
    day.dialogs.folder.mkdir()
    day.page.account.choose.click()
    assert "ailleurs" in day.page.account.place.text()
    day.fill_account()
    day.create()
    assert (tmp_path / "ailleurs" / "maison-de-sante-du-port.tdt").is_dir()


def test_what_lies_there_already_is_not_overwritten(day: FirstDay, tmp_path: Path) -> None:
    taken = tmp_path / "maison-de-sante-du-port.tdt"
    taken.mkdir()
    (taken / "photo.jpg").write_bytes(b"photo")
    day.fill_practice()
    day.fill_account()
    day.create()
    assert "existe déjà" in day.page.account.trouble.text()
    assert day.page.account.next.isEnabled()
    assert [path.name for path in taken.iterdir()] == ["photo.jpg"]
    assert day.page.account.passphrase.text() == PHRASE


def test_going_back_keeps_what_was_typed(day: FirstDay) -> None:
    day.fill_practice()
    day.fill_account()
    day.page.account.back.click()
    assert focused() is day.page.practice.name.edit
    day.page.practice.next.click()
    assert day.page.account.name.text() == "Maëlle Rivoal"


def test_tab_reaches_nothing_of_a_page_that_is_not_shown(day: FirstDay) -> None:
    day.fill_practice()
    for _ in range(20):
        press(None, "Tab")
        assert focused().isVisible(), focused().accessibleName()
    day.page.account.back.click()
    assert focused() is day.page.practice.name.edit


def test_the_fictional_practice_is_one_click_away(day: FirstDay) -> None:
    day.page.practice.demo.click()
    assert day.ended == ["demo"]


def test_no_other_words_are_proposed_while_the_vault_is_made_with_the_first(day: FirstDay) -> None:
    day.fill_practice()
    day.fill_account()
    day.page.account.next.click()
    day.page.account.secret.propose_button.click()
    assert day.page.account.passphrase.text() == PHRASE
    day.qtbot.waitUntil(lambda: bool(day.created))


def test_seven_words_are_proposed_in_sight_and_typed_again_by_hand(day: FirstDay) -> None:
    day.fill_practice()
    account = day.page.account
    type_text(account.name.edit, "Maëlle Rivoal")
    account.secret.propose_button.click()
    words = account.passphrase.text()
    assert len(words.split()) == 7
    assert account.passphrase.edit.echoMode() is QLineEdit.EchoMode.Normal
    account.next.click()
    assert "pas les mêmes" in account.again.message.text()
    type_text(account.again.edit, words)
    day.create()
    assert len(day.created) == 1


def test_the_sheet_is_saved_and_typed_back_before_the_work(day: FirstDay, tmp_path: Path) -> None:
    day.fill_practice()
    day.fill_account()
    day.create()
    sheet = day.sheet
    assert sheet.next.caption == "Plus tard"
    sheet.pane.draw_button.click()
    day.qtbot.waitUntil(lambda: day.page.findChild(PdfPreview) is not None)
    preview = day.page.findChild(PdfPreview)
    assert isinstance(preview, PdfPreview)
    assert "OUVRE LE COFFRE" in preview.printout.band
    day.dialogs.file_to_save = tmp_path / "fiche.pdf"
    preview.save_asked.emit()
    assert (tmp_path / "fiche.pdf").read_bytes().startswith(b"%PDF")
    assert "fiche.pdf" in sheet.told.text()
    journal = day.doors.sessions[-1].store.rows.journal.entries()
    assert journal[-1].event == "document.saved"
    preview.closed.emit()
    paper = sheet.pane._paper
    assert paper is not None
    for field, group in zip(sheet.pane.groups.fields, paper.printable.view.groups, strict=True):
        type_text(field.edit, group)
    sheet.pane.confirm_button.click()
    assert sheet.next.caption == "Continuer"
    assert day.created[0].practice.desk.recovery.in_force is not None
    sheet.next.click()
    assert sheet.isHidden()
    assert day.ended == []


@pytest.mark.parametrize("size", [(1366, 685), (1093, 614)])
def test_the_sheet_and_its_preview_fit_a_low_screen(day: FirstDay, size: tuple[int, int]) -> None:
    day.fill_practice()
    day.fill_account()
    day.create()
    gate = GateWindow(lambda _done: QWidget())
    day.qtbot.addWidget(gate)
    gate.show_page(day.page)
    gate.resize(*size)
    gate.show()
    bar = gate.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() == 0
    day.sheet.pane.draw_button.click()
    day.qtbot.waitUntil(lambda: not day.tasks.busy)
    preview = day.sheet.findChild(PdfPreview)
    assert preview is not None
    assert preview.height() > 400
    assert bar.maximum() == 0
    for _ in range(8):
        press(None, "Tab")
        assert focused().isVisible(), focused()


def test_a_sheet_put_off_leaves_no_code_behind(day: FirstDay) -> None:
    day.fill_practice()
    day.fill_account()
    day.create()
    day.sheet.pane.draw_button.click()
    day.qtbot.waitUntil(lambda: not day.tasks.busy)
    day.sheet.next.click()
    assert day.sheet.pane._paper is None
    assert day.page.findChild(PdfPreview) is None or not day.sheet.isVisible()
    assert day.created[0].practice.desk.recovery.in_force is None


def test_a_place_that_does_not_suit_is_warned_of_and_everybodys_is_offered(
    day: FirstDay, tmp_path: Path
) -> None:
    day.fill_practice()
    account = day.page.account
    assert account.warning.isHidden()
    assert account.share.isHidden()
    account.went_back.emit()
    day.doors.notice, day.doors.shared = "Ce dossier est synchronisé.", tmp_path / "public"
    account.set_practice("Port")
    assert account.warning.text() == "Ce dossier est synchronisé."
    assert not account.warning.isHidden()
    account.share.click()
    assert account.folder.parent == tmp_path / "public"


def test_a_vault_or_a_backup_from_another_computer_is_opened_from_the_first_page(
    day: FirstDay, tmp_path: Path
) -> None:
    vault, backup = tmp_path / "port.tdt", tmp_path / "port-2026-11-26-140000.tdtb"
    vault.mkdir()
    backup.write_bytes(b"cut")
    seen: list[Path] = []
    day.page.unlock_asked.connect(seen.append)
    day.page.restore_asked.connect(lambda *paths: seen.extend(paths))
    day.dialogs.folder, day.dialogs.file_to_open = vault, backup
    day.page.practice.vault.click()
    day.page.practice.backup.click()
    assert seen == [vault, day.doors.default_folder(""), backup]


def test_a_folder_that_is_no_vault_is_refused_with_a_sentence(
    day: FirstDay, tmp_path: Path
) -> None:
    day.page.unlock_asked.connect(lambda _: pytest.fail("nothing to open"))
    day.page.practice.vault.click()  # no folder is chosen
    assert day.dialogs.told == []
    day.dialogs.folder = tmp_path
    day.page.practice.vault.click()
    ((sentence, remedy),) = day.dialogs.told
    assert "n’est ni un coffre ni une sauvegarde" in sentence
    assert remedy
