# SPDX-License-Identifier: EUPL-1.2
"""Starts the program, and is the one place of the interface that knows what stands behind it.

The order matters: a window is painted before any library of the vault is loaded, so the imports of
`app` are made where they are needed. They all stand in this file.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.bootstrap import FrenchParser, Machine, TrialPractice, called, speak
from app.domain.errors import UserError
from ui.asked_file import Application, AskedFiles
from ui.dialogs import QtDialogs
from ui.display_server import has_screen
from ui.doorbell import STUCK, STUCK_REMEDY, Doorbell, Presence
from ui.first_frame import FirstFrame
from ui.french import speak_french
from ui.heap import Collector
from ui.opened import Opened, OpenPractice
from ui.processes import begin_again, start_another
from ui.program import Doors, Program
from ui.report_door import show_report
from ui.restart import Place, Restart
from ui.screens.unlock import BackupFace, Face
from ui.tasks import Tasks
from ui.theme import Scheme, app_icon, apply_theme

if TYPE_CHECKING:
    from app.domain.logo import Logo
    from ui.screens.first_run import NewPractice
    from ui.widgets.code_groups import GroupJudgement
    from ui.widgets.passphrase_choice import Measured

REFUSED, NO_SCREEN = 1, 2
NOT_UNDERSTOOD = (
    "Tour de table n’a pas compris ce qu’il doit ouvrir.",
    "Donnez-lui un seul fichier, ou un seul dossier, à la fois.",
)


class Vaults:
    """The vaults of this machine: the `Door`, `SheetDoor` and `Foundry` of the program."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def look(self, folder: Path) -> Face:
        """See `Door`."""
        plate = self._machine.look(folder)
        last = self._machine.settings.account
        return Face(plate.practice, plate.accounts, plate.has_sheet, plate.notice, last)

    def get_ready(self) -> None:
        """See `Door`: the screens take longer to load than to show."""
        self._machine.get_ready()
        import ui.screens_of  # noqa: F401, PLC0415

    def seconds_left(self, folder: Path) -> int:
        """See `Door`."""
        return self._machine.seconds_left(folder)

    def unlock(self, folder: Path, passphrase: str, account: str | None = None) -> OpenPractice:
        """See `Door`."""
        return self._machine.unlock(folder, passphrase, account)

    def recover(
        self, folder: Path, code: Sequence[str], account: str, passphrase: str
    ) -> OpenPractice:
        """See `SheetDoor`."""
        return self._machine.recover(folder, code, account, passphrase)

    def backups(self, folder: Path) -> Sequence[tuple[Path, str]]:
        """See `RestoreDoor`."""
        return self._machine.backups(folder)

    def look_at_backup(self, file: Path) -> BackupFace:
        """See `RestoreDoor`."""
        card = self._machine.way_back().look(file)
        return BackupFace(card.practice, card.made, card.accounts, card.sheet)

    def notice_before_restore(self, folder: Path) -> str:
        """See `RestoreDoor`."""
        return self._machine.way_back().notice(folder)

    def seconds_before_restore(self, file: Path, folder: Path) -> int:
        """See `RestoreDoor`."""
        return self._machine.way_back().seconds_left(file, folder)

    def restore(self, file: Path, folder: Path, account: str, passphrase: str) -> OpenPractice:
        """See `RestoreDoor`."""
        return self._machine.way_back().restore(file, folder, account, passphrase)

    def restore_by_sheet(
        self, file: Path, folder: Path, code: Sequence[str], account: str, passphrase: str
    ) -> OpenPractice:
        """See `RestoreDoor`."""
        way_back = self._machine.way_back()
        return way_back.restore_by_sheet(file, folder, code, account, passphrase)

    def salvage(self, folder: Path, target: Path, account: str, passphrase: str) -> Sequence[str]:
        """See `RestoreDoor`."""
        return self._machine.way_back().salvage(folder, target, account, passphrase)

    def propose(self, known: Sequence[str]) -> str:
        """See `SheetDoor` and `Foundry`."""
        return self._machine.propose(known)

    def group_state(self, position: int, text: str) -> "GroupJudgement":
        """See `SheetDoor`."""
        return self._machine.group_state(position, text)

    def groups_in(self, text: str) -> tuple[str, ...] | None:
        """See `SheetDoor`."""
        return self._machine.groups_in(text)

    def create(self, new: "NewPractice") -> OpenPractice:
        """See `Foundry`."""
        return self._machine.create(new.folder, new.practice, new.account, new.passphrase, new.logo)

    def open_logo(self, path: Path) -> "Logo":
        """See `Foundry`."""
        return self._machine.open_logo(path)

    def named(self, path: Path) -> tuple[Path, Path | None]:
        """See `Foundry`."""
        return self._machine.named(path)

    def default_folder(self, practice: str) -> Path:
        """See `Foundry`."""
        return self._machine.paths.default_vault(practice)

    def shared_folder(self, practice: str) -> Path | None:
        """See `Foundry`."""
        return self._machine.paths.shared_vault(practice)

    def place_warning(self, folder: Path) -> str:
        """See `Foundry`."""
        return self._machine.place_warning(folder)

    def strength(self, passphrase: str, known: Sequence[str]) -> "Measured":
        """See `Foundry`."""
        return self._machine.strength(passphrase, known)


