# SPDX-License-Identifier: EUPL-1.2
"""Préparer: the agenda and its candidates side by side, the people below, one primary button."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.ids import ItemId, ProfessionalId
from app.domain.meeting import Role, Topic
from app.domain.text import typeset
from app.services.anonymity import AnonymityService
from app.services.batches import Batch
from app.services.documents import Built
from app.services.kept_subjects import KeptPage
from app.services.sealed_texts import SealedText
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTyped
from ui.screens.prepare.cards import AgendaCard, CandidateCard, PeopleCard
from ui.screens.prepare.gate import let_pass
from ui.screens.prepare.presenter import PreparePresenter
from ui.shell import Entry, Intent, NamedFile, Screen, Shell
from ui.theme import IconName, Space, Tone
from ui.typing_watch import CORRECT_KEY, TypingWatch
from ui.widgets import Banner, Button, ButtonKind, LabelKind, Page, PlainLabel, bind_key, show_if

_SHOWN = frozenset(
    {
        Kind.MEETING,
        Kind.ITEM,
        Kind.CASE,
        Kind.CONSENT,
        Kind.PROFESSIONAL,
        Kind.RHYTHM,
        Kind.ACTION,
        Kind.FEEDBACK,
        Kind.PROTOCOL,
    }
)


class PrepareScreen(Screen):
    """The next meeting, made from the weekly rhythm when nothing is prepared yet."""

    def __init__(
        self,
        presenter: PreparePresenter,
        shell: Shell,
        anonymity: AnonymityService,
        pages: UnfinishedForms | None = None,
    ) -> None:
        super().__init__()
        self._anonymity = anonymity
        self._half = HalfTyped(pages, KeptPage.PREPARE)
        self._presenter, self._shell = presenter, shell
        self.page = Page("Préparer")
        self.dossier = Button("Dossier de séance", icon=IconName.PRINT, key="Ctrl P")
        self.start = Button("Démarrer la réunion", kind=ButtonKind.PRIMARY, key="F5")
        self.banner = Banner()
        self.differs = PlainLabel("", LabelKind.WARN, wrap=True)
        self.agenda = AgendaCard(presenter.find)
        self.candidates = CandidateCard()
        self.people = PeopleCard(presenter.find)
        self._lay_out()
        self.watch = TypingWatch(self, anonymity.findings, CORRECT_KEY)
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        """Show the next meeting, or the one named."""
        self.banner.clear()
        self._anonymity.learn_waiting()
        try:
            self._publish(self._presenter.open(record))
        except UserError as error:
            self.banner.show_message(error.text, Tone.LATE)
        self.candidates.search.set_text("")
        self._render()
        self._half.give_back(self.agenda.show_begun)

    def refresh(self, changes: Changes) -> None:
        """Read again what another screen changed."""
        if self._presenter.state is not None and changes.kinds & _SHOWN:
            self._presenter.reload()
            self._render()

    def commit_drafts(self) -> None:
        """Plan what is typed of a duration; keep one that is not understood, and a point begun."""
        typed = self.agenda.list.typed().items()
        self.agenda.list.show_minutes({k: t for k, t in typed if not self._set_planned(k, t)})
        self._half.keep(self.agenda.begun())

    def primary_focus(self) -> QWidget | None:
        """Where a situation is added."""
        return self.candidates.search.edit

    def palette_entries(self) -> Sequence[Entry]:
        """The dossier, and the beginning of the meeting."""
        state = self._presenter.state
        if state is None:
            return ()
        return (
            Entry("Commande", "Dossier de séance", self._show_dossier, note="Ctrl P"),
            Entry("Commande", self.start.caption, self._start, note="F5"),
        )

    def _render(self) -> None:
        state = self._presenter.state
        for widget in (self.start, self.dossier, self.agenda, self.candidates, self.people):
            widget.setEnabled(state is not None)
        if state is None:
            return
        facts = " · ".join(part for part in (state.heading, state.place) if part)
        self.page.header.set_title("Réunion en cours" if state.running else "Préparer", facts)
        self.start.set_caption("Reprendre la réunion" if state.running else "Démarrer la réunion")
        self.differs.setText("\n".join(state.differs))
        show_if(self.differs, state.differs)
        self.agenda.show_agenda(state)
        self.candidates.show_candidates(state)
        self.people.show_people(state)

    # --- what the user does ------------------------------------------------------------------

    def _do(self, write: Callable[[], Changes]) -> bool:
        """Run a write, show the result; a refusal is said above the cards."""
        self.banner.clear()
        try:
            self._publish(write())
        except UserError as error:
            self.banner.show_message(error.text, Tone.LATE)
            return False
        finally:
            if self._presenter.state is not None:
                self._presenter.reload()
                self._render()
        return True

    def _search(self, letters: str) -> None:
        self._presenter.search(letters)
        self._render()

    def _add_found(self) -> None:
        if self._do(self._presenter.add_found):
            self._clear_search()

    def _add(self, key: str) -> None:
        if self._do(partial(self._presenter.add_key, key)):
            self._clear_search()

    def _clear_search(self) -> None:
        self.candidates.search.set_text("")
        self._search("")

    def _add_point(self, title: str, topic: Topic) -> None:
        if self._do(partial(self._presenter.add_point, title, topic)):
            self.agenda.point.clear()
            self._half.keep(self.agenda.begun())
            # Enter came before the hand rested: the line under the text had nothing to say yet.
            if told := self._anonymity.sentences((SealedText("Le point ajouté", title),)):
                self.banner.show_message(_to_read_again(told), Tone.WARN)

    def _move(self, item_id: str, step: int) -> None:
        self._do(partial(self._presenter.move, ItemId(item_id), step))

    def _set_planned(self, item_id: str, typed: str) -> bool:
        return self._do(partial(self._presenter.set_planned, ItemId(item_id), typed))

    def _remove(self, item_id: str) -> None:
        undo: list[Callable[[], Changes]] = []

        def remove() -> Changes:
            changes, back = self._presenter.remove(ItemId(item_id))
            undo.append(back)
            return changes

        if self._do(remove):
            self._shell.toast("Retiré de l’ordre du jour", lambda: self._do(undo[0]))

    def _ask_guest(self, item_id: str, person: str) -> None:
        self._for_item(
            partial(self._presenter.invite_guest, ItemId(item_id), ProfessionalId(person))
        )

    def _cover_guest(self, item_id: str, person: str) -> None:
        self._for_item(
            partial(self._presenter.invite_covered, ItemId(item_id), ProfessionalId(person))
        )

    def _for_item(self, write: Callable[[], Changes]) -> None:
        """Run a write about the guests of an item: a refusal is said under that item."""
        try:
            self._publish(write())
        except UserError as error:
            self.agenda.list.refuse_guest(error)
            return
        self._presenter.reload()
        self._render()

    def _show_dossier(self) -> None:
        self.commit_drafts()
        self.banner.clear()
        try:
            let_pass(self._presenter.state, self._anonymity, self._shell.dialogs)
            dossier = self._presenter.dossier()
        except UserError as error:
            self.banner.show_message(error.text, Tone.LATE)
            return
        self._shell.tasks.run(dossier.render, partial(self._preview, dossier.batch), _fail)

    def _preview(self, batch: Batch, made: tuple[Built, Sequence[NamedFile]]) -> None:
        built, files = made
        self._shell.preview(
            batch.title,
            built.pdf,
            f"{batch.stem}.pdf",
            band=batch.band,
            done=batch.output,
            files=files,
        )
        if built.missing:
            signs = " ".join(built.missing)
            self._shell.toast(f"Signes absents des polices, remplacés par un carré : {signs}")

    def _start(self) -> None:
        self.commit_drafts()
        state = self._presenter.state
        if state is not None:
            self._shell.navigator.go(Intent("meeting", record=state.meeting_id))

    # --- internals ---------------------------------------------------------------------------

    def _publish(self, changes: Changes) -> None:
        self._shell.changes.publish(changes, self)

    def _lay_out(self) -> None:
        self.page.header.add_action(self.dossier)
        self.page.header.add_action(self.start)
        left = QVBoxLayout()
        left.setSpacing(Space.GROUP)
        left.addWidget(self.agenda)
        left.addWidget(self.people)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.candidates)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(Space.GROUP)
        columns.addLayout(left, 58)
        columns.addLayout(right, 42)
        self.page.body.addWidget(self.banner)
        self.page.body.addWidget(self.differs)
        self.page.body.addLayout(columns)
        self.page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)

    def _connect(self) -> None:
        self.dossier.clicked.connect(self._show_dossier)
        bind_key(self, "Ctrl+P", self._show_dossier)
        self.start.clicked.connect(self._start)
        bind_key(self, "F5", self._start)
        bind_key(self, CORRECT_KEY, self.watch.correct)
        self.agenda.pointed.connect(self._add_point)
        self.agenda.list.moved.connect(self._move)
        self.agenda.list.removed.connect(self._remove)
        self.agenda.list.timed.connect(self._set_planned)
        self.agenda.list.invited.connect(self._ask_guest)
        self.agenda.list.covered.connect(self._cover_guest)
        self.agenda.list.uninvited.connect(
            lambda item_id, person: self._for_item(
                partial(self._presenter.uninvite_guest, ItemId(item_id), ProfessionalId(person))
            )
        )
        self.candidates.searched.connect(self._search)
        self.candidates.found.connect(self._add_found)
        self.candidates.chosen.connect(self._add)
        presenter, people = self._presenter, self.people
        people.invited.connect(lambda id_: self._do(partial(presenter.invite, ProfessionalId(id_))))
        people.uninvited.connect(
            lambda id_: self._do(partial(presenter.uninvite, ProfessionalId(id_)))
        )
        people.given.connect(
            lambda role, id_: self._do(
                partial(presenter.give_role, Role(role), ProfessionalId(id_))
            )
        )
        people.taken.connect(
            lambda role, id_: self._do(
                partial(presenter.take_role, Role(role), ProfessionalId(id_))
            )
        )


def _fail(error: Exception) -> None:
    raise error


def _to_read_again(told: Sequence[str]) -> str:
    """What gives somebody away in what was added all the same, and what can be done about it."""
    return typeset(f"{'. '.join(told)}. Sur sa ligne, Suppr le retire, pour l’écrire sans nom.")
