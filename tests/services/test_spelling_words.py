# SPDX-License-Identifier: EUPL-1.2
"""The words of a practice stay in its vault, and no patient's name becomes one."""

from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError, UserError
from app.services.accounts import Role
from tests.services.office import PRACTICE
from tests.services.safe import OTHER, Safe, known_patient, let_in


def test_words_are_added_kept_and_removed(tmp_path: Path) -> None:
    safe = Safe(tmp_path / "port.tdt")
    session = safe.make()
    session.desk.practice.save(PRACTICE)
    assert "tilleuls" in session.desk.spelling.own_words()
    session.desk.spelling.add("Keranguen")
    session.desk.spelling.add("zorglub")
    session.close()
    with safe.open() as again:
        assert again.desk.spelling.added() == ("keranguen", "zorglub")
        assert {"keranguen", "tilleuls"} <= again.desk.spelling.own_words()
        again.desk.spelling.remove("zorglub")
        assert again.desk.spelling.added() == ("keranguen",)
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or b"keranguen" not in file.read_bytes().lower()


def test_the_name_of_a_patient_is_refused(tmp_path: Path) -> None:
    session = Safe(tmp_path / "port.tdt").make()
    case_id = known_patient(session, "Kervella")
    meeting_id, _ = session.desk.agendas.prepare_next()
    session.desk.agendas.add_case(meeting_id, case_id)
    session.desk.meetings.start(meeting_id)
    with pytest.raises(UserError, match="nom d’un patient"):
        session.desk.spelling.add("kervella")
    assert session.desk.spelling.added() == ()
    session.close()


def test_a_reader_adds_nothing(tmp_path: Path) -> None:
    safe = Safe(tmp_path / "port.tdt")
    session = safe.make()
    account = let_in(session, role=Role.READER)
    session.close()
    with safe.open(OTHER, account) as reader, pytest.raises(NotAllowedError):
        reader.desk.spelling.add("zorglub")
