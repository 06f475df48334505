# SPDX-License-Identifier: EUPL-1.2
"""Two files of one person become one; and a person who comes back begins a new episode."""

from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.case import Case, CaseStatus, Identity
from app.domain.case_step import StepReason
from app.domain.changes import Changes, Kind, content_of
from app.domain.circle import CircleMember
from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.domain.life import OVER
from app.domain.text import plural
from app.services.cases import CaseDraft, CaseService
from app.services.joined_parts import (
    CASE_FIELDS,
    filled,
    free_agendas,
    keep_one_inclusion,
    lacking,
    move_circle,
    move_plan,
    told_before,
    twice_included,
    twice_there,
)
from app.services.life import take_step
from app.services.records import case_of, writable_case_of
from app.services.sealed_identity import identity_text
from app.services.uncovered import uninvite
from app.services.withdrawal import Effect, drop_drafts, withdrawal_preview
from app.storage.unit_of_work import Store

_KINDS = {
    "consent": Kind.CONSENT,
    "action": Kind.ACTION,
    "feedback": Kind.FEEDBACK,
    "unmet_need": Kind.UNMET_NEED,
    "protocol_inclusion": Kind.INCLUSION,
    "agenda_item": Kind.ITEM,
}
_INCLUSIONS = "inclusions dans des protocoles"
_MOST = 8


class WhoseIdentity(StrEnum):
    """Whose sealed identity is kept where the two are not the same."""

    KEPT = "kept"
    JOINED = "joined"


@dataclass(frozen=True)
class Joining:
    """What joining two files does: said before it is confirmed.

    `differ` holds the two identities where somebody has to say which one is right. `effects` are
    those of a refusal or a withdrawal that was noted last in either file, whose `state` is given.
    """

    kept: str
    joined: str
    moves: tuple[str, ...]
    stays: tuple[str, ...]
    differ: tuple[Identity, Identity] | None = None
    state: ConsentState | None = None
    effects: tuple[Effect, ...] = ()


