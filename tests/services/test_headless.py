# SPDX-License-Identifier: EUPL-1.2
"""`python -m app` as a process of its own: nobody listens, an older terminal, an odd path."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.safe import PHRASE, Safe

LISTENING = "{command}"
CLOSED = "{command} >&-"
NEITHER = "{command} >&- 2>&-"
BROKEN = "{command} | true; exit ${{PIPESTATUS[0]}}"
FULL = "{command} > /dev/full"
_HOME = ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the shell of a Unix is driven")

Shell = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """`python -m app` with words, in a shell line; as bytes, for odd paths."""
    secret = tmp_path / "phrase.txt"
    secret.write_text(PHRASE + "\n", encoding="utf-8")

    def run(
        line: str, *words: str | bytes, **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        home = {name: str(tmp_path / "home") for name in _HOME}
        return subprocess.run(
            ["bash", "-c", line.format(command='"$@"'), "sh", sys.executable, "-m", "app", *words],
            capture_output=True,
            env={**os.environ, **home, **environment},
            cwd=Path(__file__).parents[2],
            timeout=60,
            check=False,
        )

    return run


def _secret(tmp_path: Path) -> tuple[str, str]:
    return ("--passphrase-file", str(tmp_path / "phrase.txt"))


@pytest.mark.parametrize("line", [LISTENING, CLOSED, NEITHER, BROKEN, FULL])
def test_a_command_ends_with_its_code_whoever_listens(
    shell: Shell, safe: Safe, tmp_path: Path, line: str
) -> None:
    done = shell(line, "check", str(safe.folder), *_secret(tmp_path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert bool(done.stdout) == (line == LISTENING)


@pytest.mark.parametrize("line", [CLOSED, NEITHER, BROKEN])
def test_a_refusal_keeps_its_code_whoever_listens(shell: Shell, tmp_path: Path, line: str) -> None:
    done = shell(line, "check", str(tmp_path / "nulle part"), *_secret(tmp_path))
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_salvage_that_nobody_hears_is_done_all_the_same(
    shell: Shell, safe: Safe, tmp_path: Path
) -> None:
    done = shell(BROKEN, "salvage", str(safe.folder), str(tmp_path / "n.tdt"), *_secret(tmp_path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "n.tdt" / "data.db").exists()
    assert "récupéré" in (tmp_path / "n-rapport.txt").read_text(encoding="utf-8")


def test_the_help_that_nobody_reads_ends_quietly(shell: Shell) -> None:
    done = shell(BROKEN, "--help")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_passphrase_that_would_be_shown_to_nobody_makes_no_vault(
    shell: Shell, tmp_path: Path
) -> None:
    meeting = Path(__file__).parents[1] / "data" / "reunion-type.json"
    done = shell(CLOSED, "play", str(meeting), str(tmp_path / "joué"))
    assert done.returncode == 1
    assert b"nulle part" in done.stderr
    assert not (tmp_path / "joué").exists()


def test_a_meeting_file_whose_names_cannot_be_kept_makes_no_vault(
    shell: Shell, tmp_path: Path
) -> None:
    meeting = tmp_path / "réunion.json"
    given = json.loads((Path(__file__).parents[1] / "data" / "reunion-type.json").read_bytes())
    given["practice"]["name"] = "Maison\u200b de santé"
    meeting.write_text(json.dumps(given), encoding="utf-8")
    (tmp_path / "professionnels.csv").write_bytes(
        (Path(__file__).parents[1] / "data" / "professionnels.csv").read_bytes()
    )
    done = shell(LISTENING, "play", str(meeting), str(tmp_path / "joué"))
    assert (done.returncode, b"invisible" in done.stderr) == (1, True)
    assert not (tmp_path / "joué" / "vault").exists()


@pytest.mark.skipif(sys.platform == "darwin", reason="its disks take no other names than UTF-8")
def test_an_odd_path_serves_like_any_other(shell: Shell, safe: Safe, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9"
    secret = _secret(tmp_path)
    for words in (
        ("salvage", str(safe.folder), odd + b".tdt"),
        ("check", odd + b".tdt"),
        ("salvage", odd + b".tdt", odd + b"2.tdt"),
        ("backup", odd + b".tdt", "--to", odd + b"-sauvegardes"),
        ("backup", odd + b".tdt"),
    ):
        done = shell(LISTENING, *words, *secret)
        assert (done.returncode, done.stderr) == (0, b""), words
    (file,) = Path(os.fsdecode(odd + b"-sauvegardes")).iterdir()
    for words in (("check", os.fsencode(file)), ("restore", os.fsencode(file), odd + b"3.tdt")):
        done = shell(LISTENING, *words, *secret)
        assert (done.returncode, done.stderr) == (0, b""), words
    assert b"\\udce9" in Path(os.fsdecode(odd + b"-rapport.txt")).read_bytes()


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "« rien.txt\u00a0»"), ("latin-1", "« rien.txt »"), ("ascii", '" rien.txt "')],
)
def test_a_terminal_is_written_to_in_signs_that_it_has(
    shell: Shell, encoding: str, said: str
) -> None:
    words = ("check", ".", "--passphrase-file", "rien.txt")
    told = shell(LISTENING, *words, PYTHONIOENCODING=encoding).stderr.decode(encoding)
    assert "\ufffd" not in told
    assert _spaced(said) in _spaced(told)
    assert ("première" in told) == (encoding != "ascii")


def _spaced(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")
