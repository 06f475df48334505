# SPDX-License-Identifier: EUPL-1.2
"""The finished files, read back."""

import hashlib
import subprocess
import sys
from dataclasses import replace

import pytest

from app.documents.built import Built
from app.documents.setting import set_view
from app.documents.views import (
    ActionLine,
    AttendanceView,
    Confidentiality,
    Fact,
    MinutesItemView,
    PlanLineView,
    PlanPartView,
)
from tests.documents import samples
from tests.documents.protocol_samples import PROTOCOL, SUMMARY
from tests.documents.reading import (
    body,
    font_names,
    pages,
    reader,
    solid,
    unembedded,
)

NASTY_ITEM = replace(
    samples.FALLS,
    question=samples.NASTY,
    wishes=samples.LONG,
    notes=(
        ("Organique", samples.NASTY),
        ("Psychique", samples.UNBREAKABLE),
        ("Social", samples.LONG),
    ),
    answers=(samples.NASTY, samples.UNBREAKABLE, samples.LONG),
    decisions=(samples.NASTY, samples.UNBREAKABLE, samples.LONG),
    actions=(ActionLine(samples.LONG, samples.UNBREAKABLE, samples.NASTY),),
)


def _every_kind() -> dict[str, Built]:
    return {
        "minutes": set_view(samples.MINUTES),
        "plan": set_view(samples.CARE_PLAN),
        "attendance": set_view(samples.ATTENDANCE),
        "protocol": set_view(PROTOCOL),
        "wall": set_view(SUMMARY),
    }


def test_the_minutes_hold_every_word_of_the_meeting_in_order() -> None:
    text = body(set_view(samples.MINUTES).pdf)
    at = 0
    for item in samples.MINUTES.items:
        if item.withheld:
            assert solid(item.withheld) in text
            continue
        at = text.index(solid(item.heading), at)
        for words in (
            item.question,
            item.wishes,
            *item.answers,
            *item.decisions,
            *(a.text for a in item.actions),
        ):
            assert solid(words) in text[at:]
    for person in samples.MINUTES.people:
        assert solid(f"{person.name}, {person.profession}") in text


def test_long_and_hostile_texts_arrive_unchanged() -> None:
    built = set_view(replace(samples.MINUTES, items=(NASTY_ITEM, samples.FALLS)))
    text = body(built.pdf)
    for words in (samples.NASTY, samples.LONG, samples.UNBREAKABLE):
        assert solid(words) in text
    assert built.missing == ("中", "文", "😀")
    # The same sentence 90 times in three fields, and cut by the columns of the table in a fourth.
    assert text.count(solid("Une phrase ordinaire")) >= 4 * 90 - 12


def test_a_script_without_a_font_shows_placeholders_and_can_still_be_copied() -> None:
    built = set_view(replace(samples.MINUTES, band_note=samples.RIGHT_TO_LEFT))
    assert built.missing == tuple(sorted(set(samples.RIGHT_TO_LEFT) - {" "}))
    assert samples.RIGHT_TO_LEFT in pages(built.pdf)[0]


def test_a_plan_of_eighty_lines_repeats_its_header_and_loses_no_line() -> None:
    lines = tuple(
        PlanLineView(f"Problème {n}", f"objectif {n}", f"action {n}", "N. Aubry", "3 déc.")
        for n in range(1, 81)
    )
    view = replace(samples.CARE_PLAN, parts=(PlanPartView("Plan de soins", lines),))
    texts = pages(set_view(view).pdf)
    assert len(texts) > 2
    with_lines = [text for text in texts if "objectif" in text]
    assert all("Objectif partagé" in text and "Bilan d’étape" in text for text in with_lines)
    whole = " ".join(texts)
    assert all(f"objectif {n} action {n} " in whole for n in range(1, 81))


def test_a_cell_of_six_thousand_characters_runs_over_the_pages() -> None:
    line = PlanLineView(samples.NASTY, samples.LONG, samples.UNBREAKABLE, "L. Évrard", "29 févr.")
    view = replace(samples.CARE_PLAN, parts=(PlanPartView("Plan de soins", (line,)),), wishes="")
    built = set_view(view)
    assert body(built.pdf).count("Unephrase") == 90
    assert "L.Évrard" in body(built.pdf)


def test_a_blank_cell_says_that_it_is_to_be_completed() -> None:
    view = replace(
        samples.CARE_PLAN, parts=(PlanPartView("Plan de soins", (PlanLineView(who="N. Aubry"),)),)
    )
    (page,) = pages(set_view(view).pdf)
    assert page.count("à compléter") == 6
    assert "date à compléter" in page


