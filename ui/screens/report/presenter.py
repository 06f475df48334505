# SPDX-License-Identifier: EUPL-1.2
"""A report while it is made: what was gathered, what is said, and the bytes that come of both."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from app.domain.errors import UserError
from app.domain.reidentification import warnings
from app.domain.text import NARROW, listing
from app.domain.trouble import Section, TroubleReport, without_places
from ui.screens.report.facts import window_sections

Gather = Callable[[], tuple[Section, ...]]
_MOST_NAMES = 4


class Names(Protocol):
    """Knows whom nothing written here should name."""

    def learn(self) -> None:
        """Know those of today."""
        ...

    def found(self, text: str) -> tuple[str, ...]:
        """What of a text names somebody, as it is written there."""
        ...


class ReportPresenter:
    """`gather` is slow and for the executor; `names` is None before a vault is open."""

    def __init__(
        self,
        gather: Gather,
        today: Callable[[], date],
        *,
        vault: Path | None = None,
        names: Names | None = None,
    ) -> None:
        self.gather = gather
        self._vault, self._names = vault, names
        self.report = TroubleReport(today(), ())
        self._today = today

    def take(self, facts: tuple[Section, ...]) -> TroubleReport:
        """What was gathered, with what Qt knows; what is said stays."""
        first, rest = facts[:1], facts[1:]
        sections = (*first, *window_sections(), *rest)
        self.report = TroubleReport(self._today(), sections, self.report.said)
        return self.report

    def say(self, text: str) -> TroubleReport:
        """What happened, in the person's words; places are hidden, nothing else is changed."""
        said = without_places(text, self._vault, Path.home())
        self.report = TroubleReport(self.report.on, self.report.sections, said)
        return self.report

    def learn(self) -> None:
        """Know the names of today, where there is a vault."""
        if self._names is not None:
            self._names.learn()

    def warning(self, text: str) -> str:
        """A sentence about what names somebody; empty where nothing is found.

        Without a vault that is only what gives itself away by its form, as « Mme Durand ».
        """
        if self._names is None:
            found = tuple(finding.found for finding in warnings(text))
        else:
            found = self._names.found(text)
        if not found:
            return ""
        quoted = [f"«{NARROW}{each}{NARROW}»" for each in found[:_MOST_NAMES]]
        return f"À retirer, car quelqu’un s’y reconnaîtrait : {listing(quoted)}."

    def save(self, path: Path) -> None:
        """Write what is shown. Raises `UserError` when the place does not take it."""
        try:
            path.write_bytes(self.report.content)
        except OSError as error:
            raise UserError(
                "Le fichier n’a pas pu être enregistré à cet endroit.",
                "Choisissez un autre dossier ou vérifiez la place libre.",
            ) from error
