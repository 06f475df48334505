# SPDX-License-Identifier: EUPL-1.2
"""Nothing is projected while a name of the agenda would not be masked, unless somebody says so."""

from collections.abc import Callable

from app.domain.ids import CaseId, MeetingId
from app.services.anonymity import AnonymityService
from app.services.identities import IdentityService
from ui.screens.meeting_mode.names_line import NamesLine
from ui.tasks import Tasks


class NamesGate:
    """Asks for the passphrase that lets names be learnt; where it would not help, for an act.

    `learnt` is called when more names are recognised; `place` says where the scribe is, and `go`
    leads back there.
    """

    def __init__(
        self,
        line: NamesLine,
        anonymity: AnonymityService,
        identities: IdentityService,
        tasks: Tasks,
        *,
        learnt: Callable[[], object],
        place: Callable[[], str],
        go: Callable[[str], object],
    ) -> None:
        self._line, self._anonymity, self._identities = line, anonymity, identities
        self._learnt, self._place, self._go = learnt, place, go
        self._was = ""
        self._reopening = line.serve(identities, tasks)
        self._meeting: MeetingId | None = None
        self._agreed: frozenset[CaseId] = frozenset()
        self._then: Callable[[], object] = lambda: None
        line.learn.clicked.connect(lambda: self.ask(lambda: None))
        line.left.connect(self._leave)
        line.agreed.connect(self._agree)

    def opened(self, meeting_id: MeetingId | None) -> None:
        """Another meeting is shown, the same one again or none: what was asked holds no more."""
        self._meeting, self._agreed = meeting_id, frozenset()
        self._then = lambda: None
        self._line.put_away()
        self.show()

    def show(self) -> None:
        """Say whose names are not recognised."""
        remark = self._anonymity.remark(self._meeting) if self._meeting else ""
        self._line.say(remark, learnable=self._learnable)

    @property
    def is_open(self) -> bool:
        """Whether every name of the agenda is masked, or somebody said to go without."""
        return not self._missing - self._agreed

    def ask(self, then: Callable[[], object]) -> None:
        """Ask for what is missing, and call `then` once it is there."""
        self._was = self._place()
        if self._learnable:
            self._reopen(then)
        else:
            self._then = then
            self.show()
            self._line.ask_anyway()

    @property
    def _missing(self) -> frozenset[CaseId]:
        return self._anonymity.missing(self._meeting) if self._meeting else frozenset()

    @property
    def _learnable(self) -> bool:
        """Whether the passphrase would help; it does not where a record cannot be read."""
        closed = not self._identities.available and self._identities.may_reopen
        return closed and not self._missing <= self._anonymity.unreadable

    def _reopen(self, then: Callable[[], object]) -> None:
        self._then, meeting = then, self._meeting
        if self._reopening.needed(lambda: self._learn(meeting)):
            self.show()

    def _back(self) -> None:
        self._go(self._was)

    def _learn(self, meeting: MeetingId | None) -> None:
        """Learn with the key that the passphrase gave for a meeting, and let it go again."""
        try:
            if meeting is None or meeting != self._meeting:
                return
            self._anonymity.learn(meeting)
        finally:
            self._identities.drop()
        self._learnt()
        self.show()
        self._back()
        then, self._then = self._then, lambda: None
        then()

    def _agree(self) -> None:
        self._agreed = self._missing
        self._back()
        then, self._then = self._then, lambda: None
        then()

    def _leave(self) -> None:
        self._then = lambda: None
        self.show()
        self._back()