def test_what_was_done_since_comes_before_what_is_decided_and_only_where_it_was_asked() -> None:
    text = body(set_view(replace(samples.MINUTES, items=(samples.FALLS, samples.TEENAGER))).pdf)
    assert text.count(solid("Actions antérieures")) == 1
    heads = ("Social", "Actions antérieures", samples.FALLS.answers[0], "Décisions")
    places = [text.index(solid(head)) for head in heads]
    assert places == sorted(places)


def test_sections_without_content_are_left_out() -> None:
    bare = replace(
        samples.CARE_PLAN,
        wishes="  ",
        parts=(PlanPartView("Plan d’aides"),),
        alert="",
        unmet_needs=(),
        signatures=(),
    )
    text = " ".join(pages(set_view(bare).pdf))
    for title in ("Plan d’aides ", "En cas d’aggravation", "Objectifs non couverts", "souhaite"):
        assert title not in text.replace(samples.CARE_PLAN.subtitle, "")


@pytest.mark.parametrize("level", list(Confidentiality))
def test_the_band_says_how_confidential_every_page_is(level: Confidentiality) -> None:
    view = replace(samples.CARE_PLAN, confidentiality=level, alert=samples.LONG)
    texts = pages(set_view(view).pdf)
    assert len(texts) > 1
    assert all(text.startswith(f"{level.value} · à remettre") for text in texts)


def test_pages_are_numbered_and_carry_their_origin() -> None:
    texts = pages(set_view(samples.MINUTES).pdf)
    for number, text in enumerate(texts, 1):
        assert f"page {number} / {len(texts)}" in text
        assert "compte rendu n° 31 · empreinte 7F3K-9QXM" in text


def test_a_draft_says_so_on_every_page_and_sealed_minutes_never() -> None:
    draft = replace(samples.MINUTES, draft=True, seal=())
    assert all("BROUILLON — NON SCELLÉ" in text for text in pages(set_view(draft).pdf))
    assert "BROUILLON" not in " ".join(pages(set_view(samples.MINUTES).pdf))


def test_a_withheld_item_shows_one_sentence_and_nothing_else() -> None:
    withheld = replace(samples.FALLS, withheld="Contenu retiré.")
    text = body(set_view(replace(samples.MINUTES, items=(withheld,))).pdf)
    assert "S26-014" in text
    assert "Contenuretiré." in text
    assert solid(samples.FALLS.question) not in text
    assert solid(samples.FALLS.actions[0].text) not in text


def test_the_sheet_to_sign_has_codes_numbers_and_spare_lines() -> None:
    texts = pages(set_view(samples.ATTENDANCE).pdf)
    whole = " ".join(texts)
    assert "S26-014 · S26-021 · S26-019 · S26-009" in whole
    assert "13 h h" in whole
    assert "Je certifie l’exactitude" in whole


def test_forty_people_to_sign_take_several_sheets_with_the_header_on_each() -> None:
    people = samples.ATTENDANCE.people * 4
    texts = pages(set_view(replace(samples.ATTENDANCE, people=people)).pdf)
    assert len(texts) >= 2
    assert all("Signature" in text for text in texts if "médecin généraliste" in text)


def test_a_line_to_sign_is_at_least_nine_millimetres_high() -> None:
    lone: AttendanceView = replace(samples.ATTENDANCE, people=(), spare_lines=1)
    heights = [_ends_at(set_view(replace(lone, spare_lines=n))) for n in (1, 2)]
    assert heights[0] - heights[1] >= 9 / 25.4 * 72


def _ends_at(built: Built) -> float:
    """The height of the words « Je certifie » on the page."""
    found: list[float] = []

    def visit(text: str, _matrix: object, place: list[float], *_font: object) -> None:
        if "Je certifie" in text:
            found.append(place[5])

    reader(built.pdf).pages[0].extract_text(visitor_text=visit)
    return found[0]


def test_only_embedded_fonts_are_used() -> None:
    for built in _every_kind().values():
        assert unembedded(built.pdf) == set()
        assert all("NotoSans" in name for name in font_names(built.pdf))


def test_the_file_says_its_title_practice_and_language_but_no_patient() -> None:
    for built in _every_kind().values():
        read = reader(built.pdf)
        assert read.metadata is not None
        assert read.metadata.author == "Maison de santé des Tilleuls"
        assert read.metadata.title in {
            "Compte rendu de réunion",
            "Plan personnalisé de santé",
            "Feuille d’émargement",
            "Chute à domicile",
        }
        assert "Verdier" not in str(read.metadata)
        assert str(read.root_object["/Lang"]) == "fr-FR"


def test_the_outline_leads_to_each_situation() -> None:
    outline = reader(set_view(samples.MINUTES).pdf).outline
    assert [getattr(entry, "title", "") for entry in outline] == [
        i.heading for i in samples.MINUTES.items
    ]


