# SPDX-License-Identifier: EUPL-1.2
"""What is typed on a page and waits for one more key: a lock, which asks nobody, loses none of it.

It is no record yet, so the vault has no place for it: it is sealed in this machine's outbox, one
text per page, and the page shows it again when it is next opened.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from app.domain.errors import UserError
from app.domain.text import clean
from app.services.kept_subjects import Subjects
from app.system.clock import Clock
from app.vault.encoding import Malformed
from app.vault.outbox import Kept, Outbox

MARK = "page"
"""In the content of such a text: the page that it belongs to."""


class UnfinishedForms:
    """The half-typed pages of one account; without an outbox it keeps nothing.

    What somebody has not confirmed is nobody else's: another account that opens the vault here
    leaves it where it is, for whoever typed it.
    """

    def __init__(
        self, outbox: Outbox | None, clock: Clock, author: str, subjects: Subjects
    ) -> None:
        self._outbox, self._clock, self._author = outbox, clock, author
        self._subjects = subjects
        self._known: dict[str, dict[str, str]] = {}
        self._earlier: dict[str, list[Path]] = {}

    def take(self, page: str) -> Mapping[str, str]:
        """What an earlier session left of a page, the newest; empty where there is nothing.

        What this session kept since counts more. It stays where it is until `keep` says what became
        of it.
        """
        if page in self._known:
            return self._known[page]
        found = [kept for kept in self._left() if page_of(kept) == page and self._is_mine(kept)]
        self._earlier[page] = [kept.path for kept in found]
        self._known[page] = max(map(_read, found), key=lambda read: read[0], default=("", {}))[1]
        return self._known[page]

    def keep(self, page: str, texts: Mapping[str, str]) -> None:
        """Keep a page as it stands; no texts forget it. What cannot be kept is let go."""
        typed = {name: clean(text) for name, text in texts.items()}
        if typed and self._of_nobody({MARK: page, "texts": typed}):
            typed = {}
        if self._outbox is None or typed == self._known.get(page, {}):
            return
        with suppress(OSError):
            if typed:
                content = {MARK: page, "by": self._author, "texts": typed}
                at = self._clock.now().isoformat()
                self._outbox.put(f"{MARK}:{page}", self._subjects.noted(content) | {"at": at})
            else:
                self._outbox.drop(f"{MARK}:{page}")
            self._known[page] = typed
            for path in self._earlier.pop(page, []):
                path.unlink(missing_ok=True)

    def forget(self, kept: Kept) -> None:
        """A file of the outbox is no more: a page that it held is shown no more either."""
        page = page_of(kept)
        if page and self._is_mine(kept):
            self._known[page] = {}
            self._earlier.pop(page, None)

    def _of_nobody(self, content: Mapping[str, object]) -> bool:
        with suppress(UserError):  # the vault cannot be read now: rather keep it
            cases = self._subjects.of(content)
            return cases is None or self._subjects.gone(cases)
        return False

    def _is_mine(self, kept: Kept) -> bool:
        # Versions before this one wrote no account: whoever opens the page first has it.
        return kept.content is not None and kept.content.raw.get("by", self._author) == self._author

    def _left(self) -> tuple[Kept, ...]:
        return () if self._outbox is None else tuple(self._outbox.earlier())


def is_unfinished(kept: Kept) -> bool:
    """Whether a text of the outbox is of a page, and of no record."""
    return kept.content is not None and MARK in kept.content.raw


def page_of(kept: Kept) -> str:
    """The page that a text of the outbox is of; empty for what is none."""
    return str(kept.content.raw.get(MARK, "")) if kept.content is not None else ""


def _read(kept: Kept) -> tuple[str, dict[str, str]]:
    """When it was kept, and its texts; none for what is of another version."""
    if kept.content is None:
        return "", {}
    try:
        texts = kept.content.child("texts")
        return kept.content.text("at"), {name: texts.text(name) for name in texts.raw}
    except Malformed:
        return "", {}