class Demo:
    """The fictional practice of `--demo`: the `Trial` of the program."""

    def __init__(self, practice: TrialPractice) -> None:
        self._practice = practice

    @property
    def passphrase(self) -> str:
        """It guards fiction: it is shown."""
        return self._practice.passphrase

    def build(self) -> Opened:
        """See `Trial`."""
        session, folder = self._practice.build()
        return Opened(session, folder)

    def owns(self, folder: Path) -> bool:
        """See `Trial`."""
        return self._practice.owns(folder)

    def remove(self, folder: Path) -> None:
        """See `Trial`."""
        self._practice.remove(folder)


class Notebook:
    """The `Memory` of the program, kept by the machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def keep_vault(self, folder: Path, account: str) -> None:
        """See `Memory`."""
        self._machine.remember(vault=folder, account=account)

    def keep_scheme(self, scheme: str) -> None:
        """See `Memory`."""
        self._machine.remember(scheme=scheme)

    @property
    def keys(self) -> str:
        """See `Memory`."""
        return self._machine.settings.keys

    def keep_keys(self, keys: str) -> None:
        """See `Memory`."""
        self._machine.remember(keys=keys)

    def recall(self, name: str) -> str:
        """See `Memory`."""
        return str(getattr(self._machine.settings, name, ""))

    def keep(self, name: str, value: str) -> None:
        """See `Memory`."""
        self._machine.remember(**{name: value})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program until its last window is closed, or until it is locked and begins again."""
    options = _options(arguments)
    if options.tour is not None:
        return _tour(options)
    if not has_screen():
        sys.stderr.write(f"Aucun écran : « {called('app')} demo DOSSIER » joue sans fenêtre.\n")
        return NO_SCREEN
    machine = Machine()
    machine.forbid_dumps()
    presence = machine.presence()
    try:
        vault, backup = _meant(options, machine)
    except UserError as refusal:
        return _refuse(refusal)
    stuck = vault is not None and backup is None and not _take(presence, vault)
    if stuck and vault is not None:
        if presence.call(vault):
            return 0
        stuck = not presence.held
    app = make_application()
    theme = apply_theme(app, _scheme(machine.settings.scheme))
    dialogs = QtDialogs()

    def leave(restart: Restart) -> None:
        presence.release()  # on Windows the next process begins while this one ends
        begin_again(restart)

    program = Program(_doors(machine), theme, Tasks(), dialogs, leave)
    program.stands_at.connect(lambda folder: _take(presence, folder))
    _begin(program, options, vault, backup)
    asked = AskedFiles(program, machine.named, dialogs, start_another)
    app.file_asked.connect(asked.open)
    if program.window is not None:
        # The log brings a good part of the standard library, the watch that of D-Bus.
        FirstFrame(
            program.window, lambda: _settle(machine, dialogs, program, presence, stuck=stuck)
        )
    code = app.exec()
    presence.release()
    program.close()
    return code


def _take(presence: Presence, folder: Path) -> bool:
    """Be the program of a vault; False when another one is. A trial is nobody else's."""
    if TrialPractice().owns(folder):
        presence.release()
        return True
    return presence.take(folder)


def _settle(
    machine: Machine, dialogs: QtDialogs, program: Program, presence: Presence, *, stuck: bool
) -> None:
    _catch_bugs(machine, dialogs, program)
    QApplication.setWindowIcon(app_icon())
    from ui.platform import watch_session  # noqa: PLC0415

    watch_session(program).away.connect(program.lock)
    bell = Doorbell(presence, program.come_forward, program)
    program.stands_at.connect(bell.listen)
    if stuck:
        dialogs.tell(STUCK, STUCK_REMEDY)


