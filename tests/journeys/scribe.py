# SPDX-License-Identifier: EUPL-1.2
"""The coordinator of the journeys: does with keys what a meeting file says."""

from datetime import date, timedelta

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.dates import parse_date
from app.domain.field import Field
from app.domain.ids import CaseId, ProfessionalId
from app.domain.text import clean
from app.exchange.meeting_script import ActionSaid, DecisionSaid, NoteSaid, ScriptItem
from tests.journeys.hands import Hands
from tests.journeys.practice import PASSPHRASE
from tests.journeys.window import Stage
from tests.ui.typing import focused, type_text
from ui.screens.prepare.people_picker import PeoplePicker

FIELD_KEYS = {Field.ORGANIC: "Alt+O", Field.PSYCHIC: "Alt+P", Field.SOCIAL: "Alt+S"}
NOBODY = "à désigner"


class Scribe:
    """Prepares, holds, closes and prints one meeting."""

    def __init__(self, stage: Stage, hands: Hands, qtbot: QtBot) -> None:
        self.stage, self.hands, self._qtbot = stage, hands, qtbot
        self.desk = stage.practice.desk
        self.script = stage.practice.script
        self.passphrases = 0

    # --- before the meeting ------------------------------------------------------------------

    def prepare(self) -> list[tuple[ScriptItem, CaseId]]:
        """Choose and order the agenda; returns the items that may be presented."""
        self.hands.click(self.stage.window.rail._entries["prepare"])
        placed = []
        for item in self.script.items:
            case_id = self.stage.practice.cases.get(item.code)
            if case_id is None:
                continue
            if item.consent is None or not item.consent.state.allows_presentation:
                self._try_refused(case_id)
                continue
            self.hands.type(self._search_for(case_id))
            self.hands.press("Return")
            placed.append((item, case_id))
        begun = len(self.stage.prepare.agenda.list.rows) - len(placed)
        for place, (item, _) in enumerate(placed, begun):
            self._plan_minutes(place, item.planned)
        return placed

    def invite(self) -> None:
        """Invite those of the file, and nobody else; give the roles."""
        head = self.script.meeting
        wanted = self._ids((*head.invited, *head.present, *head.excused, *head.absent))
        self._settle(self.stage.prepare.people.people, wanted)
        for role, picker in self.stage.prepare.people.roles.items():
            self._settle(picker, self._ids(head.roles.get(role, ())))

    def save_dossier(self) -> None:
        """Ctrl+P shows the dossier of the meeting; it is saved as one file."""
        self.hands.press("Ctrl+P")
        host = self.stage.window._preview
        self._qtbot.waitUntil(lambda: host.preview is not None, timeout=30_000)
        self.hands.press("Ctrl+S", "Esc")

    def start(self) -> None:
        """F5."""
        self.hands.press("F5")

    def note_attendance(self) -> None:
        """Ctrl+T: everybody is present, then the exceptions by a letter."""
        head, letters = self.script.meeting, {}
        letters.update(dict.fromkeys(self._ids(head.absent), "n"))
        letters.update(dict.fromkeys(self._ids(head.excused), "e"))
        for person in self._ids(head.present):
            letters.pop(person, None)
        self.hands.press("Ctrl+T")
        lines = self.stage.meeting.parts.attendance.list.rows
        below = 0
        for row in lines:
            letter = letters.get(ProfessionalId(row.key))
            if letter is not None:
                self.hands.press(*["Down"] * below)
                self.hands.type(letter)
                below = 0
            below += 1
        self.hands.press("Esc")

    # --- the meeting -------------------------------------------------------------------------

    def hold(self, items: list[tuple[ScriptItem, CaseId]]) -> None:
        """Type what is said of each situation, in order; the points before them are passed."""
        begun = len(self.stage.meeting.parts.rail.lines) - len(items)
        self.hands.press(*["F8"] * begun)
        for number, (item, _) in enumerate(items):
            if number:
                self.hands.press("F8")
            self._let_time_pass(item.planned)
            written: set[Field] = set()
            for event in item.events:
                if isinstance(event, NoteSaid):
                    self._go(FIELD_KEYS[event.field], self._pane(event.field))
                    again = "\n" if event.field in written else ""
                    written.add(event.field)
                    self.hands.say(again + clean(event.text))
                elif isinstance(event, DecisionSaid):
                    self._decide(event.text)
                else:
                    self._act(event)

    def close(self) -> None:
        """Ctrl+Maj+Entrée, then Entrée seals."""
        self.hands.press("Ctrl+Shift+Return", "Return")

    # --- paper -------------------------------------------------------------------------------

    def answer_plans(self) -> None:
        """A for each line that the meeting proposes."""
        while (state := self.stage.closing._presenter.state) is not None and state.waiting:
            self.hands.type("a")
            QApplication.processEvents()

    def print_all(self) -> None:
        """Ask for everything in one batch; it is seen, then closed; then saved in a folder."""
        self.hands.press("Ctrl+P")
        if self.stage.closing.papers.reopening.isVisible():
            self._give_passphrase()
        host = self.stage.window._preview
        self._qtbot.waitUntil(lambda: host.preview is not None, timeout=30_000)
        self.hands.press("Esc", "Ctrl+S")
        self._qtbot.waitUntil(lambda: not self.stage.closing.banner.isHidden(), timeout=30_000)

    def _give_passphrase(self) -> None:
        """Once, after the meeting; its characters are not counted, the key that ends it is."""
        assert not self.desk.identities.available
        self.passphrases += 1
        type_text(None, PASSPHRASE)
        self.hands.press("Return")

    def _let_time_pass(self, minutes: int) -> None:
        """A discussion: the clock of the meeting ticks, at twenty times the speed and more."""
        for _ in range(minutes):
            self.stage.practice.clock.advance(timedelta(minutes=1))
            self.stage.meeting.presenter.tick()

    # --- internals ---------------------------------------------------------------------------

    def _search_for(self, case_id: CaseId) -> str:
        """The shortest end of the code that finds this situation first."""
        code = self.desk.cases.file(case_id).case.code
        presenter = self.stage.prepare._presenter
        for letters in (code[-1:], code[-2:], code[-3:], code):
            presenter.search(letters)
            found = presenter.state.candidates if presenter.state else ()
            addable = [each for each in found if not each.obstacle]
            if addable and addable[0].case_id == case_id:
                presenter.search("")
                return letters
        raise AssertionError(code)

    def _try_refused(self, case_id: CaseId) -> None:
        """A situation that may not be presented stays off the agenda, with a sentence."""
        rows = self.stage.prepare.candidates.list.rows
        row = next((row for row in rows if row.state.case_id == case_id), None)
        if row is not None and row.state.obstacle:
            before = len(self.stage.prepare.agenda.list.rows)
            row.click()
            assert len(self.stage.prepare.agenda.list.rows) == before
            assert not self.stage.prepare.banner.isHidden()
            self.stage.prepare.candidates.search.edit.setFocus()

    def _plan_minutes(self, place: int, planned: int) -> None:
        row = self.stage.prepare.agenda.list.rows[place]
        if row.state.planned != planned:
            self.hands.click(row.minutes)
            self.hands.press("Ctrl+A")
            self.hands.type(str(planned))
            self.hands.press("Return")

    def _ids(self, names: tuple[str, ...]) -> tuple[ProfessionalId, ...]:
        found = (self.desk.directory.named(name).person for name in names)
        return tuple(dict.fromkeys(person.id for person in found if person is not None))

    def _settle(self, picker: PeoplePicker, wanted: tuple[ProfessionalId, ...]) -> None:
        for tag in [tag for tag in picker._tags if tag.person.id not in wanted]:
            self.hands.click(tag)
        known = {person.id for person in picker.people}
        missing = [id_ for id_ in wanted if id_ not in known]
        if missing:
            self.hands.click(picker.line)
        for person in missing:
            self.hands.type(self._letters_for(person))
            self.hands.press("Return")

    def _letters_for(self, person: ProfessionalId) -> str:
        """The fewest letters that bring this person first."""
        known = self.desk.directory.get(person)
        name = f"{known.last} {known.first}".lower()
        for length in range(1, len(name) + 1):
            found = self.desk.directory.find(name[:length])
            if found and found[0].id == person:
                return name[:length]
        raise AssertionError(name)

    def _pane(self, field: Field) -> QWidget:
        panes = self.stage.meeting.parts.fields.panes
        return next(pane.text for name, pane in panes.items() if name.value == field.value)

    def _go(self, chord: str, target: QWidget) -> None:
        if focused() is not target:
            self.hands.press(chord)

    def _decide(self, text: str) -> None:
        self._go("Alt+D", self.stage.meeting.parts.dock.decisions_pane.new)
        self.hands.say(clean(text), breaks="Shift+Return")
        self.hands.press("Return")

    def _act(self, said: ActionSaid) -> None:
        row = self.stage.meeting.parts.dock.actions_pane.new
        self._go("Alt+A", row.text)
        self.hands.say(clean(said.text), breaks="Shift+Return")
        self.hands.press("Tab")
        person = self.desk.directory.named(said.who).person if said.who.strip() else None
        if person is not None:
            self.hands.type(self._letters_for(person.id))
        else:
            self.hands.type(clean(said.who).strip() or NOBODY)
            if len(row.who._candidates) > 1:
                self.hands.press("Up")
        if said.due != row.due.value():
            self.hands.press("Tab")
            self._date(said.due)
        self.hands.press("Return")

    def _date(self, due: date | None) -> None:
        """Type a date the short way where it is understood, in full otherwise."""
        if due is None:
            self.hands.press("Delete")
            return
        short = f"{due.day}/{due.month}"
        understood = parse_date(short, self.desk.clock.today()) == due
        self.hands.type(short if understood else f"{due:%d/%m/%Y}")
