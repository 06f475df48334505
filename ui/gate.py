# SPDX-License-Identifier: EUPL-1.2
"""The window before a vault is open: the product's name, and one card in the middle."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import IconName, Space
from ui.widgets import Button, ButtonKind, Glyph, LabelKind, PlainLabel

SMALLEST = (480, 320)
USUAL = (1366, 768)
PROMISE = "Tout reste sur cet ordinateur, chiffré. Aucune connexion."


class GatePage(QWidget):
    """A page that may hold secrets while they are typed."""

    @property
    def begun(self) -> bool:
        """Whether somebody typed what would be missed, were another page shown."""
        return False

    def lock(self) -> None:
        """Let go of every secret that is typed. A bare page has none."""


MakeCover = Callable[[Callable[[], object]], QWidget]
"""Makes what stands before the page for a while; it calls what it is given to go away."""


class GateWindow(QWidget):
    """Holds the page that unlocks a vault or makes the first one.

    A report about a problem (`make_report`) stands before it: what is typed in the page stays.
    """

    def __init__(self, make_report: MakeCover) -> None:
        super().__init__()
        self._make_report = make_report
        self._cover: QWidget | None = None
        self.setWindowTitle("Tour de table")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self._page: QWidget | None = None
        self.report = Button("Signaler un problème…", kind=ButtonKind.QUIET, small=True)
        self.report.clicked.connect(self.show_report)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._make_room())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 20)
        column.setSpacing(Space.GROUP)
        column.addLayout(self._make_brand())
        column.addWidget(area, 1)
        promise = PlainLabel(PROMISE, LabelKind.SECONDARY)
        promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(promise)

    @property
    def page(self) -> QWidget | None:
        """What is shown."""
        return self._page

    @property
    def begun(self) -> bool:
        """Whether the page holds what would be missed."""
        return isinstance(self._page, GatePage) and self._page.begun

    def show_page(self, page: QWidget) -> None:
        """Show `page` instead of the one before, which is thrown away."""
        self._uncover()
        if self._page is not None:
            self._middle.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self._middle.insertWidget(1, page)
        page.setFocus()

    def show_report(self) -> None:
        """Let a problem be reported; the page waits behind it."""
        if self._cover is not None or self._page is None:
            return
        self._page.hide()
        self.report.hide()
        self._cover = self._make_report(self._uncover)
        self._middle.insertWidget(1, self._cover)
        self._cover.show()
        self._cover.setFocus()

    def lock(self) -> None:
        """Let go of what is typed, here and in the page."""
        self._uncover()
        if isinstance(self._page, GatePage):
            self._page.lock()

    def _uncover(self) -> None:
        cover, self._cover = self._cover, None
        if cover is None or self._page is None:
            return
        self._middle.removeWidget(cover)
        cover.hide()
        cover.deleteLater()
        self.report.show()
        self._page.show()
        self._page.setFocus()

    def _make_room(self) -> QWidget:
        # Stretches rather than alignments: an aligned page would not get the height its width asks.
        self._middle = QHBoxLayout()
        self._middle.addStretch(1)
        self._middle.addStretch(1)
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(Space.PAGE, 0, Space.PAGE, 0)
        column.addStretch(2)
        column.addLayout(self._middle)
        column.addStretch(3)
        return room

    def _make_brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(Space.PAGE, 0, Space.PAGE, 0)
        row.setSpacing(Space.HALF)
        row.addWidget(Glyph(IconName.LOGO, "accent", 18))
        row.addWidget(PlainLabel("Tour de table", LabelKind.PRODUCT))
        row.addStretch(1)
        row.addWidget(self.report)
        return row
