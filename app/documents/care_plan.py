# SPDX-License-Identifier: EUPL-1.2
"""The professional care plan, in the columns of the HAS model (PPS 2014)."""

from app.documents import theme
from app.documents.flow import Block, Box, Stack
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
_UNMET_HEADS, _UNMET_SHARES = ("Objectif", "Pourquoi", "Ce qui a été fait"), (34, 33, 33)
_PRIORITY = "Sa priorité"
_NO_LINE = "Rien n’est encore écrit dans ce plan."
_OWN = "priorité de la personne"


def care_plan_blocks(kit: Kit, view: CarePlanView) -> list[Block]:
    """What is on the pages."""
    blocks = kit.facts(view.facts)
    wanted = ((view.wishes_label, view.wishes), (_PRIORITY, view.priority))
    told = [kit.labelled(label, text).spaced(6) for label, text in wanted if text.strip()]
    if told:
        blocks.append(Box(Stack(told), theme.ACCENT_SOFT).spaced(12))
    number = 1
    for part in view.parts:
        if part.lines:
            rows = [_row(kit, n, line) for n, line in enumerate(part.lines, number)]
            again = [f"{n} · suite" for n in range(number, number + len(rows))]
            blocks += [kit.section(part.title), kit.table(_HEADS, _SHARES, rows, again).spaced(6)]
            number += len(part.lines)
    if number == 1:
        blocks.append(kit.text(_NO_LINE, theme.ASIDE).spaced(18))
    if view.alert.strip():
        blocks += [kit.section("En cas d’aggravation"), kit.text(view.alert).spaced(2)]
    blocks += _unmet(kit, view)
    blocks += [kit.text(notice, theme.ASIDE).spaced(12) for notice in view.notices]
    if view.signatures:
        blocks.append(kit.signatures(view.signatures))
    return blocks


def _unmet(kit: Kit, view: CarePlanView) -> list[Block]:
    if not view.unmet_needs:
        return []
    rows = [
        [kit.cell(line.need, theme.CELL_STRONG), kit.cell(line.why), kit.cell(line.told)]
        for line in view.unmet_needs
    ]
    table = kit.table(_UNMET_HEADS, _UNMET_SHARES, rows).spaced(6)
    return [kit.section("Objectifs non couverts à ce jour"), table]


def _row(kit: Kit, number: int, line: PlanLineView) -> list[Block]:
    return [
        _problem(kit, number, line),
        kit.cell(line.objective),
        _action(kit, line),
        _who_and_when(kit, line),
        kit.cell(line.criterion),
        kit.cell(line.review),
    ]


def _problem(kit: Kit, number: int, line: PlanLineView) -> Block:
    said = bool(line.problem.strip())
    words = (line.problem, theme.CELL_STRONG) if said else (TO_COMPLETE, theme.CELL_BLANK)
    own = [("\n" + _OWN, theme.CELL_STRONG.tinted(theme.ACCENT))] if line.own else []
    return kit.spans((f"{number} · ", theme.CELL_STRONG), words, *own)


def _action(kit: Kit, line: PlanLineView) -> Block:
    if not line.etp:
        return kit.cell(line.action)
    said = bool(line.action.strip())
    words = (line.action, theme.CELL) if said else (TO_COMPLETE, theme.CELL_BLANK)
    return kit.spans(("ETP ", theme.CELL_STRONG.tinted(theme.ACCENT)), words)


def _who_and_when(kit: Kit, line: PlanLineView) -> Block:
    if not line.who.strip() and not line.due.strip():
        return kit.cell("")
    who = (line.who, theme.CELL) if line.who.strip() else (f"nom {TO_COMPLETE}", theme.CELL_BLANK)
    due = (line.due, theme.CELL) if line.due.strip() else (f"date {TO_COMPLETE}", theme.CELL_BLANK)
    return kit.spans(who, ("\n", theme.CELL), due)
