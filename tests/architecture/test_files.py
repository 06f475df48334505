# SPDX-License-Identifier: EUPL-1.2
"""The files themselves: licence line, no machine path, no registry address, exact locks."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, name, text_files

LICENCE = "SPDX-License-Identifier: EUPL-1.2"
SOURCE = {".iss", ".ps1", ".py", ".pyi", ".sh", ".sql", ".toml", ".yml"}
MACHINE_PATH = re.compile(r"(?<![\w.~$}/-])/(work|tmp|root|home|opt|mnt|Users)/\w")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted|deb\.debian\.org|npmjs|crates\.io|(^|\s)--(extra-)?index-url|(^|\s)--find-links"
)
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)( ; .+)? \\$", re.MULTILINE)
LOCKS = (
    "packaging/requirements.lock",
    "packaging/requirements-dev.lock",
    "packaging/requirements-stranger.lock",
)


def test_every_source_file_names_its_licence_first() -> None:
    silent = [
        name(path)
        for path in text_files()
        if (path.suffix in SOURCE or path.parent.name == ".ci")
        and LICENCE not in "".join(path.read_text(encoding="utf-8").splitlines()[:2])
    ]
    assert silent == []


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine path", "registry"])
def test_no_file_knows_the_machine_it_was_written_on(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name(path)}: {match.group()}"
        for path in text_files()
        if path != Path(__file__) and path.suffix != ".csv"
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINE_PATH.search("see /work/main")
    assert not MACHINE_PATH.search("app/work/main and $HOME/tmp/x")
    assert REGISTRY.search("--index-url somewhere")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_and_hashes_every_package(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert PIN.match(block), block.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]


def test_the_lock_files_follow_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"]
    groups = project["dependency-groups"]
    wants = (runtime, runtime + groups["dev"], groups["stranger"])
    for lock, wanted in zip(LOCKS, wants, strict=True):
        pinned = {
            found[0]: found[1] for found in PIN.findall((ROOT / lock).read_text(encoding="utf-8"))
        }
        for requirement in wanted:
            package, _, version = requirement.partition("==")
            assert pinned.get(package.lower().replace("_", "-")) == version, (
                f"{requirement} in {lock}"
            )


def test_the_lock_files_agree() -> None:
    runtime, development, _stranger = (
        {found[0]: found[1] for found in PIN.findall((ROOT / lock).read_text(encoding="utf-8"))}
        for lock in LOCKS
    )
    assert runtime.items() <= development.items()
