# SPDX-License-Identifier: EUPL-1.2
"""The sheet of a backup's day, and what leaving or locking a page clears, through the widgets."""

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services.backups import Reason
from app.vault.recovery_code import groups_of
from tests.ui.cellar import Cellar, cellar
from tests.ui.doors import PHRASE
from tests.ui.stage import shown
from tests.ui.typing import press, type_text
from ui.screens.unlock.recovery import RecoveryPage
from ui.screens.unlock.restoring import RestorePage
from ui.ways_back import WaysBack
from ui.widgets import PlainLabel

__all__ = ["cellar"]

NEW = "girafe tambour velours lanterne pivot agrume comete"


def with_sheet(cellar: Cellar) -> Sequence[str]:
    """A sheet is in force, and a backup is made; the groups that it shows."""
    cellar.doors.clock.advance(timedelta(minutes=5))
    session = cellar.doors.unlock(cellar.folder, PHRASE)
    paper = session.desk.recovery.draw()
    session.desk.recovery.confirm(paper, paper.printable.view.groups)
    assert session.desk.backups is not None
    session.desk.backups.make(Reason.ASKED)
    session.desk.recovery.revoke()
    session.close()
    return paper.printable.view.groups


class Gate:
    """The ways back as the program shows them, one page at a time."""

    def __init__(self, cellar: Cellar) -> None:
        self.pages: list[QWidget] = []
        self.shut: list[Path] = []
        show = self.pages.append
        self.ways = WaysBack(cellar.doors, cellar.folder, cellar.tasks, cellar.dialogs, show)
        self.ways.opened.connect(cellar.came.append)
        self.ways.shut.connect(self.shut.append)
        self.ways.show_restore()
        self._shown = shown(cellar.qtbot, self.restore)

    @property
    def restore(self) -> RestorePage:
        page = self.pages[-1]
        assert isinstance(page, RestorePage)
        return page

    @property
    def sheet(self) -> RecoveryPage:
        page = self.pages[-1]
        assert isinstance(page, RecoveryPage)
        return page

    def type_sheet(self, cellar: Cellar, groups: Sequence[str], phrase: str = NEW) -> RecoveryPage:
        """Everything is typed on the page that the restore page led to."""
        self.restore.forgotten.click()
        page = self.sheet
        shown(cellar.qtbot, page)
        for field, group in zip(page.groups.fields, groups, strict=True):
            type_text(field.edit, group)
        for secret in (page.secret.passphrase, page.secret.again):
            secret.set_text(phrase)
        return page


def test_who_forgot_the_passphrase_restores_with_the_sheet_of_that_day(cellar: Cellar) -> None:
    groups = with_sheet(cellar)
    shutil.rmtree(cellar.folder)
    gate = Gate(cellar)
    page = gate.type_sheet(cellar, groups)
    said = " ".join(label.text() for label in page.findChildren(PlainLabel))
    assert "même remplacée ou annulée depuis" in said
    page.go_button.click()
    cellar.settle()
    assert cellar.names == ["Durand", "Lefèvre"]
    assert page.groups.groups() == ("",) * 8
    assert page.secret.text() == ""
    cellar.came[-1].practice.close()
    cellar.doors.unlock(cellar.folder, NEW)


def test_a_wrong_group_is_named_and_nothing_is_tried(cellar: Cellar) -> None:
    groups = [*with_sheet(cellar)]
    groups[2] = "XXXXX"
    before = cellar.bytes_of_vault()
    page = Gate(cellar).type_sheet(cellar, groups)
    page.go_button.click()
    assert "Le groupe 3 ne correspond pas" in page.groups.message.text()
    assert not cellar.tasks.busy
    assert cellar.bytes_of_vault() == before


def test_a_foreign_sheet_is_refused_and_the_right_one_is_named(cellar: Cellar) -> None:
    with_sheet(cellar)
    gate = Gate(cellar)
    page = gate.type_sheet(cellar, groups_of(bytes(range(20))))
    page.go_button.click()
    cellar.settle()
    assert "n’ouvre pas cette sauvegarde" in page.message.text()
    assert "Cherchez la fiche n°" in page.message.text()
    assert cellar.came == []


def test_back_from_the_sheet_leads_to_the_same_backup_and_leaves_nothing_typed(
    cellar: Cellar,
) -> None:
    groups = with_sheet(cellar)
    gate = Gate(cellar)
    chosen, elsewhere = gate.restore.which.value(), cellar.home / "ailleurs" / "port.tdt"
    gate.restore.bring_back_to(elsewhere)
    page = gate.type_sheet(cellar, groups)
    page.back.click()
    assert page.groups.groups() == ("",) * 8
    assert page.secret.text() == page.secret.again.text() == ""
    assert (gate.restore.which.value(), gate.restore.folder) == (chosen, elsewhere)


def test_a_backup_of_before_any_sheet_says_so(cellar: Cellar) -> None:
    page = cellar.restore_page()
    page.forgotten.click()
    assert "Aucune fiche de secours n’était en service" in page.passphrase.message.text()


# --- leaving and locking --------------------------------------------------------------------------


def test_leaving_a_page_clears_what_was_typed(cellar: Cellar) -> None:
    for leave in ("back", "salvage", "forgotten"):
        with_sheet(cellar)
        page = cellar.restore_page()
        page.passphrase.set_text(PHRASE)
        getattr(page, leave).click()
        assert page.passphrase.text() == "", leave
    salvage = cellar.salvage_page()
    salvage.passphrase.set_text(PHRASE)
    salvage.back.click()
    assert salvage.passphrase.text() == ""


def test_what_was_cleared_does_not_come_back_with_undo(cellar: Cellar) -> None:
    page = cellar.restore_page()
    page.passphrase.eye.click()
    type_text(page.passphrase.edit, PHRASE)
    page.lock()
    page.passphrase.eye.click()
    page.passphrase.edit.undo()
    assert page.passphrase.text() == ""


def test_a_restore_that_ends_behind_a_lock_opens_nothing(cellar: Cellar) -> None:
    gate = Gate(cellar)
    type_text(gate.restore.passphrase.edit, PHRASE)
    press(gate.restore.passphrase.edit, "Return")
    gate.restore.lock()
    assert gate.restore.passphrase.text() == ""
    cellar.settle()
    assert cellar.came == []
    assert gate.shut == [cellar.folder]
    session = cellar.doors.unlock(cellar.folder, PHRASE)  # free: nobody holds it
    assert [line.last for line in session.desk.directory.all()] == ["Durand"]
