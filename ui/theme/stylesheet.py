# SPDX-License-Identifier: EUPL-1.2
"""The style of Qt's own widgets, written from the tokens.

Only what Qt draws itself is styled here (fields, lists, scroll bars, labels); the kit's own widgets
paint from the tokens. Widgets choose a variant with a dynamic property: `kind` for labels and
surfaces, `state` for fields that carry an error or a warning.
"""

from string import Template

from ui.theme.fonts import FALLBACKS, FAMILY
from ui.theme.resources import RESOURCES
from ui.theme.tokens import TextSize, Tokens

_OWN_TYPE = "QMessageBox, QMessageBox QLabel, QMenu, QToolTip"
"""What Windows gives a type of its own, whatever that of the application is."""
_SHEET = Template("""
$own_type { font-family: $family; font-size: ${size}px; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: 4px 8px; }

QLabel { background: transparent; }
QLabel[kind="page-title"] { font-size: 22px; font-weight: 600; }
QLabel[kind="card-title"] { font-size: 16px; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 700; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="secondary"] { font-size: 12px; color: $muted; }
QLabel[kind="accent"] { color: $accent; }
QLabel[kind="product"] { font-size: 16px; font-weight: 600; color: $accent; }
QLabel[kind="ok"] { font-size: 12px; color: $ok; }
QLabel[kind="warn"] { font-size: 12px; color: $warn; }
QLabel[kind="late"] { font-size: 12px; color: $late; }
QLabel[kind="late-strong"] { font-size: 12px; font-weight: 700; color: $late; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="organic"] { color: $organic; }
QLabel[tone="psychic"] { color: $psychic; }
QLabel[tone="social"] { color: $social; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="late"] { color: $late; }
QLabel[kind="clock"] { font-size: 24px; font-weight: 700; }

QWidget[kind="page"] { background: $bg; }
QWidget[kind="rail"] { background: $sunk; border: none; }
QWidget[kind="sunk"] { background: $sunk; }
QWidget[kind="surface"] { background: $surface; }
QFrame[kind="hairline"] { background: $line; border: none; }
QFrame[kind="band"] { background: $psychic_soft; border: none; }
QFrame[kind="highlight"] { background: $accent_soft; border: none; }

QLineEdit, QComboBox, QSpinBox, QTimeEdit {
    background: $surface; color: $ink; border: 1px solid $field_border; border-radius: 6px;
    padding: 5px 9px; min-height: 20px;
    selection-background-color: $accent; selection-color: $accent_ink;
    placeholder-text-color: $muted;
}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QTimeEdit:focus {
    border: 2px solid $accent; padding: 4px 8px;
}
QLineEdit[state="late"] { border-color: $late; }
QLineEdit[state="warn"] { border-color: $warn; }
QLineEdit[strong="true"] { font-weight: 700; }
QLineEdit:disabled, QComboBox:disabled, QLineEdit:read-only {
    background: $sunk; color: $muted; border-color: $line;
}
QLineEdit:disabled { placeholder-text-color: transparent; }
QLineEdit:read-only:focus { border-color: $accent; }

QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus, QLineEdit[kind="bare"]:disabled {
    border: none; padding: 0; background: transparent;
}

QAbstractScrollArea { background: transparent; }
QPlainTextEdit {
    background: $surface; color: $ink; border: 1px solid $field_border; border-radius: 6px;
    padding: 4px 6px; placeholder-text-color: $muted;
    selection-background-color: $accent; selection-color: $accent_ink;
}
QPlainTextEdit:disabled {
    background: $sunk; color: $muted; border-color: $line; placeholder-text-color: transparent;
}
QPlainTextEdit:focus { border: 2px solid $accent; padding: 3px 5px; }
QPlainTextEdit[kind="bare"], QPlainTextEdit[kind="bare"]:focus,
QPlainTextEdit[kind="bare"]:disabled {
    border: none; border-radius: 0; padding: 0; background: transparent;
}

QAbstractScrollArea[kind="reading"], QPlainTextEdit[kind="reading"] {
    border: 2px solid transparent; border-radius: 6px; padding: 0 4px; background: transparent;
}
QAbstractScrollArea[kind="reading"]:focus, QPlainTextEdit[kind="reading"]:focus {
    border: 2px solid $accent; padding: 0 4px;
}

QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
    background: $surface; color: $ink; border: 1px solid $line; outline: none; padding: 4px;
    selection-background-color: $accent_soft; selection-color: $ink;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }

QCheckBox, QRadioButton { background: transparent; spacing: 8px; min-height: 24px; padding: 2px; }
QCheckBox:focus, QRadioButton:focus {
    border: 2px solid $accent; border-radius: 6px; padding: 0;
}
QCheckBox::indicator, QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid $field_border; background: $surface;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($check); }
QRadioButton::indicator:checked { background: $surface; border: 5px solid $accent;
    width: 8px; height: 8px; }

QTableView, QListView {
    background: $surface; color: $ink; border: none; outline: none; gridline-color: transparent;
    selection-background-color: $accent_soft; selection-color: $ink;
}
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; font-size: 12px; font-weight: 600; border: none;
    border-bottom: 1px solid $field_border; padding: 6px 12px; text-align: left;
}

QListWidget[kind="popup"] {
    background: $surface; border: 1px solid $field_border; border-radius: 6px; padding: 4px;
}
QListWidget[kind="plain"] { background: transparent; border: none; outline: none; }
QListWidget[kind="popup"]::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QListWidget[kind="popup"]::item:selected { background: $accent_soft; color: $ink; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $field_border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }

QMenu { background: $surface; color: $ink; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QMessageBox, QDialog { background: $bg; }
QMessageBox QPushButton, QDialogButtonBox QPushButton {
    background: $surface; color: $ink; border: 1px solid $field_border; border-radius: 6px;
    padding: 6px 14px; min-height: 20px; min-width: 72px;
}
QMessageBox QPushButton:focus, QDialogButtonBox QPushButton:focus {
    border: 2px solid $accent; padding: 5px 13px;
}
""")


def stylesheet(tokens: Tokens) -> str:
    """Qt style sheet of a colour scheme."""
    names = {name: tokens.colour(name) for name in Tokens.__dataclass_fields__}
    check = "check-light.svg" if tokens.accent_ink == "#FFFFFF" else "check-dark.svg"
    return _SHEET.substitute(
        names,
        check=(RESOURCES / "icons" / "indicator" / check).as_posix(),
        own_type=_OWN_TYPE,
        family=", ".join(f'"{name}"' for name in (FAMILY, *FALLBACKS)),
        size=TextSize.TEXT,
    )
