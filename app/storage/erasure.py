# SPDX-License-Identifier: EUPL-1.2
"""Erasing what the tables hold of one person, and leaving the rows that others hang on.

Ids, dates and states stay: minutes of a meeting concern others too, and their seal covers digests.
"""

from datetime import date

from app.domain.changes import Kind
from app.domain.ids import CaseId
from app.storage.driver import Connection
from app.storage.table import marks
from app.storage.vault_state import VaultStateRows

_PERSONAL = (
    Kind.CONSENT,
    Kind.FEEDBACK,
    Kind.FILING,
    Kind.ITEM,
    Kind.DECISION,
    Kind.ACTION,
    Kind.CARE_PLAN,
    Kind.PLAN_LINE,
    Kind.STEP,
    Kind.CIRCLE,
    Kind.UNMET_NEED,
    Kind.INCLUSION,
    Kind.BIN,
)
"""The kinds of operations whose texts are of the person that they name."""

_OWED = "compaction"
"""In `vault_state` while rows were erased and the file still holds their old pages."""

_ITEMS = "SELECT id FROM agenda_item WHERE case_id = :case"
_PLANS = "SELECT id FROM care_plan WHERE case_id = :case"
_ACTIONS = f"SELECT id FROM action WHERE case_id = :case OR item_id IN ({_ITEMS})"  # noqa: S608
_OWN = (
    "SELECT id FROM consent WHERE case_id = :case",
    "SELECT id FROM feedback WHERE case_id = :case",
    "SELECT id FROM filing WHERE case_id = :case",
    "SELECT id FROM case_step WHERE case_id = :case",
    "SELECT id FROM circle_member WHERE case_id = :case",
    "SELECT id FROM unmet_need WHERE case_id = :case",
    "SELECT id FROM protocol_inclusion WHERE case_id = :case",
    "SELECT record_id FROM binned WHERE case_id = :case",
    "SELECT item_id FROM minutes_item WHERE case_id = :case",
    f"SELECT id FROM decision WHERE item_id IN ({_ITEMS})",  # noqa: S608  our own words
    f"SELECT id FROM plan_line WHERE plan_id IN ({_PLANS})",  # noqa: S608  our own words
    _ITEMS,
    _PLANS,
    _ACTIONS,
)

_ERASE = (
    "DELETE FROM identity WHERE case_id = :case",
    f"DELETE FROM item_draft WHERE item_id IN ({_ITEMS})",  # noqa: S608  our own words
    f"DELETE FROM decision WHERE item_id IN ({_ITEMS})",  # noqa: S608  our own words
    f"DELETE FROM plan_line WHERE plan_id IN ({_PLANS})",  # noqa: S608  our own words
    f"DELETE FROM plan_version WHERE plan_id IN ({_PLANS})",  # noqa: S608  our own words
    "DELETE FROM care_plan WHERE case_id = :case",
    "DELETE FROM unmet_need WHERE case_id = :case",
    (
        "UPDATE protocol_inclusion SET reason = '', ended_why = '', criteria = '[]', "
        "ended_on = iif(state = 'included', max(decided_on, :on), ended_on), "
        "state = iif(state = 'included', 'left', state) WHERE case_id = :case"
    ),
    "DELETE FROM circle_member WHERE case_id = :case",
    "DELETE FROM binned WHERE case_id = :case",
    "UPDATE case_step SET reason = '', note = '' WHERE case_id = :case",
    f"DELETE FROM action WHERE id IN ({_ACTIONS})",  # noqa: S608  our own words
    "DELETE FROM feedback WHERE case_id = :case",
    "DELETE FROM filing WHERE case_id = :case",
    f"DELETE FROM item_guest WHERE item_id IN ({_ITEMS})",  # noqa: S608  our own words
    (
        "UPDATE consent SET collected_by_name = '', scope = '', structures = '', informed = '' "
        "WHERE case_id = :case"
    ),
    (
        "UPDATE agenda_item SET title = '', question = '', wishes = '', organic = '', "
        "psychic = '', social = '', outcome = '', text = '', back_on = NULL, back_why = '' "
        "WHERE case_id = :case"
    ),
    "UPDATE minutes_item SET record = NULL, salt = '' WHERE case_id = :case",
    (
        "UPDATE cases SET code = :code, title = '', requester_id = NULL, requester_name = '', "
        "question = '', wishes = '', organic = '', psychic = '', social = '', over_75 = 0, "
        "ald = 0, treating_doctor = 0, status = 'archived', review_on = NULL, referent_id = NULL, "
        "referent_name = '', priority = '', tried = '', carer = '', protection = 'none', "
        "parents_kept_out = 0, birth_year = NULL, follows = NULL WHERE id = :case"
    ),
)


class ErasureRows:
    """What is erased of one situation, inside the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def erase(self, case_id: CaseId, code: str, on: date) -> None:
        """Erase the person's texts everywhere; the situation goes on as `code`, which says nothing.

        The digests under the seals of minutes stay, without the salts that would let somebody
        guess at the erased words. On the day `on` the person left the protocols that they were
        in. The old pages are still in the file: `owed` until `settled`.
        """
        self._forget_operations(case_id)
        for statement in _ERASE:
            wanted = {"case": case_id, "code": code, "on": on.isoformat()}
            named = {name: one for name, one in wanted.items() if f":{name}" in statement}
            self._connection.execute(statement, named)
        VaultStateRows(self._connection).set(_OWED, "owed")

    @property
    def owed(self) -> bool:
        """Whether the file must still be rewritten."""
        return VaultStateRows(self._connection).get(_OWED) is not None

    def settled(self) -> None:
        """The file was rewritten."""
        VaultStateRows(self._connection).remove(_OWED)

    def _forget_operations(self, case_id: CaseId) -> None:
        """Empty the operation log of the person's records, of those that are gone too."""
        ids: set[str] = {case_id}
        for query in _OWN:
            ids |= {str(row[0]) for row in self._connection.execute(query, {"case": case_id})}
        kinds = tuple(kind.value for kind in _PERSONAL)
        owners = self._connection.execute(
            f"{_ITEMS} UNION {_PLANS}",
            {"case": case_id},
        ).fetchall()
        for owner in (case_id, *(row.text("id") for row in owners)):
            found = self._connection.execute(
                f"SELECT DISTINCT record_id FROM operation WHERE kind IN ({marks(len(kinds))}) "  # noqa: S608
                "AND instr(change, ?) > 0",
                (*kinds, owner),
            )
            ids |= {row.text("record_id") for row in found}
        for id_ in ids:
            self._connection.execute(
                "UPDATE operation SET change = '{}' WHERE record_id = ?", (id_,)
            )
