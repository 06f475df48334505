# SPDX-License-Identifier: EUPL-1.2
"""The right of access: everything about a person, as pages and as a file (GDPR art. 15, 20)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.case import Case, Identity
from app.domain.changes import Kind, content_of
from app.domain.errors import NotAllowedError
from app.domain.ids import CaseId, ProfessionalId
from app.domain.meeting import Meeting
from app.domain.seal import members_of
from app.domain.text import safe_file_name
from app.services.cases import CaseService
from app.services.documents import Printable, Trace
from app.services.journal_reader import JournalReader
from app.services.person_files import PersonFile, Talk, person_file
from app.services.print_access import access_view
from app.services.records import case_of
from app.storage.unit_of_work import Store
from app.system.clock import Clock

FILE_FORMAT = "tour-de-table/acces"
FILE_VERSION = 1


@dataclass(frozen=True)
class AccessAnswer:
    """What is handed over: pages to read, and the same as UTF-8 JSON under `name`."""

    printable: Printable
    name: str
    json: bytes


class AccessService:
    """Gathers everything about one person; each time is journalled."""

    def __init__(
        self, store: Store, clock: Clock, cases: CaseService, journal: JournalReader
    ) -> None:
        self._store = store
        self._clock = clock
        self._cases = cases
        self._journal = journal

    def needs_identity(self, case_id: CaseId) -> bool:
        """Whether an identity is kept, which must then be open."""
        rows = self._store.rows
        files = self._files(case_id)
        return any(rows.cases.sealed_identity(id_) is not None for id_ in files)

    def answer(self, case_id: CaseId) -> AccessAnswer:
        """Everything about a person as of now; raises as `begin`."""
        return self.begin(case_id)()

    def begin(self, case_id: CaseId) -> Callable[[], AccessAnswer]:
        """Open what is sealed, and journal it; the rest is slow and may be done on any thread.

        The whole journal is looked through. The other episodes and the files that were joined are
        part of the answer. Raises `NotFoundError`, `NotAllowedError` for a person who was erased,
        and `UserError` when the identity key is not held.
        """
        case = case_of(self._store.rows, case_id)
        if case.erased:
            raise NotAllowedError(
                "Cette personne a été effacée : il ne reste rien d’elle à lui remettre.",
                "Le journal dit quand, sans rien d’elle.",
            )
        files = [case_of(self._store.rows, id_) for id_ in self._files(case_id)]
        known = {one.id: self._cases.identity(one.id) for one in files if not one.erased}
        trace = Trace(self._store, self._clock.now, Kind.CASE, case_id).asked("access.answered")
        return lambda: self._gathered(case, known, trace)

    def _files(self, case_id: CaseId) -> tuple[CaseId, ...]:
        return self._store.rows.joining.of_person(case_id)

    def _gathered(
        self, case: Case, known: Mapping[CaseId, Identity | None], trace: Trace
    ) -> AccessAnswer:
        rows, of_case = self._store.rows, self._journal.of_case
        others = tuple(
            person_file(rows, id_, identity, of_case(id_))
            for id_, identity in known.items()
            if id_ != case.id
        )
        file = person_file(rows, case.id, known[case.id], of_case(case.id), others)
        today = self._clock.today()
        view = access_view(rows, file, today, self._clock.local)
        stem = f"droit-acces-{safe_file_name(case.code)}-{today.isoformat()}"
        content = {
            "format": FILE_FORMAT,
            "version": FILE_VERSION,
            "made": self._clock.now().isoformat(),
        } | access_content(file)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        return AccessAnswer(
            Printable(stem, view.title, view, trace), f"{stem}.json", f"{text}\n".encode()
        )


def access_content(file: PersonFile) -> dict[str, object]:
    """The whole file in JSON's own types; professionals named in it come with their names."""
    content = _content(file) | {"other_files": [_content(one) for one in file.others]}
    return content | {"professionals": _named(content, file)}


def _content(file: PersonFile) -> dict[str, object]:
    content: dict[str, object] = {
        "case": content_of(file.case),
        "identity": content_of(file.identity) if file.identity else None,
        "meetings": [_talk(talk) for talk in file.talks],
        "plan": content_of(file.plan) if file.plan else None,
        "plan_versions": [
            content_of(one) | {"record": json.loads(one.record)} for one in file.versions
        ],
        "bin": [content_of(one) | {"record": json.loads(one.record)} for one in file.binned],
    }
    kinds = ("steps", "circle", "consents", "feedbacks", "filings", "needs", "inclusions")
    for name in (*kinds, "accesses"):
        content[name] = [content_of(one) for one in getattr(file, name)]
    return content


def _talk(talk: Talk) -> dict[str, object]:
    return {
        "meeting": _heading(talk.meeting),
        "item": content_of(talk.item),
        "decisions": [content_of(one) for one in talk.decisions],
        "actions": [content_of(one) for one in talk.actions],
        "begun": dict(talk.drafts),
        "sealed": [
            {
                "version": part.version,
                "sealed_at": part.sealed_at.isoformat(),
                "record": members_of(part.record) if part.record else None,
            }
            for part in talk.sealed
        ],
    }


def _heading(meeting: Meeting) -> dict[str, object]:
    """When and where: who else was there is not about this person."""
    return {
        "on": meeting.on.isoformat(),
        "start": meeting.start.isoformat(),
        "end": meeting.end.isoformat(),
        "place": meeting.place,
        "state": meeting.state.value,
    }


def _named(content: object, file: PersonFile) -> dict[str, str]:
    """The professionals whose ids stand anywhere in the content, with their names."""
    found = {id_: file.people.presented(ProfessionalId(id_)) for id_ in _texts(content)}
    return {id_: name for id_, name in sorted(found.items()) if name}


def _texts(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return set().union(*map(_texts, value)) if value else set()
    return set()
