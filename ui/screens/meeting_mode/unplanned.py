# SPDX-License-Identifier: EUPL-1.2
"""Situations that were not on the agenda: of the reserve, or found or opened by Ctrl+N."""

from collections.abc import Callable
from functools import partial

from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.domain.ids import CaseId, ItemId
from app.domain.meeting import AgendaItem
from app.services.agendas import AgendaService
from app.services.cases import CaseDraft, CaseService, CaseSummary
from app.services.consents import ConsentDraft, ConsentService
from app.services.look_up import CaseFinder
from ui.screens.meeting_mode.action_row import FindPeople
from ui.screens.meeting_mode.begun import BegunTexts
from ui.screens.meeting_mode.drafts import Editor, EditorName
from ui.screens.meeting_mode.history import Acts
from ui.screens.meeting_mode.item_timer import Clock
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.timers import timer
from ui.screens.meeting_mode.undo_control import AGENDA, UndoControl
from ui.shell.screen import ShowToast
from ui.widgets import Suggestion

_MOST = 6
_LEAST_LETTERS = 3
"""Letters from which a motif that no situation has may be a new one."""
NEW = "new:"
_MOTIF, _BROUGHT_BY = EditorName(Editor.UNPLANNED), EditorName(Editor.BROUGHT_BY)


