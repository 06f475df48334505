# SPDX-License-Identifier: EUPL-1.2
"""The log: codes, ids and places in the code, never what people typed.

An exception's message may quote a text (a parser does), so a failure is logged by its type and by
the lines of code it went through.
"""

import logging
import logging.handlers
import traceback
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
LOG_NAME = "tour-de-table.log"
MAX_BYTES = 500_000
_KEPT = 3


def start_log(folder: Path) -> None:
    """Write the program's log to a small rotating file in `folder`. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / LOG_NAME, maxBytes=MAX_BYTES, backupCount=_KEPT, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger("tdt")
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def failure_line(error: BaseException) -> str:
    """A failure as its type and the code it went through, without its message."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"{type(error).__name__} at {' < '.join(reversed(places)) or 'nowhere'}"
