# SPDX-License-Identifier: EUPL-1.2
"""Minutes of four situations as PDF, in a warm process, against LibreOffice on the same text.

Ours reads the sealed minutes from the vault and sets them with our layout; LibreOffice starts,
opens the same words as plain paragraphs (already converted once, so that its profile exists) and
writes a PDF. That is what a program without a document kit of its own would do for each print.
"""

import dataclasses
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from app.demo.playback import Playback, Played
from app.domain.text import typeset
from app.exchange.meeting_file import read_meeting_file
from app.exchange.professions import load_professions
from app.services.desk import Desk
from app.services.vault import Workshop, system_ids
from app.system.clock import HeldClock
from app.vault.keys import FLOOR_KDF
from benchmarks.measure import Bench, Finding, Unavailable, in_turn, ratio, timed

AIM = 0.1
ROUNDS = 7
MEETING = Path(__file__).parents[1] / "tests" / "data" / "reunion-type.json"
PASSPHRASE = "sept lampes patientes regardent la grande table"
FODT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
    "{paragraphs}</office:text></office:body></office:document>\n"
)


def run(bench: Bench) -> Iterator[Finding]:
    soffice = shutil.which("soffice")
    if soffice is None:
        raise Unavailable("soffice is not installed (Debian: libreoffice-writer-nogui)")
    clock = HeldClock(datetime.now(UTC))
    script = read_meeting_file(MEETING, load_professions())
    workshop = Workshop(clock, system_ids(clock), FLOOR_KDF)
    session = workshop.create(bench.scratch / "vault", script.practice, "Essai", PASSPHRASE)
    try:
        played = Playback(session.desk, clock, script, report=_silent).play()
        yield _compare(session.desk, played, Office(soffice, bench.scratch))
    finally:
        session.close()


def _compare(desk: Desk, played: Played, office: "Office") -> Finding:
    def ours() -> float:
        return timed(lambda: desk.documents.minutes(played.minutes_id).render())

    words = _words(desk.documents.minutes(played.minutes_id).view)
    office.write(words)
    ours()  # the library and the fonts are loaded at the first document of a session
    office.convert()
    mine, theirs = in_turn(ROUNDS, ours, lambda: timed(office.convert))
    count = sum(len(text.split()) for text in words)
    note = f"{len(played.cases)} situations, {count} words, {office.version()}"
    return ratio("minutes PDF / soffice --headless", mine, theirs, AIM, note)


class Office:
    """LibreOffice with a profile of its own, converting one text."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._source = folder / "minutes.fodt"

    def write(self, paragraphs: list[str]) -> None:
        """Put the text where `convert` finds it, a paragraph for each."""
        body = "".join(f"<text:p>{escape(text)}</text:p>" for text in paragraphs)
        self._source.write_text(FODT.format(paragraphs=body), encoding="utf-8")

    def convert(self) -> None:
        """Make a PDF of the text, in a process of its own as it comes."""
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        command = [self._program, profile, "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*command, self._folder, self._source], check=True, capture_output=True)
        assert (self._folder / "minutes.pdf").stat().st_size > 0

    def version(self) -> str:
        """« LibreOffice 7.4.7.2 »."""
        said = subprocess.run(
            [self._program, "--version"], check=True, capture_output=True, text=True
        )
        return " ".join(said.stdout.split()[:2])


def _words(value: object) -> list[str]:
    """Every text of a view model, in its order."""
    if isinstance(value, str):
        return [typeset(value)] if value.strip() else []
    if isinstance(value, tuple):
        return [text for part in value for text in _words(part)]
    if dataclasses.is_dataclass(value):
        return _words(tuple(getattr(value, one.name) for one in dataclasses.fields(value)))
    return []


def _silent(_sentence: str) -> None:
    """What the playback refuses is nothing to a benchmark."""
