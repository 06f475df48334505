# SPDX-License-Identifier: EUPL-1.2
"""The log: codes, ids and places in the code, never what people typed."""

import logging
import logging.handlers
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
