# SPDX-License-Identifier: EUPL-1.2
"""A point that is no situation: a protocol, the team, anything; what is said of it is one text."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.meeting import Topic
from ui.screens.meeting_mode.approval_bar import ApprovalBar
from ui.screens.meeting_mode.protocol_bar import ProtocolBar
from ui.theme import IconName, Space
from ui.widgets import FieldPane


class PointPage(QWidget):
    """One pane; over its text, what an approval or a protocol asks."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.approval, self.protocol = ApprovalBar(), ProtocolBar()
        self.pane = FieldPane(
            "Ce qui est dit",
            icon=IconName.MINUTES,
            key=key,
            placeholder="Ce que l’équipe en dit",
            own_undo=False,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addWidget(self.approval)
        column.addWidget(self.protocol)
        column.addWidget(self.pane, 1)
        self.setFocusProxy(self.pane)

    def show_topic(self, topic: Topic) -> None:
        """Say what kind of point it is."""
        self.pane.title.setText(topic.label)
        self.pane.text.setAccessibleName(topic.label)
