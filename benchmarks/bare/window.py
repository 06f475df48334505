# SPDX-License-Identifier: EUPL-1.2
"""The least that a program with a window can be; `window.spec` beside it freezes it."""

import sys

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

app = QApplication(sys.argv[:1])
window = QWidget()
QVBoxLayout(window).addWidget(QLabel("Phrase de passe"))
window.show()
sys.exit(app.exec())