def test_a_fact_left_blank_is_to_be_completed() -> None:
    view = replace(samples.ATTENDANCE, facts=(Fact("FINESS"),))
    assert "FINESS à compléter" in pages(set_view(view).pdf)[0]


def test_an_almost_empty_view_still_makes_a_page() -> None:
    view = replace(samples.MINUTES, facts=(), people=(), items=(), seal=(), origin="", subtitle="")
    assert len(pages(set_view(view).pdf)) == 1


def test_the_same_view_gives_the_same_bytes_in_another_process() -> None:
    here = {name: hashlib.sha256(built.pdf).hexdigest() for name, built in _every_kind().items()}
    set_view(replace(samples.MINUTES, items=(NASTY_ITEM,)))  # must leave no trace
    assert here == {name: hashlib.sha256(b.pdf).hexdigest() for name, b in _every_kind().items()}
    code = (
        "import hashlib; from tests.documents.test_documents import _every_kind;"
        "print({n: hashlib.sha256(b.pdf).hexdigest() for n, b in _every_kind().items()})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(here)


def test_the_views_are_read_without_the_pdf_library() -> None:
    code = "import sys, app.documents.views, app.documents.built; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_item_of_blanks_and_one_with_an_endless_title_still_print() -> None:
    blank = MinutesItemView(heading=" ", question=" \n", wishes=" ", notes=(("Social", " "),))
    endless = MinutesItemView(heading="Point libre", title=samples.LONG, outcome="Reportée.")
    built = set_view(replace(samples.MINUTES, items=(blank, endless)))
    assert body(built.pdf).count("Unephrase") == 90
    assert "Reportée." in body(built.pdf)


# --- how a page is set ----------------------------------------------------------------------------


def _rows_of_words(pdf: bytes, page: int = 0) -> list[str]:
    """The words of a page, line by line, the first one at the top."""
    lines: dict[float, str] = {}

    def visit(text: str, _matrix: object, place: list[float], *_font: object) -> None:
        if text.strip():
            lines[round(place[5], 1)] = lines.get(round(place[5], 1), "") + text.replace("\n", "")

    reader(pdf).pages[page].extract_text(visitor_text=visit)
    return [lines[height] for height in sorted(lines, reverse=True)]


def test_the_seal_is_on_one_page_and_never_without_something_before_it() -> None:
    proof = (
        f"Sceau : {'0' * 64}",
        f"Clé publique : {'d' * 64}",
        f"Signature Ed25519 : {'0d' * 64}",
    )
    for lines in range(8, 60, 2):
        long = replace(samples.FALLS, notes=(("Organique", "\n".join(["mot"] * lines)),))
        reason = Fact("Raison de cette version", "Un nom manquait. " * (lines % 20))
        seal = (*samples.MINUTES.seal, reason)
        view = replace(samples.MINUTES, items=(long,), seal=seal, proof=proof)
        texts = pages(set_view(view).pdf)
        assert [n for n, t in enumerate(texts) if "Sceau" in t] == [len(texts) - 1]
        assert solid(proof[-1]) in solid(texts[-1])
        assert "Pour quand" in texts[-1], lines
        rows = _rows_of_words(set_view(view).pdf, -1)
        assert len([row for row in rows if "0d0d" in row]) == 1


def test_the_number_of_a_decision_is_never_broken() -> None:
    many = replace(samples.FALLS, decisions=tuple("abcdefghijkl"))
    whole = " ".join(pages(set_view(replace(samples.MINUTES, items=(many,))).pdf))
    assert "10 j" in whole
    assert "12 l" in whole


def test_a_subtitle_keeps_its_date_and_ends_no_line_with_the_point_between_its_parts() -> None:
    letterhead = replace(
        samples.LETTERHEAD, lines=("Demande d’Inês Da Costa, infirmière en ville",)
    )
    for subtitle in (
        "Plan de soins et plan d’aides · version 1 du mercredi 30 septembre 2026",
        "Réunion de coordination et de concertation pluriprofessionnelle · jeudi 26 novembre 2026",
        "Réunion du jeudi 26 novembre 2026 · n° 2 de l’année 2026",
    ):
        view = replace(samples.ATTENDANCE, subtitle=subtitle, letterhead=letterhead)
        rows = [" ".join(row.split()) for row in _rows_of_words(set_view(view).pdf)[:8]]
        assert not [row for row in rows if row.endswith("·") or row.startswith(("·", "2026"))]
        assert any("septembre 2026" in row or "novembre 2026" in row for row in rows)


def test_a_sheet_with_nobody_to_sign_says_so() -> None:
    view = replace(samples.ATTENDANCE, people=(), spare_lines=0)
    (page,) = pages(set_view(view).pdf)
    assert "Personne n’est là pour signer." in page
    assert "N°" not in page
