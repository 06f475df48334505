# SPDX-License-Identifier: EUPL-1.2
"""What this machine keeps about the backups of one vault: where they go, what was verified when."""

import contextlib
import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from app.system.plain_file import read_plain

_LARGEST = 1 << 20


@dataclass(frozen=True)
class BackupNotes:
    """`first` and `second` are folders, empty for the usual one and for none.

    `drilled` and `checked` are local days (ISO) of the last restore drill and of the last full
    check; `missed` is why the second place has not the last backup, empty when it has; `rows` seals
    what the last backup held.
    """

    first: str = ""
    second: str = ""
    drilled: str = ""
    checked: str = ""
    missed: str = ""
    rows: str = ""


class NoteBook:
    """The notes of one vault at `path`; in memory alone where there is none."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._notes = BackupNotes()

    def read(self) -> BackupNotes:
        """What is noted; the defaults where nothing can be read."""
        if self._path is None:
            return self._notes
        try:
            raw = json.loads(read_plain(self._path, _LARGEST))
        except (OSError, ValueError):
            return self._notes
        if not isinstance(raw, dict):
            return self._notes
        names = {field.name for field in fields(BackupNotes)}
        return BackupNotes(**{k: v for k, v in raw.items() if k in names and isinstance(v, str)})

    def note(self, **changes: str) -> None:
        """Note some fields anew; a place that cannot be written is passed over."""
        self._notes = replace(self.read(), **changes)
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(".new")
            draft.write_text(json.dumps(asdict(self._notes), indent=1), encoding="utf-8")
            draft.replace(self._path)


@dataclass(frozen=True)
class BackupPlaces:
    """Where this machine keeps notes and, unless told otherwise, backups."""

    notes: Path
    root: Path

    def book(self, vault_id: str) -> NoteBook:
        """The notes of one vault."""
        return NoteBook(self.notes / f"{vault_id}.json")
