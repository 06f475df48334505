# SPDX-License-Identifier: EUPL-1.2
"""Starts the program, and is the one place of the interface that knows what stands behind it.

The order matters: a window is painted before any library of the vault is loaded, so the imports of
`app` are made where they are needed. They all stand in this file.
"""

import argparse
import contextlib
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QProcess, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app.system.paths import Paths, platform_paths
from app.system.settings import Settings, load_settings, save_settings
from ui.dialogs import QtDialogs
from ui.opened import Opened, OpenPractice
from ui.program import Doors, Memory, Program, Restart
from ui.screens.unlock import Face
from ui.tasks import Tasks
from ui.theme import Scheme, apply_theme

if TYPE_CHECKING:
    from ui.screens.first_run import NewPractice, Strength

DEMO_PREFIX = "tour-de-table-demo-"
REFUSED, NO_SCREEN = 1, 2


class Vaults:
    """The vaults of this machine: the `Door` and the `Foundry` of the program."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def look(self, folder: Path) -> Face:
        """See `Door`."""
        from app.vault.card import read_vault_card  # noqa: PLC0415

        card = read_vault_card(folder)
        return Face(card.practice_name, card.accounts[0].name if card.accounts else "")

    def seconds_left(self, folder: Path) -> int:
        """See `Door`."""
        from app.system.clock import SystemClock  # noqa: PLC0415
        from app.vault.folder import ATTEMPTS  # noqa: PLC0415
        from app.vault.throttle import Throttle  # noqa: PLC0415

        return Throttle(folder / ATTEMPTS, SystemClock().now).seconds_left()

    def unlock(self, folder: Path, passphrase: str) -> OpenPractice:
        """See `Door`."""
        from app.bootstrap import system_workshop  # noqa: PLC0415

        return system_workshop().unlock(folder, passphrase)

    def create(self, new: "NewPractice") -> OpenPractice:
        """See `Foundry`."""
        from app.bootstrap import system_workshop  # noqa: PLC0415

        return system_workshop().create(new.folder, new.practice, new.account, new.passphrase)

    def default_folder(self, practice: str) -> Path:
        """See `Foundry`."""
        return self._paths.default_vault(practice)

    def strength(self, passphrase: str, known: Sequence[str]) -> "Strength":
        """See `Foundry`."""
        from app.vault.passphrase import strength_of  # noqa: PLC0415

        return strength_of(passphrase, known)


class Demo:
    """The fictional practice of `--demo`, in a temporary folder that the program removes."""

    @property
    def passphrase(self) -> str:
        """It guards fiction: it is shown."""
        from app.demo.practice import DEMO_PASSPHRASE  # noqa: PLC0415

        return DEMO_PASSPHRASE

    def build(self) -> Opened:
        """See `Trial`. It is made on a held clock, then opened on the computer's."""
        from app.bootstrap import system_workshop  # noqa: PLC0415
        from app.demo.practice import build_demo  # noqa: PLC0415
        from app.vault.keys import FLOOR_KDF  # noqa: PLC0415

        folder = Path(tempfile.mkdtemp(prefix=DEMO_PREFIX)) / "centre-fictif.tdt"
        now = datetime.now(UTC).astimezone()
        build_demo(
            folder, now.replace(tzinfo=None), now.tzinfo or UTC, kdf=FLOOR_KDF
        ).session.close()
        return Opened(system_workshop().unlock(folder, self.passphrase), folder)

    def owns(self, folder: Path) -> bool:
        """See `Trial`."""
        home = folder.parent
        return home.name.startswith(DEMO_PREFIX) and home.parent == Path(tempfile.gettempdir())

    def remove(self, folder: Path) -> None:
        """See `Trial`."""
        if self.owns(folder):
            shutil.rmtree(folder.parent, ignore_errors=True)


