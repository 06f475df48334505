# SPDX-License-Identifier: EUPL-1.2
"""Twenty words that only a patient's file would hold, a session that types them, and the search."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app.domain.case import Identity
from app.domain.directory import Professional
from app.domain.field import Field
from app.domain.ids import ProfessionalId
from app.domain.practice import Practice
from app.services.cases import CaseDraft
from tests.durability.meeting import begin_meeting, workshop
from tests.durability.nursery import ROOT
from tests.durability.puppet import GO, Orders

PASSPHRASE = ("zorbique", "vantrelo", "quimpade", "frelouze", "gaztibur", "ploucade", "xenturbe")
IDENTITY = ("Zwyqkébec", "Zwyqkoël")
COLLEAGUE = "Zwyqkàrin"
QUESTION, WISH = "zwyqkûte", "zwyqkètre"
NOTES = {"organic": "zwyqkôme", "psychic": "zwyqkîve", "social": "zwyqkëla"}
DECISION, ACTION, WHO, BEGUN = "zwyqkùre", "zwyqkâge", "zwyqkilde", "zwyqkéfin"
PLACE = "zwyqkïaud"
MARKERS = (
    *PASSPHRASE,
    *IDENTITY,
    COLLEAGUE,
    QUESTION,
    WISH,
    *NOTES.values(),
    DECISION,
    ACTION,
    WHO,
    BEGUN,
    PLACE,
)
PRACTICE = "MSP des Tilleuls"
"""Readable without a passphrase, on purpose: the unlock window shows it."""

ENCODINGS = ("utf-8", "utf-16-le", "latin-1")


@dataclass(frozen=True)
class Trail:
    """A folder that holds everything a session may write, its vault, and what it will type."""

    home: Path
    vault: Path
    orders: Orders

    @property
    def crash_log(self) -> Path:
        """What the process says on its error output, faulthandler's included."""
        return self.home / "errors.txt"


def needles(words: tuple[str, ...]) -> dict[bytes, str]:
    """Each word in each encoding that holds it."""
    return {word.encode(encoding): word for word in words for encoding in ENCODINGS}


def words_in(content: bytes) -> set[str]:
    """The markers that some bytes hold."""
    return {word for needle, word in needles(MARKERS).items() if needle in content}


def words_below(folder: Path) -> dict[str, set[str]]:
    """The files below a folder that hold markers, in their content or their name."""
    hits = {
        str(path.relative_to(folder)): words_in(path.name.encode())
        | (words_in(path.read_bytes()) if path.is_file() else set())
        for path in folder.rglob("*")
    }
    return {name: words for name, words in hits.items() if words}


def make_trail(home: Path, end: str) -> Trail:
    """A vault with markers in its practice, directory and first situation; orders for a puppet."""
    vault, phrase = home / "msp.tdt", " ".join(PASSPHRASE)
    practice = Practice(PRACTICE, place=PLACE)
    with closing(workshop().create(vault, practice, "Claire Vasseur", phrase)) as session:
        meeting, _ = begin_meeting(session, CaseDraft(question=QUESTION, wishes=WISH))
        desk = session.desk
        colleague = Professional(ProfessionalId(""), COLLEAGUE, "Ivo", field=Field.SOCIAL)
        desk.directory.save(colleague)
        case = desk.agendas.view(meeting).lines[0].item.case_id
        assert case is not None
        session.vault.reopen_identities(phrase)  # the meeting that began has closed them
        desk.cases.save_identity(case, Identity(*IDENTITY))
    orders = Orders(phrase, case, meeting, NOTES, DECISION, ACTION, WHO, BEGUN, end)
    return Trail(home, vault, orders)


@contextmanager
def puppet(trail: Trail) -> Iterator[subprocess.Popen[bytes]]:
    """The program that has typed everything; all its files lie below the trail, a core as well.

    It leads a session of its own, by which its successor is known. Killed at the end.
    """
    places = {name: trail.home / name for name in ("data", "config", "state", "cache", "tmp")}
    for place in places.values():
        place.mkdir(mode=0o700)
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name} | {
        "HOME": str(trail.home),
        "TMPDIR": str(places.pop("tmp")),
        "PYTHONPATH": str(ROOT),
        **{f"XDG_{name.upper()}_HOME": str(place) for name, place in places.items()},
    }
    with (
        trail.crash_log.open("wb") as errors,
        subprocess.Popen(
            [sys.executable, "-X", "faulthandler", "-m", "tests.durability.puppet", trail.vault],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=trail.home,
            env=environment,
            start_new_session=True,
            preexec_fn=allow_core,  # noqa: PLW1509 - nothing else runs in the child before its exec
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(trail.orders.text().encode() + b"\n")
            process.stdin.flush()
            assert process.stdout.readline() == b"typed\n", trail.crash_log.read_text()
            yield process
        finally:
            for pid in processes_of(process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, 9)


def allow_core() -> None:
    """Let a crash leave the largest core that the system allows: the program must forbid it."""
    import resource  # not on Windows

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def go(trail: Trail) -> None:
    """Let the puppet end as it was told to."""
    (trail.home / GO).touch()


def processes_of(session: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                state, _, _, its = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
                if int(its) == session and state != "Z":
                    found.append(int(folder.name))
    return found


def command_of(pid: int) -> str:
    """How a process was started, empty when it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def memory_of(pid: int) -> Iterator[bytes]:
    """What a process has in memory, region by region; not the code that it maps from files."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, rights, *_ = line.split()
            is_code = "w" not in rights and "/" in line
            if "r" not in rights or "[v" in line or is_code:
                continue
            start, end = (int(part, 16) for part in place.split("-"))
            with suppress(OSError):
                memory.seek(start)
                yield memory.read(end - start)


def words_in_memory(pid: int, words: tuple[str, ...] = MARKERS) -> set[str]:
    """The words that the memory of a process holds, in any encoding."""
    wanted = needles(words)
    return {
        word for region in memory_of(pid) for needle, word in wanted.items() if needle in region
    }
