# SPDX-License-Identifier: EUPL-1.2
"""Where a failure happened in the code: its message may quote what somebody typed, this cannot."""

import traceback
from pathlib import Path
from types import TracebackType


def code_places(stack: TracebackType | None) -> str:
    """File, line and function of each frame, the innermost first; no source, no values."""
    frames = reversed(traceback.extract_tb(stack))
    return " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
