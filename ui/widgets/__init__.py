# SPDX-License-Identifier: EUPL-1.2
"""The reusable widgets; they know nothing of the domain. `ui/README.md` says how to use them."""

from ui.widgets.buttons import Button, ButtonKind, IconButton
from ui.widgets.chips import Chip, Gauge, KeyCap
from ui.widgets.date_field import DateEdit, DateField
from ui.widgets.feedback import SaveWord, Toast
from ui.widgets.fields import ChoiceField, Field, LabeledField, PassphraseField, SegmentedField
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
from ui.widgets.panes import BoxedLine, FieldPane, Pane
from ui.widgets.record_table import RecordTable
from ui.widgets.rows import Mark, RowData, RowList
from ui.widgets.suggest import SuggestEdit, SuggestField, Suggestion
from ui.widgets.surfaces import Banner, Card, EmptyState, Page, PageHeader
from ui.widgets.text_pane import TextPane

__all__ = [
    "Banner",
    "BoxedLine",
    "Button",
    "ButtonKind",
    "Card",
    "Chip",
    "ChoiceField",
    "DateEdit",
    "DateField",
    "EmptyState",
    "Field",
    "FieldPane",
    "Gauge",
    "Glyph",
    "Hairline",
    "IconButton",
    "KeyCap",
    "LabelKind",
    "LabeledField",
    "LineEdit",
    "Mark",
    "Page",
    "PageHeader",
    "Pane",
    "PassphraseField",
    "PlainLabel",
    "RecordTable",
    "RowData",
    "RowList",
    "SaveWord",
    "SegmentedField",
    "SuggestEdit",
    "SuggestField",
    "Suggestion",
    "TextPane",
    "Toast",
    "announce",
    "bind_key",
    "plain_tooltip",
    "set_plain_tooltip",
    "set_style_property",
    "show_if",
    "shown_keys",
]
