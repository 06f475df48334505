# SPDX-License-Identifier: EUPL-1.2
"""Calendrier: the weeks at the left, the chosen one and the absences at the right."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.services.kept_subjects import KeptPage
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTyped
from ui.screens.rhythm.absence_card import AbsenceCard
from ui.screens.rhythm.presenter import RhythmPresenter, Undo
from ui.screens.rhythm.state import Act, RhythmState, WeekState
from ui.screens.rhythm.week_card import WeekCard
from ui.shell import Entry, Intent, Screen, Shell
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Card,
    Mark,
    Page,
    RowData,
    RowList,
    bind_key,
)
from ui.widgets.rows import Row

_SHOWN = frozenset({Kind.MEETING, Kind.RHYTHM, Kind.ABSENCE, Kind.PRACTICE, Kind.PROFESSIONAL})
_SIDE = 400


class RhythmScreen(Screen):
    """The coming weeks; a letter acts on the chosen one, and everything can be taken back."""

    def __init__(
        self, presenter: RhythmPresenter, shell: Shell, pages: UnfinishedForms | None = None
    ) -> None:
        super().__init__()
        self._half = HalfTyped(pages, KeptPage.RHYTHM)
        self._presenter, self._shell = presenter, shell
        self._state: RhythmState | None = None
        self._key = ""
        self.page = Page("Calendrier")
        self.extra = Button("Réunion supplémentaire", icon=IconName.PLUS, key="Ctrl N")
        self.prepare = Button("Préparer", kind=ButtonKind.PRIMARY, key="P")
        self.banner = Banner()
        self.weeks = RowList("Les prochaines semaines", code_width=132)
        self.week = WeekCard(presenter.parse)
        self.absences = AbsenceCard(presenter.find, presenter.parse)
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        """Show the weeks; the one named by its day is chosen."""
        self._key = record or self._key
        self._reload()
        self._half.give_back(self._show_begun)

    def commit_drafts(self) -> None:
        """Keep what is asked for a week, and an absence, as far as they are typed."""
        self._half.keep(self.week.begun(self._key) | self.absences.begun())

    def refresh(self, changes: Changes) -> None:
        """Read again what another screen changed."""
        if self._state is not None and changes.kinds & _SHOWN:
            self._reload()

    def here(self) -> tuple[str, str] | None:
        return self._key, ""

    def primary_focus(self) -> QWidget | None:
        """The chosen week."""
        return next((row for row in self._rows if row.data.key == self._key), None)

    def palette_entries(self) -> Sequence[Entry]:
        """A meeting beside the rhythm, and each coming week."""
        weeks = self._state.weeks if self._state else ()
        return (
            Entry("Commande", "Réunion supplémentaire", self._add_extra, note="Ctrl N"),
            *(
                Entry("Semaine", week.short, partial(self._choose, week.key), week.sentence)
                for week in weeks
            ),
        )

    # --- showing -----------------------------------------------------------------------------

    def _reload(self) -> None:
        self._state = state = self._presenter.state()
        self.page.header.set_title("Calendrier", state.usual)
        if self._chosen is None:
            self._key = state.weeks[0].key if state.weeks else ""
        self.weeks.set_rows([_row(week, chosen=week.key == self._key) for week in state.weeks])
        self.absences.show_absences(state.absences)
        if not self._adds:
            self.week.show_week(self._chosen)
        chosen = self._chosen
        self.prepare.setEnabled(chosen is not None and Act.PREPARE in chosen.acts)

    @property
    def _rows(self) -> list[Row]:
        return [row for row in self.weeks.findChildren(Row) if not row.isHidden()]

    @property
    def _chosen(self) -> WeekState | None:
        weeks = self._state.weeks if self._state else ()
        return next((week for week in weeks if week.key == self._key), None)

    @property
    def _adds(self) -> bool:
        """A meeting beside the rhythm is being typed."""
        return self.week.asks and self.week.form is None

    def _choose(self, key: str) -> None:
        self._key = key
        self.week.close_form()
        self._reload()

    def _show_begun(self, texts: Mapping[str, str]) -> None:
        self.absences.show_begun(texts)
        self._choose(texts.get("week", self._key))
        if texts.get("act") == "":
            self._add_extra()
        elif self._key == texts.get("week") and texts["act"] in set(Act):
            self._act(Act(texts["act"]))
        if self.week.asks:
            self.week.show_begun(texts)

    # --- acting ------------------------------------------------------------------------------

    def _act(self, act: Act) -> None:
        week = self._chosen
        if week is None or act not in week.acts:
            return
        presenter = self._presenter
        if act in (Act.SKIP, Act.MOVE):
            self.week.open_form(act, *presenter.usual_hours(week))
        elif act is Act.PREPARE:
            self._prepare()
        elif act is Act.KEEP:
            self._do("Réunion maintenue", lambda: presenter.keep(week))
        elif act is Act.FOLLOW:
            self._do("La semaine suit de nouveau le rythme", lambda: presenter.follow(week))
        else:
            self._do("Réunion retirée", lambda: (presenter.drop_extra(week), None))

    def _act_on_focused(self, act: Act) -> None:
        """A letter speaks of the row the hand is on."""
        self._choose(next((row.data.key for row in self._rows if row.hasFocus()), self._key))
        self._act(act)

    def _settle(self) -> None:
        week, card, presenter = self._chosen, self.week, self._presenter
        start, end, reason = card.start.text(), card.end.text(), card.reason.text()
        if self._adds:
            done = self._do(
                f"Réunion ajoutée{presenter.holiday(card.day.value())}",
                lambda: presenter.add_extra(card.day.value(), start, end, reason),
            )
        elif week is not None and card.form is Act.MOVE:
            to = card.day.value()
            done = self._do(
                f"Réunion déplacée{presenter.holiday(to)}",
                lambda: presenter.move(week, to, start, end, reason),
            )
        elif week is not None:
            done = self._do("Semaine sautée", lambda: presenter.skip(week, reason))
        else:
            return
        if done:
            self._leave_form()

    def _prepare(self) -> None:
        week = self._chosen
        if week is None:
            return
        try:
            meeting_id, changes = self._presenter.prepare(week)
        except UserError as error:
            self.banner.show_message(error.text, Tone.LATE)
            return
        self._shell.changes.publish(changes, self)
        self._reload()
        self._shell.navigator.go(Intent("prepare", record=meeting_id))

    def _do(self, said: str, write: Callable[[], tuple[Changes, Undo | None]]) -> bool:
        """Run a write and offer to take it back; a refusal is said where the hand is."""
        self.banner.clear()
        try:
            changes, undo = write()
        except UserError as error:
            if self.week.asks:
                self.week.refuse(error.text)
            else:
                self.banner.show_message(error.text, Tone.LATE)
            return False
        self._shell.changes.publish(changes, self)
        self._reload()
        self._shell.toast(said, (lambda: self._undo(undo)) if undo else None)
        return True

    def _undo(self, undo: Undo) -> None:
        try:
            self._shell.changes.publish(undo(), self)
        except UserError as error:
            self.banner.show_message(error.text, Tone.LATE)
        self._reload()

    def _focus_week(self) -> None:
        row = self.primary_focus()
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_form(self) -> None:
        self.week.close_form()
        self.commit_drafts()
        self._reload()
        self._focus_week()

    def _add_extra(self) -> None:
        self.week.open_extra(*self._presenter.usual_hours())

    def _note_absence(self) -> None:
        card = self.absences
        choice = card.person.choice()
        try:
            changes, undo = self._presenter.away(
                choice.key if choice else None, card.first.value(), card.last.value()
            )
        except UserError as error:
            card.refuse(error.text)
            return
        card.clear()
        self.commit_drafts()
        self._shell.changes.publish(changes, self)
        self._reload()
        card.person.edit.setFocus()
        self._shell.toast("Absence notée", lambda: self._undo(undo))

    def _remove_absence(self, key: str) -> None:
        absences = self._state.absences if self._state else ()
        found = next((each for each in absences if each.absence.id == key), None)
        if found is not None:
            self._do("Absence retirée", lambda: self._presenter.back(found.absence))

    # --- internals ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.page.header.add_action(self.extra)
        self.page.header.add_action(self.prepare)
        card = Card("Les prochaines semaines", current=True)
        card.add(self.weeks)
        side = QVBoxLayout()
        side.setSpacing(Space.GROUP)
        for one in (self.week, self.absences):
            one.setFixedWidth(_SIDE)
            side.addWidget(one)
        side.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(Space.GROUP)
        columns.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(side)
        self.page.body.addWidget(self.banner)
        self.page.body.addLayout(columns)
        self.page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)

    def _connect(self) -> None:
        self.extra.clicked.connect(self._add_extra)
        self.prepare.clicked.connect(self._prepare)
        self.weeks.opened.connect(self._choose)
        self.week.acted.connect(self._act)
        self.week.settled.connect(self._settle)
        self.absences.noted.connect(self._note_absence)
        self.absences.removed.connect(self._remove_absence)
        bind_key(self, "Ctrl+N", self._add_extra)
        bind_key(self.week, "Esc", self._leave_form)
        for act, chord in _CHORDS.items():
            bind_key(self.weeks, chord, partial(self._act_on_focused, act))


_CHORDS = {
    Act.PREPARE: "P",
    Act.SKIP: "S",
    Act.MOVE: "D",
    Act.KEEP: "M",
    Act.FOLLOW: "R",
    Act.DROP: "Del",
}


def _row(week: WeekState, *, chosen: bool) -> RowData:
    chip = Mark(week.word, Tone(week.tone)) if week.word else None
    return RowData(
        key=week.key,
        text=week.sentence,
        code=week.short,
        chip=chip,
        icon=IconName.CHEVRON_RIGHT if chosen else IconName.CALENDAR,
        icon_colour="accent" if chosen else "muted",
        chevron=False,
        spoken=", ".join(part for part in (week.short, week.sentence, week.word) if part),
    )
