# SPDX-License-Identifier: EUPL-1.2
"""The reusable widgets; they know nothing of the domain. `ui/README.md` says how to use them.

Each module is loaded with the first of its widgets that is asked for (PEP 562): the unlock window
needs few of them, and is on the screen before the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.buttons import Button, ButtonKind, IconButton
    from ui.widgets.checked_date import CheckedDate
    from ui.widgets.chips import Chip, Gauge, KeyCap
    from ui.widgets.code_groups import CodeGroups
    from ui.widgets.corrections import Correction, QuietLine
    from ui.widgets.cut_label import CutLabel
    from ui.widgets.date_field import DateEdit, DateField
    from ui.widgets.feedback import SaveWord, Toast
    from ui.widgets.fields import ChoiceField, Field, LabeledField, PassphraseField, SegmentedField
    from ui.widgets.focus import FocusLead, give_focus_back
    from ui.widgets.fold_card import FoldCard
    from ui.widgets.growing_text import GrowingText
    from ui.widgets.in_sight import InSight
    from ui.widgets.key_row import KeyRow
    from ui.widgets.keys import bind_key, shown_keys
    from ui.widgets.labels import (
        Glyph,
        Hairline,
        LabelKind,
        PlainLabel,
        announce,
        plain_tooltip,
        set_plain_tooltip,
        set_style_property,
        show_if,
    )
    from ui.widgets.line_edit import LineEdit
    from ui.widgets.list_and_form import ListAndForm
    from ui.widgets.logo_field import LogoField
    from ui.widgets.panes import BoxedLine, FieldPane, Pane
    from ui.widgets.passphrase_choice import PassphraseChoice, strength_words
    from ui.widgets.record_header import RecordHeader
    from ui.widgets.record_table import RecordTable
    from ui.widgets.roomy import CurrentStack, Roomy
    from ui.widgets.rows import Mark, RowData, RowList
    from ui.widgets.suggest import SuggestEdit, SuggestField, Suggestion
    from ui.widgets.surfaces import Banner, Card, EmptyState, Page, PageHeader
    from ui.widgets.tabs import Sides, Tabs
    from ui.widgets.text_pane import TextPane

__all__ = [
    "Banner",
    "BoxedLine",
    "Button",
    "ButtonKind",
    "Card",
    "CheckedDate",
    "Chip",
    "ChoiceField",
    "CodeGroups",
    "Correction",
    "CurrentStack",
    "CutLabel",
    "DateEdit",
    "DateField",
    "EmptyState",
    "Field",
    "FieldPane",
    "FocusLead",
    "FoldCard",
    "Gauge",
    "Glyph",
    "GrowingText",
    "Hairline",
    "IconButton",
    "InSight",
    "KeyCap",
    "KeyRow",
    "LabelKind",
    "LabeledField",
    "LineEdit",
    "ListAndForm",
    "LogoField",
    "Mark",
    "Page",
    "PageHeader",
    "Pane",
    "PassphraseChoice",
    "PassphraseField",
    "PlainLabel",
    "QuietLine",
    "RecordHeader",
    "RecordTable",
    "Roomy",
    "RowData",
    "RowList",
    "SaveWord",
    "SegmentedField",
    "Sides",
    "SuggestEdit",
    "SuggestField",
    "Suggestion",
    "Tabs",
    "TextPane",
    "Toast",
    "announce",
    "bind_key",
    "give_focus_back",
    "plain_tooltip",
    "set_plain_tooltip",
    "set_style_property",
    "show_if",
    "shown_keys",
    "strength_words",
]

_MODULES = {
    "buttons": ("Button", "ButtonKind", "IconButton"),
    "checked_date": ("CheckedDate",),
    "chips": ("Chip", "Gauge", "KeyCap"),
    "code_groups": ("CodeGroups",),
    "corrections": ("Correction", "QuietLine"),
    "cut_label": ("CutLabel",),
    "date_field": ("DateEdit", "DateField"),
    "feedback": ("SaveWord", "Toast"),
    "fields": ("ChoiceField", "Field", "LabeledField", "PassphraseField", "SegmentedField"),
    "focus": ("FocusLead", "give_focus_back"),
    "fold_card": ("FoldCard",),
    "growing_text": ("GrowingText",),
    "in_sight": ("InSight",),
    "key_row": ("KeyRow",),
    "keys": ("bind_key", "shown_keys"),
    "labels": (
        "Glyph",
        "Hairline",
        "LabelKind",
        "PlainLabel",
        "announce",
        "plain_tooltip",
        "set_plain_tooltip",
        "set_style_property",
        "show_if",
    ),
    "line_edit": ("LineEdit",),
    "list_and_form": ("ListAndForm",),
    "logo_field": ("LogoField",),
    "panes": ("BoxedLine", "FieldPane", "Pane"),
    "passphrase_choice": ("PassphraseChoice", "strength_words"),
    "record_header": ("RecordHeader",),
    "record_table": ("RecordTable",),
    "roomy": ("CurrentStack", "Roomy"),
    "rows": ("Mark", "RowData", "RowList"),
    "suggest": ("SuggestEdit", "SuggestField", "Suggestion"),
    "surfaces": ("Banner", "Card", "EmptyState", "Page", "PageHeader"),
    "tabs": ("Sides", "Tabs"),
    "text_pane": ("TextPane",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = found  # asked for once
    return found
