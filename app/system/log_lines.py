# SPDX-License-Identifier: EUPL-1.2
"""The end of the program's log for somebody else to read: only lines of a shape that we write.

Whatever else came into the file (a library's message, a traceback with its words, a line that
somebody added) may hold anything: it is counted and left out.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.system.log import LOG_NAME, MAX_BYTES
from app.system.plain_file import read_plain

_TYPE = r"[A-Za-z][A-Za-z0-9_]{2,60}"
_FUNCTION = r"(?:[A-Za-z0-9_]{1,60}|<module>|<lambda>|<(?:list|dict|set)comp>|<genexpr>)"
_PLACE = rf"[A-Za-z0-9_]{{1,60}}\.py:\d{{1,5}} {_FUNCTION}"
_PLACES = rf"(?:{_PLACE}(?: < {_PLACE}){{0,80}})?"
_SHAPES = (
    rf"(?:bug|thread|unraised) {_TYPE} at {_PLACES}",
    rf"rescue: {_TYPE}",
    rf"unlock: (?:bin not swept|erasure not finished), {_TYPE}",
    rf"search: no words taken, {_TYPE}",
    rf"close: no backup, {_TYPE}",
    rf"lock: {_TYPE} (?:before|while) closing",
    rf"lock: {_TYPE} of screen [a-z_]{{2,20}}",
    "lock: (?:asked|idle|session locked|sleep|user switched)",
)
_LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (?:INFO|WARNING|ERROR|CRITICAL) tdt\.(?:ui|vault) "
    rf"(?:{'|'.join(_SHAPES)})",
    re.ASCII,
)


@dataclass(frozen=True)
class LogEnd:
    """The last lines of known shape, the oldest first, and how many of the others there were."""

    lines: tuple[str, ...] = ()
    left_out: int = 0


def end_of_log(folder: Path, most: int) -> LogEnd:
    """The last `most` lines of the log in a folder, and of the file that was turned before it."""
    lines: list[str] = []
    for name in (f"{LOG_NAME}.1", LOG_NAME):
        with suppress(OSError):
            written = read_plain(folder / name, 2 * MAX_BYTES)
            lines += written.decode("utf-8", "replace").splitlines()
    return sifted(lines[-most:])


def sifted(lines: Iterable[str]) -> LogEnd:
    """What of these lines may be read by others."""
    written = [line for line in lines if line.strip()]
    known = tuple(line for line in written if is_known(line))
    return LogEnd(known, len(written) - len(known))


def is_known(line: str) -> bool:
    """Whether a line has the shape of one that the program writes."""
    return _LINE.fullmatch(line) is not None
