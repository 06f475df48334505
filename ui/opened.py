# SPDX-License-Identifier: EUPL-1.2
"""An open vault as the interface sees it; `ui.main` alone knows what stands behind."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Not at run time: the services bring the database with them, and the unlock window comes first.
    from app.services.desk import Desk


class OpenPractice(Protocol):
    """The services over one vault, until it is closed."""

    @property
    def desk(self) -> "Desk":
        """Everything that may be done."""
        ...

    @property
    def notices(self) -> tuple[str, ...]:
        """What the opening found and repaired, in French sentences."""
        ...

    @property
    def in_place(self) -> bool:
        """Whether the folder is still where it was opened; else closing loses what is open."""
        ...

    @property
    def gone(self) -> str:
        """What is not in its place any more, a French sentence; empty while all is."""
        ...

    def note_head(self) -> None:
        """Say outside of the vault where its journal ends; `close` does so too."""
        ...

    def close(self) -> None:
        """Close the database and let go of the keys; closing twice is harmless."""
        ...


@dataclass(frozen=True)
class Opened:
    """What the pages before the work hand over: an open vault and the folder it lies in."""

    practice: OpenPractice
    folder: Path
