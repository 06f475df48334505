# SPDX-License-Identifier: EUPL-1.2
"""What is written for people: no link leads nowhere, no picture lacks its words or its page."""

import re
import unicodedata
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, name, text_files

PAGES = [path for path in text_files() if path.suffix == ".md"]
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def _links(text: str) -> list[tuple[bool, str, str]]:
    """Whether it is a picture, its words, where it leads; those around a picture included."""
    found = []
    for mark, words, target in LINK.findall(CODE.sub("", text)):
        found.append((bool(mark), words, target))
        found += _links(words)
    return found


def _anchor(heading: str) -> str:
    """The name that GitHub gives to a heading: lower case, hyphens for spaces, no punctuation."""
    kept = (char for char in heading.strip().lower() if char in " -_" or _is_word(char))
    return "".join(kept).replace(" ", "-")


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _anchors(path: Path) -> set[str]:
    return {_anchor(heading) for heading in HEADING.findall(path.read_text(encoding="utf-8"))}


def _leads(page: Path, target: str) -> bool:
    file, _, anchor = target.partition("#")
    there = (page.parent / file).resolve() if file else page
    if not there.is_relative_to(ROOT) or not there.exists():
        return False
    return not anchor or anchor in _anchors(there)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_and_picture_of_a_page_leads_somewhere(page: Path) -> None:
    links = _links(page.read_text(encoding="utf-8"))
    lost = [target for _, _, target in links if "://" not in target and not _leads(page, target)]
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_picture_is_also_told_in_words(page: Path) -> None:
    links = _links(page.read_text(encoding="utf-8"))
    assert [target for picture, words, target in links if picture and not words.strip()] == []


def test_every_picture_kept_for_a_page_is_shown_by_one() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for picture, _, target in _links(page.read_text(encoding="utf-8"))
        if picture and "://" not in target
    }
    kept = set((ROOT / "docs").rglob("*.png"))
    assert sorted(map(name, kept - shown)) == []


def test_a_link_that_leads_nowhere_is_seen() -> None:
    page = ROOT / "docs" / "installation.md"
    assert _leads(page, "guide/cle-usb.md#emporter")
    assert not _leads(page, "guide/cle-usb.md#nowhere")
    assert not _leads(page, "guide/no-such-page.md")
    assert _links("[![words](a.png)](b.md)") == [
        (False, "![words](a.png)", "b.md"),
        (True, "words", "a.png"),
    ]
