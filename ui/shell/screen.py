# SPDX-License-Identifier: EUPL-1.2
"""What the shell gives to a screen, and what it asks of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes
from ui.dialogs import Dialogs
from ui.shell.changes_bus import ChangesBus
from ui.shell.entries import Entry
from ui.shell.folder import NamedFile
from ui.shell.navigation import Navigator
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import give_focus_back


class ShowToast(Protocol):
    """Shows a short message, with "Annuler" when `undo` is given."""

    def __call__(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Show it for a few seconds."""
        ...


class ShowPrintout(Protocol):
    """Shows a finished document over the screen, to be printed or saved."""

    def __call__(
        self,
        title: str,
        pdf: bytes,
        file_name: str,
        *,
        band: str = "",
        done: Callable[[str], object] | None = None,
        files: Sequence[NamedFile] = (),
    ) -> None:
        """Open the preview; `band` is the confidentiality sentence above it.

        `done` is told `printed` or `saved` each time that was done. `files` are the same documents
        apart, which can be saved into a folder in one go.
        """
        ...


@dataclass(frozen=True, slots=True)
class Shell:
    """The shell as a screen sees it; passed to the screen's constructor."""

    navigator: Navigator
    changes: ChangesBus
    tasks: Tasks
    dialogs: Dialogs
    toast: ShowToast
    preview: ShowPrintout
    open_palette: Callable[[], object]
    remake: Callable[[str], object]
    """Makes the screen of that key anew when it is next shown: what made it has changed."""


class Screen(QWidget):
    """One page of the window. Made when it is first shown, kept until the vault is locked."""

    immersive: ClassVar[bool] = False
    """Takes the whole screen: the navigation rail is hidden while it is shown."""

    def hold(self, page: QWidget) -> None:
        """Make `page` the whole of the screen."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def open_record(self, record: str, choice: str) -> None:
        """Show a record or a view; called each time the user comes here, after `refresh`."""

    def refresh(self, changes: Changes) -> None:
        """Reload what `changes` touched; called when shown, and only for others' changes."""

    def commit_drafts(self) -> None:
        """Save what is typed and not saved; called before lock, close and leaving the screen."""

    def here(self) -> tuple[str, str] | None:
        """The record and the view that lead back to what is shown after a lock: ids, never text.

        None: those that it was opened with.
        """
        return None

    def primary_focus(self) -> QWidget | None:
        """Where typing should begin when the screen is shown."""
        return None

    def way_back(self, focus: QWidget | None) -> Callable[[], object]:
        """How to return to what has the focus once the palette or a document is put away."""
        return partial(give_focus_back, focus, self._focus_primary)

    def _focus_primary(self) -> None:
        focus = self.primary_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_foot(self) -> int:
        """How many pixels at the foot of the screen no short message may cover."""
        return 0

    def palette_entries(self) -> Sequence[Entry]:
        """What the palette can do on this screen."""
        return ()


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """A screen that works: navigation shows no other.

    `factory` makes it when it is first asked for; `in_nav` gives it an entry in the rail, and
    `at_foot` puts that entry below, with the settings; `in_palette` lets the palette lead to one
    that has none.
    """

    key: str
    title: str
    icon: IconName
    factory: Callable[[Shell], Screen]
    in_nav: bool = True
    at_foot: bool = False
    in_palette: bool = False
