# SPDX-License-Identifier: EUPL-1.2
"""The professional care plan, in the columns of the HAS model (PPS 2014)."""

from app.documents import theme
from app.documents.flow import Block
from app.documents.kit import TO_COMPLETE, Kit
from app.documents.views import CarePlanView, PlanLineView

_HEADS = (
    "Problème",
    "Objectif partagé",
    "Action",
    "Qui · pour quand",
    "Atteint si…",
    "Bilan d’étape",
)
_SHARES = (102, 137, 163, 103, 95, 82)


def care_plan_blocks(kit: Kit, view: CarePlanView) -> list[Block]:
    """What is on the pages."""
    blocks = kit.facts(view.facts)
    if view.wishes.strip():
        blocks.append(kit.box(view.wishes_label, view.wishes))
    number = 1
    for part in view.parts:
        if part.lines:
            rows = [_row(kit, n, line) for n, line in enumerate(part.lines, number)]
            blocks += [kit.section(part.title), kit.table(_HEADS, _SHARES, rows).spaced(6)]
            number += len(part.lines)
    if view.decisions:
        first, *others = kit.numbered(view.decisions)
        blocks += [kit.section("Décisions de l’équipe"), first, *others]
    for title, text in (
        ("En cas d’aggravation", view.alert),
        ("Objectifs non couverts à ce jour", view.unmet),
    ):
        if text.strip():
            blocks += [kit.section(title), kit.text(text).spaced(2)]
    if view.signatures:
        blocks.append(kit.signatures(view.signatures))
    return blocks


def _row(kit: Kit, number: int, line: PlanLineView) -> list[Block]:
    problem = (
        kit.cell(f"{number} · {line.problem}", theme.CELL_STRONG)
        if line.problem.strip()
        else kit.spans((f"{number} · ", theme.CELL_STRONG), (TO_COMPLETE, theme.CELL_BLANK))
    )
    return [
        problem,
        kit.cell(line.objective),
        kit.cell(line.action),
        _who_and_when(kit, line),
        kit.cell(line.criterion),
        kit.cell(line.review),
    ]


def _who_and_when(kit: Kit, line: PlanLineView) -> Block:
    if not line.who.strip() and not line.due.strip():
        return kit.cell("")
    who = (line.who, theme.CELL) if line.who.strip() else (f"nom {TO_COMPLETE}", theme.CELL_BLANK)
    due = (line.due, theme.CELL) if line.due.strip() else (f"date {TO_COMPLETE}", theme.CELL_BLANK)
    return kit.spans(who, ("\n", theme.CELL), due)
