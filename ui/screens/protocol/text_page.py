# SPDX-License-Identifier: EUPL-1.2
"""The text of a protocol but its steps: a form that saves by itself, and is read once frozen."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.ids import IndicatorId
from app.domain.protocol import Indicator, Measure, Protocol, Reference
from app.domain.protocol_fields import (
    INDICATOR_FIELDS,
    MOST_INDICATORS,
    MOST_REFERENCES,
    REFERENCE_FIELDS,
    SECTIONS,
)
from app.services.flat import filled
from app.services.kept_subjects import KeptPage
from ui.half_typed import HalfTypedOf
from ui.screens.protocol.frozen_line import FrozenLine
from ui.screens.protocol.heading_card import HeadingCard
from ui.screens.protocol.page import Edited, ProtocolPage
from ui.screens.protocol.row_editor import RowShape, Texts
from ui.screens.protocol.rows_card import RowsCard, parted
from ui.screens.protocol.section_card import SectionCard, all_texts
from ui.screens.protocol.services import ProtocolServices
from ui.screens.protocol.writing import Writing
from ui.shell import Shell
from ui.theme import Space

TEXT = "text"
_REFERENCES = RowShape(
    "Référence",
    "Ajouter une référence",
    "Référence retirée",
    REFERENCE_FIELDS,
    ((("organisation", 3), ("title", 6)), (("dated", 3), ("link", 6))),
)
_INDICATORS = RowShape(
    "Indicateur",
    "Ajouter un indicateur",
    "Indicateur retiré",
    INDICATOR_FIELDS,
    (
        (("name", 5), ("measure", 4)),
        (("numerator", 1), ("denominator", 1)),
        (("target", 2), ("source", 3), ("frequency", 2), ("responsible", 3)),
    ),
    choice="measure",
    choice_label="Mesure",
    options=tuple((measure.value, measure.label) for measure in Measure),
)


class TextPage(ProtocolPage):
    """Its places are `text:` and the name of a field, or the key of a row and a field of it."""

    def __init__(
        self, shell: Shell, services: ProtocolServices, edited: Edited, writing: Writing
    ) -> None:
        super().__init__()
        self._toast, self._writing = shell.toast, writing
        self._half = HalfTypedOf(services.kept.pages, KeptPage.PROTOCOL)
        self._shown: Protocol | None = None
        self.frozen = FrozenLine(services, edited)
        self.heading = HeadingCard(services)
        self.sections = tuple(SectionCard(section) for section in SECTIONS)
        self._texts = texts = services.protocols.texts
        numbers = count(MOST_REFERENCES)
        self.references = RowsCard(
            "Références",
            _REFERENCES,
            MOST_REFERENCES,
            lambda: str(next(numbers)),
            "Les textes sur lesquels le protocole s’appuie. Un lien reste un texte\u00a0: "
            "le programme n’ouvre aucune adresse.",
        )
        self.indicators = RowsCard(
            "Indicateurs",
            _INDICATORS,
            MOST_INDICATORS,
            lambda: texts.new_indicator().id,
            "Ce que l’équipe regardera pour savoir si le protocole sert.",
        )
        self._lay_out()
        self._connect()

    def show_protocol(self, protocol: Protocol) -> None:
        other = self._shown is None or self._shown.id != protocol.id
        self._shown = None
        content = protocol.content
        self.frozen.show_protocol(protocol)
        self.heading.show_protocol(protocol)
        for card in self.sections:
            card.show_content(content)
        self.references.show_rows(
            [(str(place), _cells(each)) for place, each in enumerate(content.references)]
        )
        self.indicators.show_rows([(each.id, _cells(each)) for each in content.indicators])
        parts: tuple[SectionCard | RowsCard, ...]
        parts = (*self.sections, self.references, self.indicators)
        writable = not self._texts.why_read_only(protocol)
        for part in parts:
            part.set_writable(writable=writable)
        self.heading.set_writable(writable=writable, beside=not self._texts.reads_only)
        self._shown = protocol
        if other:
            self._show_begun(self._half.of(protocol.id))

    def commit_drafts(self) -> None:
        if self._shown is None:
            return
        self.heading.settle()
        kept = self._writing.protocol
        begun = self.heading.begun(kept)
        for card in self.sections:
            begun |= card.begun()
        begun |= {f"references:{place}": text for place, text in self.references.begun().items()}
        begun |= {f"indicators:{place}": text for place, text in self.indicators.begun().items()}
        self._half.keep(kept.id, begun)

    def primary_focus(self) -> QWidget | None:
        return self.heading.title_field.edit

    def go_to(self, place: str) -> None:
        name = place.partition(":")[2]
        for rows, start in ((self.references, "references:"), (self.indicators, "indicators:")):
            if name.startswith(start) and rows.give_focus(name.removeprefix(start)):
                return
        fields: dict[str, QWidget] = {
            "title": self.heading.title_field.edit,
            "theme": self.heading.theme.combo,
            "referent": self.heading.referent,
            "revise_on": self.heading.revise_on.date_edit,
        }
        for card in self.sections:
            fields |= card.texts
        if name in fields:
            fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _over(self, protocol: Protocol) -> Protocol:
        """`protocol` with everything that is written here."""
        headed = self.heading.over(protocol)
        content = replace(
            filled(headed.content, all_texts(self.sections)),
            references=_references(self.references.typed()),
            indicators=_indicators(self.indicators.typed()),
        )
        return replace(headed, content=content)

    def _on_edited(self, place: str) -> None:
        if self._shown is not None:
            self._writing.write(self._over(self._writing.typed), f"{TEXT}:{place}")

    def _on_committed(self) -> None:
        if self._shown is None or not self._writing.dirty:
            return
        try:
            self._writing.flush_or_raise()
        except UserError as error:  # the word says it; the title is where it can be put right
            typed, kept = self._writing.typed.content.title, self._writing.protocol.content.title
            if typed.strip() and typed != kept:
                self.heading.say_of_title(error.text)

    def _on_rows(self, place: str, sentence: str) -> None:
        self._on_edited(place)
        if self._writing.flush():
            self._toast(sentence, self._writing.take_back())

    def _show_begun(self, texts: Texts) -> None:
        if not texts:
            return
        self.heading.show_begun(texts)
        for card in self.sections:
            card.show_begun(texts)
        self.references.show_begun(parted(texts, "references:"))
        self.indicators.show_begun(parted(texts, "indicators:"))
        typed = self._over(self._writing.typed)
        if typed != self._writing.typed:
            self._writing.write(typed, TEXT)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        for part in (self.frozen, self.heading, *self.sections, self.references, self.indicators):
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        forms: tuple[HeadingCard | SectionCard, ...] = (self.heading, *self.sections)
        for part in forms:
            part.edited.connect(self._on_edited)
            part.committed.connect(self._on_committed)
        for name, rows in (("references", self.references), ("indicators", self.indicators)):
            rows.edited.connect(lambda place, name=name: self._on_edited(f"{name}:{place}"))
            rows.committed.connect(self._on_committed)
            rows.changed.connect(lambda said, name=name: self._on_rows(f"{name}:", said))


def _cells(row: Reference | Indicator) -> dict[str, str]:
    fields = REFERENCE_FIELDS if isinstance(row, Reference) else INDICATOR_FIELDS
    texts = {field.name: str(getattr(row, field.name)) for field in fields}
    return texts | ({"measure": row.measure.value} if isinstance(row, Indicator) else {})


def _references(rows: Sequence[tuple[str, dict[str, str]]]) -> tuple[Reference, ...]:
    return tuple(Reference(**texts) for _, texts in rows)


def _indicators(rows: Sequence[tuple[str, dict[str, str]]]) -> tuple[Indicator, ...]:
    return tuple(filled(Indicator(IndicatorId(key)), texts) for key, texts in rows)
