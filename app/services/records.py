# SPDX-License-Identifier: EUPL-1.2
"""Fetch a record or refuse with a sentence; the guard that keeps sealed minutes sealed."""

from dataclasses import replace

from app.domain.action import Action
from app.domain.case import Case
from app.domain.dates import medium_date
from app.domain.decision import Decision
from app.domain.errors import NotFoundError, SealedError, UserError
from app.domain.ids import ActionId, CaseId, DecisionId, ItemId, MeetingId, ProtocolId
from app.domain.meeting import AgendaItem, Meeting, MeetingState
from app.domain.protocol import Protocol
from app.storage.unit_of_work import Rows


def case_of(rows: Rows, id_: CaseId) -> Case:
    """The situation. Raises `NotFoundError`."""
    case = rows.cases.get(id_)
    if case is None:
        raise NotFoundError("Cette situation n’est plus dans le coffre.", "Revenez à la liste.")
    return case


def own_case_of(rows: Rows, id_: CaseId) -> Case:
    """The situation, unless another one took its file over. Raises `NotFoundError`, `UserError`."""
    case = case_of(rows, id_)
    if case.merged_into is not None:
        kept = case_of(rows, case.merged_into).code
        raise UserError(
            f"{case.code} a été réunie avec {kept}, dont le dossier continue.", f"Ouvrez {kept}."
        )
    return case


def writable_case_of(rows: Rows, id_: CaseId) -> Case:
    """The situation, while something may be written of its person.

    Raises `NotFoundError`, and `UserError` once it was joined to another one, erased or binned.
    """
    case = own_case_of(rows, id_)
    if case.erased:
        raise UserError(
            "La personne a été effacée : rien d’elle ne s’écrit plus.",
            "Ouvrez une nouvelle situation.",
        )
    if case.binned_at is not None:
        raise UserError(
            f"{case.code} est dans la corbeille.", "Reprenez-la d’abord dans « Conservation »."
        )
    return case


def files_of(rows: Rows, id_: CaseId) -> tuple[CaseId, ...]:
    """A situation and the files of the same person that were joined to it."""
    return (id_, *rows.joining.merged_into(id_))


def going_on(rows: Rows, id_: CaseId) -> CaseId:
    """The file in which a person goes on: another one where theirs was joined to it.

    Raises `NotFoundError`.
    """
    return case_of(rows, id_).merged_into or id_


def printed_case_of(rows: Rows, id_: CaseId) -> Case:
    """The situation with the secrecy that its person asked for, in whatever file that was noted.

    Raises `NotFoundError`.
    """
    case, kept = case_of(rows, id_), case_of(rows, going_on(rows, id_))
    return replace(case, protection=kept.protection, parents_kept_out=kept.parents_kept_out)


def protocol_of(rows: Rows, protocol_id: ProtocolId) -> Protocol:
    """The protocol. Raises `NotFoundError`."""
    protocol = rows.protocols.get(protocol_id)
    if protocol is None:
        raise NotFoundError("Ce protocole n’est plus dans le coffre.", "Revenez à la liste.")
    return protocol


def meeting_of(rows: Rows, id_: MeetingId) -> Meeting:
    """The meeting, whole. Raises `NotFoundError`."""
    return _found(rows.meetings.get(id_))


def heading_of(rows: Rows, id_: MeetingId) -> Meeting:
    """The meeting without its roles and attendance: for a `save_heading`, never for a `save`.

    Raises `NotFoundError`.
    """
    return _found(rows.meetings.heading(id_))


def item_of(rows: Rows, id_: ItemId) -> AgendaItem:
    """The agenda item. Raises `NotFoundError`."""
    item = rows.agenda.get(id_)
    if item is None:
        raise NotFoundError(
            "Ce point n’est plus à l’ordre du jour.", "Choisissez un autre point de la liste."
        )
    return item


def action_of(rows: Rows, id_: ActionId) -> Action:
    """The action. Raises `NotFoundError`."""
    action = rows.actions.get(id_)
    if action is None:
        raise NotFoundError("Cette action a été retirée.", "Revenez à la liste des actions.")
    return action


def decision_of(rows: Rows, id_: DecisionId) -> Decision:
    """The decision. Raises `NotFoundError`."""
    decision = rows.decisions.get(id_)
    if decision is None:
        raise NotFoundError("Cette décision a été retirée.", "Rouvrez le point.")
    return decision


def open_meeting_of(rows: Rows, id_: MeetingId) -> Meeting:
    """The whole meeting, which may still change. Raises `NotFoundError` and `SealedError`."""
    return _unsealed(meeting_of(rows, id_))


def open_heading_of(rows: Rows, id_: MeetingId) -> Meeting:
    """`heading_of` a meeting that may still change. Raises `NotFoundError` and `SealedError`."""
    return _unsealed(heading_of(rows, id_))


def open_item_of(rows: Rows, id_: ItemId) -> AgendaItem:
    """The item of a meeting that may still change. Raises `NotFoundError` and `SealedError`."""
    item = item_of(rows, id_)
    open_heading_of(rows, item.meeting_id)
    return item


def _found(meeting: Meeting | None) -> Meeting:
    if meeting is None:
        raise NotFoundError("Cette réunion n’est plus dans le coffre.", "Revenez à l’accueil.")
    return meeting


def _unsealed(meeting: Meeting) -> Meeting:
    if meeting.state is MeetingState.CLOSED:
        raise SealedError(
            "Cette réunion est close et son compte rendu scellé.",
            "Pour corriger, ouvrez une nouvelle version depuis le compte rendu.",
        )
    return meeting


def require_no_other_running(rows: Rows, id_: MeetingId) -> None:
    """Let one meeting run at a time. Raises `UserError` when another one is not closed."""
    running = rows.meetings.running()
    if running is not None and running.id != id_:
        raise UserError(
            f"La réunion du {medium_date(running.on)} est encore en cours.",
            "Reprenez-la et clôturez-la d’abord.",
        )
