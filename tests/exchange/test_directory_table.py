# SPDX-License-Identifier: EUPL-1.2
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.directory_preview import DirectoryPreview, LineStatus
from app.domain.errors import UserError
from app.domain.field import Field
from app.exchange.directory_table import read_directory
from app.exchange.encoding import read_bytes
from app.exchange.professions import load_professions

REFERENCE = Path(__file__).parents[1] / "data" / "professionnels.csv"
PROFESSIONS = load_professions()


def read(text: str) -> DirectoryPreview:
    return read_directory(text, PROFESSIONS)


def messages(text: str) -> str:
    preview = read(text)
    said = " ".join([*preview.messages, *(m for line in preview.lines for m in line.messages)])
    return said.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_reference_file_gives_fourteen_people_without_a_remark() -> None:
    preview = read(read_bytes(REFERENCE.read_bytes()))
    assert len(preview.drafts) == len(preview.lines) == 14
    assert preview.messages == ()
    assert all(line.messages == () for line in preview.lines)
    ines = preview.drafts[3]
    assert (ines.last, ines.first, ines.profession) == (
        "Da Costa",
        "Inês",
        "Infirmière en pratique avancée",
    )
    assert [draft.field for draft in preview.drafts].count(Field.PSYCHIC) == 2
    assert [draft.last for draft in preview.drafts if not draft.member] == [
        "Fournier-Nguyen",
        "Imbert",
        "Kowalski",
        "N'Diaye",
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_reference_is_the_same_in_every_encoding_and_delimiter(
    codec: str, delimiter: str
) -> None:
    original = REFERENCE.read_bytes().decode("cp1252")
    saved = original.replace(";", delimiter).encode(codec)
    assert read(read_bytes(saved)).drafts == read(original).drafts


def test_headers_are_recognised_in_any_order_and_spelling() -> None:
    preview = read(
        "N° RPPS;E-mail;TEL.;membre;Organisme;DOMAINE;métier;PRENOM;Nom de famille\n"
        "10999999997;a@b.example;01;x;CCAS;Social;Éducateur;Zoé;Martin"
    )
    (draft,) = preview.drafts
    assert (draft.last, draft.first, draft.profession) == ("Martin", "Zoé", "Éducateur")
    assert (draft.field, draft.structure, draft.member) == (Field.SOCIAL, "CCAS", True)
    assert (draft.rpps, draft.phone, draft.mail) == ("10999999997", "01", "a@b.example")


def test_a_column_we_do_not_keep_is_said() -> None:
    assert "Colonnes non reprises : « Anniversaire »" in messages("Nom;Prénom;Anniversaire\nA;B;1")


def test_of_many_columns_that_we_do_not_keep_the_first_ones_are_named() -> None:
    extra = [f"Colonne {number}" for number in range(1, 41)]
    said = messages(";".join(["Nom", "Prénom", *extra]) + "\nA;B")
    assert "« Colonne 6 » et 34 de plus. La ligne" in said


def test_words_of_several_columns_without_a_name_are_no_titles() -> None:
    preview = read("Durand;Anne;Kiné;;Cabinet MSP\nMartin;Luc;Kiné;;MSP")
    assert [line.draft and line.draft.last for line in preview.lines] == ["Durand", "Martin"]


def test_two_columns_of_one_kind_are_joined() -> None:
    preview = read("Nom;Prénom;Tél.;Portable\nA;B;01;06\nC;D;01;01")
    assert [draft.phone for draft in preview.drafts] == ["01 / 06", "01"]


def test_cells_pasted_without_headers_are_read_in_the_standard_order_and_it_is_said() -> None:
    text = "Aubry\tNadia\tKiné\t\tMSP\toui\n"
    (draft,) = read(text).drafts
    assert (draft.last, draft.first, draft.structure, draft.member) == (
        "Aubry",
        "Nadia",
        "MSP",
        True,
    )
    assert "dans l’ordre : Nom, Prénom" in messages(text)


def test_a_separator_line_of_a_spreadsheet_is_not_a_person() -> None:
    preview = read("sep=;\nNom;Prénom\nAubry;Nadia\n")
    assert [(line.number, line.status) for line in preview.lines] == [(3, LineStatus.NEW)]


def test_empty_lines_are_passed_over_and_numbers_stay_those_of_the_file() -> None:
    preview = read("\nNom;Prénom\n\n;;;\nA;B\n   \nC;D\n")
    assert [line.number for line in preview.lines] == [5, 7]


@pytest.mark.parametrize("odd", ["Aub\u200bry", "Aubry\u202e", "A" * 81])
def test_a_line_whose_name_cannot_be_kept_is_refused_and_the_others_kept(odd: str) -> None:
    preview = read(f"nom;prénom\n{odd};Zoé\nMartin;{odd}\nPetit;Léa\n")
    assert [line.status for line in preview.lines] == [
        LineStatus.REFUSED,
        LineStatus.REFUSED,
        LineStatus.NEW,
    ]
    assert "Ce nom" in messages(f"nom;prénom\n{odd};Zoé\n")


def test_a_line_without_a_name_is_refused_and_the_others_kept() -> None:
    preview = read("Nom;Prénom\nA;B\n;Zoé\nC;D")
    assert [line.status for line in preview.lines] == [
        LineStatus.NEW,
        LineStatus.REFUSED,
        LineStatus.NEW,
    ]
    (refused,) = preview.refused
    assert refused.draft is None
    assert "nom manque" in refused.messages[0]
    assert refused.source == " ; Zoé"


def test_a_repeated_line_is_taken_once_and_homonyms_are_all_kept() -> None:
    preview = read("Nom;Prénom;Tél\nMartin;Zoé;01\nMARTIN;zoe;02\nMartin;Zoé;01")
    assert [line.status for line in preview.lines] == [
        LineStatus.NEW,
        LineStatus.NEW,
        LineStatus.DUPLICATE_IN_FILE,
    ]
    assert "Même nom" in preview.lines[1].messages[-1]
    assert "répète la ligne 2" in preview.lines[2].messages[-1]
    assert len(preview.drafts) == preview.count(LineStatus.NEW) == 2


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ("A;B;Psychologue;", Field.PSYCHIC, "« psychique » est retenu d’après la profession"),
        ("A;B;Facteur;", Field.OTHER, "« autre » est retenu"),
        ("A;B;Psychologue;cosmique", Field.PSYCHIC, "Champ « cosmique » inconnu"),
        ("A;B;Facteur;ORGANIQUE", Field.ORGANIC, ""),
        ("A;B;Facteur;Psy", Field.PSYCHIC, ""),
    ],
)
def test_a_missing_field_is_guessed_from_the_profession_and_said(
    row: str, field: Field, said: str
) -> None:
    text = f"Nom;Prénom;Profession;Champ\n{row}"
    assert read(text).drafts[0].field is field
    assert said in messages(text)


