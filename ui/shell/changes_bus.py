# SPDX-License-Identifier: EUPL-1.2
"""Telling every screen what a write touched."""

from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes


class ChangesBus(QObject):
    """Broadcasts what services return; `changed` carries the Changes and who caused them."""

    changed = Signal(Changes, object)

    def publish(self, changes: Changes, initiator: object = None) -> None:
        """Tell the other screens; the initiator, which knows already, is not refreshed."""
        if changes:
            self.changed.emit(changes, initiator)
