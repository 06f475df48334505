# SPDX-License-Identifier: EUPL-1.2
"""One text as the room may read it: masked first as a whole, then without what is being typed.

Half a name, half a number or half an address is not recognised and gives somebody away all the
same. So everything that touches the caret is hidden up to the next space, and numbers beyond it:
a telephone number or a date comes in groups. What was typed last stays hidden when the caret is
gone, until a space or a full stop was typed behind it: names are known by their digests, and a
digest does not say whether a word begins a name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.reidentification import MASK, Finding
from app.domain.text import fold

Find = Callable[[str], Sequence[Finding]]

MOST_LETTERS = 3000
"""More of one text than a screen can show to a room; the end is what is being spoken of."""
MOST_PLACES = 40
"""Words left unended in one text that are remembered; the oldest is given up beyond that."""
UNFINISHED = "…"
_PIECE = re.compile(r"[^\s,;:!?…«»\"“”\[\]]+")
_LEAST_LETTERS = 4
_LONGEST_GAP = 2
"""Between two groups of one number: a space, or two where the hand slipped."""
_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout"),
    *("septembre", "octobre", "novembre", "decembre"),
)
_ENDED = re.compile(r"\(?[^\W\d_]{2,}(?:[’'-][^\W\d_]+)*(?:\.{1,3}|\)\.?)")
"""One word that its writer ended; an initial, a number or an address goes on behind a stop."""
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Touched:
    """Where a text is being typed (None where the keys go elsewhere), and where it was before.

    Places are counted in letters before them; each word that was left unended has its own.
    """

    caret: int | None
    edited: Sequence[int]


def room_text(text: str, touched: Touched | None, find: Find) -> str:
    """The text without names, and without what is being typed; None for what nobody types.

    A name is masked wherever the caret stands in it. Of a long text the end is given.
    """
    cut = _start_of_the_end(text, 2 * MOST_LETTERS)  # what the cut goes through is not given
    text = text[cut:]
    hidden = [(each.start, each.end) for each in find(text)]
    parts, at = [], 0
    for start, end, mask in _joined(hidden, _held(text, touched, cut, hidden)):
        parts += [text[at:start], mask]
        at = end
    shown = "".join([*parts, text[at:]])
    return shown[_start_of_the_end(shown, MOST_LETTERS) :]


def _held(text: str, touched: Touched | None, cut: int, hidden: Sequence[_Span]) -> Iterator[_Span]:
    """What the room may not read yet of a text whose first `cut` letters are not given."""
    if touched is None:
        return
    for edited in touched.edited:
        place = max(edited - cut, 0)
        span = held_back(text, place)
        if span is not None and not _is_ended(text, span, place, hidden):
            yield span
    if touched.caret is not None:
        span = held_back(text, max(touched.caret - cut, 0))
        if span is not None:
            yield span


def _is_ended(text: str, span: _Span, place: int, hidden: Sequence[_Span]) -> bool:
    """Whether what was typed last is whole: a word and its stop, or a finding and a space."""
    start, end = span
    last = start + len(text[start:end].rstrip("."))
    found = place > end and any(one < last <= other for one, other in hidden)
    return found or (place >= end and _ENDED.fullmatch(text, start, end) is not None)


def is_a_word(text: str, place: int, knows: Callable[[str], bool]) -> bool:
    """Whether what stands at a place that the hand left is a word of the language.

    In small letters and not too short: so a slip that was mended within a text is read again, and
    half a name is not.
    """
    span = held_back(text, place)
    word = text[slice(*span)].rstrip(".") if span else ""
    return len(word) >= _LEAST_LETTERS and word.isalpha() and word.islower() and knows(word)


def moved(places: Sequence[int], before: str, now: str) -> tuple[int, ...]:
    """The places of `before` in `now`, and the place of what changed between them, the last.

    What was typed at the place of the change goes on there. An undo changes a text where no caret
    is: the change is found by what stayed before it and behind it.
    """
    least = min(len(before), len(now))
    start = _alike(before, now, least)
    back = _alike(before[: start - len(before) - 1 : -1], now[: start - len(now) - 1 : -1], least)
    end = len(before) - back
    kept = [
        at if at < start else at + len(now) - len(before) for at in places if not start <= at <= end
    ]
    return (*kept[-MOST_PLACES:], len(now) - back)


def _alike(one: str, other: str, most: int) -> int:
    """How many letters two texts have in common from their beginning."""
    low, high = 0, min(most, len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def held_back(text: str, place: int) -> _Span | None:
    """What at the caret is not finished yet; None where nothing touches it."""
    place = min(place, len(text))
    line = text.rfind("\n", 0, place) + 1
    stop = text.find("\n", place)
    found = [match.span() for match in _PIECE.finditer(text, line, len(text) if stop < 0 else stop)]
    at = next((n for n, (start, end) in enumerate(found) if start <= place <= end), None)
    if at is None:
        before = [n for n, (_, end) in enumerate(found) if end < place]
        if not before or not _goes_on(text, found[before[-1]], place):
            return None
        at = before[-1]
    first = last = at
    while first > 0 and _together(text, found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and _together(text, found[last], found[last + 1]):
        last += 1
    return found[first][0], found[last][1]


def _goes_on(text: str, piece: _Span, place: int) -> bool:
    """Whether the caret, after a space, may be about to go on with a number."""
    return _blank(text, piece[1], place) and _counts(text[slice(*piece)], whole=True)


def _together(text: str, one: _Span, other: _Span) -> bool:
    """Whether two neighbours may be groups of one number or date."""
    return (
        _blank(text, one[1], other[0])
        and _counts(text[slice(*one)], whole=True)
        and _counts(text[slice(*other)], whole=False)
    )


def _blank(text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_GAP and text[start:end].isspace()


def _counts(piece: str, *, whole: bool) -> bool:
    """Whether it is a group of a number or a month; one that is not `whole` may become a month."""
    if any(letter.isdigit() for letter in piece) or not piece.strip("()+./-@_"):
        return True
    word = fold(piece).rstrip(".")
    if whole:
        return word in _MONTHS or (piece[-1] == "." and _begins_a_month(word))
    return _begins_a_month(word)


def _begins_a_month(word: str) -> bool:
    return any(month.startswith(word) for month in _MONTHS)


def _joined(hidden: Iterable[_Span], held: Iterable[_Span]) -> list[tuple[int, int, str]]:
    """What is replaced, and by what: a finding that is touched by what is typed takes it in."""
    joined: list[tuple[int, int, str]] = []
    spans = [*((*each, MASK) for each in hidden), *((*each, UNFINISHED) for each in held)]
    for start, end, mask in sorted(spans):
        if joined and start < joined[-1][1]:
            first, last, other = joined[-1]
            joined[-1] = (first, max(last, end), MASK if MASK in (mask, other) else UNFINISHED)
        else:
            joined.append((start, end, mask))
    return joined


def _start_of_the_end(text: str, most: int) -> int:
    """Where the last part of a long text begins: at a line or at a word."""
    if len(text) <= most:
        return 0
    start = len(text) - most
    line = text.find("\n", start, start + most // 2)
    return (line if line >= 0 else max(text.find(" ", start), start - 1)) + 1
