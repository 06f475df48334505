# SPDX-License-Identifier: EUPL-1.2
"""A protocol on paper: nothing of it is lost, its picture takes one page, and so does the wall."""

from dataclasses import replace

import pytest

from app.documents.flow_chart import FlowChart
from app.documents.fonts import FontBook
from app.documents.protocol_summary import REST
from app.documents.protocol_views import ProtocolSummaryView, ProtocolView
from app.documents.setting import set_view, set_views
from app.documents.views import Fact, Letterhead, PersonLine
from app.domain.flow_picture import flow_picture
from app.domain.ids import IndicatorId
from app.domain.protocol import Indicator, Moment, ProtocolStep, Reference
from tests.documents import samples
from tests.documents.protocol_samples import NOTE, PROTOCOL, STEPS, SUMMARY, many, step
from tests.documents.reading import body, pages, reader, solid, unembedded

PICTURE = "Le protocole en une page"


def _with(steps: tuple[ProtocolStep, ...]) -> ProtocolView:
    return replace(PROTOCOL, steps=steps)


def _across(pdf: bytes) -> list[bool]:
    """Whether each page lies on its side."""
    boxes = [page.mediabox for page in reader(pdf).pages]
    return [box.width > box.height for box in boxes]


def test_every_text_of_a_protocol_is_in_it_and_its_parts_are_in_the_outline() -> None:
    pdf = set_view(PROTOCOL).pdf
    text = body(pdf)
    for section in PROTOCOL.sections:
        assert all(solid(f"{each.label}{each.value}") in text for each in section.texts)
    assert solid("Rédigé leà compléter") in text
    for each in STEPS:
        assert text.count(solid(each.what)) == 2  # in the table and in the picture
    assert solid("https://www.has-sante.fr/c_793371") in text
    assert solid("Situations inclusesCompté : situations dans le protocole pendant l’année") in text
    assert solid("à compléterSans nouvelle chuteIncluses70 %") in text
    outline = [str(getattr(entry, "title", "")) for entry in reader(pdf).outline]
    assert outline[:2] == ["Équipe et besoin", "Population"]
    assert outline[-6:] == [
        "Étapes",
        PICTURE,
        "Références",
        "Indicateurs",
        "Validation de cette version",
        "Signatures",
    ]


def test_the_steps_are_under_their_moment_and_what_is_not_said_of_one_is_to_be_completed() -> None:
    blank = step(9, Moment.ACT, " ", "")
    [table] = [page for page in pages(set_view(_with((*STEPS, blank))).pdf) if "Pourquoi" in page]
    places = [table.index(moment.label) for moment in (Moment.SPOT, Moment.ASSESS, Moment.PLAN)]
    assert places == sorted(places)
    assert "1 · Infirmière Demander s’il y a eu une chute — à chaque passage — —" in table
    assert "6 · à compléter à compléter — — — —" in table
    assert "Suivre" not in table


def test_the_picture_lies_across_one_page_and_the_signatures_have_their_own() -> None:
    pdf = set_view(PROTOCOL).pdf
    texts = pages(pdf)
    assert _across(pdf) == [PICTURE in text for text in texts]
    assert _across(pdf).count(True) == 1
    assert "Signatures" in texts[-1]
    assert "Nadia Aubry médecin généraliste jeu. 3 déc. 2026" in texts[-1]
    assert "Références" not in texts[-1]
    assert all(f"page {n} / {len(texts)}" in text for n, text in enumerate(texts, 1))
    assert all(text.startswith(f"DOCUMENT DE LA STRUCTURE · {NOTE}") for text in texts)


def test_the_day_of_a_signature_is_not_broken_over_two_lines() -> None:
    trade = "infirmière en pratique avancée"
    person = PersonLine("Inês Da Costa", trade, state="le ven. 16 oct. 2026")
    pdf = set_view(replace(PROTOCOL, present=(person, person))).pdf
    lines = [line for page in reader(pdf).pages for line in page.extract_text().splitlines()]
    assert any("(le ven. 16 oct. 2026)" in line.replace("\u00a0", " ") for line in lines)


def test_fifty_steps_of_many_are_all_in_the_picture_which_stays_one_page() -> None:
    for steps in (many(50), many(50, people=13), many(50, people=1), many(50, 12, samples.LONG)):
        texts = pages(set_view(_with(steps)).pdf)
        at = next(n for n, text in enumerate(texts) if PICTURE in text)
        assert "Références" in texts[at + 1]
        assert all(f"{n} " in texts[at] for n in range(1, 51))


