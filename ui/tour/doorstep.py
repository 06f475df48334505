# SPDX-License-Identifier: EUPL-1.2
"""The pictures of what comes before the work: opening, the recovery sheet, restoring, salvaging.

They are taken of the vault that the first run made: its passphrase, its sheet and its backups.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.services.backups import Reason
from ui.opened import Opened, OpenPractice
from ui.restart import RESTORE, SALVAGE, Place
from ui.screens.unlock import UnlockPage
from ui.screens.unlock.recovery import RecoveryPage
from ui.screens.unlock.restoring import RestorePage
from ui.screens.unlock.salvaging import SalvagePage
from ui.tour import report
from ui.tour.stage import Shot, Stage

PHRASE = "ancre cerise moulin vapeur tilleul crayon fenêtre"
WRONG = "ce n’est pas la bonne"
NEW = "balise cerfeuil ombrage tison"
PAGE = 4096


def _vault(stage: Stage) -> Path:
    return stage.vault.with_name("maison-de-sante-du-port.tdt")


@contextmanager
def _opened(stage: Stage) -> Iterator[OpenPractice]:
    practice = stage.door.unlock(_vault(stage), PHRASE)
    try:
        yield practice
    finally:
        practice.close()


def _unlock(stage: Stage) -> None:
    stage.program.show_unlock(_vault(stage))


def _unlock_wrong(stage: Stage) -> None:
    page = stage.page(UnlockPage)
    for _ in range(2):
        page.passphrase.set_text(WRONG)
        page.try_passphrase()
        stage.settle()


def _unlock_missing(stage: Stage) -> None:
    stage.program.show_unlock(stage.vault.with_name("coffre-debranche.tdt"))


def _unlock_damaged(stage: Stage) -> None:
    damaged = stage.vault.with_name("coffre-abime.tdt")
    damaged.mkdir()
    for name in ("data.db", "keys-1.json", "keys-2.json"):
        (damaged / name).write_bytes(b"")
    stage.program.show_unlock(damaged)


def _recovery(stage: Stage) -> None:
    """A sheet is in force; half of it is typed, and one group is wrong."""
    _let_time_pass(stage)
    with _opened(stage) as practice:
        paper = practice.desk.recovery.draw()
        groups = paper.printable.view.groups
        practice.desk.recovery.confirm(paper, groups)
        if practice.desk.backups is not None:
            practice.desk.backups.make(Reason.ASKED)
    stage.program.show_unlock(_vault(stage))
    stage.settle()
    stage.page(UnlockPage).forgotten.click()
    page = stage.page(RecoveryPage)
    for field, group in zip(page.groups.fields[:4], groups, strict=False):
        field.set_text(group)
    page.groups.fields[3].set_text("ABCDE")
    page.groups.fields[3].edited.emit("")
    page.secret.passphrase.set_text(NEW)
    page.secret.weigh()


def _restore(stage: Stage) -> None:
    stage.program.show_unlock(_vault(stage), Place(RESTORE))


def _restore_wrong(stage: Stage) -> None:
    page = stage.page(RestorePage)
    page.passphrase.set_text(WRONG)
    page.restore()


def _restore_sheet(stage: Stage) -> None:
    stage.page(RestorePage).forgotten.click()


def _restore_not_one(stage: Stage) -> None:
    letter = stage.vault.with_name("lettre.tdtb")
    letter.write_text("Bonjour", encoding="utf-8")
    _restore(stage)
    stage.page(RestorePage).choose(letter)


def _restore_none(stage: Stage) -> None:
    stage.program.show_unlock(stage.vault.with_name("coffre-debranche.tdt"), Place(RESTORE))


def _restore_away(stage: Stage) -> None:
    _let_time_pass(stage)
    stick = stage.vault.with_name("cle-usb-port")
    stick.mkdir()
    with _opened(stage) as practice:
        practice.desk.carry.take_away(stick)
    _restore(stage)
    stage.settle()
    with _opened(stage) as practice:
        practice.desk.carry.give_up()


def _salvage(stage: Stage) -> None:
    stage.program.show_unlock(_vault(stage), Place(SALVAGE))


def _salvaged(stage: Stage) -> None:
    """One page of the closed database is destroyed."""
    with (_vault(stage) / "data.db").open("r+b") as file:
        file.seek(-13 * PAGE, 2)
        file.write(bytes(PAGE))
    page = stage.page(SalvagePage)
    page.passphrase.set_text(PHRASE)
    page.salvage()


def _damaged(stage: Stage) -> None:
    """A vault that a check found damaged opens to be read, with a band."""
    mended = stage.vault.with_name("maison-de-sante-du-port-recupere.tdt")
    note = {"at": "2026-11-23T18:04:00+00:00", "found": "2 pages illisibles : 41, 42."}
    (mended / "damage.json").write_text(json.dumps(note), encoding="utf-8")
    stage.main.hide()
    stage.program.open(Opened(stage.door.unlock(mended, PHRASE), mended))


def _let_time_pass(stage: Stage) -> None:
    """The wrong passphrases of earlier pictures make nobody wait in the next."""
    (_vault(stage) / "attempts.json").unlink(missing_ok=True)
    shutil.rmtree(stage.vault.with_name("attempts"), ignore_errors=True)


DOORSTEP: tuple[Shot, ...] = (
    Shot("ouverture", _unlock),
    Shot("ouverture-refusee", _unlock_wrong),
    Shot("ouverture-impossible", _unlock_missing),
    Shot("ouverture-abimee", _unlock_damaged),
    Shot("ouverture-fiche", _recovery),
    Shot("ouverture-restaurer", _restore),
    Shot("ouverture-restaurer-refusee", _restore_wrong),
    Shot("ouverture-restaurer-fiche", _restore_sheet),
    Shot("ouverture-restaurer-autre", _restore_not_one),
    Shot("ouverture-restaurer-aucune", _restore_none),
    Shot("ouverture-restaurer-emporte", _restore_away),
    Shot("ouverture-recuperer", _salvage),
    Shot("ouverture-recuperee", _salvaged),
    Shot("ouverture-signaler", report.before),
)

AFTER_ALL: tuple[Shot, ...] = (Shot("home-damaged", _damaged),)
"""Last: the program's own window watches every event of the application."""
