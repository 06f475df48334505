# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import (
    clean,
    ellipsis,
    fold,
    initial_name,
    listing,
    number,
    of,
    plural,
    safe_file_name,
    stopped,
    typeset,
)

ANY_TEXT = st.text(st.characters())
FRENCH_LIKE = st.text("aé«»'’;:!?.,%&@()/\"-12 \u00a0\u202f\n", max_size=30)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\0b", "ab"),
        ("\ud83d seul, \ude00", "\ufffd seul, \ufffd"),
        ("\ud83d\ude00", "😀"),
        ("  <b>&amp; =1 @x مرحبا 😀\u00a0\t ", "  <b>&amp; =1 @x مرحبا 😀\u00a0\t "),
    ],
)
def test_a_text_is_stored_verbatim_but_for_line_ends_and_impossible_characters(
    typed: str, stored: str
) -> None:
    assert clean(typed) == stored


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Z", "C"))))
def test_every_stored_text_can_be_written_as_utf8_and_is_stable(text: str) -> None:
    stored = clean(text)
    stored.encode()
    assert clean(stored) == stored


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Comment éviter une chute ?", "Comment éviter une chute\u202f?"),
        ("Vraiment?! Oui; non", "Vraiment\u202f?! Oui\u202f; non"),
        ("GIR : 5\nAPA: oui", "GIR\u00a0: 5\nAPA\u00a0: oui"),
        ("« tenir »", "«\u202ftenir\u202f»"),
        ("Il dit «pourquoi?».", "Il dit «\u202fpourquoi\u202f?\u202f»."),
        ("L'Hostis n'a qu'une aide", "L’Hostis n’a qu’une aide"),
        ("HbA1c 7,8 %", "HbA1c 7,8\u00a0%"),
        (
            "avec J.-N. Petit, M. Élie D. et l’IPA",
            "avec J.-N.\u00a0Petit, M.\u00a0Élie D. et l’IPA",
        ),
        ("l’APA. Il dit", "l’APA. Il dit"),
    ],
)
def test_typography_is_french_on_screen_and_on_paper(typed: str, shown: str) -> None:
    assert typeset(typed) == shown


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "1:3",
        "15/9",
        "https://a.example/b?c:d;e",
        "adresse@msp.example",
        "&amp; &nbsp; <b>gras</b> <para>",
        ":) ;) ;-)",
        "C:\\Dossiers",
        "=SOMME(A1;B2)",
        "5' 'cité'",
        "? seul",
        "fin de ligne\n! début",
    ],
)
def test_times_addresses_markup_and_line_ends_go_through_untouched(text: str) -> None:
    assert typeset(text) == text


@given(FRENCH_LIKE)
def test_typography_applied_twice_changes_nothing_more(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@given(FRENCH_LIKE)
def test_typography_keeps_every_line_and_every_visible_character(text: str) -> None:
    def visible(words: str) -> str:
        return "".join(words.replace("’", "'").split())

    shown = typeset(text)
    assert shown.count("\n") == text.count("\n")
    assert visible(shown) == visible(text)


def test_a_long_unbroken_text_is_typeset_at_once() -> None:
    assert typeset("a" * 200_000 + ";" * 5_000) == "a" * 200_000 + ";" * 5_000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’Hostis", "l'hostis"),
        ("Évrard", "EVRARD"),
        ("cœur, Æsope", "COEUR, aesope"),
        ("Cisse\u0301", "Cissé"),
        ("Fournier‑Nguyen", "fournier-nguyen"),
        ("à\u00a0domicile", "a domicile"),
        ("ﬁn", "FIN"),
    ],
)
def test_folding_forgets_case_accents_and_ligatures(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(ANY_TEXT)
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 action"), (1, "1 action"), (2, "2 actions"), (12_345, "12\u202f345 actions")],
)
def test_zero_and_one_are_singular(count: int, words: str) -> None:
    assert plural(count, "action") == words


def test_a_plural_of_its_own_is_used_as_given() -> None:
    assert plural(3, "retour au patient", "retours au patient") == "3 retours au patient"


def test_negative_numbers_have_a_true_minus_sign() -> None:
    assert number(-1234) == "−1\u202f234"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_a_list_reads_as_a_sentence(words: list[str], sentence: str) -> None:
    assert listing(words) == sentence


@pytest.mark.parametrize(
    ("first", "last", "short"),
    [
        ("Jeanne", "Imbert", "J. Imbert"),
        ("Jean-Noël", "Petit", "J.-N. Petit"),
        ("Anne Marie", "Da Costa", "A. M. Da Costa"),
        ("émile", "Marchand", "É. Marchand"),
        ("", "Imbert", "Imbert"),
        ("Jeanne", "", "J."),
        ("-", "Imbert", "Imbert"),
    ],
)
def test_a_first_name_is_shown_by_its_initials(first: str, last: str, short: str) -> None:
    assert initial_name(first, last) == short


def test_a_long_text_is_cut_after_a_whole_word_on_one_line() -> None:
    assert ellipsis("Peur de tomber,\nsort de moins en moins", 20) == "Peur de tomber…"
    assert ellipsis("Peur de tomber · Aubry", 18) == "Peur de tomber…"
    assert ellipsis("court", 20) == "court"
    assert ellipsis("anticonstitutionnellement", 10) == "anticonst…"


@given(ANY_TEXT, st.integers(1, 60))
def test_a_cut_text_never_exceeds_its_limit(text: str, limit: int) -> None:
    shown = ellipsis(text, limit)
    assert len(shown) <= limit
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Compte rendu du 26/11/2026", "Compte rendu du 26-11-2026"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("aux", "_aux"),
        ("COM1.plan", "_COM1.plan"),
        ("a\nb\0<c>?\u202e", "a b-c--"),
        (" . ", "sans-nom"),
        ("", "sans-nom"),
    ],
)
def test_a_file_name_suits_every_platform(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@given(ANY_TEXT)
def test_a_file_name_is_short_printable_and_has_no_separator(text: str) -> None:
    name = safe_file_name(text)
    assert name
    assert len(name.encode()) <= 101
    assert name == name.strip(" .")
    assert not set(name) & set('\\/:*?"<>|\n')


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Aminata Cissé", "d’Aminata Cissé"),
        ("Émile", "d’Émile"),
        ("Inês", "d’Inês"),
        ("Yves", "d’Yves"),
        ("Yann", "de Yann"),
        ("Hugo", "de Hugo"),
        ("Nadia", "de Nadia"),
    ],
)
def test_de_is_elided_before_a_name(name: str, said: str) -> None:
    assert of(name) == said


def test_a_sentence_that_ends_in_a_short_date_has_one_full_stop() -> None:
    assert stopped("le jeu. 17 déc.") == "le jeu. 17 déc."
    assert stopped("le jeu. 5 mars") == "le jeu. 5 mars."
