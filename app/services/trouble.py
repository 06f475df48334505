# SPDX-License-Identifier: EUPL-1.2
"""The facts of a report about a problem: the program, the computer, the vault in figures, the log.

Nothing of what people typed, no name, no code, no id, no folder: codes of ours, numbers, versions.
Counts of tables and of journal codes speak of a practice that the report does not name.
"""

import platform
import re
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from math import floor, log10
from pathlib import Path

from app.domain.product import VERSION
from app.domain.text import number, plural
from app.domain.trouble import Section
from app.storage.errors import StorageError
from app.storage.figures import engine_versions, journal_kinds, rows_of_tables
from app.storage.migrator import current_version, latest_version, packaged_migrations
from app.system.log_lines import end_of_log
from app.vault.open_vault import OpenVault

MOST_LINES = 120
"""Lines of the log that are looked at: some weeks of an ordinary use."""
_CODE = re.compile(r"[a-z][a-z_]{0,40}(\.[a-z_]{1,40}){0,3}", re.ASCII)
_GIGABYTE, _MEGABYTE = 10**9, 10**6
_VAULT = "Le coffre"


def machine_sections(data: Path, logs: Path) -> tuple[Section, ...]:
    """The program, the disk that vaults lie on, and the end of the log; reads files."""
    sqlite, cipher = engine_versions()
    kind = "installée (paquet)" if getattr(sys, "frozen", False) else "lancée depuis ses sources"
    program = Section(
        "Le programme",
        (
            f"Tour de table : {VERSION}, {kind}",
            f"Python : {platform.python_version()}",
            f"SQLite : {sqlite}",
            f"SQLCipher : {cipher}",
            f"Schéma attendu : {latest_version(packaged_migrations())}",
        ),
    )
    disk = Section("Le disque des coffres", (f"Place libre : {_free(data)}",))
    return program, disk, _log_section(logs)


class VaultFigures:
    """What an open vault says of itself without a word of anybody. Slow: for the executor."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def sections(self) -> tuple[Section, ...]:
        """The state and the size of the vault, its rows, the codes of its journal."""
        vault = self._vault
        state = (
            f"État : {vault.state.standing.value}",
            f"Rôle du compte : {vault.account.role.value}",
            f"Taille : {_size(_bytes_below(vault.folder), _MEGABYTE, 'Mo')}",
        )
        try:
            schema = current_version(vault.connection)
            rows = rows_of_tables(vault.connection)
            kinds = journal_kinds(vault.connection)
        except StorageError as error:  # a report may be about just that
            return (Section(_VAULT, (*state, f"Illisible : {type(error).__name__}")),)
        return (
            Section(_VAULT, (*state, f"Schéma : {schema}")),
            Section(f"{_VAULT} : lignes par table", _counts(rows)),
            Section(f"{_VAULT} : faits notés au journal, par code", _counts(kinds)),
        )


def _counts(counts: Mapping[str, int]) -> tuple[str, ...]:
    """A line per code; what has not the shape of a code is counted with the others, unnamed."""
    known = {name: count for name, count in counts.items() if _CODE.fullmatch(name)}
    others = sum(counts.values()) - sum(known.values())
    lines = [f"{name} : {number(count)}" for name, count in known.items() if count]
    return (*lines, f"autres : {number(others)}") if others else tuple(lines) or ("aucune",)


def _log_section(logs: Path) -> Section:
    found = end_of_log(logs, MOST_LINES)
    if not found.lines and not found.left_out:
        return Section("Le relevé du programme", ("vide",))
    left = plural(found.left_out, "ligne non reprise", "lignes non reprises")
    said = (f"({left} : leur forme n’est pas celle du programme)",) if found.left_out else ()
    return Section("Le relevé du programme", (*found.lines, *said))


def _free(place: Path) -> str:
    """The free space of the disk of a place, which may not be there yet."""
    for each in (place, *place.parents):
        with suppress(OSError):
            return f"environ {_size(shutil.disk_usage(each).free, _GIGABYTE, 'Go')}"
    return "inconnue"


def _bytes_below(folder: Path) -> int:
    return sum(_length(path) for path in folder.glob("*"))


def _length(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size if path.is_file() else 0
    return 0


def _size(count: int, unit: int, name: str) -> str:
    """Two figures that count: an exact one could tell one computer from another."""
    if count < unit:
        return f"moins de 1 {name}"
    digits = floor(log10(count)) - 1
    return f"{number(round(count, -digits) // unit)} {name}"
