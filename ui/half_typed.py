# SPDX-License-Identifier: EUPL-1.2
"""A page's half-typed texts: kept whenever it is left or the vault locks, shown again once."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

from app.services.kept_subjects import KeptPage
from app.services.unfinished import UnfinishedForms
from ui.widgets import (
    ChoiceField,
    DateEdit,
    LabeledField,
    LineEdit,
    SegmentedField,
    SuggestEdit,
    Suggestion,
    TextPane,
)

Texts = Mapping[str, str]
TypedField = LabeledField | LineEdit | TextPane | ChoiceField | SegmentedField
_CHOSEN = "_key"
"""Ends the name under which the record is kept that was taken from a list of proposals."""


class HalfTyped:
    """Of one page. Without `forms` nothing is kept (pages shown without a vault)."""

    def __init__(self, forms: UnfinishedForms | None, page: KeptPage) -> None:
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


class HalfTypedOf:
    """Of a page that shows one record at a time: each record has its own."""

    def __init__(self, forms: UnfinishedForms | None, page: KeptPage) -> None:
        self._forms, self._page = forms, page

    def of(self, record: str) -> Texts:
        """What was left of a record; empty where nothing was."""
        return {} if self._forms is None else self._forms.take(f"{self._page}:{record}")

    def keep(self, record: str, texts: Texts) -> None:
        """What stands there now about a record that was asked for; none forgets it."""
        if self._forms is not None:
            self._forms.keep(f"{self._page}:{record}", texts)


def typed_in(fields: Mapping[str, TypedField]) -> dict[str, str]:
    """What stands in fields, as a page is kept: a day that was understood stays that day."""
    texts: dict[str, str] = {}
    for name, field in fields.items():
        edit = field.edit if isinstance(field, LabeledField) else field
        if isinstance(edit, DateEdit):
            day = edit.value()
            texts[name] = day.isoformat() if day else edit.text()
        elif isinstance(edit, ChoiceField | SegmentedField):
            texts[name] = edit.value()
        else:
            texts[name] = edit.text()
        choice = edit.choice() if isinstance(edit, SuggestEdit) else None
        if choice is not None:
            texts |= {name: choice.label, f"{name}{_CHOSEN}": choice.key}
    return texts


def type_again(fields: Mapping[str, TypedField], texts: Texts) -> None:
    """Show again what `typed_in` read; a field of which nothing was kept stays as it is."""
    for name, field in fields.items():
        text = texts.get(name)
        if text is None:
            continue
        edit = field.edit if isinstance(field, LabeledField) else field
        if isinstance(edit, ChoiceField | SegmentedField):
            edit.set_value(text)
        elif isinstance(edit, TextPane):
            edit.set_text(text)
        elif isinstance(edit, DateEdit):
            _show_day(edit, text)
        elif isinstance(edit, SuggestEdit):
            _show_choice(edit, text, texts.get(f"{name}{_CHOSEN}"))
        else:
            edit.setText(text)
            edit.setCursorPosition(0)


def _show_choice(edit: SuggestEdit, text: str, key: str | None) -> None:
    if key is None:
        edit.show_letters(text)
    else:
        edit.set_choice(Suggestion(key, text))


def _show_day(edit: DateEdit, text: str) -> None:
    with suppress(ValueError):
        edit.set_value(date.fromisoformat(text))
        return
    edit.show_wrong(text)
