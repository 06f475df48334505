# SPDX-License-Identifier: EUPL-1.2
"""What the platform tells of the person: the session is locked, the computer goes to sleep."""

from ui.platform.session import SessionWatch, watch_session

__all__ = ["SessionWatch", "watch_session"]
