# SPDX-License-Identifier: EUPL-1.2
"""The files of the project as the architecture tests see them."""

import ast
import functools
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ("app", "ui")
FOLDERS = (
    *PROGRAM,
    "benchmarks",
    "docs",
    "packaging",
    "resources",
    "stubs",
    "tests",
    ".ci",
    ".github",
)
TEXT = {
    *("", ".csv", ".iss", ".json", ".lock", ".md", ".ps1", ".py", ".pyi"),
    *(".qss", ".sh", ".sql", ".svg", ".toml", ".txt", ".yml"),
}


def python_files(*folders: str) -> list[Path]:
    """Every Python source below these folders, in a stable order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def text_files() -> list[Path]:
    """Every text file of the project that a clone would hold."""
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    top = [path for path in ROOT.iterdir() if path.name not in {".git", ".coverage"}]
    return sorted(
        path
        for path in (*top, *below)
        if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts
    )


def name(path: Path) -> str:
    """The path as it is written in a message: relative, with slashes."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a source file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
