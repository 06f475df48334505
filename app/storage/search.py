# SPDX-License-Identifier: EUPL-1.2
"""The index of the words of what people wrote, and what changed since they were taken.

The index holds folded words and the numbers of entries, nothing that reads as a text; what is found
is read again from its own table. Entries are numbered downwards, the newest smallest, so that the
engine meets the newest first and stops as soon as there are enough.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.changes import Kind
from app.domain.search import distinct
from app.storage import table
from app.storage.driver import Connection, Row

SEARCHED: frozenset[Kind] = frozenset(
    {Kind.CASE, Kind.ITEM, Kind.DECISION, Kind.ACTION, Kind.PROFESSIONAL, Kind.PROTOCOL}
)
"""The kinds of records that a search finds."""

MOST_COUNTED = 10_000
"""Changed records beyond which nobody needs their number; an update of twenty years has 200,000."""

# What begins each word of a kind or of a title in the index: letters of private use, which the
# tokenizer keeps within words and nobody types.
_OF_TITLE = "\ue000"
_BETWEEN = "\x1f"
_OF_KIND: Mapping[Kind, str] = {kind: f"\ue001{kind.value}" for kind in SEARCHED}

# Each reads `id`, `title`, `body`, the situation and the agenda item where there is one, and for an
# action who, by when, and its state.
_TEXTS: Mapping[Kind, str] = {
    Kind.CASE: (
        "SELECT id, id AS case_id, NULL AS item_id, '' AS about, "
        "concat_ws(' · ', code, nullif(title, '')) AS title, "
        "concat_ws(char(10), requester_name, question, wishes, priority, tried, "
        "carer, organic, psychic, social) AS body "
        "FROM cases WHERE binned_at IS NULL AND id IN ({marks})"
    ),
    Kind.ITEM: (
        "SELECT id, case_id, id AS item_id, '' AS about, '' AS title, "
        "concat_ws(char(10), iif(case_id IS NULL, title, ''), question, wishes, organic, psychic, "
        "social, text, outcome) AS body FROM agenda_item WHERE id IN ({marks})"
    ),
    Kind.DECISION: (
        "SELECT decision.id, case_id, item_id, '' AS about, '' AS title, decision.text AS body "
        "FROM decision JOIN agenda_item ON agenda_item.id = item_id WHERE decision.id IN ({marks})"
    ),
    Kind.ACTION: (
        "SELECT id, case_id, item_id, '' AS title, concat_ws(char(10), text, who_name) AS body, "
        "concat_ws(char(31), coalesce(who_id, ''), who_name, coalesce(due, ''), state) AS about "
        "FROM action WHERE id IN ({marks})"
    ),
    Kind.PROFESSIONAL: (
        "SELECT id, NULL AS case_id, NULL AS item_id, '' AS about, "
        "concat_ws(' ', nullif(first, ''), last) AS title, "
        "concat_ws(', ', nullif(profession, ''), nullif(structure, '')) AS body "
        "FROM professional WHERE id IN ({marks})"
    ),
    Kind.PROTOCOL: (
        "SELECT id, NULL AS case_id, NULL AS item_id, status AS about, "
        "content ->> 'title' AS title, "
        "(SELECT coalesce(group_concat(value, char(10)), '') FROM json_tree(content) "
        "WHERE type = 'text' AND fullkey <> '$.title' "
        "AND key NOT IN ('id', 'theme', 'moment', 'measure')) AS body "
        "FROM protocol WHERE id IN ({marks})"
    ),
}


@dataclass(frozen=True)
class Found:
    """A record as its table has it now; `number` is smaller the newer it is."""

    number: int
    kind: Kind
    record_id: str
    case_id: str
    item_id: str
    title: str
    body: str
    about: tuple[str, ...] = ()
    """Of an action: the id of who, a free name, the ISO date or nothing, the state. Of a protocol:
    where it stands."""


@dataclass(frozen=True)
class Place:
    """Where something was said: the meeting of an agenda item and its situation.

    `restricted`: the person has withdrawn or refused since. `minutes_id` is empty before they are
    sealed.
    """

    on: date
    code: str
    case_title: str
    minutes_id: str
    running: bool
    restricted: bool


class SearchRows:
    """Marks what changed, takes its words, finds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self, kind: Kind, record_id: str) -> None:
        """The words of a record are no longer those of the index."""
        if kind in SEARCHED:
            self._connection.execute(
                "INSERT OR IGNORE INTO search_stale VALUES (?, ?)", (kind.value, record_id)
            )

    def forget_all(self) -> None:
        """Empty the index and mark every record: after an erasure, a salvage, an older program."""
        self._connection.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")
        self._connection.execute("DELETE FROM search_entry")
        for kind, source in _SOURCES.items():
            self._connection.execute(
                f"INSERT OR IGNORE INTO search_stale SELECT '{kind.value}', id FROM {source}"  # noqa: S608  ours
            )

    @property
    def stale(self) -> int:
        """How many records to read again, `MOST_COUNTED` at most: it is asked at each key."""
        row = self._connection.execute(
            "SELECT count(*) AS n FROM (SELECT 1 FROM search_stale LIMIT ?)", (MOST_COUNTED,)
        ).fetchone()
        return 0 if row is None else row.integer("n")

    def take_words(self, limit: int) -> int:
        """Read at most `limit` changed records again; how many were read. Inside a transaction."""
        rows = self._connection.execute(
            "SELECT kind, record_id FROM search_stale ORDER BY record_id LIMIT ?", (limit,)
        ).fetchall()
        wanted = [(Kind(row.text("kind")), row.text("record_id")) for row in rows]
        numbers = {key: self._number(*key) for key in wanted}
        texts = {(found.kind, found.record_id): found for found in self._read(numbers)}
        # In the order of the index: it writes itself out each time it has to go back.
        for key, number in sorted(numbers.items(), key=lambda pair: pair[1]):
            kind, record_id = key
            self._connection.execute("DELETE FROM search_index WHERE rowid = ?", (number,))
            if key in texts:
                self._connection.execute(
                    "INSERT INTO search_index(rowid, words) VALUES (?, ?)",
                    (number, _indexed(texts[key])),
                )
            else:
                self._connection.execute("DELETE FROM search_entry WHERE id = ?", (number,))
            self._connection.execute(
                "DELETE FROM search_stale WHERE kind = ? AND record_id = ?", (kind.value, record_id)
            )
        return len(wanted)

    def find(self, words: Sequence[str], limit: int, kind: Kind | None = None) -> tuple[Found, ...]:
        """Records whose words begin with each of `words` (folded), as they are now.

        The newest `limit` of those whose titles do, and the newest `limit` of all.
        """
        of_kind = () if kind is None else (f'"{_OF_KIND[kind]}"',)
        numbers: dict[tuple[Kind, str], int] = {}
        for before in (_OF_TITLE, ""):
            asked = " ".join((*(f'"{before}{word}"*' for word in words), *of_kind))
            rows = self._connection.execute(
                "SELECT search_entry.id, kind, record_id FROM search_index "
                "JOIN search_entry ON search_entry.id = search_index.rowid "
                "WHERE search_index MATCH ? ORDER BY search_index.rowid LIMIT ?",
                (asked, limit),
            ).fetchall()
            for row in rows:
                numbers[(Kind(row.text("kind")), row.text("record_id"))] = row.integer("id")
        return self._read(numbers)

    def places(self, item_ids: Collection[str]) -> dict[str, Place]:
        """Where agenda items were held, by their ids."""
        rows = self._connection.execute(
            f"{_PLACES} WHERE agenda_item.id IN ({table.marks(len(item_ids))})",
            tuple(item_ids),
        )
        return {row.text("id"): _place(row) for row in rows}

    def _number(self, kind: Kind, record_id: str) -> int:
        row = self._connection.execute(
            "SELECT id FROM search_entry WHERE kind = ? AND record_id = ?", (kind.value, record_id)
        ).fetchone()
        if row is None:
            row = self._connection.execute(
                "INSERT INTO search_entry SELECT coalesce(min(id), 0) - 1, ?, ? FROM search_entry "
                "RETURNING id",
                (kind.value, record_id),
            ).fetchone()
        if row is None:
            raise RuntimeError("an insertion returns its row")
        return row.integer("id")

    def _read(self, numbers: Mapping[tuple[Kind, str], int]) -> tuple[Found, ...]:
        """What the tables say of these records now, in no order."""
        found: list[Found] = []
        for kind, query in _TEXTS.items():
            ids = [record_id for each, record_id in numbers if each is kind]
            if ids:
                rows = self._connection.execute(query.format(marks=table.marks(len(ids))), ids)
                found += (_found(row, kind, numbers) for row in rows)
        return tuple(found)


