# SPDX-License-Identifier: EUPL-1.2
"""Carrying the whole vault by stick: it leaves, its copy comes back, or the copy is given up."""

from ui.screens.carry.view import CarryScreen

__all__ = ["CarryScreen"]