class UnplannedControl:
    """Ties the line to the services. `enter` goes to the item, as any key of the agenda does."""

    def __init__(
        self,
        parts: MeetingLayout,
        presenter: MeetingPresenter,
        agendas: AgendaService,
        cases: CaseService,
        consents: ConsentService,
        finder: CaseFinder,
        clock: Clock,
        find_people: FindPeople,
        undo: UndoControl,
        *,
        enter: Callable[[ItemId], object],
        toast: ShowToast,
        begun: BegunTexts,
    ) -> None:
        """`begun` keeps what is typed of a motif."""
        self._parts, self._presenter, self._clock = parts, presenter, clock
        self._agendas, self._cases, self._enter = agendas, cases, enter
        self._undo, self._toast, self._consents = undo, toast, consents
        undo.places[AGENDA] = lambda _which: parts.focus(parts.first_field)
        self._begun = begun
        self._choice: Suggestion | None = None
        self._opened: CaseId | None = None
        self._finder = finder
        self._reading = timer(parts, 0, self._read_on)
        self._line = parts.unplanned
        self._line.serve(self._suggest, find_people)
        self._line.chosen.connect(self._on_chosen)
        self._line.answered.connect(self._on_answered)
        self._line.search.textEdited.connect(lambda text: begun.typed_for_all(_MOTIF, text))
        self._line.who.textEdited.connect(lambda text: begun.typed_for_all(_BROUGHT_BY, text))

    def ask(self) -> None:
        """Open the line; nothing without a running meeting."""
        if self._presenter.state is not None:
            self._parts.close_panel()
            self._parts.postpone_line.hide()
            lines = self._agendas.view(self._presenter.meeting.id).lines
            here = {line.item.case_id for line in lines if line.item.case_id}
            self._finder.begin(but=here)
            self._reading.start()
            kept = self._begun.kept_for_all
            self._line.ask(kept(_MOTIF), kept(_BROUGHT_BY))

    def take(self, case_id: CaseId) -> None:
        """Put a situation of the reserve at the end of the agenda. Raises `UserError`."""
        meeting = self._presenter.meeting.id
        item_id, changes = self._agendas.add_case(meeting, case_id)
        self._presenter.publish(changes)
        self._presenter.load(meeting)
        self._note(item_id, back=None)

    def _note(self, item_id: ItemId, back: ItemId | None) -> None:
        """Let Ctrl+Z take an item off the agenda again, going `back` where one came from."""
        item = self._agendas.item(item_id)
        acts = Acts(partial(self._take_off, item, back), partial(self._put_back, item, back))
        self._undo.note(f"{AGENDA}:{item_id}", acts, item_id)

    def _take_off(self, item: AgendaItem, back: ItemId | None) -> None:
        """Undo: it waits in the reserve again. Raises `UserError` once something is noted."""
        here = self._presenter.item
        if back is not None and here is not None and here.item.id == item.id:
            self._enter(back)
        self._presenter.pause()
        self._presenter.publish(self._agendas.remove(item.id))
        self._presenter.let_go(item.id)
        self._presenter.load(item.meeting_id)
        if item.case_id is not None and item.case_id == self._opened:
            code = self._cases.file(item.case_id).case.code
            self._toast(f"Retirée de l’ordre du jour. {code} reste dans les situations.")

    def _put_back(self, item: AgendaItem, back: ItemId | None) -> None:
        """Redo: where it was, under the id that what was noted since knows."""
        self._presenter.publish(self._agendas.put_back(item)[1])
        self._presenter.load(item.meeting_id)
        if back is not None:
            self._enter(item.id)

    def _read_on(self) -> None:
        if self._line.isHidden() or not self._finder.read_on():
            self._reading.stop()
            self._line.search.search_again()

    def _suggest(self, letters: str) -> tuple[Suggestion, ...]:
        found = self._finder.best(letters, _MOST)
        offers = [Suggestion(case.id, case.code, _detail(case)) for case in found]
        if len(letters.strip()) >= _LEAST_LETTERS:
            code = self._cases.next_code()
            offers.append(Suggestion(f"{NEW}{letters}", letters, f"nouvelle situation {code}"))
        return tuple(offers)

    def _on_chosen(self, choice: object) -> None:
        if not isinstance(choice, Suggestion):
            return
        self._choice = choice
        if choice.key.startswith(NEW):
            self._line.ask_consent("Apportée par")
            return
        consent = self._cases.file(CaseId(choice.key)).consent
        if consent is None or consent.state is ConsentState.NOT_ASKED:
            self._line.ask_consent("Accord demandé par")
        else:
            self._discuss(CaseId(choice.key))

    def _on_answered(self, obtained: bool) -> None:  # noqa: FBT001  the signal's own value
        choice = self._choice
        if choice is None:
            return
        try:
            case_id = self._open(choice)
            self._note_consent(case_id, obtained=obtained)
        except UserError as error:
            self._line.say(error.text)
        else:
            self._discuss(case_id)

    def _open(self, choice: Suggestion) -> CaseId:
        if not choice.key.startswith(NEW):
            return CaseId(choice.key)
        who = self._line.who.person()
        draft = CaseDraft(
            title=self._line.search.text(),  # a name may have been taken out since it was chosen
            requester_id=who.who_id if who else None,
            requester_name=who.name if who and who.who_id is None else "",
        )
        case_id, changes = self._cases.open(draft)
        self._presenter.publish(changes)
        # A refusal after this must not open it a second time.
        self._choice, self._opened = Suggestion(case_id, choice.label), case_id
        return case_id

    def _note_consent(self, case_id: CaseId, *, obtained: bool) -> None:
        who = self._line.who.person()
        draft = ConsentDraft(
            ConsentState.OBTAINED if obtained else ConsentState.NOT_ASKED,
            on=self._clock.today() if obtained else None,
            collected_by=who.who_id if who and obtained else None,
            collected_by_name=who.name if who and obtained and who.who_id is None else "",
        )
        self._presenter.publish(self._consents.record(case_id, draft))

    def _discuss(self, case_id: CaseId) -> None:
        """Put it after the current item and go there."""
        meeting = self._presenter.meeting
        here = self._presenter.item
        try:
            item_id, changes = self._agendas.add_case(meeting.id, case_id)
            self._presenter.publish(changes)
            lines = self._agendas.view(meeting.id).lines
            place = here.item.position + 1 if here else 0
            self._presenter.publish(self._agendas.move(item_id, place - (len(lines) - 1)))
        except UserError as error:
            self._line.say(error.text)
            return
        self._line.hide()
        for name in (_MOTIF, _BROUGHT_BY):
            self._begun.typed_for_all(name, "")
        self._presenter.load(meeting.id)
        self._note(item_id, back=here.item.id if here else None)
        self._enter(item_id)


def _detail(case: CaseSummary) -> str:
    consent = case.consent.label if case.consent else "non noté"
    return " · ".join(filter(None, (case.title, f"accord {consent}")))
