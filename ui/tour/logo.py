# SPDX-License-Identifier: EUPL-1.2
"""The first page with a logo, and why another file was not taken in its place."""

from ui.screens.first_run import FirstRunPage
from ui.tour.stage import Stage


def refused(stage: Stage) -> None:
    """The logo of the fictional practice stays; what was wrong stands under it."""
    field, kept = stage.page(FirstRunPage).practice.logo, stage.desk.practice.logo()
    field.set_picture(kept.png if kept else b"")
    field.refuse("Ce fichier n’est pas une image. Choisissez-en un autre, au format PNG ou JPEG.")
