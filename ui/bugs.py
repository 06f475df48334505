# SPDX-License-Identifier: EUPL-1.2
"""What happens to an exception that nobody caught: one dialog, one log line, no content."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from app.domain.code_places import code_places
from app.domain.errors import UserError

SENTENCE = "Une erreur inattendue s’est produite."
REMEDY = (
    "Ce qui était enregistré est en sécurité. Vous pouvez continuer ; "
    "si cela se reproduit, fermez puis rouvrez Tour de table."
)
ACTION = "Signaler ce problème…"


class BugHandler:
    """Takes the place of `sys.excepthook` while the interface runs.

    A `UserError` shows its own sentence. Anything else is a bug: its type and its stack are logged,
    never its message, which may hold what somebody typed. While a dialog is open others are only
    logged.
    """

    def __init__(
        self,
        tell: Callable[[str, str, str], bool],
        log: logging.Logger,
        report: Callable[[], object] = lambda: None,
    ) -> None:
        """`tell` shows a sentence and what to do next (`Dialogs.tell`).

        It offers to `report` a bug, where that is wanted.
        """
        self._tell, self._log, self._report = tell, log, report
        self._telling = False

    def install(self) -> None:
        """Catch what nobody catches from now on."""
        sys.excepthook = self
        threading.excepthook = self.in_thread
        sys.unraisablehook = self.unraised

    def remove(self) -> None:
        """Leave exceptions to Python again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__

    def in_thread(self, failed: threading.ExceptHookArgs) -> None:
        """A thread that ended so: only logged, for windows belong to the main one."""
        kind = failed.exc_type.__name__
        self._log.error("thread %s at %s", kind, code_places(failed.exc_traceback))

    def unraised(self, failed: "sys.UnraisableHookArgs") -> None:
        """What failed where nothing can be raised, as in the end of an object: only logged."""
        kind = failed.exc_type.__name__
        self._log.error("unraised %s at %s", kind, code_places(failed.exc_traceback))

    def __call__(
        self, kind: type[BaseException], error: BaseException, stack: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, stack)
            return
        if isinstance(error, UserError):
            self._show(error.sentence, error.remedy)
            return
        self._log.error("bug %s at %s", kind.__name__, code_places(stack))
        if self._show(SENTENCE, REMEDY, ACTION):
            self._report()

    def _show(self, sentence: str, remedy: str, action: str = "") -> bool:
        if self._telling:
            return False
        self._telling = True
        try:
            return self._tell(sentence, remedy, action)
        finally:
            self._telling = False
