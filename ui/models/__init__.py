# SPDX-License-Identifier: EUPL-1.2
"""Reusable Qt models; they know nothing of the domain."""

from ui.models.table import CellStyle, Column, TableModel, TableRole
from ui.models.window import Window

__all__ = ["CellStyle", "Column", "TableModel", "TableRole", "Window"]
