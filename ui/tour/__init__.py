# SPDX-License-Identifier: EUPL-1.2
"""A picture of every screen and of each state that matters, in both schemes and three sizes."""

from ui.tour.stage import TourPractice
from ui.tour.tour import run_tour

__all__ = ["TourPractice", "run_tour"]
