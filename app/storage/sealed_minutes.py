# SPDX-License-Identifier: EUPL-1.2
"""The rows of sealed minutes; triggers of the schema keep them as they were sealed."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.errors import AlteredError
from app.domain.ids import CaseId, ItemId, MeetingId, MinutesId
from app.domain.meeting import MeetingForm
from app.domain.minutes import HeaderRecord, ItemRecord, Minutes, SealedItem
from app.domain.seal import header_from, holds, item_from, record_text
from app.storage import table
from app.storage.consents import OF_THE_PERSON
from app.storage.driver import Connection, Row
from app.storage.signatures import Signed, StoredSignature, signature_from

_RESTRICTED = (
    "coalesce((SELECT consent.state FROM consent "  # noqa: S608 - constant
    f"WHERE consent.case_id = {OF_THE_PERSON.format(case='minutes_item.case_id')} "
    "ORDER BY consent.id DESC LIMIT 1) IN ('withdrawn', 'refused'), 0)"
)


@dataclass(frozen=True)
class MinutesLine:
    """What a list shows of sealed minutes."""

    id: MinutesId
    meeting_id: MeetingId
    on: date
    version: int
    sealed_at: datetime
    seal: str
    number: int
    form: MeetingForm = MeetingForm.WEEKLY


@dataclass(frozen=True)
class SealedPart:
    """What one version says of a situation; `record` is None once it was erased."""

    meeting_id: MeetingId
    version: int
    sealed_at: datetime
    record: ItemRecord | None


class MinutesRows:
    """Sealed minutes, each version kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: MinutesId) -> Minutes | None:
        """One version, whole."""
        row = self._connection.execute(
            "SELECT minutes.*, held_on, form FROM minutes JOIN meeting ON meeting.id = meeting_id "
            "WHERE minutes.id = ?",
            (id_,),
        ).fetchone()
        return None if row is None else self._whole(row)

    def latest_of(self, meeting_id: MeetingId) -> Minutes | None:
        """The last version of a meeting's minutes."""
        row = self._connection.execute(
            "SELECT minutes.*, held_on, form FROM minutes JOIN meeting ON meeting.id = meeting_id "
            "WHERE meeting_id = ? ORDER BY version DESC LIMIT 1",
            (meeting_id,),
        ).fetchone()
        return None if row is None else self._whole(row)

    def last_version(self, id_: MinutesId) -> MinutesId | None:
        """The version that is in force of the same meeting's minutes."""
        row = self._connection.execute(
            "SELECT id FROM minutes WHERE meeting_id = (SELECT meeting_id FROM minutes "
            "WHERE id = ?) ORDER BY version DESC LIMIT 1",
            (id_,),
        ).fetchone()
        return None if row is None else MinutesId(row.text("id"))

    def text_fault(self, id_: MinutesId) -> str | None:
        """The first part whose stored text is not the one digested, in French; None for none.

        Before anything is made of the texts: an altered one may not read at all.
        """
        head = self._connection.execute("SELECT * FROM minutes WHERE id = ?", (id_,)).fetchone()
        if head is not None:
            texts = (head.text(f"header{part}") for part in ("", "_salt", "_digest"))
            if not holds(*texts):
                return "L’en-tête du compte rendu ne correspond plus à son sceau."
        for row in self._connection.execute(
            "SELECT * FROM minutes_item WHERE minutes_id = ? ORDER BY position", (id_,)
        ):
            record = row.text_or_none("record")
            if record is not None and not holds(record, row.text("salt"), row.text("digest")):
                place = row.integer("position")
                return f"Le point {place} du compte rendu ne correspond plus à son sceau."
        return None

    def parts_of_case(self, case_id: CaseId) -> tuple[SealedPart, ...]:
        """What each version of each meeting's minutes says of one situation, the newest first."""
        rows = self._connection.execute(
            "SELECT meeting_id, version, sealed_at, minutes_item.position, record "
            "FROM minutes_item "
            "JOIN minutes ON minutes.id = minutes_id WHERE case_id = ? "
            "ORDER BY sealed_at DESC, version DESC",
            (case_id,),
        )
        return tuple(
            SealedPart(
                MeetingId(row.text("meeting_id")),
                row.integer("version"),
                datetime.fromisoformat(row.text("sealed_at")),
                _record(row),
            )
            for row in rows
        )

    def seal_of(self, meeting_id: MeetingId, version: int) -> str | None:
        """The seal of one version of a meeting's minutes, None where there is none."""
        row = self._connection.execute(
            "SELECT seal FROM minutes WHERE meeting_id = ? AND version = ?", (meeting_id, version)
        ).fetchone()
        return None if row is None else row.text("seal")

    def lines(self) -> tuple[MinutesLine, ...]:
        """Every version, the latest meeting first."""
        rows = self._connection.execute(
            "SELECT minutes.*, held_on, form FROM minutes "
            "JOIN meeting ON meeting.id = meeting_id ORDER BY held_on DESC, version DESC"
        )
        return tuple(_line(row) for row in rows)

    def line(self, id_: MinutesId) -> MinutesLine | None:
        """One version as a list shows it."""
        row = self._connection.execute(
            "SELECT minutes.*, held_on, form FROM minutes JOIN meeting ON meeting.id = meeting_id "
            "WHERE minutes.id = ?",
            (id_,),
        ).fetchone()
        return None if row is None else _line(row)

    def add(self, minutes: Minutes) -> None:
        """Write a sealed version with its items."""
        table.save(
            self._connection,
            "minutes",
            {
                "id": minutes.id,
                "meeting_id": minutes.meeting_id,
                "version": minutes.version,
                "sealed_at": table.instant(minutes.sealed_at),
                "header": record_text(minutes.header),
                "header_salt": minutes.header_salt,
                "header_digest": minutes.header_digest,
                "previous": minutes.previous,
                "seal": minutes.seal,
                "head": minutes.head,
            },
        )
        for item in minutes.items:
            self._add_item(minutes.id, item)

    def sign(self, id_: MinutesId, signed: Signed) -> None:
        """Keep the signature of a sealed version."""
        self._connection.execute(
            "INSERT INTO minutes_signature (minutes_id, account_id, signing, signature) "
            "VALUES (?, ?, ?, ?)",
            (id_, signed.account_id, signed.public, signed.signature),
        )

    def signature(self, id_: MinutesId) -> StoredSignature | None:
        """The signature of one version, None where it was sealed without."""
        row = self._connection.execute(
            "SELECT * FROM minutes_signature WHERE minutes_id = ?", (id_,)
        ).fetchone()
        return None if row is None else signature_from(row)

    def _add_item(self, id_: MinutesId, item: SealedItem) -> None:
        table.save(
            self._connection,
            "minutes_item",
            {
                "minutes_id": id_,
                "position": item.position,
                "item_id": item.item_id,
                "case_id": item.case_id,
                "salt": item.salt,
                "digest": item.digest,
                "record": None if item.record is None else record_text(item.record),
            },
            key=("minutes_id", "position"),
        )

    def _whole(self, row: Row) -> Minutes:
        items = self._connection.execute(
            f"SELECT minutes_item.*, {_RESTRICTED} AS restricted "  # noqa: S608 - constant
            "FROM minutes_item WHERE minutes_id = ? ORDER BY position",
            (row.text("id"),),
        )
        line = _line(row)
        return Minutes(
            id=line.id,
            meeting_id=line.meeting_id,
            on=line.on,
            version=line.version,
            sealed_at=line.sealed_at,
            header=_header(row),
            header_salt=row.text("header_salt"),
            header_digest=row.text("header_digest"),
            items=tuple(_item(item) for item in items),
            previous=row.text("previous"),
            seal=line.seal,
            head=row.text("head"),
        )


