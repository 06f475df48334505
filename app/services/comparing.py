# SPDX-License-Identifier: EUPL-1.2
"""Two versions of a text compared, part by part and word by word: of a plan, of a protocol."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from app.domain.word_diff import Piece, changed, spoken, word_diff


@dataclass(frozen=True)
class RecordedLine:
    """A row in words; `id` follows it from one version to the next."""

    id: str
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Compared:
    """One field in two versions; the pieces of an unchanged one are all the same."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def sentence(self) -> str:
        """What changed, for a screen reader; the text itself where nothing did."""
        text = "".join(piece.text for piece in self.pieces)
        return f"{self.label} : {spoken(self.pieces) or text}"


@dataclass(frozen=True)
class ComparedPart:
    """The page, or one row, in two versions; `state` says what became of it as a whole."""

    title: str
    state: str
    fields: tuple[Compared, ...]


@dataclass(frozen=True)
class RowWords:
    """What a sort of rows is called, and what is said of one that came, went or moved."""

    noun: str
    added: str = "ajoutée"
    removed: str = "retirée"
    moved: str = "était en place {}"


def compared_fields(
    labels: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Compared, ...]:
    """Each field of `labels` in two versions."""
    return tuple(
        Compared(label, word_diff(before.get(name, ""), after.get(name, "")))
        for name, label in labels.items()
    )


def compared_rows(
    words: RowWords,
    labels: Mapping[str, str],
    older: Sequence[RecordedLine],
    newer: Sequence[RecordedLine],
    titled: Sequence[str],
) -> list[ComparedPart]:
    """The rows of two versions, followed by their ids; a row is named by the first of `titled`."""
    parts: list[ComparedPart] = []
    before = {line.id: (rank, line) for rank, line in enumerate(older, 1)}
    after = {line.id for line in newer}
    moved = _moved([line.id for line in older], [line.id for line in newer])

    def title(rank: int, line: RecordedLine) -> str:
        said = (line.words.get(name, "").strip() for name in titled)
        return f"{words.noun} {rank} · {next(filter(None, said), '')}"

    for rank, line in enumerate(newer, 1):
        was_at, was = before.get(line.id, (0, None))
        state = words.added if was is None else ""
        if line.id in moved:
            state = words.moved.format(was_at)
        fields = compared_fields(labels, was.words if was else {}, line.words)
        parts.append(ComparedPart(title(rank, line), state, fields))
    for rank, line in before.values():
        if line.id not in after:
            fields = compared_fields(labels, line.words, {})
            parts.append(ComparedPart(title(rank, line), words.removed, fields))
    return parts


def said_parts(parts: Iterable[ComparedPart]) -> tuple[ComparedPart, ...]:
    """The parts with the fields that say something: how one version is read."""
    return tuple(
        replace(part, fields=tuple(f for f in part.fields if any(p.text.strip() for p in f.pieces)))
        for part in parts
    )


def differing_parts(parts: Iterable[ComparedPart]) -> tuple[ComparedPart, ...]:
    """Only what differs."""
    told = (
        replace(part, fields=tuple(f for f in part.fields if changed(f.pieces))) for part in parts
    )
    return tuple(part for part in told if part.fields or part.state)


def _moved(older: list[str], newer: list[str]) -> set[str]:
    """The rows that changed places among those of both; one put in between moves no other."""
    before = [each for each in older if each in newer]
    after = [each for each in newer if each in older]
    match = SequenceMatcher(None, before, after, autojunk=False)
    blocks = match.get_matching_blocks()
    stayed = {each for block in blocks for each in after[block.b : block.b + block.size]}
    return set(after) - stayed
