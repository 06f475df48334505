# SPDX-License-Identifier: EUPL-1.2
"""What a person takes home: the plan in large type, the booklet, the notice, the consent form."""

from dataclasses import replace

import pytest

from app.documents.booklet import imposed
from app.documents.consent_form import consent_form_blocks
from app.documents.fonts import FontBook
from app.documents.kit import Kit
from app.documents.personal_views import CallView, ContactView, StepView
from app.documents.setting import set_view, set_views
from app.documents.views import Confidentiality, Fact
from tests.documents import person_samples as samples
from tests.documents.reading import body, pages, reader, solid, unembedded
from tests.documents.samples import LONG, NASTY, UNBREAKABLE

NAME = "Anne-Marie-Madeleine Bonaventure-Deschamps de la Haute-Futaie et du Val-Saint-Grégoire"
CELL = (LONG + LONG)[:3000]


def test_the_plan_is_one_page_that_says_what_counts_then_who_when_what_for_then_whom_to_call() -> (
    None
):
    [page] = pages(set_view(samples.PATIENT_PLAN).pdf)
    said = (
        "Ce qui compte pour moi",
        "1. Ne plus tomber",
        "Loïg Évrard, kinésithérapeute, chez moi",
        "avant le jeudi 10 décembre",
        "vérifier mon équilibre",
        "4. Reprendre deux kilos",
        "J’appelle si",
        "01 99 00 10 03",
        "On en reparle ensemble le jeudi 14 janvier 2027.",
    )
    places = [solid(page).index(solid(words)) for words in said]
    assert places == sorted(places)
    assert "page 1 / 1" in page
    assert "NOMINATIF — DOCUMENT PERSONNEL" in page


def test_a_blank_line_of_a_step_is_left_out_and_a_step_without_a_title_is_to_be_agreed() -> None:
    bare = replace(samples.PATIENT_PLAN, steps=(StepView("", who="Nadia Aubry"),), call=CallView())
    [page] = pages(set_view(bare).pdf)
    assert "1. à convenir ensemble" in page
    assert "Quand" not in page
    assert "J’appelle" not in page
    who = replace(bare, call=CallView(who="Aminata Cissé", phone="01 99 00 10 03"))
    [page] = pages(set_view(who).pdf)
    assert "En cas de besoin, j’appelle Aminata Cissé : 01 99 00 10 03" in page


def test_a_plan_can_be_set_larger_for_poor_eyes() -> None:
    sizes = [_largest(set_view(replace(samples.PATIENT_PLAN, scale=s)).pdf) for s in (1.0, 1.4)]
    assert sizes[1] == pytest.approx(1.4 * sizes[0])


def _largest(pdf: bytes) -> float:
    found: list[float] = []

    def visit(_text: str, _matrix: object, _place: object, _font: object, size: float) -> None:
        found.append(size)

    reader(pdf).pages[0].extract_text(visitor_text=visit)
    return max(found)


def test_eighty_steps_and_endless_texts_keep_every_word_on_the_pages() -> None:
    steps = tuple(StepView(f"Étape {n}", NAME, "avant le 10 décembre", NASTY) for n in range(1, 80))
    call = CallView(CELL, NAME, "01 99 00 10 03", "15")
    long = StepView(UNBREAKABLE, why=CELL)
    view = replace(
        samples.PATIENT_PLAN, steps=(*steps, long), call=call, watch=(CELL,), matters=CELL
    )
    text = body(set_view(view).pdf)
    assert text.count(solid(CELL)) >= 1
    assert text.count("Unephraseordinaire") == 4 * CELL.count("Une phrase")
    assert text.count(solid(NAME)) == 80
    assert solid(UNBREAKABLE) in text
    assert all(f"{n}.Étape{n}" in text for n in range(1, 80))


