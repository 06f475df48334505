# SPDX-License-Identifier: EUPL-1.2
"""The plan of a situation: proposals to answer, two parts to keep, and what surrounds them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.care_plan import CarePlan, LineState, PlanPart, PlanStatus
from app.domain.errors import UserError
from app.domain.ids import CaseId, PlanLineId
from app.services.plan_versions import NOW
from ui.autosave import Aside, commit_all
from ui.screens.case.needs_card import NeedsCard
from ui.screens.case.plan_editor import LineHelp, PlanLineEditor
from ui.screens.case.plan_ending import PlanEnding
from ui.screens.case.plan_lines import MakeAutosave, PlanLines
from ui.screens.case.plan_presenter import PlanPresenter
from ui.screens.case.plan_recto import PlanRecto
from ui.screens.case.plan_refused import RefusedCard
from ui.screens.case.plan_standing import PlanStanding
from ui.screens.case.plan_state import PlanState
from ui.screens.case.plan_table import PlanTable
from ui.shell.screen import ShowToast
from ui.theme import IconName, Space
from ui.versions_card import VersionsCard
from ui.widgets import Button, ButtonKind, Card, KeyCap, LabelKind, PlainLabel, bind_key

_KEYS = (
    ("Entrée", "modifier"),
    ("Alt ↑", "monter"),
    ("Alt ↓", "descendre"),
    ("P", "changer de plan"),
    ("Suppr", "retirer"),
    ("Ctrl Z", "annuler"),
)


class PlanPage(QWidget):
    """The work on the plan; each deed is saved at once, shown afresh, and undone by Ctrl+Z."""

    needs_asked = Signal()
    """The needs of every situation, by year."""
    shown = Signal(object)
    """The state just rendered, for whoever shows something of it elsewhere (tabs)."""

    def __init__(
        self,
        presenter: PlanPresenter,
        help_: Callable[[], LineHelp],
        toast: ShowToast,
        autosave: MakeAutosave,
    ) -> None:
        super().__init__()
        self._presenter, self._toast = presenter, toast
        self._lines = PlanLines(self, presenter, help_, toast, autosave)
        self._page = autosave(self._save_page, Aside(self._keep_page, presenter.page_taken))
        self.proposals, self.tables = self._lines.proposals, self._lines.tables
        self.standing = PlanStanding()
        find, today = help_().find, lambda: help_().today
        self.recto, self.ending = PlanRecto(find, today), PlanEnding(find)
        self.add_buttons = {
            part: Button("Ajouter une ligne", kind=ButtonKind.QUIET, icon=IconName.PLUS, small=True)
            for part in PlanPart
        }
        self.needs = NeedsCard(presenter.problems, today)
        self.refused, self.versions = RefusedCard(), VersionsCard()
        self.keys = _make_keys()
        self._lay_out()
        self._connect()

    @property
    def editor(self) -> PlanLineEditor | None:
        """The line being typed."""
        return self._lines.editor

    def show_case(self, case_id: CaseId) -> None:
        """Show the plan of a situation. Raises `NotFoundError`."""
        self._lines.typing.forget()
        self._page.forget()
        self._lines.editor = None
        self.needs.close_form()
        self._render(self._presenter.show(case_id))

    def reload(self) -> None:
        """Show the plan as it stands."""
        self._render(self._presenter.state())

    def commit(self) -> None:
        """Save what is typed. Raises `UserError` when it cannot be saved."""
        self._lines.settle()
        self.recto.settle()
        self.ending.settle()
        commit_all(self._lines.typing.flush_or_raise, self._page.flush_or_raise)

    def begun(self) -> dict[str, str]:
        """What is typed and cannot be kept: no days, texts too long, a need that was not noted."""
        page = self.recto.begun() | self.ending.begun()
        return self._lines.begun() | page | self.needs.begun()

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again, in its line or need where that is still there."""
        self.recto.show_begun(texts)
        self.ending.show_begun(texts)
        if "need" in texts:
            self.needs.show_begun(self._presenter.need(texts["need"]), texts)
        self._lines.show_begun(texts)

    def set_writable(self, *, writable: bool) -> None:
        """Whether the plan may be changed; its versions are read all the same."""
        doing = (self.standing, self.proposals, self.recto, self.ending, self.needs, self.refused)
        for part in (*doing, *self.tables.values(), *self.add_buttons.values()):
            part.setEnabled(writable)

    @property
    def dirty(self) -> bool:
        """Something typed is not on the disk."""
        return self._lines.typing.dirty or self._page.dirty

    def first_focus(self) -> QWidget | None:
        """The first proposal, else the first line, else the button that adds one."""
        if self.proposals.rows:
            return self.proposals.rows[0]
        for table in self.tables.values():
            if table.rows:
                return table.row(table.rows[0].line.id)
        return self.add_buttons[PlanPart.CARE]

    def focus_first(self) -> None:
        """Put the focus there."""
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def focus_add(self, part: PlanPart) -> None:
        """Put the focus on the button that adds a line to a part."""
        self.add_buttons[part].setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addWidget(self.standing)
        column.addWidget(self.proposals)
        column.addWidget(self.recto)
        for part in PlanPart:
            column.addWidget(_make_part(part, self.tables[part], self.add_buttons[part]))
        for widget in (self.keys, self.ending, self.needs, self.refused, self.versions):
            column.addWidget(widget)
        column.addStretch(1)

    def _connect(self) -> None:
        for part, button in self.add_buttons.items():
            button.clicked.connect(lambda _=False, part=part: self._lines.add(part))
        for form in (self.recto, self.ending):
            form.edited.connect(self._page.touch)
            form.committed.connect(self._page.flush)
        self.standing.chosen.connect(lambda value: self._set_status(PlanStatus(value)))
        self.standing.first_asked.connect(self._lines.add_first)
        self.refused.taken_back.connect(lambda id_: self._lines.answer(id_, LineState.PROPOSED))
        self.needs.add_button.clicked.connect(lambda: self.needs.begin(self._presenter.need("")))
        self.needs.year_button.clicked.connect(self.needs_asked)
        self.needs.saved.connect(self._save_need)
        self.needs.met.connect(self._meet_need)
        self.needs.removed.connect(self._remove_need)
        self.versions.read_asked.connect(self._read_version)
        self.versions.compare_asked.connect(self._compare_versions)
        bind_key(self, "Alt+L", self._make_first)
        bind_key(self, "Alt+E", self._accept_all)
        bind_key(self, "Ctrl+Z", lambda: self._walk(self._presenter.undo, "Rien à annuler"))
        bind_key(self, "Ctrl+Shift+Z", lambda: self._walk(self._presenter.redo, "Rien à rétablir"))

    def _render(self, state: PlanState) -> None:
        self._lines.editor = None  # the tables and the proposals put it away
        self.standing.show_state(state)
        if not self._page.dirty:
            self.recto.show_page(state.page, state.people, state.birth_year)
            self.ending.show_page(state.page, state.people)
        self.proposals.set_proposals(state.origin, state.proposals)
        for part, table in self.tables.items():
            table.set_rows(state.part(part))
        self.keys.setVisible(bool(state.care or state.aid))
        self.needs.set_needs(state.needs)
        self.refused.set_rows(state.refused)
        self.versions.set_versions(state.versions)
        self.shown.emit(state)

    def _accept_all(self) -> None:
        if self.proposals.waits_for_all and self.proposals.isEnabled():
            self._lines.accept_all()

    def _make_first(self) -> None:
        if not self.standing.make_first.isHidden() and self.standing.isEnabled():
            self._lines.add_first()

    # --- the page ----------------------------------------------------------------------------

    def _typed_page(self) -> CarePlan:
        return self.ending.over(self.recto.over(self._presenter.page))

    def _save_page(self) -> None:
        self._presenter.save_page(self._typed_page())
        self.standing.show_state(self._presenter.state())

    def _keep_page(self) -> bool:
        return self._presenter.keep_page_aside(self._typed_page())

    def _set_status(self, status: PlanStatus) -> None:
        try:
            self.commit()
            self._presenter.set_status(status)
            back = self._presenter.take_back()
        finally:
            self.reload()
        self._toast(f"Plan\u00a0: {status.label.lower()}", lambda: self._take_back(back))

    # --- needs and versions ------------------------------------------------------------------

    def _save_need(self) -> None:
        form = self.needs.form
        if form is None:
            return
        try:
            self.commit()
            self._presenter.save_need(form.typed())
        except UserError as error:
            form.set_error(error.text)
            return
        self.needs.close_form()
        self.reload()

    def _meet_need(self, need_id: str) -> None:
        self.commit()
        self._presenter.meet_need(self._presenter.need(need_id))
        back = self._presenter.take_back()
        self.reload()
        self._toast("Besoin noté comme couvert", lambda: self._take_back(back))

    def _remove_need(self, need_id: str) -> None:
        self.commit()
        self._presenter.remove_need(self._presenter.need(need_id))
        back = self._presenter.take_back()
        self.reload()
        self._toast("Besoin retiré du registre", lambda: self._take_back(back))

    def _read_version(self, number: int) -> None:
        parts = self._presenter.versions.read(self._presenter.case_id, number)
        self.versions.show_parts(f"Version {number}", parts, "Cette version ne dit rien.")

    def _compare_versions(self, older: int, newer: int) -> None:
        self.commit()
        parts = self._presenter.versions.compare(self._presenter.case_id, older, newer)
        to, other = f"à la version {newer}", f"la version {newer}"
        if newer == NOW:
            to, other = "au plan actuel", "le plan actuel"
        nothing = f"Rien ne diffère entre la version {older} et {other}."
        self.versions.show_parts(f"De la version {older} {to}", parts, nothing)

    # --- undoing -----------------------------------------------------------------------------

    def _take_back(self, back: Callable[[], object]) -> None:
        self.commit()
        back()
        self.reload()

    def _walk(self, walk: Callable[[], str | None], nothing: str) -> None:
        """Undo or redo one edit, and go back to where it was."""
        self.commit()
        editor = self._lines.editor
        column = editor.column() if editor is not None else None
        try:
            place = walk()
        except UserError as error:
            self._toast(error.text)
            place = ""
        if place is None:
            self._toast(nothing)
            return
        self.reload()
        kind, _, id_ = place.partition(":")
        if kind == "line" and editor is not None and editor.showing(id_):
            self._lines.edit(PlanLineId(id_), column)
        elif kind == "line" and not self._lines.focus_line(PlanLineId(id_)):
            self.focus_first()


def _make_part(part: PlanPart, table: PlanTable, add: Button) -> Card:
    card = Card(part.label)
    card.add(table)
    row = QHBoxLayout()
    row.setContentsMargins(0, Space.HALF, 0, 0)
    row.addWidget(add)
    row.addStretch(1)
    card.body.addLayout(row)
    return card


def _make_keys() -> QWidget:
    keys = QWidget()
    row = QHBoxLayout(keys)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.HALF)
    for key, deed in _KEYS:
        row.addWidget(KeyCap(key))
        row.addWidget(PlainLabel(deed, LabelKind.SECONDARY))
        row.addSpacing(Space.RELATED)
    row.addStretch(1)
    return keys
