# SPDX-License-Identifier: EUPL-1.2
"""The palette's names: read a piece at a time, the newest situations first."""

from dataclasses import replace
from itertools import islice

import pytest

from app.services import look_up
from app.services.cases import CaseDraft
from app.services.look_up import CaseFinder, LookUpService
from app.storage.cases import CaseName
from tests.services.office import Office
from tests.services.protocols import FALL, in_force, rewritten


def test_people_come_first_then_the_newest_situations_piece_by_piece(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_up, "PIECE", 2)
    known = [case.code for case in office.desk.cases.all()]
    for title in ("Une", "Deux", "Trois", "Quatre", "Cinq"):
        office.desk.cases.open(CaseDraft(title=title))
    pieces = list(LookUpService(office.store).pieces())
    assert [name for _, name, _ in pieces[0].people] == [
        person.full_name for person in office.desk.directory.all()
    ]
    assert max(len(piece.cases) for piece in pieces) == 2
    codes = [case.code for piece in pieces for case in piece.cases]
    assert codes == [case.code for case in office.desk.cases.all()]
    assert len(codes) == len(known) + 5


def test_nothing_more_is_read_than_was_asked_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = office.store.rows.cases
    asked, names = [], rows.names

    def watched(most: int, *, before: str | None = None) -> tuple[CaseName, ...]:
        asked.append(before)
        return names(most, before=before)

    monkeypatch.setattr(rows, "names", watched)
    list(islice(LookUpService(office.store).pieces(), 2))
    assert asked == [None]


def test_situations_are_found_while_the_older_ones_are_still_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_up, "PIECE", 2)
    ids = [
        office.desk.cases.open(CaseDraft(title=title))[0]
        for title in ("Chute une", "Chute deux", "Chute trois")
    ]
    finder = CaseFinder(office.desk.look_up, office.desk.cases)
    monkeypatch.setattr(office.store.rows.cases, "lines", None)  # all of them, read at once
    finder.begin(but=(ids[2],))
    assert [case.id for case in finder.best("chute", 6)] == [ids[1]]
    while finder.read_on():
        pass
    (found, older) = finder.best("chute", 6)
    assert (found.id, older.id) == (ids[1], ids[0])
    assert older.title == "Chute une"
    assert office.desk.cases.exist()


def test_protocols_are_found_by_what_they_are_called_now_and_in_force(office: Office) -> None:
    protocol = in_force(office, replace(FALL, title="Chute à domicile"))
    rewritten(office, protocol, replace(FALL, title="Prévenir la chute"))
    first = next(iter(LookUpService(office.store).pieces()))
    assert first.protocols == (
        (protocol, "Chute à domicile"),
        (protocol, "Prévenir la chute"),
    )