def _line(row: Row) -> MinutesLine:
    return MinutesLine(
        id=MinutesId(row.text("id")),
        meeting_id=MeetingId(row.text("meeting_id")),
        on=date.fromisoformat(row.text("held_on")),
        version=row.integer("version"),
        sealed_at=datetime.fromisoformat(row.text("sealed_at")),
        seal=row.text("seal"),
        number=_number(row),
        form=MeetingForm(row.text("form")),
    )


def _header(row: Row) -> HeaderRecord:
    try:
        return header_from(row.text("header"))
    except ValueError:
        raise AlteredError("l’en-tête") from None


def _number(row: Row) -> int:
    """The meeting's number; 0 where the header does not read: one bad header hides no other."""
    try:
        return header_from(row.text("header")).number
    except ValueError:
        return 0


def _record(row: Row) -> ItemRecord | None:
    try:
        return table.maybe(item_from, row.text_or_none("record"))
    except ValueError:
        raise AlteredError(f"le point {row.integer('position')}") from None


def _item(row: Row) -> SealedItem:
    return SealedItem(
        position=row.integer("position"),
        item_id=ItemId(row.text("item_id")),
        case_id=table.maybe(CaseId, row.text_or_none("case_id")),
        salt=row.text("salt"),
        digest=row.text("digest"),
        record=_record(row),
        restricted=row.flag("restricted"),
    )