def _doors(machine: Machine) -> Doors:
    vaults = Vaults(machine)
    return Doors(vaults, vaults, Notebook(machine), Demo(TrialPractice()), machine.about)


def _tour(options: argparse.Namespace) -> int:
    from ui.tour import TourPractice, run_tour  # noqa: PLC0415

    def build(folder: Path, now: datetime) -> TourPractice:
        demo = TrialPractice().build_for_pictures(folder, now)
        return TourPractice(demo.session.desk, demo.clock.set_local, demo.session.close)

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application()
    try:
        with tempfile.TemporaryDirectory(prefix="tour-de-table-") as home:
            # Pictures show places: those of nobody.
            os.environ.update(HOME=home, USERPROFILE=home)
            for name in [name for name in os.environ if name.startswith("XDG_")]:
                del os.environ[name]
            doors = _doors(Machine())
            taken = run_tour(
                options.tour.absolute(), app, doors, build, Path(home), only=options.only
            )
    except UserError as refusal:
        sys.stderr.write(f"{refusal.text}\n")
        return REFUSED
    sys.stdout.write(f"{taken} images\n")
    return 0


def make_application() -> Application:
    """Qt's application, named and in French."""
    app = Application(sys.argv[:1])
    app.setApplicationName("tour-de-table")
    app.setApplicationDisplayName("Tour de table")
    app.setDesktopFileName("tour-de-table")  # how Wayland and the menus know the window's icon
    Collector(app)
    speak_french(app)
    return app


def _meant(options: argparse.Namespace, machine: Machine) -> tuple[Path | None, Path | None]:
    """The vault to open, and the backup to bring it back from. Raises `UserError`."""
    if options.file is not None:
        return machine.named(options.file)
    return options.vault or (None if options.demo else _known_vault(machine)), None


def _refuse(refusal: UserError) -> int:
    """Say it in a window: who opens a file from the file manager sees no terminal."""
    apply_theme(make_application())
    QtDialogs().tell(refusal.sentence, refusal.remedy)
    return REFUSED


def _begin(
    program: Program, options: argparse.Namespace, folder: Path | None, backup: Path | None
) -> None:
    if folder is not None and backup is not None:
        program.show_backup(folder, backup)
    elif folder is not None:
        program.show_unlock(folder, options.place)
    elif options.demo:
        program.show_demo()
    else:
        program.show_first_run()


def _known_vault(machine: Machine) -> Path | None:
    """The vault opened last, even when it is gone: the unlock page says so. Else the only one."""
    if machine.settings.vault:
        return Path(machine.settings.vault)
    found = machine.paths.vaults()
    return found[0] if found else None


def _catch_bugs(machine: Machine, dialogs: QtDialogs, program: Program) -> None:
    from ui.bugs import BugHandler  # noqa: PLC0415

    machine.start_log()
    log = logging.getLogger("tdt.ui")
    BugHandler(dialogs.tell, log, lambda: show_report(program.window)).install()


def _scheme(name: str) -> Scheme:
    return Scheme(name) if name in set(Scheme) else Scheme.SYSTEM


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the program was asked; raises `SystemExit` where that makes no sense, and says so.

    Without a terminal the program of a bundle has no streams on Windows: a window says it then.
    """
    unheard = sys.stderr is None
    speak()
    try:
        return _parser().parse_args(arguments)
    except SystemExit as end:
        if unheard and end.code and has_screen():
            _refuse(UserError(*NOT_UNDERSTOOD))
        raise


def _parser() -> argparse.ArgumentParser:
    parser = FrenchParser(prog=called("ui"), description="Tour de table.")
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FICHIER", help="un coffre ou une sauvegarde à ouvrir"
    )
    parser.add_argument("--demo", action="store_true", help="ouvrir le centre fictif")
    parser.add_argument("--vault", type=Path, metavar="DOSSIER", help="le coffre à ouvrir")
    parser.add_argument("--place", type=Place.read, metavar="LIEU", help=argparse.SUPPRESS)
    parser.add_argument(
        "--tour", type=Path, metavar="DOSSIER", help="écrire une image de chaque écran"
    )
    parser.add_argument("--only", default="", metavar="MOTIF", help="les images de ce nom")
    return parser
