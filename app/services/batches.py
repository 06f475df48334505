# SPDX-License-Identifier: EUPL-1.2
"""Several documents in one go: printed as one file, or saved apart under names that differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.built import Built
from app.documents.views import Confidentiality
from app.services.documents import Printable

_SECRECY = (
    Confidentiality.OPENS_VAULT,
    Confidentiality.NOMINATIVE,
    Confidentiality.PERSONAL,
    Confidentiality.PSEUDONYMISED,
    Confidentiality.ANONYMOUS,
    Confidentiality.PRACTICE,
)


@dataclass(frozen=True)
class Batch:
    """Documents that leave together; `stem` is the file name of all of them as one."""

    title: str
    stem: str
    printables: tuple[Printable, ...]

    @property
    def band(self) -> str:
        """The word of the most confidential among them."""
        levels = {printable.view.confidentiality for printable in self.printables}
        return next((level.value for level in _SECRECY if level in levels), "")

    def render(self) -> Built:
        """Set all of them as one file. Safe on any thread. Raises ValueError without any."""
        from app.documents.setting import set_views  # noqa: PLC0415 - slow import, on demand

        return set_views(self.title, [printable.view for printable in self.printables])

    def files(self) -> tuple[tuple[str, Built], ...]:
        """Each document apart, with its file name. Safe on any thread."""
        names = distinct_stems([printable.stem for printable in self.printables])
        return tuple(
            (f"{name}.pdf", printable.render())
            for name, printable in zip(names, self.printables, strict=True)
        )

    def made(self, pdf: bytes) -> None:
        """Keep the fingerprint of the file that holds all of them."""
        for printable in self.printables:
            printable.trace.made(pdf)

    def output(self, how: str) -> None:
        """Journal for each of them that it was `printed` or `saved`."""
        for printable in self.printables:
            printable.trace.output(how)


def distinct_stems(stems: Sequence[str]) -> tuple[str, ...]:
    """The same names, a number after those that come again: two people may share one.

    Case does not tell two files apart on every platform.
    """
    taken: set[str] = set()
    found = []
    for stem in stems:
        name, rank = stem, 1
        while name.casefold() in taken:
            rank += 1
            name = f"{stem}-{rank}"
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)
