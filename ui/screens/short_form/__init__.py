# SPDX-License-Identifier: EUPL-1.2
"""A concertation of two or three professionals, noted on one page in under a minute."""

from ui.screens.short_form.presenter import ShortFormPresenter
from ui.screens.short_form.view import ShortFormScreen

__all__ = ["ShortFormPresenter", "ShortFormScreen"]
