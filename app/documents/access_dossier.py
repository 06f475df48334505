# SPDX-License-Identifier: EUPL-1.2
"""The answer to a person who asks what is kept about them: parts that one can find again."""

from app.documents import theme
from app.documents.access_view import AccessDossierView, AccessEntry, AccessSection
from app.documents.flow import PLAIN, Block, Row, Space
from app.documents.kit import Kit

_NOTHING = "Rien n’est gardé à ce titre."
_DATED = (26, 74)  # « jeu. 19 nov. 2026, 13 h 53 » on one line
_CONTENTS = (88, 12)


def access_dossier_blocks(kit: Kit, view: AccessDossierView) -> list[Block]:
    """What is on the pages."""
    blocks = kit.facts(view.facts)
    if view.lead.strip():
        blocks.append(kit.text(view.lead).spaced(12))
    blocks += _contents(kit, view)
    for section in view.sections:
        blocks += _section(kit, section)
    if view.rights:
        blocks.append(kit.section("Ce que vous pouvez demander"))
        blocks += [kit.text(sentence).spaced(3) for sentence in view.rights]
    if view.signatures:
        blocks.append(kit.signatures(view.signatures))
    return blocks


def _contents(kit: Kit, view: AccessDossierView) -> list[Block]:
    """The parts and how much is in each: somebody may look for one thing only."""
    if not view.sections:
        return []
    rows = [
        [
            kit.text(section.title, theme.CELL),
            kit.text(str(_count(section)), theme.CELL, right=True),
        ]
        for section in view.sections
    ]
    return [kit.table(("Ce que contient ce dossier", ""), _CONTENTS, rows).spaced(14)]


def _count(section: AccessSection) -> int:
    filled = [fact for fact in section.facts if fact.value.strip()]
    said = [text for _, text in section.paragraphs if text.strip()]
    return len(filled) + len(said) + len(section.entries)


def _section(kit: Kit, section: AccessSection) -> list[Block]:
    title = kit.section(section.title)
    title.outline = section.title
    blocks: list[Block] = [title]
    if section.note.strip():
        blocks.append(kit.text(section.note, theme.LABEL).spaced(1, keep_next=True))
    if not _count(section):
        return [*blocks, kit.text(_NOTHING, theme.ASIDE).spaced(3)]
    blocks += kit.facts([fact for fact in section.facts if fact.value.strip()], gap=5)
    for label, text in section.paragraphs:
        if text.strip():
            blocks.append(kit.subsection(label, gap=6))
            blocks.append(kit.text(text).spaced(1))
    for number, entry in enumerate(section.entries):
        blocks += _entry(kit, entry, first=number == 0)
    return blocks


def _entry(kit: Kit, entry: AccessEntry, *, first: bool) -> list[Block]:
    """A day at the left, what it was at the right; its texts under it."""
    title = [(entry.title, theme.STRONG)]
    if entry.by.strip():
        title.append((f" · {entry.by}", theme.SUBTITLE))
    texts = [(label, text) for label, text in entry.texts if text.strip()]
    head = Row((kit.text(entry.on, theme.SUBTITLE), kit.spans(*title)), _DATED, PLAIN)
    blocks: list[Block] = [head.spaced(4 if first else 8, keep_next=bool(texts))]
    for label, text in texts:
        words = kit.spans((f"{label} : " if label else "", theme.SUBTITLE), (text, theme.TEXT))
        blocks.append(Row((Space(), words), _DATED, PLAIN).spaced(2))
    return blocks
