# SPDX-License-Identifier: EUPL-1.2
"""The extract for a record and the sheet of actions, read back."""

from dataclasses import replace

from app.documents.setting import set_view
from app.documents.views import ActionSheetView, ExtractView, Fact, TaskLine
from tests.documents import samples
from tests.documents.reading import pages

EXTRACT = ExtractView(
    letterhead=samples.MINUTES.letterhead,
    title="Extrait du compte rendu de concertation",
    facts=(Fact("Personne", "désignée par son code"), Fact("Situation", "S26-014")),
    people=samples.MINUTES.people,
    item=replace(samples.FALLS, fate="Reviendra le jeu. 3 déc. 2026, parce que bilan attendu."),
    follow_up=("Retour à la personne par Aminata Cissé, d’ici le ven. 11 déc. 2026.",),
)
SHEET = ActionSheetView(
    letterhead=samples.MINUTES.letterhead,
    title="Fiche d’actions",
    facts=(Fact("Pour", "Nadia Aubry"),),
    tasks=(TaskLine("S26-014", "Réviser l’ordonnance", "jeu. 3 déc. 2026"),),
    older=(TaskLine("S26-009", "Appeler la famille", "ven. 20 nov. 2026", late=True),),
)


def test_an_extract_is_one_page_that_ends_with_the_lines_to_sign_until_it_is_filed() -> None:
    (page,) = pages(set_view(EXTRACT).pdf)
    assert page.count("parce que bilan attendu") == 1
    assert page.index("Et ensuite") < page.index("Retour à la personne") < page.index("Versé au")
    filed = replace(EXTRACT, filed="Versé au dossier le jeu. 26 nov. 2026 par Aminata Cissé.")
    (page,) = pages(set_view(filed).pdf)
    assert "Par (nom, profession)" not in page


def test_the_lines_to_sign_never_stand_alone_on_a_page() -> None:
    for lines in range(10, 60):
        text = "\n".join(["mot"] * lines)
        item = replace(EXTRACT.item, notes=(("Organique", text),))
        last = pages(set_view(replace(EXTRACT, item=item)).pdf)[-1]
        assert "Retour à la personne" in last


def test_what_comes_next_never_stands_alone_on_a_page() -> None:
    for lines in range(10, 60):
        item = replace(EXTRACT.item, notes=(("Organique", "\n".join(["mot"] * lines)),))
        *_, last = texts = pages(set_view(replace(EXTRACT, item=item)).pdf)
        said = last.index("Et ensuite") > last.index("Pour quand") if len(texts) > 1 else True
        assert said, lines


def test_a_sheet_of_actions_says_new_then_old_and_what_is_late() -> None:
    (page,) = pages(set_view(SHEET).pdf)
    order = ("Décidées à cette réunion", "Réviser", "Plus anciennes", "Appeler", "en retard")
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    bare = replace(SHEET, older=(), notice="Cette personne n’est plus dans l’équipe.")
    (page,) = pages(set_view(bare).pdf)
    assert "Plus anciennes" not in page
    assert "n’est plus dans l’équipe" in page


def test_a_hundred_actions_repeat_the_head_of_the_table_on_each_page() -> None:
    many = replace(SHEET, tasks=SHEET.tasks * 100, older=())
    texts = pages(set_view(many).pdf)
    assert len(texts) > 2
    assert all("À faire" in text for text in texts)


def test_a_point_without_fields_prints_its_one_text_its_guests_and_its_fate() -> None:
    point = replace(
        samples.MINUTES.items[0],
        heading="Protocole chutes",
        topic="Protocole",
        text="Le groupe se réunit en janvier.",
        guests=("Sylvie Perrot, assistante sociale",),
        fate="Ne reviendra pas, parce que le point est traité.",
        notes=(),
        withheld=None,
    )
    text = " ".join(pages(set_view(replace(samples.MINUTES, items=(point,))).pdf))
    for said in (point.topic, point.text, "Venus pour ce point", point.guests[0], point.fate):
        assert said in text
