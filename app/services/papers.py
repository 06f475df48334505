# SPDX-License-Identifier: EUPL-1.2
"""Everything that leaves a closed meeting: minutes, extracts, sheets of actions, care plans."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.changes import Kind
from app.domain.errors import ConsentError, NotFoundError, UserError
from app.domain.ids import CaseId, MeetingId
from app.domain.meeting import Meeting
from app.domain.minutes import Minutes, SealedItem
from app.domain.text import safe_file_name
from app.services.action_sheets import Assignee, action_sheet_view, assignees
from app.services.batches import Batch
from app.services.cases import CaseService
from app.services.documents import DocumentService, Printable, Trace
from app.services.extracts import ExtractSource, extract_view
from app.services.minutes import MinutesService
from app.services.owed_extracts import fills_record
from app.services.records import case_of, going_on, heading_of
from app.storage.unit_of_work import Store
from app.system.clock import Clock


class Paper(StrEnum):
    """What may leave; in the order in which it is printed."""

    MINUTES = "minutes"
    EXTRACTS = "extracts"
    ACTIONS = "actions"
    PLANS = "plans"


@dataclass(frozen=True)
class Papers:
    """What a closed meeting can print: the names of each kind, and whether some name a patient."""

    of: dict[Paper, tuple[str, ...]]
    nominative: bool

    def count(self, paper: Paper) -> int:
        """How many documents of a kind there are."""
        return len(self.of[paper])


class PaperService:
    """The documents of a closed meeting, one by one or as one batch. Each is journalled."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        cases: CaseService,
        minutes: MinutesService,
        documents: DocumentService,
    ) -> None:
        self._store, self._clock = store, clock
        self._cases, self._minutes, self._documents = cases, minutes, documents

    def available(self, meeting_id: MeetingId) -> Papers:
        """What the meeting can print now. Raises `UserError` while it is not closed."""
        minutes = self._latest(meeting_id)
        cases = [case_of(self._store.rows, id_) for id_ in self._extractable(minutes)]
        plans = [case for case in cases if self._has_plan(case.id)]
        version = f"version {minutes.version}"
        return Papers(
            of={
                Paper.MINUTES: (version,),
                Paper.EXTRACTS: tuple(case.code for case in cases),
                Paper.ACTIONS: tuple(a.name for a in assignees(self._store.rows, meeting_id)),
                Paper.PLANS: tuple(case.code for case in plans),
            },
            nominative=any(self._documents.names_person(case.id) for case in cases),
        )

    def names_person(self, case_id: CaseId) -> bool:
        """Whether documents about that situation may bear the person's name."""
        return self._documents.names_person(case_id)

    def extract(self, meeting_id: MeetingId, case_id: CaseId, *, named: bool) -> Printable:
        """The extract of one situation; `named` asks for the identity where it may appear.

        Raises `NotFoundError` where there is none, `ConsentError` when the person withdrew, and
        `UserError` when the identity key is not held.
        """
        minutes = self._latest(meeting_id)
        item = next((each for each in minutes.items if each.case_id == case_id), None)
        if item is None:
            raise NotFoundError("Cette situation n’est pas dans ce compte rendu.")
        if case_id not in self._extractable(minutes):
            raise ConsentError(
                "Aucun extrait ne peut être fait de ce point.",
                "La situation n’a pas été vue, ou la personne a retiré son accord.",
            )
        return self._extract(minutes, item, case_id, named=named)

    def batch(self, meeting_id: MeetingId, wanted: frozenset[Paper], *, named: bool) -> Batch:
        """All the documents of the kinds `wanted`, in one go.

        Without `named` no document names a patient. Raises `UserError` when nothing is wanted or
        the identity key is not held.
        """
        meeting, minutes = heading_of(self._store.rows, meeting_id), self._latest(meeting_id)
        made: list[Printable] = []
        if Paper.MINUTES in wanted:
            made.append(self._documents.minutes(minutes.id))
        cases = self._extractable(minutes)
        if Paper.EXTRACTS in wanted:
            items = {item.case_id: item for item in minutes.items}
            made += [self._extract(minutes, items[id_], id_, named=named) for id_ in cases]
        if Paper.ACTIONS in wanted:
            everybody = assignees(self._store.rows, meeting_id)
            outside = [each for each in everybody if each.who_id is None]
            for each in everybody:
                # A file's name is read in folders and messages: nobody outside is named there.
                number = outside.index(each) + 1 if each in outside else 0
                made.append(
                    self._sheet(meeting, each, f"exterieur-{number}" if number else each.name)
                )
        if Paper.PLANS in wanted:
            planned = (id_ for id_ in cases if self._has_plan(id_))
            made += [self._documents.care_plan(id_, named=named) for id_ in planned]
        if not made:
            raise UserError("Aucun document n’est choisi.", "Cochez ce qu’il faut imprimer.")
        day = meeting.on.isoformat()
        return Batch(f"Documents de la réunion du {day}", f"reunion-{day}", tuple(made))

    def _extract(
        self, minutes: Minutes, item: SealedItem, case_id: CaseId, *, named: bool
    ) -> Printable:
        rows = self._store.rows
        wanted = named and self._documents.names_person(case_id)
        source = ExtractSource(
            minutes=minutes,
            item=item,
            case_id=case_id,
            identity=self._cases.identity(going_on(rows, case_id)) if wanted else None,
            filing=rows.filings.of(case_id, minutes.meeting_id),
        )
        view = extract_view(rows, source)
        code = safe_file_name(case_of(rows, case_id).code)
        return Printable(
            stem=f"extrait-{code}-{minutes.header.on}",
            title=f"Extrait {code}",
            view=view,
            trace=self._trace(Kind.CASE, case_id).asked("document.extract"),
        )

    def _sheet(self, meeting: Meeting, assignee: Assignee, called: str) -> Printable:
        view = action_sheet_view(self._store.rows, meeting, assignee, self._clock.today())
        name = safe_file_name(called.replace(" ", "-"), limit=60)
        return Printable(
            stem=f"actions-{name}-{meeting.on.isoformat()}",
            title=f"Fiche d’actions, {assignee.name}",
            view=view,
            trace=self._trace(Kind.MEETING, meeting.id).asked("document.actions"),
        )

    def _latest(self, meeting_id: MeetingId) -> Minutes:
        minutes = self._store.rows.minutes.latest_of(meeting_id)
        if minutes is None:
            raise UserError("Cette réunion n’est pas close.", "Scellez d’abord son compte rendu.")
        return minutes

    def _extractable(self, minutes: Minutes) -> tuple[CaseId, ...]:
        """The situations of which the minutes say something that may be read, in their order."""
        items = {item.id: item for item in self._store.rows.agenda.of(minutes.meeting_id)}
        return tuple(
            sealed.case_id
            for sealed in minutes.items
            if sealed.case_id is not None
            and not sealed.restricted
            and sealed.record is not None
            and not sealed.record.withheld
            and (item := items.get(sealed.item_id)) is not None
            and fills_record(self._store.rows, item)
        )

    def _has_plan(self, case_id: CaseId) -> bool:
        plan = self._store.rows.care_plans.of_case(case_id)
        return plan is not None and any(plan.part(line.part) for line in plan.lines)

    def _trace(self, kind: Kind, record: str) -> Trace:
        return Trace(self._store, self._clock.now, kind, record)
