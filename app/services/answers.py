# SPDX-License-Identifier: EUPL-1.2
"""What a meeting answered to « exécutée ? » of earlier actions: it is part of its minutes."""

from dataclasses import dataclass, replace

from app.domain.action import Action, ActionState
from app.domain.ids import ActionId, CaseId
from app.domain.meeting import AgendaItem, ItemState
from app.domain.minutes import AnswerRecord
from app.services.people import People
from app.services.records import files_of, going_on
from app.storage.unit_of_work import Rows


@dataclass(frozen=True)
class Earlier:
    """An action of an earlier meeting, `answered` while this one is open."""

    action: Action
    answered: bool


def answers_of(rows: Rows, item: AgendaItem, names: People) -> tuple[AnswerRecord, ...]:
    """The answers given about an item's situation while its meeting was open, the last of each.

    Minutes that are written anew keep those of the version before, as they were said then, whatever
    became of the action since; what is answered while they are open again takes their place. An
    answer that was taken back is none. Nothing is left of a point whose person withdrew.
    """
    if item.state is ItemState.WITHDRAWN:
        return ()
    answers = {answer.action: answer for answer in _sealed_before(rows, item)}
    for id_, action in _since(rows, item).items():
        if action.state is ActionState.OPEN:  # « Rouvrir » in the list of actions
            answers.pop(id_, None)
        else:
            answers[id_] = _record(action, names)
    return tuple(answers.values())


def earlier_actions(rows: Rows, item: AgendaItem) -> tuple[Earlier, ...]:
    """Those that the meeting settled, then the open ones.

    In minutes that are written anew, what their version before settled is there to be corrected.
    """
    said = _since(rows, item)
    settled = [action for action in said.values() if not action.state.is_open]
    settled += [action for action in _settled_before(rows, item) if action.id not in said]
    files = _files(rows, item)
    still_open = [act for file in files for act in rows.actions.open_before(item.id, file)]
    return tuple(
        Earlier(action, action in settled or _is_answer(said.get(action.id)))
        for action in (*settled, *still_open)
    )


def _is_answer(said: Action | None) -> bool:
    return said is not None and said.state is not ActionState.OPEN


def _since(rows: Rows, item: AgendaItem) -> dict[ActionId, Action]:
    """Each action that was answered since the meeting began, or was opened anew, as it was last."""
    said: dict[ActionId, list[Action]] = {}
    for file in _files(rows, item):
        for action, undone in rows.actions.answered(file, item.meeting_id):
            known = said.setdefault(action.id, [])
            if undone and known:
                known.pop()
            else:  # what is taken back was said before the meeting, or the minutes were opened
                known.append(replace(action, state=ActionState.OPEN) if undone else action)
    return {id_: known[-1] for id_, known in said.items() if known}


def _files(rows: Rows, item: AgendaItem) -> tuple[CaseId, ...]:
    """The files of the item's person: what is open of one that was joined went to the other."""
    return () if item.case_id is None else files_of(rows, going_on(rows, item.case_id))


def _settled_before(rows: Rows, item: AgendaItem) -> list[Action]:
    """What the version before these minutes settled and nobody has settled otherwise since."""
    if item.state is ItemState.WITHDRAWN:
        return []
    said = _sealed_before(rows, item)
    found = ((rows.actions.get(ActionId(answer.action)), answer.state) for answer in said)
    return [
        action
        for action, state in found
        if action is not None and not action.state.is_open and action.state == state
    ]


def _sealed_before(rows: Rows, item: AgendaItem) -> tuple[AnswerRecord, ...]:
    before = rows.minutes.latest_of(item.meeting_id)
    record = before.record_of(item.id) if before else None
    return record.answers if record else ()


def _record(action: Action, names: People) -> AnswerRecord:
    until = action.due if action.state is ActionState.POSTPONED else None
    return AnswerRecord(
        action=action.id,
        text=action.text,
        who=names.full(action.who_id, action.who_name),
        state=action.state.value,
        why=action.note,
        due=until.isoformat() if until else "",
    )
