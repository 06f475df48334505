# SPDX-License-Identifier: EUPL-1.2
"""The sentence under the caret: found, cut out of a text, put back below it."""

import re

_END = re.compile(r"[.!?…]+[»”\")]*(?=\s)|\n")
_SHORT = re.compile(r"(?:^|[\s(«’'])(?:[A-Za-zÀ-ÿ]|Dr|Pr|Mr|Me|St|Ste|bd|av|env|cf|ex|etc)$")
"""Before a point that ends an initial or an abbreviation, not a sentence."""


def sentence_at(text: str, caret: int) -> tuple[int, int]:
    """Where the sentence under the caret begins and ends, without the blanks around it.

    A sentence ends at a line end, or at `. ! ? …` before a blank. Both are the same where there is
    none. A caret between two sentences belongs to the one before it.
    """
    start, end = 0, len(text)
    for found in _END.finditer(text):
        at_break = found.group() == "\n"
        if not at_break and found.group() == "." and _SHORT.search(text[start : found.start()]):
            continue
        if found.end() - at_break >= caret:
            end = found.start() if at_break else found.end()
            break
        start = found.end()
    if not text[start:end].strip() and start > 0 and text[start - 1] != "\n":
        return sentence_at(text, start)
    return trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same span without the blanks at its ends."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))


def without(text: str, start: int, end: int) -> str:
    """The text after a sentence left it, with no blank and no empty line in its place."""
    before, after = text[:start], text[end:]
    if not before or before[-1].isspace():
        after = after.lstrip(" \u00a0\u202f")
        if after.startswith("\n") and (not before or before.endswith("\n")):
            after = after[1:]
    return before.rstrip(" \u00a0\u202f\n") if not after.strip() else before + after


def added(text: str, sentence: str) -> str:
    """The text with a sentence on a line of its own below it."""
    return f"{text.rstrip()}\n{sentence}" if text.strip() else sentence
