# SPDX-License-Identifier: EUPL-1.2
"""Every deed that the program journals is said in French words."""

import re

from app.domain.action import ActionState
from app.domain.consent import ConsentState
from app.domain.journal import EventFamily, events_of, family_of
from tests.architecture.tree import python_files

# The code is the first text given to `journal`, `note` or `asked`; two are made of a state.
_CALL = re.compile(r"\b(?:journal|note|asked)\(\s*\"([a-z_]+\.[a-z_]+)\"")


def codes_written() -> set[str]:
    """The codes in the source of the program."""
    found = {
        code
        for path in python_files("app")
        for code in _CALL.findall(path.read_text(encoding="utf-8"))
    }
    found |= {f"action.{state.value}" for state in ActionState}
    return found | {f"consent.{state.value}" for state in ConsentState}


def test_every_code_that_is_journalled_has_its_words() -> None:
    codes = codes_written()
    assert {"identity.read", "minutes.sealed", "practice.changed"} < codes
    unsaid = {code for code in codes if family_of(code) is None}
    assert unsaid == set(), "add their French words to app/domain/journal.py"


def test_no_code_is_said_twice() -> None:
    said = [code for family in EventFamily for code in events_of(family)]
    assert len(said) == len(set(said))
