# SPDX-License-Identifier: EUPL-1.2
"""Who an id or a free name stands for, read once for a screen or a document."""

from collections.abc import Callable

from app.domain.directory import Professional, full_names, short_names
from app.domain.field import Field
from app.domain.ids import ProfessionalId
from app.storage.unit_of_work import Rows


class People:
    """The directory as names: an id where the person is in it, a free name otherwise."""

    def __init__(
        self, professionals: tuple[Professional, ...], say: Callable[[str], str] = str
    ) -> None:
        """`say` makes of a free name what may be read of it."""
        self._say = say
        self._by_id = {person.id: person for person in professionals}
        self._short = short_names(professionals)
        self._full = full_names(professionals)

    def get(self, id_: ProfessionalId | None) -> Professional | None:
        """The person, None where there is none."""
        return None if id_ is None else self._by_id.get(id_)

    def short(self, id_: ProfessionalId | None, name: str = "") -> str:
        """`J. Imbert`, or the free name."""
        return self._say(name) if id_ is None else self._short.get(id_, name)

    def full(self, id_: ProfessionalId | None, name: str = "") -> str:
        """`Jeanne Imbert`, or the free name; two of one name are told apart."""
        return self._say(name) if id_ is None else self._full.get(id_, name)

    def presented(self, id_: ProfessionalId | None, name: str = "") -> str:
        """`Jeanne Imbert, assistante sociale`, or the free name."""
        person = self.get(id_)
        if person is None:
            return self._say(name)
        if not person.profession:
            return person.full_name
        return f"{person.full_name}, {person.profession[:1].lower()}{person.profession[1:]}"

    def field(self, id_: ProfessionalId | None) -> Field | None:
        """The field of the person, None for somebody who is not in the directory."""
        person = self.get(id_)
        return None if person is None else person.field


def people(rows: Rows) -> People:
    """The people of the directory, those who left included."""
    return People(rows.professionals.all())
