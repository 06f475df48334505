# SPDX-License-Identifier: EUPL-1.2
"""The windows of Tour de table, on PySide6."""

from ui.pyside_python311 import keep_constants_alive

# Before any use of Qt by the interface: without it PySide6 6.12 ends a Python 3.11 process.
keep_constants_alive()
