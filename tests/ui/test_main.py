# SPDX-License-Identifier: EUPL-1.2
"""Starting the program: what is loaded when, what is remembered, what a lock begins again."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from app.bootstrap import Machine, TrialPractice
from app.domain.practice import Practice
from app.services.backups import Reason
from app.system.paths import Paths
from tests.ui.doors import PHRASE
from ui import main as program
from ui.dialogs import QtDialogs
from ui.places import place_words
from ui.processes import begin_again, start_another
from ui.restart import Place, Restart
from ui.screens.first_run import NewPractice
from ui.screens.unlock import Face

ROOT = Path(__file__).parents[2]
DEMO_PREFIX = "tour-de-table-demo-"
FIRST_WINDOW = """
import sys
from ui import main as program
from ui.screens.unlock import UnlockPage
UnlockPage._look = lambda self: None
before, after = set(sys.argv[1].split()), set(sys.argv[2].split())
catch = program._catch_bugs
def look(*everything):
    print(sorted(before & set(sys.modules)))
    catch(*everything)
    print(sorted(after & set(sys.modules)))
    program.QApplication.quit()
program._catch_bugs = look
sys.exit(program.main(sys.argv[3:]))
"""
LIBRARIES = "sqlcipher3 argon2 cryptography reportlab PySide6.QtPdf PySide6.QtPrintSupport"
LATER = (
    f"{LIBRARIES} PySide6.QtDBus ui.platform logging.handlers concurrent.futures.thread "
    "ui.shell ui.models ui.screens.first_run ui.widgets.record_table ui.widgets.rows "
    "ui.widgets.suggest ui.widgets.panes ui.widgets.text_pane ui.widgets.date_field "
    "ui.keymap app.domain.practice app.domain.trouble html.entities"
)


@pytest.mark.parametrize(
    ("late", "later", "arguments"),
    [(LATER, "ui.shell app.services", ["--vault", "absent.tdt"]), (LIBRARIES, LIBRARIES, [])],
    ids=["unlock", "first run"],
)
def test_the_first_window_is_painted_before_what_it_does_not_need(
    late: str, later: str, arguments: list[str], tmp_path: Path
) -> None:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
    }
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_WINDOW, late, later, *arguments],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        timeout=60,
        check=False,
    )
    assert ended.stdout.split() == ["[]", "[]"], ended.stderr
    assert ended.returncode == 0


def test_without_a_screen_it_says_what_works(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert program.main([]) == program.NO_SCREEN
    assert "python -m app demo" in capsys.readouterr().err
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert program.main([]) == program.NO_SCREEN
    assert "« tour-de-table-console demo DOSSIER »" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "code", "windows"),
    [(["a.tdtb", "b.tdtb"], 2, [" ".join(program.NOT_UNDERSTOOD)]), (["--help"], 0, [])],
)
def test_without_any_stream_what_makes_no_sense_is_said_in_a_window(
    asked: list[str], code: int, windows: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(program, "_refuse", lambda refusal: said.append(refusal.text))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    for stream in ("stdout", "stderr"):  # as a program without a terminal starts on Windows
        monkeypatch.setattr(sys, stream, None)
    with pytest.raises(SystemExit) as ended:
        program.main(asked)
    with sys.stdout, sys.stderr:  # made by the program, to be closed here
        pass
    assert ended.value.code == code
    assert said == windows


def test_who_has_a_terminal_reads_there_what_makes_no_sense(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "_refuse", lambda _: pytest.fail("a window"))
    with pytest.raises(SystemExit):
        program.main(["a.tdtb", "b.tdtb"])
    assert "Commande incomplète ou mal écrite" in capsys.readouterr().err


def test_a_lock_replaces_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(os, "name", "posix")
    monkeypatch.setattr(os, "execv", lambda path, arguments: seen.append([path, *arguments]))
    monkeypatch.setattr(QProcess, "startDetached", lambda *_: seen.append(["qt"]))
    monkeypatch.setattr(os, "_exit", lambda code: seen.append([str(code)]))
    begin_again(Restart(Path("port.tdt")))
    command = [sys.executable, sys.executable, "-m", "ui", "--vault", "port.tdt"]
    assert seen == [command, ["0"]], "and if nothing took its place, this process ends too"
    seen.clear()
    begin_again(Restart(Path("port.tdt"), Place("case", "0190-a", "plan")))
    assert seen[0][-2:] == ["--place", "case/0190-a/plan"]


def test_a_frozen_program_that_takes_the_place_of_this_one_looks_for_its_own_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str | None] = []
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr(os, "name", "posix")
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "0")

    def started(_path: str, _arguments: list[str]) -> None:
        seen.append(os.environ.get("PYINSTALLER_RESET_ENVIRONMENT"))

    monkeypatch.setattr(os, "execv", started)
    monkeypatch.setattr(os, "_exit", lambda _code: None)
    begin_again(Restart(Path("port.tdt")))
    assert seen == ["1"]


def test_another_window_is_the_program_started_with_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda path, rest: seen.append((path, rest)))
    start_another(Path("port.tdtb"))
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "0")
    start_another(Path("port.tdtb"))
    command = sys.executable
    assert seen == [(command, ["-m", "ui", "port.tdtb"]), (command, ["port.tdtb"])]


@pytest.mark.parametrize("place", [Place("home"), Place("case", "0190-a", "plan")])
def test_a_place_survives_the_command_line(place: Place) -> None:
    assert Place.read(str(place)) == place


@pytest.mark.parametrize("written", ["", "home", "case/Mme Durand/", "a/b/c/d", "../x/"])
def test_what_is_no_place_is_let_go(written: str) -> None:
    assert Place.read(written) is None


def machine(folder: Path) -> Machine:
    return Machine(
        Paths(
            folder / "data",
            folder / "config",
            folder / "logs",
            folder / "documents",
            folder / "state",
        )
    )


def test_settings_are_kept_and_a_place_that_cannot_be_written_is_no_obstacle(
    tmp_path: Path,
) -> None:
    notebook = program.Notebook(machine(tmp_path))
    notebook.keep_vault(tmp_path / "port.tdt", "0199-a")
    notebook.keep_scheme("dark")
    again = machine(tmp_path).settings
    assert (again.vault, again.scheme) == (str(tmp_path / "port.tdt"), "dark")
    assert again.account == "0199-a"
    (tmp_path / "file").write_text("x", encoding="utf-8")
    program.Notebook(machine(tmp_path / "file")).keep_scheme("light")


def test_two_programs_keep_their_settings_in_one_file_without_undoing_each_other(
    tmp_path: Path,
) -> None:
    first, second = program.Notebook(machine(tmp_path)), program.Notebook(machine(tmp_path))
    second.keep_vault(tmp_path / "port.tdt", "0199-a")
    first.keep("window", "here")
    again = machine(tmp_path).settings
    assert (again.vault, again.window) == (str(tmp_path / "port.tdt"), "here")


def test_a_backup_belongs_to_the_vault_it_was_made_of_wherever_that_is_now(
    tmp_path: Path,
) -> None:
    here = machine(tmp_path)
    vaults = program.Vaults(here)
    usual = here.paths.default_vault("Port")
    made = vaults.create(NewPractice(Practice("Port"), "Maëlle Rivoal", PHRASE, usual))
    assert made.desk.backups is not None
    file = made.desk.backups.make(Reason.ASKED).made.path
    made.close()
    assert here.named(file) == (usual, file)
    assert here.named(usual / "keys-1.json") == (usual, None)
    moved = usual.rename(tmp_path / "ailleurs.tdt")
    assert here.named(file) == (here.paths.default_vault("Port"), file)
    here.remember(vault=moved)
    assert here.named(file) == (moved, file)


def test_a_file_that_is_none_of_ours_is_said_in_a_window(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(program, "Machine", lambda: machine(tmp_path))
    monkeypatch.setattr(program, "make_application", lambda: qapp)
    monkeypatch.setattr(QtDialogs, "tell", lambda _self, *words: told.append(words))
    monkeypatch.setattr(Machine, "forbid_dumps", lambda _self: None)
    (tmp_path / "notes.odt").write_bytes(b"")
    assert program.main([str(tmp_path / "notes.odt")]) == program.REFUSED
    ((sentence, remedy),) = told
    assert "notes.odt" in sentence
    assert ".tdtb" in remedy


def test_only_its_own_temporary_folder_is_ever_removed(tmp_path: Path) -> None:
    demo = program.Demo(TrialPractice())
    home = Path(tempfile.mkdtemp(prefix=DEMO_PREFIX))
    vault = home / "centre-fictif.tdt"
    vault.mkdir()
    assert demo.owns(vault)
    precious = tmp_path / f"{DEMO_PREFIX}mine" / "port.tdt"
    precious.mkdir(parents=True)
    assert not demo.owns(precious)
    for folder in (vault, precious, Path()):
        demo.remove(folder)
    assert not home.exists()
    assert precious.is_dir()


def test_the_vault_opened_last_is_known_and_else_the_one_in_its_usual_place(
    tmp_path: Path,
) -> None:
    here = machine(tmp_path)
    assert program._known_vault(here) is None
    usual = here.paths.default_vault("Port")
    usual.mkdir(parents=True)
    assert program._known_vault(here) == usual
    here.remember(vault=tmp_path / "gone.tdt")
    assert program._known_vault(here) == tmp_path / "gone.tdt"


def test_the_product_makes_and_opens_vaults(tmp_path: Path) -> None:
    vaults = program.Vaults(machine(tmp_path))
    folder = tmp_path / "port.tdt"
    vaults.create(NewPractice(Practice("Port"), "Maëlle Rivoal", PHRASE, folder)).close()
    face = vaults.look(folder)
    assert face == Face("Port", face.accounts)
    assert [name for _, name in face.accounts] == ["Maëlle Rivoal"]
    assert vaults.seconds_left(folder) == 0
    opened = vaults.unlock(folder, PHRASE)
    assert opened.desk.practice.get().name == "Port"
    opened.close()
    opened.close()
    assert not vaults.strength("port", ()).accepted
    assert vaults.default_folder("Maison du Port").name == "maison-du-port.tdt"


def test_the_fictional_practice_is_made_and_opened(tmp_path: Path) -> None:
    demo = program.Demo(TrialPractice())
    opened = demo.build()
    assert opened.practice.desk.home.overview().next_meeting is not None
    opened.practice.close()
    assert demo.owns(opened.folder)
    demo.remove(opened.folder)
    assert not opened.folder.exists()


def test_a_place_is_said_in_words(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert (
        place_words(home / "Documents" / "a.tdt", home) == "dossier personnel / Documents / a.tdt"
    )
    assert place_words(tmp_path / "usb" / "a.tdt", home) == str(tmp_path / "usb" / "a.tdt")
