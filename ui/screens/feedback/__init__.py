# SPDX-License-Identifier: EUPL-1.2
"""What the team owes to patients after a meeting, and the noting of what was told."""

from ui.screens.feedback.presenter import FeedbackPresenter
from ui.screens.feedback.view import FeedbackScreen

__all__ = ["FeedbackPresenter", "FeedbackScreen"]
