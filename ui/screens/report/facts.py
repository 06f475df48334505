# SPDX-License-Identifier: EUPL-1.2
"""What Qt knows of this machine for a report: the system, the screens, the colours.

Never asked: the name of the machine or of the person, the makes and serial numbers of screens.
"""

from PySide6 import __version__ as binding
from PySide6.QtCore import QLocale, QSysInfo, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QScreen

from app.domain.text import plural
from app.domain.trouble import Section

_COLOURS = {Qt.ColorScheme.Dark: "sombres", Qt.ColorScheme.Light: "claires"}
_MIDDLE = 128
"""Lightness of a window under which its colours are dark, of 255."""


def window_sections() -> tuple[Section, ...]:
    """The system and the screens, as Qt sees them now."""
    system = (
        f"Système : {QSysInfo.prettyProductName()}",
        f"Noyau : {QSysInfo.kernelType()} {QSysInfo.kernelVersion()}",
        f"Processeur : {QSysInfo.currentCpuArchitecture()}",
        f"Langue : {QLocale.system().name()}",
    )
    screens = QGuiApplication.screens()
    wanted = QGuiApplication.styleHints().colorScheme()
    dark = QGuiApplication.palette().window().color().lightness() < _MIDDLE
    display = (
        f"Qt : {qVersion()}, PySide : {binding}, fenêtres : {QGuiApplication.platformName()}",
        f"Couleurs : {'sombres' if dark else 'claires'}",
        f"Couleurs du système : {_COLOURS.get(wanted, 'inconnues')}",
        plural(len(screens), "écran"),
        *(_said_of(number, screen) for number, screen in enumerate(screens, 1)),
    )
    return Section("Le système", system), Section("L’affichage", display)


def _said_of(number: int, screen: QScreen) -> str:
    size, scale = screen.size(), screen.devicePixelRatio()
    here = ", principal" if screen is QGuiApplication.primaryScreen() else ""
    return (
        f"Écran {number} : {size.width()} × {size.height()}, échelle {scale:g}, "
        f"{screen.logicalDotsPerInch():.0f} points par pouce{here}"
    )
