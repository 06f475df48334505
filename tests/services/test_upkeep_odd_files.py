# SPDX-License-Identifier: EUPL-1.2
"""`python -m app` led to what is no vault, no backup or no passphrase: a sentence, and a code."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.bootstrap import Machine
from app.system.console import INTERRUPTED
from app.vault.folder import typed_path
from app.vault.place_errors import PathRefused
from app.vault.scratch import scratch_folder
from tests.services.typed import Run, filled, run, vault
from tests.storage.damage import pages_of
from tests.vault.conftest import clock, door, folder, new_id, pristine
from tests.vault.support import Door

__all__ = ["clock", "door", "filled", "folder", "new_id", "pristine", "run", "vault"]

LONG = "a" * 300
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="files of a Unix")


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, a test's own."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


@pytest.mark.parametrize(
    "words",
    [
        ("check", "{odd}"),
        ("backup", "{odd}"),
        ("backup", "{vault}", "--to", "{odd}"),
        ("restore", "{odd}", "{tmp}/r.tdt"),
        ("restore", "{tmp}/rien.tdtb", "{odd}"),
        ("salvage", "{vault}", "{odd}"),
        ("salvage", "{odd}", "{tmp}/s.tdt"),
        ("play", "{odd}", "{tmp}/joué"),
        ("play", "{tmp}/rien.json", "{odd}"),
    ],
)
@pytest.mark.parametrize("kind", ["long", "loop", "nul", "half"])
def test_a_path_that_leads_nowhere_is_a_sentence(
    run: Run,
    door: Door,
    tmp_path: Path,
    words: tuple[str, ...],
    kind: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if kind == "loop" and sys.platform == "win32":
        pytest.skip("links need a right there")
    if kind == "loop":
        (tmp_path / "boucle").symlink_to("boucle")
    odd = {"long": LONG, "loop": "boucle", "nul": "a\0b", "half": "a\ud800b"}[kind]
    known = {"odd": str(tmp_path / odd), "vault": str(door.folder), "tmp": str(tmp_path)}
    assert run(*(word.format(**known) for word in words)) == 1
    said = capsys.readouterr().err
    assert said.startswith("Ce chemin ")
    assert said.count("\n") == 1


def test_a_name_that_only_its_draft_makes_too_long_is_a_sentence_too(
    run: Run, door: Door, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("salvage", door.folder, tmp_path / ("b" * 250)) == 1
    assert "trop long" in capsys.readouterr().err


def test_the_windows_are_told_the_same_of_a_remembered_path(tmp_path: Path) -> None:
    with pytest.raises(PathRefused):
        Machine().look(tmp_path / LONG)


def test_an_ordinary_path_is_taken_as_it_is(tmp_path: Path) -> None:
    assert typed_path(str(tmp_path)) == tmp_path
    assert typed_path(str(tmp_path / "pas" / "encore")) == tmp_path / "pas" / "encore"


@on_unix
@pytest.mark.parametrize(
    ("device", "said"), [("/dev/zero", "n’en finit pas"), ("/dev/null", "est vide")]
)
def test_a_passphrase_file_without_an_end_or_a_line_is_refused_at_once(
    run: Run, door: Door, device: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", door.folder, passphrase_file=Path(device)) == 1
    assert said in capsys.readouterr().err
    assert not (door.folder / "attempts.json").exists()


@on_unix
def test_a_passphrase_comes_through_a_pipe(run: Run, door: Door, tmp_path: Path) -> None:
    read, write = os.pipe()
    try:
        os.write(write, (tmp_path / "phrase.txt").read_bytes())  # and the writer stays
        assert run("check", door.folder, passphrase_file=Path(f"/dev/fd/{read}")) == 0
    finally:
        os.close(read)
        os.close(write)


@on_unix
@pytest.mark.parametrize("name", ["data.db-wal", "data.db-journal", "data.db"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
def test_what_bears_the_name_of_a_file_of_the_database_is_named(
    run: Run,
    door: Door,
    tmp_path: Path,
    name: str,
    kind: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    there = door.folder / name
    there.unlink(missing_ok=True)
    make = {"folder": there.mkdir, "pipe": lambda: os.mkfifo(there)}
    make.get(kind, lambda: there.symlink_to("/dev/zero"))()
    for words in (("check",), ("backup",), ("salvage", tmp_path / "s.tdt")):
        assert run(words[0], door.folder, *words[1:]) == 1
        assert f"« {name} » n’est pas un fichier ordinaire" in capsys.readouterr().err
    assert os.path.lexists(there)


@pytest.mark.skipif(sys.platform != "linux", reason="a file of Linux that gives nothing")
@pytest.mark.parametrize("command", ["check", "restore"])
def test_a_file_that_does_not_read_is_told_as_one(
    run: Run, tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = (tmp_path / "r.tdt",) if command == "restore" else ()
    assert run(command, "/proc/self/mem", *target) == 1
    assert "Impossible de lire" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "restore"])
def test_a_backup_longer_than_it_was_written_is_told_and_restores(
    run: Run, vault: Path, tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", vault, "--to", tmp_path / "clé") == 0
    file = next((tmp_path / "clé").iterdir())
    assert run("check", file) == 0  # the control
    with file.open("ab") as longer:
        longer.write(b"\0" * 512)
    capsys.readouterr()
    if command == "restore":
        assert run("restore", file, tmp_path / "r.tdt") == 0
        return
    assert run("check", file) == 3
    assert "octets y ont été ajoutés" in capsys.readouterr().err


def test_bytes_between_the_members_of_a_backup_are_told_too(
    run: Run, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", vault, "--to", tmp_path / "clé") == 0
    file = next((tmp_path / "clé").iterdir())
    raw = file.read_bytes()
    directory = raw.index(b"PK\x01\x02")
    end = bytearray(raw[-22:])
    end[16:20] = (directory + 7).to_bytes(4, "little")
    file.write_bytes(raw[:directory] + b"ailleurs"[:7] + raw[directory:-22] + bytes(end))
    assert run("check", file) == 3
    assert "octets y ont été ajoutés" in capsys.readouterr().err


@on_unix
def test_a_database_made_eight_gigabytes_longer_is_told_soon_and_fills_no_disk(
    run: Run, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.truncate(vault / "data.db", 8 << 30)
    if (vault / "data.db").stat().st_blocks * 512 > 1 << 30:
        pytest.skip("no holes in files here")
    assert run("check", vault) == 3
    said = capsys.readouterr().err
    assert "8\u202f5" in said
    assert "Mo de vide" in said
    assert "illisible" not in said
    assert run("salvage", vault, tmp_path / "s.tdt") == 0
    assert run("check", tmp_path / "s.tdt") == 0


def test_an_empty_database_is_told_in_words(
    run: Run, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (vault / "data.db").write_bytes(b"")
    assert run("check", vault) == 3
    said = capsys.readouterr().err
    assert "pas une page entière" in said
    assert "Damaged" not in said


@pytest.mark.parametrize("command", ["check", "salvage"])
def test_a_temporary_folder_without_room_is_named_before_anything_is_copied(
    run: Run,
    vault: Path,
    tmp_path: Path,
    scratch: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    usage = shutil.disk_usage(scratch)._replace(free=pages_of(vault / "data.db") * 4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    target = (tmp_path / "s.tdt",) if command == "salvage" else ()
    assert run(command, vault, *target) == 1
    assert str(scratch) in capsys.readouterr().err
    assert list(scratch.iterdir()) == []


def test_what_a_killed_command_left_is_removed_by_the_next_and_nothing_else(
    scratch: Path,
) -> None:
    (scratch / "tour-de-table-demo-x").mkdir()
    (scratch / "tour-de-table-y").mkdir()
    (scratch / "tour-de-table-y" / "lock").write_bytes(b"")  # being made by another process
    dead = scratch / "tour-de-table-z"
    (dead / "work").mkdir(parents=True)
    (dead / "work" / "data.db").write_bytes(b"encrypted")
    (dead / "lock").write_bytes(b"{}")
    with scratch_folder() as first, scratch_folder() as second:
        assert not dead.exists()
        assert first.exists()  # its process lives
        assert second.exists()
    assert {home.name for home in scratch.iterdir()} == {"tour-de-table-demo-x", "tour-de-table-y"}


@on_unix
def test_a_command_that_is_stopped_says_so_and_leaves_no_copy(
    vault: Path, run: Run, tmp_path: Path
) -> None:
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    with (vault / "data.db").open("r+b") as file:  # slow to check: a million pages
        file.seek(4 << 30)
        file.write(b"end")
    words = ["check", str(vault), "--passphrase-file", str(tmp_path / "phrase.txt")]
    command = subprocess.Popen(
        [sys.executable, "-m", "app", *words],
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(scratch)},
        cwd=Path(__file__).parents[2],
    )
    while command.poll() is None and not list(scratch.glob("*/work/*/data.db")):
        time.sleep(0.01)
    command.send_signal(signal.SIGTERM)
    said = command.communicate(timeout=60)[1]
    assert (command.returncode, b"Traceback" in said) == (INTERRUPTED, False)
    assert list(scratch.iterdir()) == []