# --- the booklet ----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [4, 8, 12, 32])
def test_folded_sheets_read_in_order(count: int) -> None:
    """Leaf by leaf, the way a hand turns them, sheets nested one in the other."""
    sides = imposed(count)
    assert len(sides) == count // 2
    order: dict[int, int] = {}
    for sheet in range(count // 4):
        front, back = sides[2 * sheet], sides[2 * sheet + 1]
        # Right half of the front: its leaf opens on it; behind it lies the left half of the back.
        order[2 * sheet] = front[1]
        order[2 * sheet + 1] = back[0]
        order[count - 1 - 2 * sheet] = front[0]
        order[count - 2 - 2 * sheet] = back[1]
    assert [order[place] for place in range(count)] == list(range(1, count + 1))


@pytest.mark.parametrize("count", [0, 2, 6])
def test_a_folded_sheet_has_four_pages(count: int) -> None:
    with pytest.raises(ValueError, match="four"):
        imposed(count)


def test_the_booklet_lies_on_its_side_with_its_cover_at_the_right_of_the_first() -> None:
    built = set_view(samples.BOOKLET)
    first, second = reader(built.pdf).pages[:2]
    assert first.mediabox.width > first.mediabox.height
    assert [_halves(first), _halves(second)] == [("page 8 / 8", "page 1 / 8"), _sides(2, 7, 8)]
    everything = body(built.pdf)
    for words in (samples.BOOKLET.person, samples.BOOKLET.found, "Mes rendez-vous", "mes notes"):
        assert solid(words) in everything
    for contact in samples.CONTACTS:
        assert solid(contact.name + contact.role) in everything
    assert not unembedded(built.pdf)


def _sides(left: int, right: int, total: int) -> tuple[str, str]:
    return f"page {left} / {total}", f"page {right} / {total}"


def _halves(page: object) -> tuple[str, str]:
    """The page number of the left half and of the right one."""
    found: dict[bool, str] = {}

    def visit(text: str, matrix: list[float], place: list[float], *_font: object) -> None:
        if text.strip().startswith("page "):
            found[matrix[4] + place[4] > 421] = " ".join(text.split())

    page.extract_text(visitor_text=visit)  # type: ignore[attr-defined]  # pypdf's PageObject
    return found[False], found[True]


def test_a_booklet_with_an_endless_plan_still_fills_whole_sheets() -> None:
    steps = tuple(StepView(f"Étape {n}", NAME, why=LONG[:500]) for n in range(1, 31))
    call = CallView(CELL, NAME, "01 99 00 10 03")
    contacts = tuple(ContactView(NAME, NAME, f"01 99 00 10 {n:02d}") for n in range(40))
    plan = replace(samples.PATIENT_PLAN, steps=steps, call=call, contacts=contacts)
    view = replace(samples.BOOKLET, plan=plan, found=CELL)
    sides = reader(set_view(view).pdf).pages
    assert len(sides) % 2 == 0
    text = body(set_view(view).pdf)
    assert all(f"{n}.Étape{n}" in text for n in range(1, 31))
    assert all(solid(c.phone) in text for c in contacts)
    assert text.count("Unephraseordinaire") >= 2 * CELL.count("Une phrase")


def test_a_booklet_and_a_plan_make_one_file_each_on_its_own_paper() -> None:
    both = reader(set_views("Deux", (samples.PATIENT_PLAN, samples.BOOKLET)).pdf).pages
    wide = [page.mediabox.width > page.mediabox.height for page in both]
    assert wide == [False, True, True, True, True]


# --- consent and notice ---------------------------------------------------------------------------


def test_the_consent_form_prints_what_is_known_and_leaves_lines_for_the_rest() -> None:
    blank = replace(
        samples.CONSENT_FORM,
        facts=(Fact("Personne"), Fact("Professionnel·le qui recueille l’accord")),
        confidentiality=Confidentiality.ANONYMOUS,
    )
    for view in (samples.CONSENT_FORM, blank):
        [page] = pages(set_view(view).pdf)
        for group in view.groups:
            assert group.title in page
            assert all(line.text in page for line in group.lines)
        assert view.law in page
        assert "à compléter" not in page
    assert "ANONYME" in pages(set_view(blank).pdf)[0]


def test_a_ticked_box_differs_from_an_empty_one_and_neither_is_a_letter() -> None:
    group = samples.CONSENT_FORM.groups[1]
    empty = replace(group, lines=tuple(replace(line, ticked=False) for line in group.lines))
    views = [replace(samples.CONSENT_FORM, groups=(g,)) for g in (group, empty)]
    ticked, bare = (set_view(view).pdf for view in views)
    assert ticked != bare
    assert pages(ticked) == pages(bare)


def test_a_consent_form_with_many_structures_goes_over_the_page_without_losing_one() -> None:
    lines = tuple(replace(samples.CONSENT_FORM.groups[2].lines[1], text=NAME) for _ in range(60))
    group = replace(samples.CONSENT_FORM.groups[2], lines=lines)
    text = body(set_view(replace(samples.CONSENT_FORM, groups=(group,), told=(CELL,))).pdf)
    assert text.count(solid(NAME)) == 60
    assert solid(CELL) in text


def test_the_first_and_the_last_answer_of_a_group_are_never_alone_on_a_page() -> None:
    line = samples.CONSENT_FORM.groups[2].lines[1]
    group = replace(samples.CONSENT_FORM.groups[2], lines=(line,) * 4, columns=1)
    form = replace(
        samples.CONSENT_FORM, groups=(group,), facts=(), intro="", told=(), law="", signatures=()
    )
    blocks = consent_form_blocks(Kit(FontBook()), form)
    assert [block.keep_next for block in blocks[-5:]] == [True, True, False, True, False]


def test_the_notice_says_every_answer() -> None:
    text = body(set_view(samples.NOTICE).pdf)
    for section in samples.NOTICE.sections:
        for words in (section.title, section.text, *section.points):
            assert solid(words) in text
    assert solid(samples.NOTICE.foot) in text
    assert "ANONYME" in pages(set_view(samples.NOTICE).pdf)[0]
