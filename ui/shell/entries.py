# SPDX-License-Identifier: EUPL-1.2
"""What the palette offers: something to do, or somewhere to go."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """`kind` is the word before it (Écran, Situation, Personne, Commande); `detail` is found too.

    `note` is shown at the right and not searched: a key, a state.
    """

    kind: str
    label: str
    act: Callable[[], object]
    detail: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """What the letters are compared with."""
        return f"{self.label} {self.detail}".strip()
