# SPDX-License-Identifier: EUPL-1.2
"""A child that types: `python -m tests.durability.writer` reads one job a line and forks for each.

It goes through the presenters of the meeting screen, as keys do, and says a line is saved only once
the screen's own save word would.
"""

import ctypes
import errno
import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.domain.errors import UserError
from app.domain.ids import ActionId, DecisionId, ItemId, MeetingId
from app.services.meetings import ItemText
from app.services.vault import Session, system_ids
from tests.durability.ledger import Said
from tests.durability.meeting import unlocked
from ui.screens.meeting_mode.autosave import SaveStatus
from ui.screens.meeting_mode.dock_presenter import DockPresenter
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.state import PersonChoice

WRITES_AND_SYNCS = 1 | 2 | 4
"""What may fail, as faults.c counts."""

LINES_SHOWN = 8
"""A text keeps its last lines, so that writing it takes the same time at each round."""


@dataclass(frozen=True)
class Job:
    """What to write. `lines` 0: until killed. `synchronous` and `liar` are for the controls.

    `faulty`: the disk fails at each line (see faults.c), and is well again for its retry. With
    `said` the messages go to that file instead of the standard output.
    """

    folder: str
    meeting: str
    seed: int
    lines: int = 0
    retry: list[Said] = field(default_factory=list)
    synchronous: str = "FULL"
    liar: bool = False
    faulty: bool = False
    said: str = ""

    def text(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))


class Writer:
    """Types lines into the running meeting of an open vault."""

    def __init__(self, session: Session, job: Job, say: Callable[[Said], None]) -> None:
        desk = session.desk
        self._say, self._job = say, job
        self._random = random.Random(job.seed)
        self._new_id = system_ids(desk.clock)
        self.presenter = MeetingPresenter(
            desk.agendas,
            desk.meetings,
            desk.minutes,
            closing=desk.closing,
            clock=desk.clock,
            new_visit=lambda: f"{job.seed}-{self._random.random()}",
            published=lambda _changes: None,
            outbox=desk.outbox,
        )
        self.dock = DockPresenter(
            desk.meetings,
            desk.actions,
            desk.directory,
            desk.series,
            clock=desk.clock,
            autosave=self.presenter.autosave,
            drafts=self.presenter.drafts,
        )
        self.presenter.open(MeetingId(job.meeting))
        self._written = 0

    def write(self) -> None:
        """First what the last writer could not say was saved, then new lines."""
        for message in self._job.retry:
            self._line(message["kind"], message["item"], message["ref"], message["text"])
        while not self._job.lines or self._written < self._job.lines:
            self._written += 1
            kind = self._random.choices(("text", "decision", "action"), (6, 2, 2))[0]
            words = f"ligne {self._job.seed}.{self._written} « été » 🙂"
            if kind == "text":
                self._text(words)
            else:
                self._line(kind, self._item, self._new_id(), words)
            if self._random.random() < 0.1:
                self.presenter.step(self._random.choice((-1, 1)))

    @property
    def _item(self) -> str:
        item = self.presenter.item
        if item is None:
            raise ValueError("no current item")
        return item.item.id

    def _text(self, words: str) -> None:
        name = self._random.choice((ItemText.ORGANIC, ItemText.PSYCHIC, ItemText.SOCIAL))
        before = self.presenter.text(name).split("\n")
        text = "\n".join((*before[1 - LINES_SHOWN :], words))
        reference = f"{self._item}:{name.value}"

        def commit() -> None:
            self.presenter.typed(name, text)
            self.presenter.autosave.flush()
            self._reload()

        self._committed("text", self._item, reference, text, commit)

    def _line(self, kind: str, item: str, reference: str, text: str) -> None:
        here = ItemId(item)

        def commit() -> None:
            if kind == "decision":
                self.dock.decide(here, text, DecisionId(reference))
            else:
                self.dock.act(here, text, PersonChoice(None, "Ivo"), None, ActionId(reference))

        self._committed(kind, item, reference, text, commit)

    def _committed(
        self, kind: str, item: str, reference: str, text: str, commit: Callable[[], None]
    ) -> None:
        def say(said: str) -> None:
            self._say({"said": said, "kind": kind, "item": item, "ref": reference, "text": text})

        say("typed")
        if self._job.liar:
            say("saved")
            time.sleep(0.005)
        if (self._job.faulty and self._fails(commit)) or self._commits(commit):
            say("saved")

    def _fails(self, commit: Callable[[], None]) -> bool:
        """Try while the disk fails; whether it was saved all the same."""
        faults, chance = ctypes.CDLL(None), self._random
        error = chance.choice((errno.EIO, errno.ENOSPC))
        faults.tdt_arm(WRITES_AND_SYNCS, chance.randint(1, 25), chance.choice((0, 1, 2)), error)
        saved = self._commits(commit)
        faults.tdt_arm(0, 0, 0, 0)
        return saved

    def _commits(self, commit: Callable[[], None]) -> bool:
        """Whether the save word says that it is saved; it tells by itself why it is not."""
        with suppress(UserError):
            commit()
            return self.presenter.autosave.state.status is SaveStatus.SAVED
        return False

    def _reload(self) -> None:
        if not self.presenter.autosave.is_waiting:
            self.presenter.reload()


def serve(job: Job) -> None:
    """Open the vault with its passphrase and write."""
    out = os.open(job.said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if job.said else 1

    def say(message: Said) -> None:
        os.write(out, (json.dumps(message) + "\n").encode())  # one call: whole or not at all

    with closing(unlocked(Path(job.folder))) as session:
        if job.synchronous != "FULL":
            raw = session.vault.connection._raw
            raw.set_authorizer(None)
            raw.execute(f"PRAGMA synchronous = {job.synchronous}")
        os.write(1, b'{"said": "ready"}\n')
        try:
            Writer(session, job, say).write()
        except UserError:
            if job.lines:
                raise
            signal.pause()  # the disk is gone for good: the program stays, its text on the screen
        if job.said:
            os._exit(0)  # the power goes: nothing is closed


def main() -> None:
    """Serve jobs, each in a process of its own that may be killed."""
    for line in sys.stdin:
        job = Job(**json.loads(line))
        child = os.fork()
        if child == 0:
            try:
                os.write(1, json.dumps({"said": "born", "pid": os.getpid()}).encode() + b"\n")
                serve(job)
            except BaseException:  # noqa: BLE001 - a child of fork must never run the parent's code
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        os.write(
            1,
            json.dumps({"said": "ended", "code": os.waitstatus_to_exitcode(status)}).encode()
            + b"\n",
        )


if __name__ == "__main__":
    main()
