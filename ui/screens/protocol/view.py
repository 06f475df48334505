# SPDX-License-Identifier: EUPL-1.2
"""One protocol: its text, its steps, its use and its life, each on a side of its own."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import NotFoundError, NotSavedError, UserError
from app.domain.ids import ProtocolId
from ui.autosave import commit_all
from ui.screens.protocol.header import ProtocolHeader
from ui.screens.protocol.leaving import Leaving
from ui.screens.protocol.life_page import LIFE, LifePage
from ui.screens.protocol.page import PageSpec, ProtocolPage
from ui.screens.protocol.services import ProtocolServices
from ui.screens.protocol.steps_page import StepsPage
from ui.screens.protocol.text_page import TEXT, TextPage
from ui.screens.protocol.usage_page import USAGE, UsagePage
from ui.screens.protocol.writing import Writing
from ui.shell import Entry, Intent, Screen, Shell
from ui.theme import Space
from ui.widgets import Sides, bind_key

PAGES = (
    PageSpec(TEXT, "Texte", TextPage),
    PageSpec("steps", "Étapes", StepsPage),
    PageSpec(USAGE, "Usage", UsagePage),
    PageSpec(LIFE, "Vie", LifePage),
)
"""The sides in their order; each line here is a tab."""


class ProtocolScreen(Screen):
    """Answers `Intent("protocol", record=<id>)`; the choice is the key of a side."""

    def __init__(
        self, shell: Shell, services: ProtocolServices, specs: Sequence[PageSpec] = PAGES
    ) -> None:
        super().__init__()
        self._shell, self._services = shell, services
        self._id: ProtocolId | None = None
        self.header = ProtocolHeader()
        self.leaving = Leaving(shell, services, self._saved)
        self.writing = Writing(services, self._edited, self.header.saved, self)
        self.pages = {
            spec.key: spec.make(shell, services, self._edited, self.writing) for spec in specs
        }
        self.sides = Sides({spec.key: spec.words for spec in specs}, self.pages.values())
        self.tabs = self.sides.tabs
        self._lay_out()
        self._connect()

    # --- what the shell asks -----------------------------------------------------------------

    def open_record(self, record: str, choice: str) -> None:
        if record and record != self._id:
            self._settle()
            self._id = ProtocolId(record)
            self.header.saved.nothing()
            self.leaving.remark.clear()
            self.sides.go_to_top()
        self._read()
        self.choose(choice if choice in self.pages else self.tabs.current)

    def refresh(self, changes: Changes) -> None:
        if self._id is None:
            return
        self.writing.flush()
        if changes.kinds & {Kind.PROTOCOL, Kind.PROFESSIONAL}:
            try:
                self._read()
            except NotFoundError:  # put in the bin from elsewhere
                self._leave()
                return
            if not self.writing.dirty:
                self.page.show_protocol(self.writing.typed)
        self.page.refresh(changes)

    def commit_drafts(self) -> None:
        if self._id is not None:
            steps = [page.commit_drafts for page in self.pages.values()]
            commit_all(*steps, self.writing.flush_or_raise)

    def here(self) -> tuple[str, str] | None:
        return (self._id, self.tabs.current) if self._id else None

    def primary_focus(self) -> QWidget | None:
        return self.page.primary_focus()

    def palette_entries(self) -> Sequence[Entry]:
        return self.leaving.entries() if self._id else ()

    # --- sides -------------------------------------------------------------------------------

    @property
    def page(self) -> ProtocolPage:
        """The side that is shown."""
        return self.pages[self.tabs.current]

    def choose(self, key: str) -> None:
        """Show a side as the protocol stands; what was typed on the one before is saved."""
        if key != self.tabs.current:
            with suppress(UserError):  # the word at the head says that it is not saved
                self.commit_drafts()
        self.sides.choose(key)
        self.page.show_protocol(self.writing.typed)

    def _turn(self, by: int) -> None:
        """To the side before or after, where its work begins: Qt would take whatever is next."""
        key = self.sides.step(by)
        if key == self.tabs.current:
            return
        self.choose(key)
        focus = self.primary_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        """Read it again. Raises `NotFoundError`."""
        if self._id is not None:
            self.writing.show(self._services.protocols.texts.get(self._id))
            self._show_head()

    def _show(self) -> None:
        """Read it again and show it. Raises `NotFoundError`."""
        self._read()
        if self._id is not None:
            self.page.show_protocol(self.writing.typed)

    def _settle(self) -> None:
        """Save what is typed of the one before; what cannot be kept waits half typed."""
        try:
            self.commit_drafts()
        except NotSavedError:
            raise
        except UserError:
            return

    def _show_head(self) -> None:
        protocol = self.writing.protocol
        referent = self._services.referent(protocol)
        self.header.show_protocol(protocol, referent, self._services.today())

    def _edited(self, changes: Changes) -> None:
        """Tell the others what a page changed; a save while one types redraws nothing here."""
        self._shell.changes.publish(changes, self)
        if self._id is None:
            return
        if self.writing.saving:
            self._show_head()
            return
        try:
            self._show()
        except NotFoundError:
            self._leave()

    def _saved(self) -> ProtocolId | None:
        """Which protocol is shown, once what is typed is in the vault."""
        self.page.commit_drafts()
        try:
            self.writing.flush_or_raise()
        except UserError as error:
            self.leaving.refuse(error)
            return None
        return self._id

    def _leave(self) -> None:
        self._id = None
        self._shell.navigator.go(Intent("protocols"))

    # --- inside ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.header.back.connect(lambda: self._shell.navigator.go(Intent("protocols")))
        self.header.print_asked.connect(self.leaving.print_whole)
        self.header.summary_asked.connect(self.leaving.print_summary)
        self.header.export_asked.connect(self.leaving.export)
        self.tabs.chosen.connect(self.choose)
        bind_key(self, "Ctrl+P", self.leaving.print_whole)
        bind_key(self, "Ctrl+S", self.writing.flush)
        bind_key(self, "Alt+Left", self.header.back.emit)
        bind_key(self, "Ctrl+PgDown", lambda: self._turn(1))
        bind_key(self, "Ctrl+PgUp", lambda: self._turn(-1))
        bind_key(self, "Ctrl+Z", lambda: self._walk(self.writing.undo, "Rien à annuler"))
        bind_key(self, "Ctrl+Shift+Z", lambda: self._walk(self.writing.redo, "Rien à rétablir"))

    def _walk(self, walk: Callable[[], str | None], nothing: str) -> None:
        """Undo or redo one save, and go back to where it was typed."""
        self._settle()
        try:
            place = walk()
        except UserError as error:
            self._shell.toast(error.text)
            place = ""
        if place is None:
            self._shell.toast(nothing)
            return
        key = place.partition(":")[0]
        if key in self.pages:
            self.choose(key)
            self.page.go_to(place)

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(Space.PAGE - Space.RELATED, 20, Space.PAGE, 0)
        top.addWidget(self.header)
        bars = QVBoxLayout()
        bars.setContentsMargins(Space.PAGE, 0, Space.PAGE, Space.GROUP)
        bars.setSpacing(Space.SNUG)
        for widget in (self.tabs, self.leaving.remark):
            bars.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.RELATED)
        whole.addLayout(top)
        whole.addLayout(bars)
        whole.addWidget(self.sides, 1)