_SOURCES: Mapping[Kind, str] = {
    Kind.CASE: "cases WHERE binned_at IS NULL",
    Kind.ITEM: "agenda_item",
    Kind.DECISION: "decision",
    Kind.ACTION: "action",
    Kind.PROFESSIONAL: "professional",
    Kind.PROTOCOL: "protocol",
}


_PLACES = (
    "SELECT agenda_item.id, held_on, meeting.state = 'running' AS running, "
    "coalesce(code, '') AS code, coalesce(cases.title, agenda_item.title) AS case_title, "
    "(SELECT minutes.id FROM minutes WHERE minutes.meeting_id = meeting.id "
    "ORDER BY version DESC LIMIT 1) AS minutes_id, "
    "coalesce((SELECT consent.state FROM consent WHERE consent.case_id = "
    "coalesce(cases.merged_into, agenda_item.case_id) "
    "ORDER BY consent.id DESC LIMIT 1) IN ('withdrawn', 'refused'), 0) AS restricted "
    "FROM agenda_item JOIN meeting ON meeting.id = meeting_id "
    "LEFT JOIN cases ON cases.id = agenda_item.case_id"
)


def _place(row: Row) -> Place:
    return Place(
        on=date.fromisoformat(row.text("held_on")),
        code=row.text("code"),
        case_title=row.text("case_title"),
        minutes_id=row.text_or_none("minutes_id") or "",
        running=row.flag("running"),
        restricted=row.flag("restricted"),
    )


def _found(row: Row, kind: Kind, numbers: Mapping[tuple[Kind, str], int]) -> Found:
    record_id = row.text("id")
    return Found(
        number=numbers[(kind, record_id)],
        kind=kind,
        record_id=record_id,
        case_id=row.text_or_none("case_id") or "",
        item_id=row.text_or_none("item_id") or "",
        title=row.text("title"),
        body=row.text("body"),
        about=tuple(row.text("about").split(_BETWEEN)),
    )


def _indexed(found: Found) -> str:
    """The words of a record as the index takes them."""
    of_title: Iterable[str] = (f"{_OF_TITLE}{word}" for word in distinct((found.title,)))
    every = distinct((found.title, found.body))
    return " ".join((_OF_KIND[found.kind], *of_title, *every))