@pytest.mark.parametrize(
    ("word", "member"),
    [("oui", True), ("X", True), ("1", True), ("non", False), ("", False), ("peut-être", False)],
)
def test_membership_is_read_from_the_usual_words(word: str, member: bool) -> None:
    text = f"Nom;Prénom;Membre\nA;B;{word}"
    assert read(text).drafts[0].member is member
    assert ("ni oui ni non" in messages(text)) is (word == "peut-être")


def test_without_a_member_column_the_structure_tells() -> None:
    preview = read("Nom;Prénom;Structure\nA;B;MSP des Tilleuls\nC;D;CCAS\nE;F;")
    assert [draft.member for draft in preview.drafts] == [True, False, True]


def test_a_doubtful_rpps_is_warned_about_and_kept() -> None:
    text = "Nom;Prénom;RPPS\nA;B;123"
    assert read(text).drafts[0].rpps == "123"
    assert "3 chiffres au lieu de 11" in messages(text)


def test_lines_with_too_few_or_too_many_cells_are_kept_and_said() -> None:
    text = "Nom;Prénom;Tél\nA\nB;C;01;trop;"
    assert [draft.last for draft in read(text).drafts] == ["A", "B"]
    assert "1 case au lieu de 3" in messages(text)
    assert "« trop » n’est pas repris" in messages(text)


@pytest.mark.parametrize(
    "name",
    ["<b>Aubry</b>", "A & B", "<para>", "=SOMME(A1)", "@aubry", "+33", "حداد", "😀", "x" * 80],
)
def test_a_strange_text_is_kept_as_given(name: str) -> None:
    (draft,) = read(f"Nom;Prénom;Structure\n{name};{name};{name}").drafts
    assert draft.last == draft.first == draft.structure == name


def test_quoted_cells_may_hold_delimiters_quotes_and_lines() -> None:
    preview = read('Nom;Prénom;Structure\r\n"Le ""Gall""";Ana;"CCAS;\r\nsite 2"\r\nC;D;E\r\n')
    assert [(d.last, d.structure) for d in preview.drafts] == [
        ('Le "Gall"', "CCAS; site 2"),
        ("C", "E"),
    ]
    assert [line.number for line in preview.lines] == [2, 4]


def test_a_quote_never_closed_does_not_swallow_the_rest() -> None:
    text = 'Nom;Prénom\nA;"B\nC;D\nE;F'
    assert [d.last for d in read(text).drafts] == ["A", "C", "E"]
    assert "guillemet" in messages(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "vide"),
        (" \n;;\n", "vide"),
        ("Prénom;Profession\nZoé;Kiné", "colonne"),
        ("a;b\n" * 5_001, "5000 lignes"),
        ("Nom et prénom;Profession\nDurand Anne;Kiné", "plusieurs titres"),
        ("NOM Prénom\nDurand Anne", "plusieurs titres"),
        ("| Nom | Prénom |\n|---|---|\n| Durand | Anne |", "plusieurs titres"),
    ],
)
def test_a_text_that_is_no_directory_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(UserError, match=why) as refusal:
        read(text)
    assert refusal.value.remedy


def test_headers_alone_announce_nobody() -> None:
    preview = read("Nom;Prénom\n")
    assert preview.lines == ()
    assert "personne à ajouter" in preview.messages[0]


@given(st.text(st.characters() | st.sampled_from(';,\t"\n=Nom')))
def test_no_table_breaks_the_reading(text: str) -> None:
    with suppress(UserError):
        preview = read(text)
        assert all((line.draft is None) == (line in preview.refused) for line in preview.lines)


@given(st.binary())
def test_no_file_breaks_the_reading(data: bytes) -> None:
    with suppress(UserError):
        read(read_bytes(data))
