# SPDX-License-Identifier: EUPL-1.2
"""What Windows and GitHub run cannot be run here: it is read, and held to what the program says."""

import re
from pathlib import Path

from app.vault.folder import SLOT_COPIES
from app.vault.rotation import SUFFIX
from tests.architecture.tree import ROOT, name

INSTALLER = ROOT / "packaging" / "windows" / "tour-de-table.iss"
SCRIPTS = (*ROOT.glob("packaging/*.ps1"), *ROOT.glob("packaging/windows/*.ps1"))
CURLY = re.compile("'[^'\"\n]*’[^'\"\n]*'")


def _sections() -> dict[str, list[str]]:
    """The lines of each section of the installer, without comments and preprocessor."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in INSTALLER.read_text(encoding="utf-8-sig").splitlines():
        if found := re.fullmatch(r"\[(\w+)\]", line):
            lines = sections.setdefault(found[1], [])
        elif line.strip() and not line.startswith((";", "#")):
            lines.append(line)
    return sections


def test_the_installer_registers_the_suffix_of_backups_and_no_other() -> None:
    registered = set(re.findall(r"Software\\Classes(\\\.\w+)", "\n".join(_sections()["Registry"])))
    own = {Path(copy).suffix for copy in SLOT_COPIES} - {".json"}  # one among others says nothing
    assert registered == {f"\\{suffix}" for suffix in {SUFFIX, *own}}


def test_windows_offers_the_program_for_what_it_opens_and_takes_no_foreign_type_over() -> None:
    lines = _sections()["Registry"]
    offered = {
        found[1]
        for line in lines
        if (found := re.search(r'SupportedTypes".*Name: "([^"]*)"', line))
    }
    assert offered == {SUFFIX, *(Path(copy).suffix for copy in SLOT_COPIES)}


def test_every_key_and_value_of_the_registry_goes_with_the_program() -> None:
    lines = _sections()["Registry"]
    keys = [re.search(r'Subkey: "([^"]*)"', line) for line in lines]
    named = [(key[1], line) for key, line in zip(keys, lines, strict=True) if key]
    whole = [key for key, line in named if re.search(r"uninsdeletekey( |$)", line)]
    empty = {key for key, line in named if "uninsdeletekeyifempty" in line}
    assert len(named) == len(lines)
    for key, line in named:
        within = any(key == root or key.startswith(f"{root}\\") for root in whole)
        assert within or (key in empty and ("ValueType" not in line or "deletevalue" in line))
    ours = ("TourDeTable.", "{#BackupType}", "Applications\\{#Program}")
    assert all(root.removeprefix("Software\\Classes\\").startswith(ours) for root in whole)


def test_the_uninstaller_removes_nothing_but_what_was_installed() -> None:
    sections = _sections()
    assert "UninstallDelete" not in sections
    assert "UninstallRun" not in sections
    code = "\n".join(line for lines in sections.values() for line in lines).lower()
    places = ("localappdata", "{userappdata", "{userdocs", "{commondocs", "{autodocs", "deltree(")
    assert [place for place in places if place in code] == []
    deleted = [re.findall(r'Name: "([^"]*)"', line) for line in sections["InstallDelete"]]
    assert deleted == [["{app}\\_internal"]]


def test_the_installer_installs_for_one_person_and_in_their_registry_alone() -> None:
    sections = _sections()
    assert "PrivilegesRequired=lowest" in sections["Setup"]
    assert not [
        line for line in sections["Setup"] if line.startswith("PrivilegesRequiredOverrides")
    ]
    assert {line.split(";")[0] for line in sections["Registry"]} == {"Root: HKA"}


def test_what_old_windows_reads_begins_with_a_byte_order_mark() -> None:
    bare = [
        name(path) for path in (INSTALLER, *SCRIPTS) if path.read_bytes()[:3] != b"\xef\xbb\xbf"
    ]
    assert bare == []


def test_no_apostrophe_ends_a_string_of_powershell() -> None:
    # PowerShell takes ’ for ': a sentence with one stands between double quotes.
    found = [
        f"{name(path)}: {match.group()}"
        for path in SCRIPTS
        for line in path.read_text(encoding="utf-8-sig").splitlines()
        if not line.lstrip().startswith("#")
        for match in CURLY.finditer(line)
    ]
    assert found == []
    assert CURLY.search("Write-Host 'L’essai'")
