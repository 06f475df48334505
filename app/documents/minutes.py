# SPDX-License-Identifier: EUPL-1.2
"""The minutes of a meeting: who was there, then each situation by its code, then the seal."""

from collections.abc import Iterable

from app.documents import theme
from app.documents.flow import Block, Box, Frame, Row, Rule, Stack
from app.documents.kit import Kit
from app.documents.views import ActionLine, MinutesItemView, MinutesView, PersonLine
from app.domain.text import NO_BREAK, of

_SIDE_BY_SIDE = 900  # characters: a longer note takes the whole width
_PEOPLE_SHARES = (15, 12, 73)
_PEOPLE_END = Frame(above=2.5, below=4.5)
_PEOPLE_MORE = Frame(above=2.5, below=0, rule=None)
_ACTION_HEADS = ("Actions", "Qui", "Pour quand")
_ACTION_SHARES = (58, 24, 18)


def minutes_blocks(kit: Kit, view: MinutesView) -> list[Block]:
    """What is on the pages."""
    blocks = kit.facts(view.facts)
    if view.people:
        blocks += [kit.section("Participants"), *people_rows(kit, view.people)]
    if view.notice:
        blocks.append(kit.text(view.notice).spaced(18))
    for item in view.items:
        blocks += item_blocks(kit, item)
    if view.seal:
        blocks.append(_seal(kit, view))
    return blocks


def people_rows(kit: Kit, people: Iterable[PersonLine]) -> list[Block]:
    """One row per state and field, in the order of the view."""
    states: dict[str, dict[str, list[PersonLine]]] = {}
    for person in people:
        states.setdefault(person.state, {}).setdefault(person.field, []).append(person)
    rows: list[Block] = []
    for state, fields in states.items():
        count = sum(len(some) for some in fields.values())
        for i, (label, some) in enumerate(fields.items()):
            cells = (
                kit.text(f"{state} ({count})" if i == 0 else "", theme.CELL_STRONG),
                kit.text(label, theme.CELL_STRONG.tinted(theme.field_colour(label))),
                kit.spans(*_names(some)),
            )
            frame = _PEOPLE_END if i == len(fields) - 1 else _PEOPLE_MORE
            rows.append(Row(cells, _PEOPLE_SHARES, frame))
    return rows


def _names(people: list[PersonLine]) -> list[tuple[str, theme.Style]]:
    muted = theme.CELL.tinted(theme.MUTED)
    spans: list[tuple[str, theme.Style]] = []
    for i, person in enumerate(people):
        spans.append((person.name, theme.CELL))
        tail = f", {person.profession}" if person.profession else ""
        tail += f" ({person.hours})" if person.hours else ""
        spans.append((tail + (" · " if i < len(people) - 1 else ""), muted))
    return spans


def item_blocks(kit: Kit, item: MinutesItemView) -> list[Block]:
    """One item: heading, request, what was said, what was done since, decided, who does what."""
    blocks = [_item_heading(kit, item)]
    if item.withheld is not None:
        blocks.append(Box(kit.text(item.withheld, theme.ASIDE), theme.SUNK).spaced(6))
        return blocks
    if item.outcome and item.outcome.strip():
        blocks.append(kit.text(item.outcome, theme.ASIDE).spaced(5))
    if item.question.strip() or item.wishes.strip():
        blocks.append(_request(kit, item))
    if item.text.strip():
        blocks.append(kit.text(item.text).spaced(7))
    blocks += _notes(kit, item)
    if item.answers:
        lines = [kit.text(line).spaced(2) for line in item.answers]
        blocks += [kit.subsection("Actions antérieures"), *lines]
    if item.decisions:
        blocks += [kit.subsection("Décisions"), *kit.numbered(item.decisions, gap=2)]
    if item.actions:
        blocks.append(_actions(kit, item.actions).spaced(8))
    if item.fate:
        blocks.append(kit.text(item.fate, theme.ASIDE).spaced(7))
    return blocks


def _item_heading(kit: Kit, item: MinutesItemView) -> Block:
    """The code in large letters, why it is there at the right, who asks below."""
    left = [(item.heading, theme.CODE)]
    if item.title:
        left.append((f"  {item.title}", theme.STRONG))
    right = "\n".join(part for part in (item.topic, item.reason, item.consent) if part)
    if item.requester:
        left.append((f"\nDemande {of(item.requester)}", theme.LABEL))
    if item.guests:
        left.append((f"\nVenus pour ce point : {' · '.join(item.guests)}", theme.LABEL))
    cells = (kit.spans(*left), kit.text(right, theme.LABEL, right=True))
    heading = Stack((Rule(theme.ACCENT, 1.2), Row(cells, (60, 40)).spaced(6)))
    return heading.spaced(22, keep_next=True, outline=item.heading)


def _request(kit: Kit, item: MinutesItemView) -> Block:
    """What is asked and what the person wishes, side by side on a tinted ground."""
    texts = (("Demande", item.question), ("Ce que la personne souhaite", item.wishes))
    cells = [kit.labelled(label, text) for label, text in texts if text.strip()]
    if any(len(text) > _SIDE_BY_SIDE for _, text in texts):
        inner: Block = Stack([cell.spaced(8) for cell in cells])
    else:
        inner = Row(cells, [1] * len(cells), gutter=18)
    return Box(inner, theme.ACCENT_SOFT, 8.5).spaced(7)


def _notes(kit: Kit, item: MinutesItemView) -> list[Block]:
    """The fields: side by side while they are short, one under the other when one is long."""
    notes = [(label, text) for label, text in item.notes if text.strip()]
    if not notes:
        return []
    if len(notes) > 1 and all(len(text) <= _SIDE_BY_SIDE for _, text in notes):
        cells = [Stack(_note(kit, label, text)) for label, text in notes]
        return [Row(cells, [1] * len(cells), gutter=14).spaced(10)]
    return [block for label, text in notes for block in _note(kit, label, text, gap=10)]


def _note(kit: Kit, label: str, text: str, gap: float = 0.0) -> list[Block]:
    colour = theme.field_colour(label)
    heading = Stack((kit.text(label, theme.SUBSECTION.tinted(colour)), Rule(colour, 1).spaced(1.5)))
    return [heading.spaced(gap, keep_next=True), kit.text(text).spaced(4)]


def _actions(kit: Kit, actions: Iterable[ActionLine]) -> Block:
    rows = [[kit.cell(a.text), kit.cell(a.who), kit.cell(a.due)] for a in actions]
    return kit.table(_ACTION_HEADS, _ACTION_SHARES, rows)


def _seal(kit: Kit, view: MinutesView) -> Block:
    facts = kit.facts(view.seal, gap=6)
    # A label stays with its figures: a blank there would send a long signature to the next line.
    proof = [
        kit.text(line.replace(" ", NO_BREAK), theme.PROOF).spaced(0 if i else 8)
        for i, line in enumerate(view.proof)
    ]
    card = Stack((kit.text("Sceau", theme.SUBSECTION), *facts, *proof))
    return Box(card, theme.SUNK).spaced(22).kept_whole()
