# SPDX-License-Identifier: EUPL-1.2
"""A document shown from memory: nothing is written anywhere until the user says so.

Not imported by `ui.widgets`: QtPdf is loaded when the first document is asked for.
"""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMargins, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import IconName, Space, current_tokens
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.keys import bind_key
from ui.widgets.labels import Glyph, Hairline, LabelKind, PlainLabel, show_if

MOST_WIDTH = 900
"""Width of a page on the screen at most, in pixels."""


@dataclass(frozen=True, slots=True)
class Printout:
    """A finished document: its PDF, the name it is saved under, and who may read it.

    `apart` says that it may also be saved as several files in a folder.
    """

    title: str
    pdf: bytes
    file_name: str
    band: str = ""
    apart: bool = False


class _Pages(QPdfView):
    """Pages in the middle of the window, no wider than they can be read."""

    def show_ground(self) -> None:
        """Around the pages: the ground of the theme, which may change while they are shown."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(current_tokens().bg))
        self.setPalette(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(Space.PAGE, (self.viewport().width() - MOST_WIDTH) // 2)
        self.setDocumentMargins(QMargins(side, 24, side, 24))
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.show_ground()


class PdfPreview(QWidget):
    """Pages one under the other at the width of the window, under a band that says who may read."""

    print_asked = Signal()
    save_asked = Signal()
    folder_asked = Signal()
    closed = Signal()

    def __init__(self, printout: Printout, parent: QWidget | None = None) -> None:
        """Raises ValueError when the bytes are not a PDF."""
        super().__init__(parent)
        self.printout = printout
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(printout.pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)
        if self.document.status() is not QPdfDocument.Status.Ready:
            raise ValueError(self.document.error().name)
        self.view = self._make_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if printout.band:
            column.addWidget(self._make_band(printout.band))
        column.addWidget(self._make_toolbar())
        column.addWidget(Hairline())
        column.addWidget(self.view, 1)
        bind_key(self, "Ctrl+P", self.print_asked.emit)
        bind_key(self, "Ctrl+S", self.save_asked.emit)
        if printout.apart:
            bind_key(self, "Ctrl+Shift+S", self.folder_asked.emit)
        bind_key(self, "Esc", self.closed.emit)
        self.setFocusProxy(self.view)

    def _make_view(self) -> QPdfView:
        view = _Pages(self)
        view.setDocument(self.document)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setPageSpacing(Space.GROUP)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.show_ground()
        view.setProperty("kind", "reading")
        view.setAccessibleName(
            f"Aperçu : {self.printout.title}, {self.document.pageCount()} page(s)"
        )
        return view

    def _make_band(self, words: str) -> QWidget:
        band = QFrame()
        band.setProperty("kind", "band")
        row = QHBoxLayout(band)
        row.setContentsMargins(Space.PAGE, Space.HALF, Space.PAGE, Space.HALF)
        row.addWidget(Glyph(IconName.LOCK, "psychic", 16))
        label = PlainLabel(words, LabelKind.SECONDARY)
        label.setProperty("tone", "psychic")
        row.addWidget(label, 1)
        return band

    def _make_toolbar(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("kind", "surface")
        row = QHBoxLayout(bar)
        row.setContentsMargins(Space.PAGE, Space.SNUG, Space.PAGE, Space.SNUG)
        row.setSpacing(Space.RELATED)
        row.addWidget(PlainLabel(self.printout.title, LabelKind.CARD_TITLE))
        pages = self.document.pageCount()
        row.addWidget(PlainLabel(f"{pages} page{'s' * (pages > 1)}", LabelKind.SECONDARY))
        row.addStretch(1)
        self.close_button = Button("Fermer", kind=ButtonKind.QUIET, key="Échap")
        self.save_button = Button("Enregistrer sous…", icon=IconName.SAVE, key="Ctrl S")
        self.print_button = Button(
            "Imprimer", kind=ButtonKind.PRIMARY, icon=IconName.PRINT, key="Ctrl P"
        )
        self.close_button.clicked.connect(self.closed)
        self.folder_button = Button("Dans un dossier…", icon=IconName.FOLDER, key="Ctrl Maj S")
        self.folder_button.setAccessibleName("Enregistrer chaque document dans un dossier")
        self.folder_button.clicked.connect(self.folder_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.print_button.clicked.connect(self.print_asked)
        row.addWidget(self.close_button)
        row.addWidget(self.save_button)
        row.addWidget(self.folder_button)
        row.addWidget(self.print_button)
        show_if(self.folder_button, self.printout.apart)
        return bar
