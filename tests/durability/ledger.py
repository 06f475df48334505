# SPDX-License-Identifier: EUPL-1.2
"""What a writer said, against what is in the file."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from tests.durability.meeting import Stored


class Said(TypedDict):
    """One message of a writer: `typed` before it asks for the commit, `saved` once it returned.

    `ref` is the id of a decision or an action, or `item:name` of a text, or `item:begun name` of
    what is begun, which is nowhere once it is a line.
    """

    said: str
    kind: str
    item: str
    ref: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """What is wrong; nothing when all three are empty."""

    lost: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lost or self.twice or self.unknown)


@dataclass
class Ledger:
    """Remembers what was typed and what was reported as saved, over any number of crashes."""

    before: Mapping[str, str] = field(default_factory=dict)
    """The lines that stood before the first writer: none may go or change."""
    saved: dict[str, str] = field(default_factory=dict)
    begun: dict[str, list[Said]] = field(default_factory=dict)
    """What was typed since and not reported, over some crashes: it may be in the file, or not."""
    kinds: dict[str, str] = field(default_factory=dict)

    def hear(self, message: Said) -> None:
        """Note a message, in the order in which they were sent."""
        ref = message["ref"]
        self.kinds[ref] = message["kind"]
        if message["said"] == "typed":
            self.begun.setdefault(ref, []).append(message)
        else:
            self.saved[ref] = message["text"]
            self.begun.pop(ref, None)

    @property
    def to_retry(self) -> list[Said]:
        """The decisions and actions that nobody was told are saved."""
        last = [messages[-1] for messages in self.begun.values()]
        return [message for message in last if message["kind"] not in {"text", "begun"}]

    def verdict(self, found: Stored) -> Verdict:
        """A saved line must be there as saved, or as typed since; none twice, none unheard of."""
        held = found.lines | found.texts
        lost = [
            f"{self.kinds[ref]} {text[-40:]!r} but {held.get(ref, 'nothing')[-40:]!r}"
            for ref, text in self.saved.items()
            if held.get(ref, "" if self.kinds[ref] == "begun" else None)
            not in (text, *self._typed(ref))
        ]
        lost += [text for ref, text in self.before.items() if held.get(ref) != text]
        new = {ref: text for ref, text in found.lines.items() if ref not in self.before}
        twice = tuple(text for text, number in Counter(new.values()).items() if number > 1)
        known = self.saved.keys() | self.begun.keys()
        return Verdict(tuple(lost), twice, tuple(new.keys() - known))

    def _typed(self, ref: str) -> list[str]:
        return [message["text"] for message in self.begun.get(ref, [])]
