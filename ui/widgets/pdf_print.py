# SPDX-License-Identifier: EUPL-1.2
"""Printing a document that is shown: each page as an image at the printer's own size.

Pages that are wider than high are sheets to fold: they lie on their side, turned on the short edge.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

MOST_DPI = 300
"""Finer rendering costs memory (an A4 page at 600 dpi takes 139 MB) and shows nothing more."""


def print_document(document: QPdfDocument, printer: QPrinter) -> None:
    """Send the pages that `printer` was asked for; raises OSError when it cannot be started."""
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or document.pageCount()
    last = min(last, document.pageCount())
    painter = QPainter()
    if first <= last:
        _lay(document, first, printer)
    if not painter.begin(printer):
        raise OSError("printer")
    try:
        paper = painter.viewport()
        share = min(1.0, MOST_DPI / printer.resolution())
        for page in range(first, last + 1):
            if page > first:
                _lay(document, page, printer)
                printer.newPage()
                paper = painter.viewport()
            points = document.pagePointSize(page - 1)
            fitted = points.scaled(paper.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
            pixels = QSize(round(fitted.width() * share), round(fitted.height() * share))
            image = document.render(page - 1, pixels)
            spot = QRectF(paper.left(), paper.top(), fitted.width(), fitted.height())
            painter.drawImage(spot, image)
    finally:
        painter.end()


def _lay(document: QPdfDocument, page: int, printer: QPrinter) -> None:
    """Turn the paper as the page lies."""
    points = document.pagePointSize(page - 1)
    wide = points.width() > points.height()
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)
    if wide:
        printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