def test_a_picture_too_dense_to_lie_across_is_upright_and_never_taller_than_its_page() -> None:
    crowd = tuple(
        step(n, tuple(Moment)[n // 9], f"Métier {n // 4}", samples.LONG[:140]) for n in range(50)
    )
    chart = FlowChart(FontBook(), flow_picture(crowd), 655.0)
    assert chart.fits
    assert not chart.says_all(511.0)
    assert chart.height(511.0) <= 655.0
    pdf = set_view(_with(crowd)).pdf
    assert True not in _across(pdf)
    assert len([text for text in pages(pdf) if PICTURE in text]) == 1


def test_no_word_of_a_picture_is_broken_where_smaller_letters_keep_it_whole() -> None:
    words = "antihypertenseurs psychotropes anticoagulant"
    steps = [step(n, moment, "Masseur-kinésithérapeute", words) for n, moment in enumerate(Moment)]
    [page] = [text for text in pages(set_view(_with(tuple(steps))).pdf) if PICTURE in text]
    for word in ("antihypertenseurs", "kinésithérapeute"):
        assert word in page


def test_a_protocol_of_which_nothing_is_written_makes_no_picture_and_blank_lines_to_sign() -> None:
    blank = ProtocolView(
        letterhead=Letterhead(""),
        title="Protocole sans titre",
        facts=(Fact("Référent"),),
        sections=tuple(
            replace(s, texts=tuple(Fact(f.label) for f in s.texts)) for s in PROTOCOL.sections
        ),
        draft=True,
        draft_words="BROUILLON — NON VALIDÉ",
        spare_lines=12,
    )
    texts = pages(set_view(blank).pdf)
    assert "Aucune étape n’est encore écrite." in texts[-2]
    assert texts[0].count("à compléter") == 17
    assert all("BROUILLON — NON VALIDÉ" in text for text in texts)
    assert PICTURE not in " ".join(texts)
    assert "Signatures" in texts[-1]
    [alone] = pages(set_view(replace(blank, spare_lines=0)).pdf)
    assert "Signatures" not in alone


def test_markup_and_endless_texts_arrive_unchanged() -> None:
    said = samples.NASTY
    nasty = (
        replace(STEPS[0], who=said, what=said, where=said, when=said, why=said, how=said),
        replace(STEPS[4], what=samples.LONG[:1000]),
    )
    texts = tuple(Fact("Besoin", text) for text in (samples.NASTY, samples.UNBREAKABLE))
    view = replace(
        _with(nasty),
        title=samples.NASTY[:120],
        sections=(replace(PROTOCOL.sections[0], texts=texts),),
        references=(Reference(*[samples.NASTY] * 4),),
        indicators=(Indicator(IndicatorId("i"), said, said, samples.LONG[:1000]),),
    )
    built = set_view(view)
    text = body(built.pdf)
    assert solid(samples.UNBREAKABLE) in text
    assert solid(samples.NASTY) in text
    assert text.count("<b>gras</b>") >= 8
    assert built.missing == ("中", "文", "😀")


def test_what_the_wall_shows_is_one_page_with_whom_what_when_and_whom_to_call() -> None:
    built = set_view(SUMMARY)
    [page] = pages(built.pdf)
    for words in (SUMMARY.title, SUMMARY.population, *SUMMARY.exclusion, SUMMARY.alerts):
        assert words in " ".join(page.replace("\u202f", " ").split())
    assert "• Deux chutes en un an • Une chute avec blessure" in page
    assert all(solid(each.what) in solid(page) for each in STEPS)
    assert REST not in page
    assert unembedded(built.pdf) == set()


@pytest.mark.parametrize(
    "view",
    [
        replace(SUMMARY, population=samples.LONG, alerts=samples.LONG),
        replace(SUMMARY, inclusion=(samples.NASTY, samples.UNBREAKABLE) * 9),
        replace(SUMMARY, steps=many(50, 12, samples.LONG), alerts=samples.LONG),
        replace(SUMMARY, title=samples.UNBREAKABLE[:120], alerts="\n" * 200 + "Appeler"),
        replace(SUMMARY, steps=(), population=samples.LONG),
    ],
    ids=["texts", "criteria", "steps", "lines", "no step"],
)
def test_whatever_is_too_long_for_the_wall_is_cut_says_so_and_stays_one_page(
    view: ProtocolSummaryView,
) -> None:
    [page] = pages(set_view(view).pdf)
    assert REST in page
    assert "En cas d’alerte" in page
    assert "page 1 / 1" in page


def test_a_wall_of_many_steps_keeps_them_all_upright_rather_than_to_lose_the_last() -> None:
    crowd = tuple(
        step(n, tuple(Moment)[n // 6], f"Métier {n // 4}", samples.LONG[:140]) for n in range(36)
    )
    pdf = set_view(replace(SUMMARY, steps=crowd)).pdf
    [page] = pages(pdf)
    assert _across(pdf) == [False]
    assert Moment.ALERT.label in page
    assert "36 Une" in page


def test_a_wall_of_which_nothing_is_written_says_what_is_to_be_completed() -> None:
    blank = ProtocolSummaryView(letterhead=Letterhead(""), title="Protocole sans titre")
    [page] = pages(set_view(blank).pdf)
    assert page.count("à compléter") == 3
    assert "Aucune étape n’est encore écrite." in page


def test_both_papers_are_the_same_each_time_and_go_into_one_file() -> None:
    both = (PROTOCOL, SUMMARY)
    built = set_views("Protocole", both)
    assert built == set_views("Protocole", both)
    apart = [text for view in both for text in pages(set_view(view).pdf)]
    assert pages(built.pdf) == apart
    titles = [str(getattr(entry, "title", "")) for entry in reader(built.pdf).outline]
    assert [title.partition(" · ")[0] for title in titles] == ["Chute à domicile"] * 2
