# SPDX-License-Identifier: EUPL-1.2
"""What one professional has to do after a meeting, with room to tick it off by hand."""

from collections.abc import Sequence

from app.documents import theme
from app.documents.flow import Block, Box, Space
from app.documents.kit import Kit
from app.documents.views import ActionSheetView, TaskLine

_HEADS = ("Situation", "À faire", "Pour le", "Fait le")
_SHARES = (15, 51, 18, 16)


def action_sheet_blocks(kit: Kit, view: ActionSheetView) -> list[Block]:
    """What is on the page."""
    blocks = kit.facts(view.facts)
    if view.notice:
        blocks.append(Box(kit.text(view.notice, theme.STRONG), theme.SUNK).spaced(12))
    for title, tasks in (
        ("Décidées à cette réunion", view.tasks),
        ("Plus anciennes, encore ouvertes", view.older),
        ("Retours à faire à la personne", view.reports),
    ):
        if tasks:
            blocks += [kit.section(title), _table(kit, tasks).spaced(4)]
    if view.foot:
        blocks.append(kit.text(view.foot, theme.LABEL).spaced(14))
    return blocks


def _table(kit: Kit, tasks: Sequence[TaskLine]) -> Block:
    return kit.table(_HEADS, _SHARES, [_row(kit, task) for task in tasks])


def _row(kit: Kit, task: TaskLine) -> list[Block]:
    due = theme.CELL_STRONG.tinted(theme.LATE) if task.late else theme.CELL
    words = f"{task.due}\nen retard" if task.late else task.due
    return [
        kit.text(task.about, theme.CELL_STRONG),
        kit.cell(task.text),
        kit.cell(words, due),
        Space(),
    ]
