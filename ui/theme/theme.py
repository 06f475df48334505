# SPDX-License-Identifier: EUPL-1.2
"""One colour scheme laid over the application, and switched while it runs.

The application's palette carries the scheme: Qt hands it down to every widget and repaints them
when it changes. Widgets that draw themselves ask `current_tokens()` while painting, so that a
switch needs no list of widgets and no global of ours.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.theme.fonts import font, load_fonts
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, Tokens


class Scheme(StrEnum):
    """What the user chose; SYSTEM follows the desktop."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Theme:
    """A named set of tokens."""

    scheme: Scheme
    tokens: Tokens

    @classmethod
    def light(cls) -> "Theme":
        """Dark text on light pages."""
        return cls(Scheme.LIGHT, LIGHT)

    @classmethod
    def dark(cls) -> "Theme":
        """Light text on dark pages."""
        return cls(Scheme.DARK, DARK)

    @classmethod
    def system(cls) -> "Theme":
        """What the desktop asks for; light when it says nothing."""
        hints = QGuiApplication.styleHints()
        return cls.dark() if hints.colorScheme() is Qt.ColorScheme.Dark else cls.light()

    @classmethod
    def of(cls, scheme: Scheme) -> "Theme":
        """The theme of a choice."""
        return {Scheme.LIGHT: cls.light, Scheme.DARK: cls.dark, Scheme.SYSTEM: cls.system}[scheme]()


def current_tokens() -> Tokens:
    """The tokens of the scheme that the application shows now."""
    return (
        DARK if QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT
    )


def apply_theme(app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> "ThemeSwitch":
    """Give `app` the product's style, fonts and colours, and follow the desktop if asked to.

    Called once, before the first window; the switch that is returned belongs to `app` and changes
    the scheme later.
    """
    load_fonts()
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(font())
    return ThemeSwitch(app, scheme)


class ThemeSwitch(QObject):
    """Changes the scheme of the running application."""

    def __init__(self, app: QApplication, scheme: Scheme) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_desktop_change)
        self.use(scheme)

    @property
    def scheme(self) -> Scheme:
        """The choice in force."""
        return self._scheme

    def use(self, scheme: Scheme) -> None:
        """Show the application in `scheme` from now on."""
        self._scheme = scheme
        tokens = Theme.of(scheme).tokens
        # In the place of another sheet, Qt would restyle each widget once for each widget that it
        # is in: two seconds for a dozen screens. Taken away and set anew, it does so twice.
        self._app.setStyleSheet("")
        self._app.setPalette(_palette(tokens))
        self._app.setStyleSheet(stylesheet(tokens))

    def _on_desktop_change(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self.use(Scheme.SYSTEM)


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunk,
        role.Text: tokens.ink,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.accent_ink,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.accent_ink,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.PlaceholderText: tokens.muted,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.ink,
        role.Light: tokens.surface,
        role.Midlight: tokens.sunk,
        role.Mid: tokens.line,
        role.Dark: tokens.field_border,
        role.Shadow: tokens.line,
    }
    palette = QPalette()
    for key, colour in colours.items():
        palette.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(tokens.muted))
    return palette
