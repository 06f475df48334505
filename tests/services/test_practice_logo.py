# SPDX-License-Identifier: EUPL-1.2
"""The logo: kept, replaced, taken out, journalled; it goes wherever the vault goes."""

import json
import logging
import random
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from app.domain.changes import Kind
from app.domain.errors import NotAllowedError, UserError
from app.domain.ids import MinutesId
from app.domain.logo import Logo
from app.domain.practice import Practice
from app.exchange.picture import read_picture
from app.services.logos import open_logo
from app.services.restoring import Restorer
from app.services.vault import Session
from app.services.verification import minutes_fault
from app.vault.backup import Reason
from app.vault.restoring import with_passphrase
from app.vault.salvaging import salvage_vault
from tests import pictures
from tests.services.office import PRACTICE, Office
from tests.services.safe import CHIEF, OTHER, PHRASE, Safe, events, let_in
from tests.storage.damage import destroy


def test_a_logo_is_kept_replaced_and_taken_out(office: Office) -> None:
    desk, square, wide = office.desk, pictures.logo(), pictures.logo(600, 100)
    assert desk.practice.logo() is None
    for logo in (square, wide, None):
        assert desk.practice.save_logo(logo).kinds == {Kind.PRACTICE}
        assert desk.practice.logo() == logo


def test_what_changes_nothing_is_not_written(office: Office) -> None:
    logo = pictures.logo()
    assert not office.desk.practice.save_logo(None)
    office.desk.practice.save_logo(logo)
    before = len(office.store.rows.journal.entries())
    assert not office.desk.practice.save_logo(logo)
    assert len(office.store.rows.journal.entries()) == before


def test_the_journal_and_the_log_hold_no_pixel(office: Office) -> None:
    logo = pictures.logo()
    office.desk.practice.save_logo(logo)
    entry = office.store.rows.journal.entries()[-1]
    assert (entry.event, entry.kind, entry.record_id) == ("practice.logo_changed", "practice", "")
    (row,) = office.connection.execute(
        "SELECT change FROM operation ORDER BY rowid DESC LIMIT 1"
    ).fetchall()
    assert set(json.loads(row.text("change"))) == {"logo"}
    assert len(row.text("change")) < 100


def test_saving_the_practice_leaves_the_logo(office: Office) -> None:
    logo = pictures.logo()
    office.desk.practice.save_logo(logo)
    office.desk.practice.save(Practice("Autre maison de santé"))
    assert office.desk.practice.logo() == logo


def test_who_may_only_read_changes_no_logo(safe: Safe, chief: Session) -> None:
    chief.desk.practice.save_logo(pictures.logo())
    reader = let_in(chief)
    chief.close()
    with safe.open(OTHER, reader) as session:
        assert session.desk.practice.logo() is not None
        with pytest.raises(NotAllowedError):
            session.desk.practice.save_logo(None)


def test_a_new_vault_begins_with_the_logo_that_was_chosen(safe: Safe, tmp_path: Path) -> None:
    logo, folder = pictures.logo(), tmp_path / "neuf.tdt"
    made = safe.workshop.create(folder, Practice("MSP du Port"), CHIEF, PHRASE, logo)
    with closing(made) as session:
        assert session.desk.practice.logo() == logo
    with Safe(folder).open() as session:
        assert session.desk.practice.logo() == logo


def test_a_logo_outlives_new_keys_and_comes_back_from_a_backup(
    safe: Safe, chief: Session, tmp_path: Path
) -> None:
    logo = pictures.logo(500, 200, ground="#00000000")
    chief.desk.practice.save_logo(logo)
    gone = let_in(chief)
    chief.desk.accounts.remove(chief.desk.accounts.ready_removal(gone))
    assert events(chief)[-1] == "account.removed"
    assert chief.desk.practice.logo() == logo
    backups = chief.desk.backups
    assert backups is not None
    made = backups.make(Reason.ASKED).made
    chief.desk.practice.save_logo(None)
    chief.close()
    folder = tmp_path / "rendu.tdt"
    Restorer(safe.clock).restore(made.path, folder, with_passphrase(None, PHRASE))
    with Safe(folder).open() as session:
        assert session.desk.practice.logo() == logo
        assert [fault for fault in session.vault.digests.faults() if fault] == []


@pytest.mark.parametrize("page", [None, 1])
def test_a_salvage_brings_the_logo_back_over_all_its_pages(
    page: int | None, safe: Safe, chief: Session, tmp_path: Path
) -> None:
    noise = random.Random(7).randbytes(3 * 200 * 90)
    logo = read_picture(pictures.saved(Image.frombytes("RGB", (200, 90), noise)))
    assert len(logo.png) > 10 * 4096
    chief.desk.practice.save_logo(logo)
    chief.close()
    if page is not None:
        destroy(safe.folder / "data.db", page)
    target = tmp_path / "neuf.tdt"
    salvage_vault(safe.folder, target, with_passphrase(None, PHRASE), safe.clock.now())
    with Safe(target).open() as session:
        assert session.desk.practice.logo() == logo


def test_a_picture_is_read_and_its_name_is_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "Jeanne Dupont.png"
    path.write_bytes(pictures.saved(pictures.drawn(200, 100)))
    with caplog.at_level(logging.DEBUG):
        assert open_logo(path).width == 200
        path.write_bytes(path.read_bytes()[:60])
        with pytest.raises(UserError) as caught:
            open_logo(path)
    assert "Dupont" not in caught.value.text + caplog.text


@pytest.fixture
def sealed(office: Office) -> MinutesId:
    """Minutes that were closed while the practice had no logo."""
    meeting, (item,) = office.running(office.case())
    office.discuss(item, "Revoir le traitement")
    office.desk.minutes.close(meeting)
    return office.desk.minutes.all()[0].id


def test_every_document_of_today_bears_the_logo_of_today(office: Office) -> None:
    case, logo = office.case(), pictures.logo()
    meeting, _ = office.meeting(case)
    documents = office.desk.documents

    def heads() -> list[Logo | None]:
        made = (
            documents.care_plan(case),
            documents.patient_plan(case),
            documents.booklet(case),
            documents.consent_form(case),
            documents.notice(),
            documents.attendance(meeting),
        )
        return [one.view.letterhead.logo for one in made]

    assert set(heads()) == {None}
    office.desk.practice.save_logo(logo)
    assert set(heads()) == {logo}
    assert logo.png not in repr(documents.notice()).encode()


def test_a_logo_chosen_later_breaks_no_seal_and_both_prints_are_recognised(
    office: Office, sealed: MinutesId
) -> None:
    desk = office.desk
    files = []
    for logo in (None, pictures.logo()):
        desk.practice.save_logo(logo)
        printable = desk.documents.minutes(sealed)
        files.append(printable.render().pdf)
        printable.trace.made(files[-1])
        assert printable.view.letterhead.logo == logo
    assert files[0] != files[1]
    assert all(desk.checking.check(file).intact for file in files)
    minutes = office.store.rows.minutes.get(sealed)
    assert minutes is not None
    assert minutes_fault(office.store.rows, office.signatures.book(), minutes) is None


def test_minutes_under_an_earlier_name_do_not_bear_the_logo_of_today(
    office: Office, sealed: MinutesId
) -> None:
    office.desk.practice.save_logo(pictures.logo())
    office.desk.practice.save(Practice("Pôle de santé du Port"))
    head = office.desk.documents.minutes(sealed).view.letterhead
    assert (head.practice, head.logo) == (PRACTICE.name, None)
