# SPDX-License-Identifier: EUPL-1.2
"""The problems of the HAS model of a plan (PPS 2014), by the codes of the ANS value set."""

from collections.abc import Mapping

from app.domain.text import fold

OTHER = "Autre problème"
"""What is said of a problem that the list has not."""


class Problems:
    """The list, in its order. It does not change once made."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        """`labels` are the words of each code."""
        self._labels = dict(labels)
        self._codes = {fold(label): code for code, label in labels.items()}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code."""
        return tuple(self._labels)

    def label(self, code: str) -> str:
        """The words of a code; those of « other » for none, and for one of a later list."""
        return self._labels.get(code, OTHER)

    def code_of(self, words: str) -> str:
        """The code whose words these are, whatever their case and accents; empty for others."""
        return self._codes.get(fold(words).strip(), "")
