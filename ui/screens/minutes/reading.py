# SPDX-License-Identifier: EUPL-1.2
"""The pane in which one sealed version is read, verified and corrected."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.screens.minutes.item_view import ItemView, breakable, paragraph
from ui.screens.minutes.state import Reading
from ui.theme import Space, Tone
from ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Card,
    Chip,
    Hairline,
    LabeledField,
    LabelKind,
    PlainLabel,
    bind_key,
    set_plain_tooltip,
    show_if,
)

_CORRECTION = "correction"


class ReadingPane(Card):
    """Head with the seal, a line to correct from, then the items."""

    verify_asked = Signal()
    export_asked = Signal()
    corrected = Signal(str)
    case_asked = Signal(str)
    plan_asked = Signal(str)
    read_asked = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("Compte rendu")
        self.items: tuple[ItemView, ...] = ()
        self.shown = ""
        self.heading = PlainLabel("", LabelKind.CARD_TITLE, wrap=True)
        self.facts = paragraph("", LabelKind.MUTED)
        self.sealed = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.version = paragraph("", LabelKind.SECONDARY)
        self.approved = paragraph("", LabelKind.OK)
        self.replaced = Chip()
        self.verify = Button("Vérifier", small=True)
        self.export = Button("Fichier vérifiable…", small=True)
        set_plain_tooltip(self.export, "Exporter ce compte rendu en fichier vérifiable")
        self.correct = Button("Corriger (nouvelle version)", small=True)
        self.banner = Banner()
        self.reason = LabeledField("", placeholder="Que faut-il corriger ?")
        self.reason.edit.setAccessibleName("Raison de la nouvelle version")
        self.begin = Button("Ouvrir la nouvelle version", kind=ButtonKind.SECONDARY)
        self.cancel = Button("Annuler", kind=ButtonKind.QUIET)
        self._ask = QWidget()
        self._area = QScrollArea()
        self._lay_out()
        self._connect()

    def show_reading(self, reading: Reading, *, again: bool = False) -> None:
        """Show a version; `again` keeps the place where one was reading it."""
        self.shown = reading.id
        self.heading.setText(reading.title)
        self.facts.setText(breakable(reading.facts))
        self.sealed.setText(reading.sealed)
        self.version.setText(breakable(f"Corrigé parce que : {reading.reason}"))
        show_if(self.version, reading.reason)
        self.approved.setText(breakable(reading.approved))
        show_if(self.approved, reading.approved)
        replaced = reading.replaced_by
        words = f"remplacée par la version {replaced}" if replaced else ""
        self.replaced.set_chip(words, Tone.WARN)
        show_if(self.correct, not replaced)
        self.close_question()
        place = self._area.verticalScrollBar().value() if again else 0
        content, before = self._content(reading), self._area.takeWidget()
        self._area.setWidget(content)
        if before is not None:
            before.deleteLater()  # a key of one of its fields may be what brought us here
        content.setAutoFillBackground(False)  # QScrollArea asks for the page's colour, not ours
        self._area.verticalScrollBar().setValue(place)

    def refuse(self, sentence: str) -> None:
        """Say under the reason why no new version begins."""
        self.reason.set_error(sentence)
        self.reason.edit.setFocus()

    def begun(self) -> dict[str, str]:
        """The reasons that are being typed; nothing where none is."""
        asked = {} if self._ask.isHidden() else {_CORRECTION: self.reason.text()}
        fields = {str(view.item.position): view.reason for view in self.items}
        return asked | {at: field.text() for at, field in fields.items() if field and field.text()}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show them again where they may still be asked for."""
        if _CORRECTION in texts and not self.correct.isHidden():
            self.ask_reason()
            self.reason.set_text(texts[_CORRECTION])
        for view in self.items:
            if view.reason is not None:
                view.reason.set_text(texts.get(str(view.item.position), ""))

    def ask_reason(self) -> None:
        """Ask inline what is to be corrected."""
        self.banner.clear()
        self._ask.show()
        self.correct.hide()
        self.reason.edit.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.RELATED)
        head.addWidget(self.heading, 1)
        head.addWidget(self.replaced)
        head.addWidget(self.correct)
        seal = QHBoxLayout()
        seal.setSpacing(Space.RELATED)
        seal.addWidget(self.sealed, 1)
        seal.addWidget(self.export)
        seal.addWidget(self.verify)
        self.body.addLayout(head)
        self.add(self.facts)
        self.body.addLayout(seal)
        self.add(self.version)
        self.add(self.approved)
        row = QHBoxLayout(self._ask)
        row.setContentsMargins(0, Space.HALF, 0, 0)
        row.setSpacing(Space.RELATED)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.reason, 1)
        row.addWidget(self.begin, 0, top)
        row.addWidget(self.cancel, 0, top)
        self._ask.hide()
        self.add(self._ask)
        self.add(self.banner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setProperty("kind", "reading")
        self._area.setAccessibleName("Texte du compte rendu")
        # It takes the height that is left, so that the list beside it never scrolls with it.
        self._area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._area.setMinimumHeight(96)
        self.add(self._area, 1)

    def _connect(self) -> None:
        self.verify.clicked.connect(self.verify_asked)
        self.export.clicked.connect(self.export_asked)
        self.correct.clicked.connect(self.ask_reason)
        self.begin.clicked.connect(self._begin)
        self.reason.edit.returnPressed.connect(self._begin)
        self.cancel.clicked.connect(self._give_up)
        bind_key(self._ask, "Esc", self._give_up)

    def _begin(self) -> None:
        self.corrected.emit(self.reason.text())

    def _give_up(self) -> None:
        self.close_question()
        self.correct.show()
        self.correct.setFocus()

    def close_question(self) -> None:
        """Nothing is to be corrected any more."""
        self._ask.hide()
        self.reason.set_text("")
        self.reason.set_error("")

    def _content(self, reading: Reading) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, Space.RELATED, Space.RELATED, 0)
        column.setSpacing(0)
        for line in reading.people:
            column.addWidget(paragraph(line, LabelKind.SECONDARY))
        column.addSpacing(Space.SNUG)
        self.items = tuple(ItemView(item) for item in reading.items)
        for view in self.items:
            column.addWidget(Hairline())
            column.addWidget(view)
            view.case_asked.connect(self.case_asked)
            view.plan_asked.connect(self.plan_asked)
            view.read_asked.connect(self.read_asked)
        column.addStretch(1)
        return content
