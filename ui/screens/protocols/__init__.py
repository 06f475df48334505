# SPDX-License-Identifier: EUPL-1.2
"""The list of protocols: search as you type, filter, open, begin a new one, import."""

from ui.screens.protocols.presenter import ProtocolsPresenter
from ui.screens.protocols.view import ProtocolsScreen

__all__ = ["ProtocolsPresenter", "ProtocolsScreen"]
