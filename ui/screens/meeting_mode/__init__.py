# SPDX-License-Identifier: EUPL-1.2
"""Meeting mode: the screen of the scribe, full screen, keyboard first, without any dialog."""

from ui.screens.meeting_mode.projection_screens import Monitor
from ui.screens.meeting_mode.view import MeetingModeScreen

__all__ = ["MeetingModeScreen", "Monitor"]
