# SPDX-License-Identifier: EUPL-1.2
"""The attendance sheet: lines to sign by hand, codes of situations, no patient's name."""

from app.documents import theme
from app.documents.flow import Block, Frame, Row, Rule, Space, Stack, Table
from app.documents.kit import HEAD, Kit
from app.documents.views import AttendanceView, Fact, SignatureLine

_HEADS = ("N°", "Nom", "Profession", "Qualité", "Arrivée", "Départ", "Signature")
_SHARES = (5, 25, 24, 13, 10, 10, 30)
_LINE_TO_SIGN = Frame(
    above=4, below=4, rule=theme.FIELD_BORDER, thickness=0.4, least=29.0, centred=True
)
_CLOCK = "        h"


def attendance_blocks(kit: Kit, view: AttendanceView) -> list[Block]:
    """What is on the sheet."""
    return [*kit.facts(view.facts), _lines(kit, view), *_foot(kit, view)]


def _lines(kit: Kit, view: AttendanceView) -> Block:
    people = (*view.people, *[SignatureLine("")] * view.spare_lines)
    rows = [
        Row(_cells(kit, number, person), _SHARES, _LINE_TO_SIGN)
        for number, person in enumerate(people, 1)
    ]
    if not rows:
        return kit.text("Personne n’est là pour signer.").spaced(14)
    header = Row([kit.text(head, theme.CELL_HEAD) for head in _HEADS], _SHARES, HEAD)
    return Table(header, rows).spaced(14)


def _cells(kit: Kit, number: int, person: SignatureLine) -> list[Block]:
    muted = theme.CELL.tinted(theme.MUTED)
    return [
        kit.text(str(number), muted),
        kit.text(person.name, theme.CELL_STRONG),
        kit.text(person.profession, theme.CELL),
        kit.text(person.status, theme.CELL),
        kit.text(person.arrival or _CLOCK, theme.CELL if person.arrival else muted),
        kit.text(person.departure or _CLOCK, theme.CELL if person.departure else muted),
        kit.text(person.note, theme.CELL_BLANK),
    ]


def _foot(kit: Kit, view: AttendanceView) -> list[Block]:
    """Situations, totals, sentences, and what the coordinator certifies, kept together."""
    blocks: list[Block] = []
    if view.codes:
        label = ("Dossiers traités : ", theme.STRONG)
        blocks.append(kit.spans(label, (" · ".join(view.codes), theme.TEXT)).spaced(14))
    if view.totals:
        cells = [_total(kit, fact) for fact in view.totals]
        blocks.append(Row(cells, [1] * len(cells), gutter=18).spaced(10))
    blocks += [kit.text(line).spaced(8) for line in view.foot if line.strip()]
    if view.signatures:
        certified = [kit.text(view.certification, theme.TEXT)] if view.certification else []
        signing = Stack((*certified, kit.signatures(view.signatures, gap=0)))
        blocks.append(signing.spaced(14))
    return blocks


def _total(kit: Kit, fact: Fact) -> Block:
    if fact.value.strip():
        return kit.labelled(fact.label, fact.value, theme.STRONG)
    room = Space(theme.STRONG.leading - theme.HAIRLINE)
    return Stack((kit.text(fact.label, theme.LABEL), room, Rule(theme.INK, theme.HAIRLINE)))
