# SPDX-License-Identifier: EUPL-1.2
"""The manual pages say the commands and the options that there are, all of them, and no other."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import __main__ as commands
from ui import main as windows

PACKAGING = Path(__file__).parents[2] / "packaging"
OPTION = re.compile(r"--[a-z][a-z-]*")


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def page(name: str) -> str:
    """What a reader sees of a page, hyphens as they are typed."""
    return (PACKAGING / "linux" / f"{name}.1").read_text(encoding="utf-8").replace("\\-", "-")


@pytest.mark.parametrize(
    ("name", "parser"),
    [
        ("tour-de-table", windows._parser()),
        ("tour-de-table-console", commands._parser()),
    ],
)
def test_a_page_names_each_option_that_its_command_answers(
    name: str, parser: argparse.ArgumentParser
) -> None:
    told = {word for each in parsers(parser) for word in OPTION.findall(each.format_help())}
    assert len(told) > 3
    assert set(OPTION.findall(page(name))) == told


def test_the_page_of_the_console_names_each_command_and_each_code() -> None:
    text = page("tour-de-table-console")
    for command in list(parsers(commands._parser()))[1:]:
        assert f"\n.B {command.prog.split()[-1]}\n" in text
    told = re.findall(r"(\d+) [a-zé]", commands.CODES)
    assert told == re.findall(r"\n\.B (\d+)\n", text) != []


def test_the_package_installs_a_page_for_each_of_its_commands() -> None:
    script = (PACKAGING / "bundle.sh").read_text(encoding="utf-8")
    assert 'install_to "packaging/linux/$command.1" man/man1' in script
    assert {path.stem for path in (PACKAGING / "linux").glob("*.1")} == {
        "tour-de-table",
        "tour-de-table-console",
    }
