# SPDX-License-Identifier: EUPL-1.2
"""What happens to an exception that nobody caught: one dialog, one log line, no content."""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from app.domain.errors import UserError

SENTENCE = "Une erreur inattendue s’est produite."
REMEDY = (
    "Ce qui était enregistré est en sécurité. Vous pouvez continuer ; "
    "si cela se reproduit, fermez puis rouvrez Tour de table."
)


class BugHandler:
    """Takes the place of `sys.excepthook` while the interface runs.

    A `UserError` shows its own sentence. Anything else is a bug: its type and its stack are logged,
    never its message, which may hold what somebody typed. While a dialog is open others are only
    logged.
    """

    def __init__(self, tell: Callable[[str, str], object], log: logging.Logger) -> None:
        """`tell` shows a sentence and what to do next (`Dialogs.tell`)."""
        self._tell, self._log = tell, log
        self._telling = False

    def install(self) -> None:
        """Catch what nobody catches from now on."""
        sys.excepthook = self

    def remove(self) -> None:
        """Leave exceptions to Python again."""
        sys.excepthook = sys.__excepthook__

    def __call__(
        self, kind: type[BaseException], error: BaseException, stack: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, stack)
            return
        if isinstance(error, UserError):
            self._show(error.sentence, error.remedy)
            return
        self._log.error("bug %s at %s", kind.__name__, describe(stack))
        self._show(SENTENCE, REMEDY)

    def _show(self, sentence: str, remedy: str) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(sentence, remedy)
        finally:
            self._telling = False


def describe(stack: TracebackType | None) -> str:
    """File, line and function of each frame, the innermost first; no source, no values."""
    frames = reversed(traceback.extract_tb(stack))
    return " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
