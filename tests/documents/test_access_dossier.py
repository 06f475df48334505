# SPDX-License-Identifier: EUPL-1.2
"""The answer to a person who asks what is kept about them."""

from dataclasses import replace

from app.documents.access_view import AccessEntry
from app.documents.setting import set_view
from tests.documents import person_samples as samples
from tests.documents.reading import body, pages, reader, solid
from tests.documents.samples import LONG, NASTY, UNBREAKABLE


def test_each_part_is_there_and_an_empty_one_says_that_nothing_is_kept() -> None:
    built = set_view(samples.DOSSIER)
    [page] = pages(built.pdf)
    assert [getattr(entry, "title", "") for entry in reader(built.pdf).outline] == [
        section.title for section in samples.DOSSIER.sections
    ]
    assert page.count("Rien n’est gardé à ce titre.") == 1
    assert "Deux chutes en quatre mois." in page
    assert "Psychique" not in page


def test_hundreds_of_entries_with_hostile_texts_lose_no_word() -> None:
    entries = tuple(
        AccessEntry(
            f"jour {n}", f"Entrée {n}", "A. Cissé", (("Organique", NASTY), ("", LONG[:400]))
        )
        for n in range(200)
    )
    endless = AccessEntry("jour 200", UNBREAKABLE, texts=(("Social", LONG),))
    section = replace(samples.DOSSIER.sections[2], entries=(*entries, endless))
    view = replace(samples.DOSSIER, sections=(section,), subtitle="Situation S26-014")
    built = set_view(view)
    text = body(built.pdf)
    assert text.count(solid(NASTY)) >= 150  # the others are cut by a page, their words are counted
    assert text.count("Entrée") == 200
    assert text.count("Unephraseordinaire") == 90 + 200 * LONG[:400].count("Une phrase ordinaire")
    assert solid(UNBREAKABLE) in text
    assert all("Situation S26-014" in page for page in pages(built.pdf))
