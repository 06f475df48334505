# SPDX-License-Identifier: EUPL-1.2
"""What gives a patient away in what is typed during a meeting: names recognised, forms that tell.

Nothing is refused and nothing is changed by itself: the screen says it, a key corrects it, the
second screen hides it, the closing lists what is left.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.domain.case import Identity
from app.domain.changes import Kind
from app.domain.errors import UserError
from app.domain.ids import CaseId, MeetingId
from app.domain.reidentification import Clue, Finding, masked, united, warnings
from app.domain.text import ellipsis, fold, plural
from app.domain.whole_names import whole
from app.services.name_filter import NameFilter, filter_of
from app.services.sealed_identity import identity_of
from app.services.sealed_texts import SealedText, agenda_texts, sealed_texts
from app.services.words_beside_names import BesideNames
from app.storage.unit_of_work import Store

NO_RIGHT = "Les noms des patients ne sont pas reconnus : votre compte n’ouvre pas les identités."
_CLOSED = (
    "Les noms de {count} ne sont pas reconnus : les identités étaient fermées. "
    "Votre phrase de passe les fait reconnaître."
)
_UNREADABLE = (
    "Les noms de {count} ne sont pas reconnus : la fiche d’identité ne peut pas être lue. "
    "Ouvrez la situation pour la ressaisir."
)
MOST_IN_RESERVE = 500
"""Situations beside the agenda whose names are learnt: 0.1 s at the start of a meeting."""
_FOUND_LENGTH = 60
_DOCTOR_BEFORE = re.compile(r"(?:\bDr\.?|\b[Dd]octeur|\bPr)[ \u00a0\u202f]\Z")
_DOCTOR_LENGTH = 9
_WORD = re.compile(r"[^\W\d_]+")


def _folded_words(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _WORD.findall(name))


class Opened(Protocol):
    """The identity key of this session, as far as names are read with it."""

    @property
    def available(self) -> bool:
        """Whether identities can be opened now."""
        ...

    def open(self, case_id: str, sealed: bytes) -> bytes:
        """The record. Raises `UserError`."""
        ...


class Holder(Protocol):
    """Knows whether this account may read identities at all."""

    @property
    def may_reopen(self) -> bool:
        """Whether the passphrase of this account would open them."""
        ...


@dataclass(frozen=True)
class _Learnt:
    """What a session holds of names: digests, and of which sealed records.

    A record that is sealed anew, because somebody corrected the name, is not covered any more.
    """

    names: NameFilter
    covered: Mapping[CaseId, bytes]
    unreadable: Mapping[CaseId, bytes]


class AnonymityService:
    """Learns the names while identities are open, then judges texts without them."""

    def __init__(self, store: Store, identities: Opened, holder: Holder) -> None:
        self._store = store
        self._identities, self._holder = identities, holder
        self._learnt: _Learnt | None = None
        self._professionals: frozenset[str] = frozenset()
        self._team: frozenset[frozenset[str]] = frozenset()

    def learn(self, meeting_id: MeetingId) -> None:
        """Keep the digests of the names of the agenda and of the reserve; journalled.

        To be called before the identity key is dropped. Without it, what was learnt before stays;
        a record that was altered is passed over: `remark` says that its situation is not covered.
        The digests last until the vault is locked: sealed minutes may be reopened.
        """
        rows = self._store.rows
        self._read_team()
        if not self._identities.available:
            return
        self._learn({*rows.cases.newest_waiting(MOST_IN_RESERVE), *self._cases_of(meeting_id)})
        self._store.note("identity.names_learnt", Kind.MEETING, meeting_id)

    def learn_waiting(self) -> None:
        """Learn what changed of the situations that wait, for what is typed beside a meeting."""
        rows = self._store.rows
        self._read_team()
        known = {**self._learnt.covered, **self._learnt.unreadable} if self._learnt else {}
        cases = {*known, *rows.cases.newest_waiting(MOST_IN_RESERVE)}
        if self._identities.available and self._sealed(cases) != known:
            self._learn(cases)
            self._store.note("identity.names_learnt", Kind.VAULT)

    def _read_team(self) -> None:
        team = self._store.rows.professionals.all()
        self._professionals = frozenset(fold(one.last) for one in team)
        self._team = frozenset(_folded_words(f"{one.first} {one.last}") for one in team)

    def _learn(self, cases: Iterable[CaseId]) -> None:
        sealed = self._sealed(cases)
        read = {id_: self._read(id_, sealed[id_]) for id_ in sorted(sealed)}
        self._learnt = _Learnt(
            filter_of((each for each in read.values() if each), BesideNames.shipped()),
            {id_: sealed[id_] for id_, identity in read.items() if identity is not None},
            {id_: sealed[id_] for id_, identity in read.items() if identity is None},
        )

    def _sealed(self, cases: Iterable[CaseId]) -> dict[CaseId, bytes]:
        """The sealed records of those whose identity is known."""
        found = ((id_, self._store.rows.cases.sealed_identity(id_)) for id_ in cases)
        return {id_: sealed for id_, sealed in found if sealed is not None}

    def learn_missing(self, meeting_id: MeetingId) -> None:
        """Learn where identities are open and somebody is not recognised yet.

        For the fictional practice, which keeps identities open: a vault's were learnt at the start.
        """
        if self._identities.available and self.remark(meeting_id):
            self.learn(meeting_id)

    def missing(self, meeting_id: MeetingId) -> frozenset[CaseId]:
        """The situations of the agenda whose identity is known and whose names are not."""
        covered = self._learnt.covered if self._learnt else {}
        sealed = self._sealed(self._cases_of(meeting_id))
        return frozenset(id_ for id_, record in sealed.items() if covered.get(id_) != record)

    @property
    def unreadable(self) -> frozenset[CaseId]:
        """The situations whose record could not be read when names were learnt last."""
        return frozenset(self._learnt.unreadable if self._learnt else ())

    def remark(self, meeting_id: MeetingId) -> str:
        """Why names are not recognised, wholly or for some; empty when all are."""
        missing = self.missing(meeting_id)
        if not missing:
            return ""
        if not self._holder.may_reopen and not self._identities.available:
            return NO_RIGHT
        sentence = _UNREADABLE if missing <= self.unreadable else _CLOSED
        return sentence.format(count=plural(len(missing), "situation"))

    def findings(self, text: str) -> tuple[Finding, ...]:
        """What gives somebody away, in its order: known names, and what is told by its form."""
        return self._found(text, wary=False)

    def findings_for_the_room(self, text: str) -> tuple[Finding, ...]:
        """The same for others to read: « Petit » with a capital is taken for the name, always."""
        return self._found(text, wary=True)

    def masked(self, text: str) -> str:
        """The text as a room may read it."""
        return masked(text, self.findings_for_the_room(text))

    def _found(self, text: str, *, wary: bool) -> tuple[Finding, ...]:
        by_form = warnings(text, self._professionals)
        if self._learnt is None:
            return by_form
        names = []
        for hit in self._learnt.names.hits(text, wary=wary):
            name = whole(text, hit, wary=wary)
            if not self._is_doctor(text, name) and not self._is_of_the_team(hit, name):
                names.append(name)
        return united(text, [*names, *by_form])

    def findings_in_a_name(self, text: str) -> tuple[Finding, ...]:
        """The same where somebody outside is named by right, as « Mme Durand »."""
        return tuple(each for each in self.findings(text) if each.clue is not Clue.NAME)

    def remaining(self, meeting_id: MeetingId) -> tuple[str, ...]:
        """What would be sealed and gives somebody away, one sentence each; closing lists them."""
        return self.sentences(sealed_texts(self._store.rows, meeting_id))

    def on_the_agenda(self, meeting_id: MeetingId) -> tuple[str, ...]:
        """What the printed agenda would give away, although it says that it holds codes only."""
        return self.sentences(agenda_texts(self._store.rows, meeting_id))

    def sentences(self, texts: Iterable[SealedText]) -> tuple[str, ...]:
        """What of these texts gives somebody away, one sentence each."""
        return tuple(
            f"{text.place} : {each.clue.label.lower()} « {ellipsis(each.found, _FOUND_LENGTH)} »"
            for text in texts
            for each in (self.findings_in_a_name if text.names_somebody else self.findings)(
                text.text
            )
        )

    def _is_doctor(self, text: str, hit: Finding) -> bool:
        """« Dr Aubry » of the directory, in a meeting about a patient who is an Aubry too."""
        if not _DOCTOR_BEFORE.search(text, max(0, hit.start - _DOCTOR_LENGTH), hit.start):
            return False
        return any(fold(word) in self._professionals for word in _WORD.findall(hit.found))

    def _is_of_the_team(self, hit: Finding, name: Finding) -> bool:
        """« Nadia Aubry » of the directory, where only « Nadia » is somebody else's too."""
        return hit != name and _folded_words(name.found) in self._team

    def _cases_of(self, meeting_id: MeetingId) -> tuple[CaseId, ...]:
        items = self._store.rows.agenda.of(meeting_id)
        return tuple(item.case_id for item in items if item.case_id is not None)

    def _read(self, case_id: CaseId, sealed: bytes) -> Identity | None:
        try:
            return identity_of(self._identities.open(case_id, sealed))
        except UserError:
            return None