class SettingsFile:
    """The `Memory` of the program. A place that cannot be written is no reason to stop working."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.settings = load_settings(path)

    def keep_vault(self, folder: Path) -> None:
        """See `Memory`."""
        self._keep(replace(self.settings, vault=str(folder)))

    def keep_scheme(self, scheme: str) -> None:
        """See `Memory`."""
        self._keep(replace(self.settings, scheme=scheme))

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        with contextlib.suppress(OSError):
            save_settings(self._path, settings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program until its last window is closed, or until it is locked and begins again."""
    options = _parser().parse_args(arguments)
    if options.tour is not None:
        return _tour(options)
    if not _has_screen():
        sys.stderr.write("Aucun écran : « python -m app demo DOSSIER » joue sans fenêtre.\n")
        return NO_SCREEN
    paths = platform_paths()
    memory = SettingsFile(paths.settings)
    app = make_application()
    theme = apply_theme(app, _scheme(memory.settings.scheme))
    dialogs = QtDialogs()
    program = Program(_doors(paths, memory), theme, Tasks(), dialogs)
    _begin(program, options, _known_vault(paths, memory))
    # Once the first window is painted: the log brings a good part of the standard library.
    QTimer.singleShot(0, lambda: _catch_bugs(paths, dialogs))
    code = app.exec()
    program.close()
    if program.restart is not None:
        begin_again(program.restart)
    return code


def _doors(paths: Paths, memory: Memory) -> Doors:
    vaults = Vaults(paths)
    return Doors(vaults, vaults, memory, Demo())


def _tour(options: argparse.Namespace) -> int:
    from app.demo.practice import build_demo  # noqa: PLC0415
    from app.domain.errors import UserError  # noqa: PLC0415
    from app.vault.keys import FLOOR_KDF  # noqa: PLC0415
    from ui.tour import TourPractice, run_tour  # noqa: PLC0415

    def build(folder: Path, now: datetime) -> TourPractice:
        demo = build_demo(folder, now, UTC, kdf=FLOOR_KDF)
        return TourPractice(demo.session.desk, demo.clock.set_local, demo.session.close)

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application()
    try:
        with tempfile.TemporaryDirectory(prefix="tour-de-table-") as home:
            # Pictures show places: those of nobody.
            os.environ.update(HOME=home, USERPROFILE=home)
            doors = _doors(platform_paths(), SettingsFile(Path(home) / "settings.json"))
            taken = run_tour(
                options.tour.absolute(), app, doors, build, Path(home), only=options.only
            )
    except UserError as refusal:
        sys.stderr.write(f"{refusal.text}\n")
        return REFUSED
    sys.stdout.write(f"{taken} images\n")
    return 0


def make_application() -> QApplication:
    """Qt's application, named and in French."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("tour-de-table")
    app.setApplicationDisplayName("Tour de table")
    translator = QTranslator(app)
    if translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def begin_again(restart: Restart) -> None:
    """Replace this process, whose memory held a vault, by one that knows nothing of it."""
    arguments = ["--vault", str(restart.folder)]
    if not getattr(sys, "frozen", False):
        arguments = ["-m", "ui", *arguments]
    if os.name == "posix":
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606  ourselves, no shell
    QProcess.startDetached(sys.executable, arguments)


def _begin(program: Program, options: argparse.Namespace, known: Path | None) -> None:
    folder = options.vault or (None if options.demo else known)
    if folder is not None:
        program.show_unlock(folder)
    elif options.demo:
        program.show_demo()
    else:
        program.show_first_run()


def _known_vault(paths: Paths, memory: SettingsFile) -> Path | None:
    """The vault opened last, even when it is gone: the unlock page says so. Else the only one."""
    if memory.settings.vault:
        return Path(memory.settings.vault)
    found = paths.vaults()
    return found[0] if found else None


def _catch_bugs(paths: Paths, dialogs: QtDialogs) -> None:
    from app.system.log import start_log  # noqa: PLC0415
    from ui.shell import BugHandler  # noqa: PLC0415

    with contextlib.suppress(OSError):
        start_log(paths.logs)
    BugHandler(dialogs.tell, logging.getLogger("tdt.ui")).install()


def _scheme(name: str) -> Scheme:
    return Scheme(name) if name in set(Scheme) else Scheme.SYSTEM


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui", description="Tour de table.")
    parser.add_argument("--demo", action="store_true", help="ouvrir le centre fictif")
    parser.add_argument("--vault", type=Path, metavar="DOSSIER", help="le coffre à ouvrir")
    parser.add_argument(
        "--tour", type=Path, metavar="DOSSIER", help="écrire une image de chaque écran"
    )
    parser.add_argument("--only", default="", metavar="MOTIF", help="les images de ce nom")
    return parser
