# SPDX-License-Identifier: EUPL-1.2
"""One box over situations, what was said, decisions, actions and people; answers as one types."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.changes import Changes, Kind
from app.services.identities import IdentityService
from app.services.patient_names import NamedCase, PatientNames
from app.services.search import SearchService
from ui.reopening import Reopening
from ui.screens.search.answers import AnswerList, answer_sentence
from ui.screens.search.presenter import Scope, SearchPresenter
from ui.shell import Intent, Screen, Shell
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    EmptyState,
    LabeledField,
    LabelKind,
    Page,
    PlainLabel,
    SegmentedField,
    announce,
    bind_key,
    show_if,
)

_TITLE = "Rechercher"
_WITHOUT_NAMES = "Les noms des patients ne sont pas cherchés : les identités sont fermées."


class SearchScreen(Screen):
    """Answers `Intent("search")`; an answer leads to its situation, minutes or person."""

    def __init__(self, shell: Shell, search: SearchService, identities: IdentityService) -> None:
        super().__init__()
        self._shell, self._search, self._identities = shell, search, identities
        self._presenter = SearchPresenter(search)
        self._reading = self._outdated = False
        self.box = LabeledField("", placeholder="Un mot, un code, un nom")
        self.box.edit.setAccessibleName("Rechercher partout")
        self.scopes = SegmentedField("", [(each.value, each.label) for each in Scope])
        self.scopes.setAccessibleName("Où chercher")
        self.list = AnswerList()
        self.none = EmptyState("", "Tout effacer", self._clear, icon=IconName.SEARCH)
        self.without_names = PlainLabel(_WITHOUT_NAMES, LabelKind.SECONDARY, wrap=True)
        self.names_button = Button("Ouvrir les identités…", small=True, kind=ButtonKind.QUIET)
        self.reopening = Reopening(identities, shell.tasks)
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        self._search.opened()
        self._read_names()
        self._presenter.look_again()
        self._render()

    def refresh(self, changes: Changes) -> None:
        if Kind.IDENTITY in changes.kinds:
            self._search.names.forget()
            self._outdated = self._reading
            if self.isVisible():  # else they are read on arrival
                self._read_names()
        self._presenter.look_again()
        self._render()

    def primary_focus(self) -> QWidget | None:
        return self.box.edit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the box, arrows move among the answers, Enter opens one, Escape empties the box."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.step(1 if key == Qt.Key.Key_Down else -1)
                self._say()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.list.currentRow())
                return True
            if key == Qt.Key.Key_Escape and self.box.text():
                self._clear()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        page = Page(_TITLE)
        self.header = page.header
        scopes = QHBoxLayout()
        scopes.addWidget(self.scopes)
        scopes.addStretch(1)
        names = QHBoxLayout()
        names.setSpacing(Space.RELATED)
        names.addWidget(self.without_names)
        names.addWidget(self.names_button)
        names.addStretch(1)
        self._card = Card()
        self._card.body.setContentsMargins(1, Space.HALF, 1, 1)
        self._card.add(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._stack.addWidget(self.none)
        page.body.addWidget(self.box)
        page.body.addLayout(scopes)
        page.body.addLayout(names)
        page.body.addWidget(self.reopening)
        page.body.addWidget(self._stack, 1)
        self.hold(page)

    def _connect(self) -> None:
        self.box.edited.connect(self._on_typed)
        self.box.edit.installEventFilter(self)
        self.scopes.chosen.connect(self._on_scope)
        self.list.opened.connect(self._open)
        self.names_button.clicked.connect(lambda: self.reopening.needed(self._read_names))
        bind_key(self, "Ctrl+F", self.box.edit.setFocus, everywhere=True)

    def _on_typed(self, letters: str) -> None:
        self._presenter.look(letters)
        self._render()

    def _on_scope(self, value: str) -> None:
        self._presenter.choose(Scope(value))
        self._render()
        self.box.edit.setFocus()

    def _clear(self) -> None:
        self.box.set_text("")
        self._on_typed("")
        self.box.edit.setFocus()

    def _render(self) -> None:
        presenter = self._presenter
        self.header.set_title(_TITLE, presenter.summary)
        self.scopes.set_value(presenter.scope.value)
        self.list.show_hits(presenter.hits)
        self.none.sentence.setText(presenter.nothing)
        show_if(self.none.button, bool(presenter.typed.strip()))
        self._stack.setCurrentWidget(self.none if presenter.nothing else self._card)
        closed = not self._identities.available
        show_if(self.without_names, closed)
        show_if(self.names_button, closed and self._identities.may_reopen)
        self._say()

    def _say(self) -> None:
        """What is chosen, for a screen reader whose focus stays in the box."""
        row = self.list.currentRow()
        hits = self._presenter.hits
        said = answer_sentence(hits[row]) if 0 <= row < len(hits) else self._presenter.nothing
        self.box.edit.setAccessibleDescription(said)
        if self.isVisible() and self._presenter.typed.strip():
            announce(self, said)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._presenter.hits):
            target = self._presenter.target(self._presenter.hits[row])
            self._shell.navigator.go(Intent(target.screen, target.record))

    def _read_names(self) -> None:
        """Names are opened beside the interface, and held while the identity key is."""
        names: PatientNames = self._search.names
        if self._reading or names.held or not names.available:
            return
        self._reading = True
        self._shell.tasks.run(names.read, self._on_names, self._on_failed)

    def _on_names(self, read: tuple[NamedCase, ...]) -> None:
        self._reading = False
        if self._outdated:  # an identity changed meanwhile
            self._outdated = False
            self._read_names()
            return
        self._search.names.hold(read)
        self._presenter.look_again()
        self._render()

    def _on_failed(self, error: Exception) -> None:
        self._reading = False
        raise error
