# SPDX-License-Identifier: EUPL-1.2
"""People of the directory as what a few letters propose."""

from collections.abc import Callable, Sequence

from app.domain.directory import Professional
from app.domain.text import typeset
from ui.widgets import Suggestion


def person_suggestion(person: Professional) -> Suggestion:
    """One person: the full name, the profession beside it in the list."""
    return Suggestion(person.id, typeset(person.full_name), typeset(person.profession))


def people_source(
    find: Callable[[str], Sequence[Professional]],
) -> Callable[[str], list[Suggestion]]:
    """What a field of people asks at each letter."""
    return lambda letters: [person_suggestion(person) for person in find(letters)]
