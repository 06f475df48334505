# SPDX-License-Identifier: EUPL-1.2
"""What the minutes screen shows: every sealed version, and the one that is being read."""

from dataclasses import replace

from app.domain.changes import Changes
from app.domain.ids import MeetingId, MinutesId
from app.domain.meeting import MeetingForm
from app.domain.seal import fingerprint
from app.domain.text import NO_BREAK, plural, typeset
from app.services.approvals import ApprovalService
from app.services.cases import CaseService
from app.services.checking import CheckingService
from app.services.documents import DocumentService, Printable
from app.services.minutes import MinutesService
from ui.screens.minutes.state import ListedMinutes, MinutesState, Reading, ReadItem
from ui.screens.minutes.words import RESTRICTED, Local, item_of, reading_of


class MinutesPresenter:
    """Lists, opens, verifies and reopens sealed minutes. Each opening is journalled."""

    def __init__(
        self,
        minutes: MinutesService,
        documents: DocumentService,
        cases: CaseService,
        checking: CheckingService,
        approvals: ApprovalService,
        local: Local,
    ) -> None:
        self._minutes = minutes
        self._documents = documents
        self._cases = cases
        self._checking = checking
        self._local = local
        self._approvals = approvals
        self._lines: tuple[ListedMinutes, ...] = ()
        self._reading: Reading | None = None
        self._signed = False

    def reload(self) -> None:
        """Read the list again; what is being read stays."""
        latest: dict[MeetingId, int] = {}
        found = []
        approved = self._approvals.all()
        for line in self._minutes.all():
            last = latest.setdefault(line.meeting_id, line.version)
            replaced_by = last if last > line.version else 0
            found.append(
                ListedMinutes(
                    id=line.id,
                    on=line.on,
                    version=line.version,
                    mark=fingerprint(line.seal),
                    number=line.number,
                    replaced_by=replaced_by,
                    approved=approved[line.id].words if line.id in approved else "",
                    short=line.form is MeetingForm.SHORT,
                )
            )
        self._lines = tuple(found)

    def state(self) -> MinutesState:
        """What to show now."""
        return MinutesState(self._lines, self._reading)

    def open(self, id_: MinutesId) -> None:
        """Read one version; items of people who withdrew stay closed. Raises `NotFoundError`."""
        minutes = self._minutes.get(id_)
        codes = {
            item.position: self._cases.file(item.case_id).case.code
            for item in minutes.items
            if item.record is None and item.case_id is not None
        }
        replaced_by = next((line.replaced_by for line in self._lines if line.id == id_), 0)
        approval = self._approvals.of(id_)
        approved = approval.words if approval is not None else ""
        signed = self._minutes.signed_by(minutes)
        signer = signed.name if signed else ""
        self._reading = reading_of(
            minutes, codes, self._local, replaced_by=replaced_by, signer=signer, approved=approved
        )
        self._signed = signed is not None

    def open_restricted(self, position: int, reason: str) -> None:
        """Read the item of a person who withdrew. Raises `UserError` without a reason."""
        reading = self._required()
        sealed = self._minutes.open_restricted(reading.id, position, reason)
        shown = item_of(sealed, opened=True)
        self._reading = replace(
            reading,
            items=tuple(shown if item.position == position else item for item in reading.items),
        )

    def close_restricted(self) -> bool:
        """Close again what was opened for a reason; False when nothing was."""
        reading = self._reading
        if reading is None or not any(item.opened for item in reading.items):
            return False
        self._reading = replace(reading, items=tuple(_closed(item) for item in reading.items))
        return True

    def verify(self) -> tuple[bool, str]:
        """Whether seal and signature hold, and the sentence that says so."""
        reading = self._required()
        fault = self._minutes.verify(reading.id)
        if fault is not None:
            return False, fault
        count = plural(len(reading.items), "point")
        signature = "Signature vérifiée." if self._signed else "Scellé, non signé."
        return True, (
            f"Le sceau est intact{NO_BREAK}: l’en-tête et {count} sont tels qu’ils ont été scellés."
            f" {signature}"
        )

    def check_file(self, data: bytes) -> tuple[bool, str, str]:
        """Whether a file is minutes of this vault, unchanged; a sentence; which minutes or ""."""
        verdict = self._checking.check(data)
        return verdict.intact, typeset(verdict.sentence), verdict.minutes_id or ""

    def export(self) -> tuple[str, bytes]:
        """The version that is read as a verifiable file: its name and its content."""
        return self._checking.export(self._required().id)

    def reopen(self, reason: str) -> tuple[MeetingId, Changes]:
        """Begin a new version. Raises `UserError` without a reason or when one is under way."""
        reading = self._required()
        return reading.meeting_id, self._minutes.reopen(reading.meeting_id, reason)

    def printable(self) -> Printable:
        """The minutes as a document."""
        return self._documents.minutes(self._required().id)

    def attendance(self) -> Printable:
        """The attendance sheet of the same meeting."""
        return self._documents.attendance(self._required().meeting_id)

    def _required(self) -> Reading:
        if self._reading is None:
            raise LookupError("no minutes are open")
        return self._reading


def _closed(item: ReadItem) -> ReadItem:
    if not item.opened:
        return item
    return ReadItem(item.position, item.case_id, item.heading, closed=RESTRICTED, may_open=True)
