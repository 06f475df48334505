# SPDX-License-Identifier: EUPL-1.2
"""A page's half-typed texts: kept whenever it is left or the vault locks, shown again once."""

from collections.abc import Callable, Mapping

from app.services.unfinished import UnfinishedForms

Texts = Mapping[str, str]


class HalfTyped:
    """Of one page. Without `forms` nothing is kept (pages shown without a vault)."""

    def __init__(self, forms: UnfinishedForms | None, page: str) -> None:
        self._forms, self._page = forms, page
        self._given = False

    def give_back(self, show: Callable[[Texts], object]) -> None:
        """Let the page show what an earlier session left of it, the first time that it is open."""
        if self._given or self._forms is None:
            return
        self._given = True
        left = self._forms.take(self._page)
        if left:
            show(left)

    def keep(self, texts: Texts) -> None:
        """What stands there now; none forgets it."""
        if self._given and self._forms is not None:
            self._forms.keep(self._page, texts)