class JoiningService:
    """Joins files, and opens the next episode of one that is over."""

    def __init__(self, store: Store, cases: CaseService) -> None:
        self._store = store
        self._cases = cases

    def find(self, letters: str, but: CaseId) -> tuple[tuple[str, str, str], ...]:
        """The situations that letters of a code may mean: id, code and motif, the newest first."""
        part = letters.strip()
        return self._store.rows.joining.by_code(part, but, _MOST) if part else ()

    def preview(self, kept_id: CaseId, joined_id: CaseId) -> Joining:
        """What joining would do, from what is there now. Raises `UserError` where it may not."""
        kept, joined = self._both(kept_id, joined_id)
        rows = self._store.rows
        counted = {table: rows.joining.count(table, joined_id, kept_id) for table in _KINDS}
        counted["protocol_inclusion"] -= twice_there(rows, kept_id, joined_id)
        plan = rows.care_plans.of_case(joined_id)
        lines = len(plan.lines) if plan else 0
        circle = len(self._new_members(kept, joined))
        texts = lacking(kept, joined, CASE_FIELDS)
        moves = (
            _said(counted["consent"], "réponse sur l’accord", "réponses sur l’accord, par date"),
            _said(counted["agenda_item"], "place à un ordre du jour préparé"),
            _said(counted["action"], "action ouverte", "actions ouvertes"),
            _said(counted["feedback"], "retour dû", "retours dus"),
            _said(lines, "ligne du plan", "lignes du plan"),
            _said(circle, "personne autour d’elle", "personnes autour d’elle"),
            _said(counted["unmet_need"], "besoin non couvert", "besoins non couverts"),
            _said(counted["protocol_inclusion"], "inclusion dans un protocole", _INCLUSIONS),
            _said(len(texts), "champ vide ici, rempli là-bas", "champs vides ici, remplis là-bas"),
        )
        both = (kept_id, joined_id)
        answers = (rows.consents.current(id_) for id_ in both)
        last = max((one for one in answers if one), key=lambda one: one.id, default=None)
        over = last is not None and not last.state.allows_presentation
        return Joining(
            kept=kept.code,
            joined=joined.code,
            moves=tuple(words for words in moves if words),
            stays=(
                f"Les comptes rendus scellés restent sous {joined.code}, et se lisent au parcours.",
                f"{joined.code} est archivée et mène à {kept.code}.",
                *twice_included(rows, kept, joined),
                *told_before(rows, kept, joined, last),
            ),
            differ=self._differ(kept_id, joined_id),
            state=last.state if last else None,
            effects=tuple(e for id_ in both for e in withdrawal_preview(rows, id_)) if over else (),
        )

    def join(
        self, kept_id: CaseId, joined_id: CaseId, whose: WhoseIdentity | None = None
    ) -> Changes:
        """Let one file take over another, in one transaction; there is no way back.

        Raises `UserError` where it may not, where the identities differ and nobody said which one
        is right, or where they cannot be compared without the identity key.
        """
        kept, joined = self._both(kept_id, joined_id)
        differ = self._differ(kept_id, joined_id)
        if differ is not None and whose is None:
            raise UserError(
                "Les deux identités ne sont pas les mêmes.", "Choisissez celle qui est juste."
            )
        sealed = self._identity_to_keep(kept_id, joined_id, whose)
        members = self._new_members(kept, joined)
        with self._store.write() as work:
            free_agendas(work, kept_id, joined_id)
            keep_one_inclusion(work, kept_id, joined_id)
            for table, kind in _KINDS.items():
                for id_ in work.rows.joining.move(table, joined_id, kept_id):
                    work.changed(kind, id_, {"case_id": kept_id})
            move_plan(work, kept_id, joined_id)
            move_circle(work, kept_id, members)
            if sealed is not None:
                work.rows.cases.save_identity(kept_id, sealed)
                work.changed(Kind.IDENTITY, kept_id, {"sealed": True})
            after = filled(kept, joined, born=kept if sealed is None else joined)
            work.rows.cases.save(after)
            work.changed(Kind.CASE, kept_id, content_of(after))
            for id_ in work.rows.joining.merged_into(joined_id):  # one step leads to what is kept
                work.rows.cases.save(replace(case_of(work.rows, id_), merged_into=kept_id))
                work.changed(Kind.CASE, id_, {"merged_into": kept_id})
            gone = replace(joined, merged_into=kept_id, review_on=None)
            take_step(work, gone, CaseStatus.ARCHIVED, StepReason.MERGED, kept.code)
            uninvite(work, kept_id)
            consent = work.rows.consents.current(kept_id)
            if consent is not None and not consent.state.allows_presentation:
                drop_drafts(work, kept_id, consent.state)
            elif consent is not None and after.status is CaseStatus.NEW:
                take_step(work, after, CaseStatus.TO_PRESENT)
            work.journal("case.joined", Kind.CASE, kept_id)
            work.journal("case.joined", Kind.CASE, joined_id)
            return work.changes

    def new_episode(self, case_id: CaseId) -> tuple[CaseId, Changes]:
        """Open the next episode of a situation that is over: its demand and circle are copied.

        Who else has a say is, too. The consent is not: it is asked again. Neither are inclusions in
        protocols: their criteria are looked at again, in the version of that day. The identity is
        sealed anew under the new code, which needs its key. Raises `UserError`, also while another
        episode goes on, and for a file that was joined, erased or binned.
        """
        before = writable_case_of(self._store.rows, case_id)
        if before.status not in OVER:
            raise UserError(
                "Un nouvel épisode commence après la clôture.", "Closez d’abord celui-ci."
            )
        for id_ in self._store.rows.joining.of_person(case_id):
            other = case_of(self._store.rows, id_)
            if other.status not in OVER:
                raise UserError(
                    f"{other.code} est déjà en cours pour elle.", f"Ouvrez {other.code}."
                )
        identity = self._identity(case_id)
        draft = replace(CaseDraft.of(before), code="")
        with self._store.batch():
            new_id, changes = self._cases.open(draft)
            if identity is not None:
                changes |= self._cases.save_identity(new_id, identity, joined=True)
            with self._store.write() as work:
                after = _protected(case_of(work.rows, new_id), before)
                work.rows.cases.save(after)
                work.changed(Kind.CASE, new_id, content_of(after))
                work.changed(Kind.CASE, case_id, {"followed_by": new_id})
                move_circle(work, new_id, work.rows.circles.of(case_id))
                changes |= work.changes
        return new_id, changes

    def _both(self, kept_id: CaseId, joined_id: CaseId) -> tuple[Case, Case]:
        rows = self._store.rows
        kept, joined = case_of(rows, kept_id), case_of(rows, joined_id)
        if kept.binned_at is not None or joined.binned_at is not None:
            raise UserError("Une des deux est dans la corbeille.", "Remettez-la d’abord.")
        if kept_id == joined_id:
            raise UserError("C’est la même situation.", "Choisissez-en une autre.")
        if kept.erased or joined.erased:
            raise UserError("La personne a été effacée.", "Choisissez une autre situation.")
        if kept.merged_into is not None or joined.merged_into is not None:
            raise UserError("Une des deux a déjà été réunie.", "Choisissez une autre situation.")
        if kept.status in OVER:
            raise UserError(
                f"{kept.code} est {kept.status.label}.", "Rouvrez-la d’abord, ou gardez l’autre."
            )
        if rows.joining.running(kept_id) or rows.joining.running(joined_id):
            raise UserError("Une réunion en cours en parle.", "Clôturez-la d’abord.")
        return kept, joined

    def _differ(self, kept_id: CaseId, joined_id: CaseId) -> tuple[Identity, Identity] | None:
        if self._cases.sealed_identity(kept_id) is None:
            return None
        kept, joined = self._identity(kept_id, joined_id), self._identity(joined_id)
        if kept is None or joined is None or identity_text(kept) == identity_text(joined):
            return None
        return kept, joined

    def _identity(self, case_id: CaseId, other: CaseId | None = None) -> Identity | None:
        """An identity, read only where there is one and something to compare it with."""
        if other is not None and self._cases.sealed_identity(other) is None:
            return None
        if self._cases.sealed_identity(case_id) is None:
            return None
        try:
            return self._cases.identity(case_id)
        except UserError as refusal:
            raise UserError(
                "L’identité est scellée : sans sa clé, elle ne peut être ni comparée ni recopiée.",
                "Ouvrez d’abord les identités avec votre phrase de passe.",
            ) from refusal

    def _identity_to_keep(
        self, kept_id: CaseId, joined_id: CaseId, whose: WhoseIdentity | None
    ) -> bytes | None:
        """What is sealed anew under the code that stays; None where it has the right one."""
        if self._cases.sealed_identity(kept_id) is not None and whose is not WhoseIdentity.JOINED:
            return None
        identity = self._identity(joined_id)
        return None if identity is None else self._cases.sealed_form(kept_id, identity)

    def _new_members(self, kept: Case, joined: Case) -> tuple[CircleMember, ...]:
        rows = self._store.rows
        known = {(each.professional_id, each.name) for each in rows.circles.of(kept.id)}
        found = rows.circles.of(joined.id)
        return tuple(each for each in found if (each.professional_id, each.name) not in known)


def _said(count: int, one: str, several: str | None = None) -> str:
    return plural(count, one, several) if count else ""


def _protected(case: Case, before: Case) -> Case:
    """The next episode, with what holds for the person whatever the situation."""
    return replace(
        case,
        follows=before.id,
        protection=before.protection,
        parents_kept_out=before.parents_kept_out,
        birth_year=case.birth_year or before.birth_year,
    )
