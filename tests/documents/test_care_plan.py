# SPDX-License-Identifier: EUPL-1.2
"""The professional plan: what the HAS recto holds, and plans that are as long as they get."""

from dataclasses import replace

from app.documents.setting import set_view
from app.documents.views import CarePlanView, Fact, PlanLineView, PlanPartView, UnmetView
from tests.documents import samples
from tests.documents.reading import body, pages, solid

NAME = "Anne-Marie-Madeleine Bonaventure-Deschamps de la Haute-Futaie et du Val-Saint-Grégoire"
CELL = (samples.LONG * 2)[:3000]
LINE = samples.CARE_PLAN.parts[0].lines[0]


def _with(*lines: PlanLineView) -> CarePlanView:
    return replace(samples.CARE_PLAN, parts=(PlanPartView("Plan de soins", lines),))


def test_eighty_lines_with_endless_cells_lose_nothing_and_repeat_the_head_of_the_table() -> None:
    endless = replace(LINE, objective=CELL, action=CELL, who=NAME)
    lines = [endless if n % 20 == 3 else replace(LINE, problem=f"Problème {n}") for n in range(80)]
    pdf = set_view(_with(*lines)).pdf
    texts = pages(pdf)
    on_pages = [text for text in texts if "Bilan d’étape" in text]
    assert len(on_pages) >= len(texts) - 1
    assert all("Plan personnalisé de santé" in text for text in texts)
    total = len(texts)
    assert all(f"page {n} / {total}" in text for n, text in enumerate(texts, 1))
    whole = body(pdf)
    assert whole.count("répète") == 8 * CELL.count("répète")  # no word is ever cut
    assert all(f"{n + 1}·Problème{n}" in whole for n in range(80) if n % 20 != 3)
    for page in (text for text in texts if "Une phrase" in text):
        assert "· suite" in page or any(f"{n} · Mobilité" in page for n in (4, 24, 44, 64))


def test_a_row_that_goes_on_says_on_the_next_page_which_one_it_is() -> None:
    pdf = set_view(_with(replace(LINE, action=CELL, objective=CELL))).pdf
    first, *others = pages(pdf)
    assert "1 · suite" not in first
    assert others
    assert all("1 · suite" in page for page in others if "Une phrase" in page)


def test_the_priority_of_the_person_is_said_and_marked_and_so_is_an_education() -> None:
    own = replace(LINE, own=True)
    etp = replace(LINE, etp=True)
    view = replace(_with(own, etp), priority="Ressortir faire ses courses.")
    [page] = pages(set_view(view).pdf)
    assert "Sa priorité Ressortir faire ses courses." in page
    assert page.count("priorité de la personne") == 1
    assert page.count("ETP Bilan d’équilibre") == 1


def test_needs_that_are_not_met_are_a_table_of_what_why_and_what_was_done() -> None:
    need = UnmetView("Répit pour la voisine", "Pas de place", "Signalé au DAC")
    view = replace(samples.CARE_PLAN, unmet_needs=(need, UnmetView("Un gériatre")))
    [page] = pages(set_view(view).pdf)
    assert "Objectifs non couverts à ce jour" in page
    assert "Répit pour la voisine Pas de place Signalé au DAC" in page
    assert "Un gériatre à compléter à compléter" in page


def test_a_plan_in_which_nothing_is_written_says_so() -> None:
    for parts in ((), (PlanPartView("Plan d’aides"),)):
        [page] = pages(set_view(replace(samples.CARE_PLAN, parts=parts)).pdf)
        assert "Rien n’est encore écrit dans ce plan." in page
    assert "encore écrit" not in pages(set_view(samples.CARE_PLAN).pdf)[0]


def test_the_facts_of_the_recto_stay_in_three_columns_however_long_they_are() -> None:
    facts = tuple(Fact(f"Fait {n}", NAME if n % 2 else "Oui") for n in range(17))
    view = replace(samples.CARE_PLAN, facts=facts, notices=("Proposé par l’équipe.",))
    text = body(set_view(view).pdf)
    assert text.count(solid(NAME)) == 8
    assert all(f"Fait{n}" in text for n in range(17))
    assert "Proposéparl’équipe." in text
