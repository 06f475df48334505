# SPDX-License-Identifier: EUPL-1.2
"""Takes the pictures of the tour."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.domain.errors import UserError
from ui.dialogs import QtDialogs
from ui.program import Doors
from ui.tasks import Tasks
from ui.theme import Scheme, apply_theme
from ui.tour.shots import SHOTS
from ui.tour.stage import Stage, TourPractice

SIZES = ((1366, 768), (1280, 720), (1920, 1080))
SCHEMES = (Scheme.LIGHT, Scheme.DARK)
NOW = datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001  local time of the fictional practice

BuildPractice = Callable[[Path, datetime], TourPractice]
"""Makes the fictional practice in a folder, at a local time."""


def run_tour(
    folder: Path,
    app: QApplication,
    doors: Doors,
    build: BuildPractice,
    home: Path,
    *,
    only: str = "",
    sizes: Iterable[tuple[int, int]] = SIZES,
) -> int:
    """Write the pictures into `folder` as `home-light-1366x768.png`; gives their number.

    `home` is an empty folder, where vaults are made; `only` is a pattern that the names must match.
    Raises `UserError` when `folder` cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "Les images ne peuvent pas être écrites dans ce dossier.", "Choisissez-en un autre."
        ) from error
    theme = apply_theme(app, Scheme.LIGHT)
    app.setCursorFlashTime(0)
    tasks, taken = Tasks(), 0
    vault = home / "maison-de-sante-des-tilleuls.tdt"
    practice = build(vault, NOW)
    stage = Stage(practice, doors, theme, tasks, QtDialogs(), vault)
    try:
        for shot in SHOTS:  # all are arranged: a shot may go on from the one before
            stage.picture = None
            shot.arrange(stage)
            stage.settle()
            if re.search(only, shot.name):
                taken += _take(stage, shot.name, folder, tuple(sizes))
    finally:
        stage.main.close()
        stage.program.close()
        practice.close()
    return taken


def _take(stage: Stage, name: str, folder: Path, sizes: tuple[tuple[int, int], ...]) -> int:
    # Beginning with the scheme that is shown: a switch restyles every screen, and is slow.
    for scheme in sorted(SCHEMES, key=lambda scheme: scheme is not stage.theme.scheme):
        if scheme is not stage.theme.scheme:
            stage.theme.use(scheme)
        for width, height in sizes:
            stage.window.resize(width, height)
            stage.settle()
            file = folder / f"{name}-{scheme.value}-{width}x{height}.png"
            if not stage.window.grab().save(str(file)):
                raise UserError("Une image ne peut pas être écrite.", "Vérifiez la place libre.")
    return len(SCHEMES) * len(sizes)
