# SPDX-License-Identifier: EUPL-1.2
"""The directory without widgets: what is shown, found, proposed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.field import Field
from app.domain.ids import ProfessionalId
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office
from ui.screens.directory.presenter import DirectoryFilter, DirectoryPresenter


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "data.db", HeldClock(NOON, PARIS))
    office.person("Évrard", "Loïg", profession="Masseur-kinésithérapeute")
    office.person("Aubry", "Nadia", profession="Médecin généraliste")
    office.person("Imbert", "Jeanne", Field.SOCIAL, "Assistante sociale")
    yield office
    office.close()


@pytest.fixture
def presenter(office: Office) -> DirectoryPresenter:
    presenter = DirectoryPresenter(office.desk.directory, office.desk.outbox.forms)
    presenter.reload()
    return presenter


def names(presenter: DirectoryPresenter) -> list[str]:
    return [person.last for person in presenter.state().rows]


def test_people_stand_in_the_order_of_french_readers(presenter: DirectoryPresenter) -> None:
    assert names(presenter) == ["Aubry", "Évrard", "Imbert"]


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("evr", ["Évrard"]),
        ("sociale", ["Imbert"]),
        ("nadia au", ["Aubry"]),
        ("aubry nadia", ["Aubry"]),
        ("  ", ["Aubry", "Évrard", "Imbert"]),
        ("zzz", []),
    ],
)
def test_every_word_is_searched_without_accents(
    presenter: DirectoryPresenter, letters: str, found: list[str]
) -> None:
    presenter.search(letters)
    assert names(presenter) == found


def test_somebody_who_left_is_in_a_view_of_their_own(presenter: DirectoryPresenter) -> None:
    aubry = presenter.state().rows[0].id
    changes = presenter.set_active(aubry, active=False)
    assert changes
    presenter.reload()
    assert names(presenter) == ["Évrard", "Imbert"]
    presenter.choose(DirectoryFilter.LEFT)
    assert names(presenter) == ["Aubry"]
    presenter.set_active(aubry, active=True)
    presenter.reload()
    assert names(presenter) == []


def test_an_empty_list_says_why(presenter: DirectoryPresenter) -> None:
    presenter.search("zzz")
    assert "zzz" in presenter.state().empty_sentence
    presenter.search("")
    presenter.choose(DirectoryFilter.LEFT)
    assert presenter.state().empty_sentence == "Personne n’a quitté la structure."
    presenter.choose(DirectoryFilter.ALL)
    assert presenter.state().empty_sentence == ""


def test_a_profession_is_proposed_with_its_field(presenter: DirectoryPresenter) -> None:
    assert presenter.professions("psychol")[0][1] is Field.PSYCHIC
    assert ("Infirmière", Field.ORGANIC) in presenter.professions("infirmiere")
    assert presenter.professions("kiné")[0][0] == "Masseur-kinésithérapeute"
    assert presenter.professions("chamane") == []


def test_a_known_profession_brings_its_field_and_an_unknown_one_none(
    presenter: DirectoryPresenter,
) -> None:
    assert presenter.field_of("assistante sociale") is Field.SOCIAL
    assert presenter.field_of("Chamane") is None


def test_a_wrong_rpps_is_warned_about(presenter: DirectoryPresenter) -> None:
    assert presenter.rpps_warning("") == ""
    assert "chiffres" in presenter.rpps_warning("12")


def test_a_person_that_is_gone_is_not_found(presenter: DirectoryPresenter) -> None:
    from app.domain.errors import NotFoundError

    with pytest.raises(NotFoundError):
        presenter.set_active(ProfessionalId("nobody"), active=False)
