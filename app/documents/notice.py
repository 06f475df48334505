# SPDX-License-Identifier: EUPL-1.2
"""The information notice: questions and answers, in type that everybody can read."""

from app.documents import theme
from app.documents.consent_views import NoticeSection, NoticeView
from app.documents.flow import PLAIN, Block, Box, Row
from app.documents.kit import Kit

_TEXT = theme.LARGE.scaled(0.82)  # two pages at most: large enough to be read at arm's length
_QUESTION = theme.LARGE_STRONG.scaled(0.88).tinted(theme.ACCENT)
_DOTTED = (3, 97)


def notice_blocks(kit: Kit, view: NoticeView) -> list[Block]:
    """What is on the pages."""
    blocks: list[Block] = []
    if view.lead.strip():
        blocks.append(Box(kit.text(view.lead, _TEXT), theme.ACCENT_SOFT, padding=12).spaced(14))
    for section in view.sections:
        blocks += _section(kit, section)
    if view.foot.strip():
        blocks.append(kit.text(view.foot, theme.LABEL).spaced(14))
    return blocks


def _section(kit: Kit, section: NoticeSection) -> list[Block]:
    blocks: list[Block] = [kit.text(section.title, _QUESTION).spaced(11, keep_next=True)]
    if section.text.strip():
        blocks.append(kit.text(section.text, _TEXT).spaced(2, keep_next=bool(section.points)))
    for point in section.points:
        dot = kit.text("•", _TEXT.tinted(theme.ACCENT))
        blocks.append(Row((dot, kit.text(point, _TEXT)), _DOTTED, PLAIN).spaced(2))
    return blocks
