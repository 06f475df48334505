# SPDX-License-Identifier: EUPL-1.2
"""Printing a document that is shown: each page as an image at the printer's own size."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

MOST_DPI = 300
"""Finer rendering costs memory (an A4 page at 600 dpi takes 139 MB) and shows nothing more."""


def print_document(document: QPdfDocument, printer: QPrinter) -> None:
    """Send the pages that `printer` was asked for; raises OSError when it cannot be started."""
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or document.pageCount()
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError("printer")
    try:
        paper = painter.viewport()
        share = min(1.0, MOST_DPI / printer.resolution())
        for page in range(first, min(last, document.pageCount()) + 1):
            if page > first:
                printer.newPage()
            points = document.pagePointSize(page - 1)
            fitted = points.scaled(paper.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
            pixels = QSize(round(fitted.width() * share), round(fitted.height() * share))
            image = document.render(page - 1, pixels)
            spot = QRectF(paper.left(), paper.top(), fitted.width(), fitted.height())
            painter.drawImage(spot, image)
    finally:
        painter.end()
