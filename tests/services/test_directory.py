# SPDX-License-Identifier: EUPL-1.2
"""Finding people by a few letters, writing them, importing them without doubling anybody."""

from pathlib import Path

import pytest

from app.domain.directory import Professional
from app.domain.directory_preview import LineStatus
from app.domain.errors import NotFoundError, UserError
from app.domain.field import Field
from app.domain.ids import ProfessionalId
from tests.conftest import DATA
from tests.services.office import Office

FILE: Path = DATA / "professionnels.csv"


@pytest.fixture
def team(office: Office) -> Office:
    """The fourteen professionals of the example file."""
    office.desk.directory.accept(office.desk.directory.preview(FILE.read_bytes()))
    return office


def found(office: Office, letters: str) -> list[str]:
    return [person.last for person in office.desk.directory.find(letters)]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("imb", "Imbert"),
        ("IMB", "Imbert"),
        ("imbret", "Imbert"),
        ("jeanne", "Imbert"),
        ("jeanne imb", "Imbert"),
        ("imbert jea", "Imbert"),
        ("daco", "Da Costa"),
        ("da co", "Da Costa"),
        ("costa", "Da Costa"),
        ("evr", "Évrard"),
        ("Évr", "Évrard"),
        ("ciss", "Cissé"),
        ("nguyen", "Fournier-Nguyen"),
        ("fournier n", "Fournier-Nguyen"),
        ("ndia", "N'Diaye"),
        ("n’dia", "N'Diaye"),
        ("lhos", "L'Hostis"),
        ("hostis", "L'Hostis"),
        ("kowalsky", "Kowalski"),
        (" aub ", "Aubry"),
    ],
)
def test_a_few_letters_find_the_person_first(team: Office, letters: str, expected: str) -> None:
    assert found(team, letters)[0] == expected


def test_nothing_typed_or_nobody_alike_finds_nobody(team: Office) -> None:
    assert found(team, "  ") == []
    assert found(team, "zzzzzz") == []
    assert found(team, "🎉") == []


def test_homonyms_are_both_proposed_and_told_apart(team: Office) -> None:
    for first in ("Zoé", "Alain"):
        team.person("Martin", first)
    martins = team.desk.directory.find("mart")
    assert [person.first for person in martins[:2]] == ["Alain", "Zoé"]
    assert team.desk.directory.find("martin zo")[0].first == "Zoé"
    match = team.desk.directory.named("Martin")
    assert match.ambiguous
    assert "Martin Alain et Martin Zoé" in match.sentence
    assert team.desk.directory.named("zoé MARTIN").person == martins[1]


def test_a_person_who_left_is_found_no_more_but_stays(team: Office) -> None:
    person = team.desk.directory.find("imb")[0]
    team.desk.directory.save(
        Professional(person.id, person.last, person.first, person.profession, active=False)
    )
    assert "Imbert" not in found(team, "imb")
    assert len(team.desk.directory.all()) == 13
    assert len(team.desk.directory.all(left_too=True)) == 14
    assert team.desk.directory.get(person.id).active is False


# --- writing --------------------------------------------------------------------------------------


def test_a_person_is_added_then_rewritten_under_the_same_id(office: Office) -> None:
    draft = Professional(ProfessionalId(""), " Imbert ", "Jeanne\r\n", field=Field.SOCIAL)
    id_, changes = office.desk.directory.save(draft)
    assert changes
    person = office.desk.directory.get(id_)
    assert (person.last, person.first) == ("Imbert", "Jeanne")
    again, _ = office.desk.directory.save(
        Professional(id_, "Imbert-Roy", "Jeanne", phone="01 99\0 00", mail="j\ud83d@x")
    )
    assert again == id_
    assert [p.last for p in office.desk.directory.all()] == ["Imbert-Roy"]
    assert office.desk.directory.get(id_).phone == "01 99 00"


def test_a_person_without_a_name_is_refused(office: Office) -> None:
    for last in ("", "  ", "\0"):
        with pytest.raises(UserError, match="nom"):
            office.desk.directory.save(Professional(ProfessionalId(""), last, "Jeanne"))
    with pytest.raises(NotFoundError):
        office.desk.directory.get(ProfessionalId("nothing"))


def test_a_wrong_rpps_is_warned_about_and_kept(office: Office) -> None:
    id_, _ = office.desk.directory.save(
        Professional(ProfessionalId(""), "Aubry", "Nadia", rpps="10999999998")
    )
    person = office.desk.directory.get(id_)
    assert person.rpps == "10999999998"
    assert office.desk.directory.warning(person)
    assert office.desk.directory.warning(Professional(id_, "Aubry", "Nadia")) is None


# --- importing ------------------------------------------------------------------------------------


def test_the_example_file_adds_fourteen_people(office: Office) -> None:
    preview = office.desk.directory.preview(FILE.read_bytes())
    assert office.desk.directory.all() == ()  # a preview writes nothing
    imported, changes = office.desk.directory.accept(preview)
    assert (imported.added, imported.known, imported.refused) == (14, 0, 0)
    assert imported.sentence == "14 personnes ajoutées."
    assert len(changes.touched) == 14
    imbert = office.desk.directory.find("imb")[0]
    assert (imbert.field, imbert.structure, imbert.member) == (Field.SOCIAL, "CCAS", False)


def test_importing_the_same_file_again_adds_nobody(team: Office) -> None:
    preview = team.desk.directory.preview(FILE.read_bytes())
    assert preview.count(LineStatus.KNOWN) == 14
    imported, _ = team.desk.directory.accept(preview)
    assert imported.sentence == "0 personne ajoutée, 14 déjà connues."
    assert len(team.desk.directory.all()) == 14


def test_accepting_one_preview_twice_adds_nobody_twice(office: Office) -> None:
    preview = office.desk.directory.preview(FILE.read_bytes())
    office.desk.directory.accept(preview)
    imported, _ = office.desk.directory.accept(preview)
    assert (imported.added, imported.known) == (0, 14)
    assert len(office.desk.directory.all()) == 14


def test_a_namesake_is_added_with_a_warning_when_something_tells_them_apart(
    office: Office,
) -> None:
    office.person("Martin", "Zoé", profession="Infirmière")
    pasted = "Nom\tPrénom\tProfession\nMartin\tZoé\tPsychologue\nMARTIN\tZoe\tInfirmière\n"
    preview = office.desk.directory.preview(pasted)
    assert [line.status for line in preview.lines] == [LineStatus.NEW, LineStatus.KNOWN]
    assert "vérifiez" in " ".join(preview.lines[0].messages)
    office.desk.directory.accept(preview)
    assert [p.profession for p in office.desk.directory.all()] == ["Infirmière", "Psychologue"]


def test_known_people_are_never_rewritten_by_a_file(team: Office) -> None:
    before = team.dump("professional")
    team.desk.directory.accept(
        team.desk.directory.preview("Nom;Prénom;Téléphone\nImbert;Jeanne;0000000000\n")
    )
    assert team.dump("professional") == before


def test_the_list_of_professions_is_proposed(office: Office) -> None:
    assert len(office.desk.directory.professions()) > 20
