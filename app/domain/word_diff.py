# SPDX-License-Identifier: EUPL-1.2
"""Two texts compared word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"[\w’'-]+\s*|[^\w\s]\s*|\s+")


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Words that follow one another and share a mark, with the space after them."""

    mark: Mark
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """What was removed and added, in reading order; a change of spaces alone is none.

    The pieces that are the same or added are `after`, letter by letter.
    """
    if before == after:  # a word that comes a thousand times would be held against each of them
        return (Piece(Mark.SAME, after),) if after else ()
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return tuple(_joined(_pieces(old, new)))


def changed(pieces: tuple[Piece, ...]) -> bool:
    """Whether anything was removed or added."""
    return any(piece.mark is not Mark.SAME for piece in pieces)


def spoken(pieces: tuple[Piece, ...]) -> str:
    """The changes as a sentence: retiré « ressort seule », ajouté « sort accompagnée »."""
    words = {Mark.REMOVED: "retiré", Mark.ADDED: "ajouté"}
    return ", ".join(
        f"{words[piece.mark]} « {piece.text.strip()} »"
        for piece in pieces
        if piece.mark is not Mark.SAME
    )


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    match = SequenceMatcher(
        None, [word.rstrip() for word in old], [word.rstrip() for word in new], autojunk=False
    )
    for tag, first, last, begin, end in match.get_opcodes():
        if tag == "equal":
            yield Piece(Mark.SAME, "".join(new[begin:end]))
            continue
        if last > first:
            yield Piece(Mark.REMOVED, "".join(old[first:last]))
        if end > begin:
            yield Piece(Mark.ADDED, "".join(new[begin:end]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.mark is piece.mark:
            held = Piece(held.mark, held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
