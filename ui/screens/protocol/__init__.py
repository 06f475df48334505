# SPDX-License-Identifier: EUPL-1.2
"""One protocol: its text, its steps, its use and its life."""

from ui.screens.protocol.page import Edited, PageSpec, ProtocolPage
from ui.screens.protocol.services import ProtocolServices
from ui.screens.protocol.view import ProtocolScreen
from ui.screens.protocol.writing import Writing

__all__ = ["Edited", "PageSpec", "ProtocolPage", "ProtocolScreen", "ProtocolServices", "Writing"]
