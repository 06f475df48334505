# SPDX-License-Identifier: EUPL-1.2
"""What GitHub runs: pinned, without rights, and of files that exist. Read as text: no YAML here."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, name

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WRITTEN_BLIND = (
    *WORKFLOWS,
    *(ROOT / "packaging" / file for file in ("bundle.ps1", "bundle-macos.sh")),
    *sorted((ROOT / "packaging" / "windows").iterdir()),
)
"""Files that no check on this system runs."""
OURS = re.compile(r"(?:\.ci|\.github|docs|packaging|resources|tests)[/\\][\w./\\-]*\w")
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")


def test_there_are_workflows_to_read() -> None:
    assert {path.name for path in WORKFLOWS} == {"bundle.yml", "check.yml"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_workflow_takes_pinned_actions_and_may_only_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", text)
    loose = [use for use in used if not use.startswith("./") and not PINNED.fullmatch(use)]
    assert used
    assert loose == []
    assert "\npermissions:\n  contents: read\n" in text
    assert ": write" not in text
    assert "secrets." not in text
    assert "\nconcurrency:\n" in text


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_workflow_is_indented_by_pairs_of_spaces(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    assert not [line for line in lines if "\t" in line or line != line.rstrip()]
    assert all(indent % 2 == 0 for indent in indents)


@pytest.mark.parametrize("path", WRITTEN_BLIND, ids=name)
def test_what_cannot_be_run_here_names_files_that_exist(path: Path) -> None:
    named = {found.replace("\\", "/") for found in OURS.findall(path.read_text(encoding="utf-8"))}
    assert sorted(file for file in named if not (ROOT / file).exists()) == []


def test_every_check_of_this_repository_is_what_github_runs() -> None:
    check = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    bundle = (ROOT / ".github" / "workflows" / "bundle.yml").read_text(encoding="utf-8")
    assert "run: bash .ci/run" in check
    assert "uses: ./.github/workflows/check.yml" in bundle
