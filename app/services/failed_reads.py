# SPDX-License-Identifier: EUPL-1.2
"""A read that fails while a vault is opened: a hiccup of the disk, or a file that is damaged."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from app.storage.errors import DatabaseDamaged, ReadFailed
from app.vault.folder import DATABASE, read_plainly

T = TypeVar("T")
_PIECE = 1_048_576


def tried_again(step: Callable[[], T]) -> T:
    """Do a step once more where one read was not answered: what was a hiccup is over."""
    try:
        return step()
    except ReadFailed:
        return step()


@contextmanager
def damage_told(folder: Path) -> Iterator[None]:
    """For an opening that tries again and closes the file: say which of the two it is.

    The same failure again, of a disk that gives every byte of the file, is of what they hold.
    Raises `DatabaseDamaged` then, and what the disk refuses where it does not answer.
    """
    try:
        yield
    except ReadFailed as refusal:
        with read_plainly(), (folder / DATABASE).open("rb") as file:
            while file.read(_PIECE):
                pass
        raise DatabaseDamaged from refusal
