# SPDX-License-Identifier: EUPL-1.2
"""The bundle up to its whole unlock window, against a bare PySide6 window and KeePassXC.

The bare window is a bundle too; KeePassXC asks for the passphrase of a database. All are looked at
from outside, on one screen, in turn. Pictures of what they showed stay beside the fictional
practice: a look at them says whether the windows were whole.
"""

import functools
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import PySide6

from benchmarks.measure import Bench, Finding, Unavailable, in_turn, ratio, span
from benchmarks.practices import demo_vault
from benchmarks.screen import Shown, screen

AIM_BARE = 1.2
AIM_KEEPASSXC = 1.3
ROUNDS = 15
NAME, BARE = "tour-de-table", "bare-window"
SPEC = Path(__file__).parent / "bare" / "window.spec"
PASSPHRASE = b"sept lampes patientes\n" * 2
# Neither a welcome, nor a question about updates, nor a tray.
KEEPASSXC_SETTINGS = """[General]
ConfigVersion=2
SingleInstance=false
UpdateCheckMessageShown=true

[GUI]
CheckForUpdates=false
ShowTrayIcon=false
"""


def run(bench: Bench) -> Iterator[Finding]:
    program = bench.bundle / NAME
    if not program.is_file():
        raise Unavailable(f"there is no {program}: sh packaging/bundle.sh makes it")
    vault = str(demo_vault(bench, 1))
    sides = {
        "unlock window": [str(program.absolute()), "--vault", vault],
        "bare window": [str(_bare_bundle(bench))],
        "KeePassXC": _keepassxc(bench.scratch),
    }
    ours, bare, theirs = _shown(bench, list(sides.values()))
    yield _ratio("bundle to unlock window / bare PySide6 bundle", ours, bare, AIM_BARE)
    yield _ratio("bundle to unlock window / KeePassXC", ours, theirs, AIM_KEEPASSXC)


def _shown(bench: Bench, commands: Sequence[Sequence[str]]) -> tuple[list[Shown], ...]:
    """Every command in turn, after each was started once."""
    seen: tuple[list[Shown], ...] = tuple([] for _ in commands)
    environment = _environment(bench.scratch)
    with screen(bench.scratch) as place:

        def side(command: Sequence[str], times: list[Shown]) -> float:
            picture = bench.data / f"bundle-{Path(command[0]).name}.png"
            times.append(place.show(command, environment, picture))
            return times[-1].whole

        sides = [functools.partial(side, *pair) for pair in zip(commands, seen, strict=True)]
        for first in sides:
            first()
        for times in seen:
            times.clear()
        in_turn(ROUNDS, *sides)
    return seen


def _ratio(label: str, ours: list[Shown], theirs: list[Shown], aim: float) -> Finding:
    first = [statistics.median(one.first for one in side) for side in (ours, theirs)]
    note = f"first change {span(first[0])} against {span(first[1])}"
    return ratio(label, [one.whole for one in ours], [one.whole for one in theirs], aim, note)


def _environment(scratch: Path) -> Mapping[str, str]:
    """That of nobody: no settings, no session bus, no theme of a desktop."""
    home = scratch / "home"
    home.mkdir(mode=0o700)
    place = {name: str(home) for name in ("HOME", "XDG_RUNTIME_DIR")}
    return {**place, "PATH": os.defpath, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}


def _bare_bundle(bench: Bench) -> Path:
    """The bare window, frozen once for each version of PySide6. Raises `Unavailable`."""
    folder = bench.data / f"bare-window-{PySide6.__version__}"
    if not folder.exists():
        if importlib.util.find_spec("PyInstaller") is None:
            raise Unavailable("PyInstaller is not in .venv: sh packaging/bundle.sh puts it there")
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
        command += ["--distpath", str(bench.scratch), "--workpath", str(bench.scratch / "steps")]
        subprocess.run([*command, str(SPEC)], check=True)
        (bench.scratch / BARE).rename(folder)
    return folder / BARE


def _keepassxc(scratch: Path) -> list[str]:
    """KeePassXC, asked to open a database that it has just made. Raises `Unavailable`."""
    program, commands = shutil.which("keepassxc"), shutil.which("keepassxc-cli")
    if program is None or commands is None:
        raise Unavailable("KeePassXC is not installed (Debian: keepassxc)")
    database, settings = scratch / "practice.kdbx", scratch / "keepassxc.ini"
    settings.write_text(KEEPASSXC_SETTINGS, encoding="ascii")
    subprocess.run(
        [commands, "db-create", "--set-password", str(database)],
        input=PASSPHRASE,
        check=True,
        capture_output=True,
    )
    kept = ["--config", str(settings), "--localconfig", str(scratch / "keepassxc-local.ini")]
    return [program, *kept, str(database)]
