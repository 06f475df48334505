# SPDX-License-Identifier: EUPL-1.2
"""The recovery sheet: drawn, printed, typed back, in force; drawn again, revoked."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.documents import Built
from app.services.recovery import (
    GROUPS,
    GroupState,
    PaperSheet,
    RecoveryService,
    split_code,
    state_of_group,
)
from ui.shell import ShowPrintout
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import Button, ButtonKind, CodeGroups, LabelKind, PlainLabel, show_if

_NONE = (
    "Aucune fiche en service. Si toutes les phrases de passe sont oubliées, "
    "personne ne pourra ouvrir le coffre."
)
_IN_FORCE = "Fiche n° {number} en service, tirée le {on}."
_TYPE_BACK = (
    "Fiche n° {number} : imprimez-la, puis recopiez ici ses huit groupes depuis le papier. "
    "Elle ne compte qu’une fois recopiée."
)
_REPLACES = " L’ancienne cessera alors d’ouvrir le coffre."
_REVOKE = (
    "Sans fiche, une phrase de passe oubliée ne se rattrape plus. Les copies et les sauvegardes "
    "faites avant s’ouvrent encore avec elle."
)


class SheetPane(QWidget):
    """Draws the sheet, shows it to be printed, and puts it in force once it is typed back."""

    changed = Signal()

    def __init__(
        self,
        recovery: RecoveryService,
        tasks: Tasks,
        preview: ShowPrintout,
        tell: Callable[[Changes], object],
    ) -> None:
        """`tell` receives what a deed changed."""
        super().__init__()
        self._recovery, self._tasks = recovery, tasks
        self._preview, self._tell = preview, tell
        self._paper: PaperSheet | None = None
        self.sentence = PlainLabel("", LabelKind.TEXT, wrap=True)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.draw_button = Button("Préparer une fiche")
        self.revoke_button = Button("Annuler cette fiche…", kind=ButtonKind.QUIET)
        self.groups = CodeGroups(self._judge, split_code, GROUPS)
        self.show_button = Button("Revoir la fiche", small=True)
        self.confirm_button = Button("Mettre en service")
        self.give_up_button = Button("Abandonner", kind=ButtonKind.QUIET)
        self.warning = PlainLabel(_REVOKE, LabelKind.WARN, wrap=True)
        self.sure_button = Button("Annuler la fiche", kind=ButtonKind.DANGER)
        self.keep_button = Button("La garder", kind=ButtonKind.QUIET)
        self.typing = QWidget()
        self.revoking = QWidget()
        self._lay_out()
        self._connect()
        self.render_state()

    @property
    def done(self) -> bool:
        """Whether a sheet is in force."""
        return self._recovery.in_force is not None

    def render_state(self) -> None:
        """Show where the sheet stands."""
        now, paper = self._recovery.in_force, self._paper
        said = _NONE if now is None else _IN_FORCE.format(number=now.number, on=now.on)
        if paper is not None:
            said = _TYPE_BACK.format(number=paper.number) + (_REPLACES if now else "")
        self.sentence.setText(said)
        allowed = self._recovery.may_manage
        self.draw_button.set_caption("Préparer une fiche" if now is None else "Refaire une fiche")
        show_if(self.draw_button, wanted=allowed and paper is None)
        show_if(self.revoke_button, wanted=allowed and paper is None and now is not None)
        show_if(self.typing, wanted=paper is not None)
        show_if(self.revoking, wanted=False)
        self.confirm_button.setEnabled(self.groups.complete)

    def forget(self) -> None:
        """Let go of a sheet that was not typed back."""
        self._paper = None
        self.groups.clear()
        self.render_state()

    def draw(self) -> None:
        """Draw a sheet and show it."""
        self._say("")
        try:
            self._paper = self._recovery.draw()
        except UserError as error:
            self._say(error.text)
            return
        self.groups.clear()
        self.render_state()
        self.groups.setFocus()  # the paper comes before them, and goes back to where it came from
        self._show_paper()

    def confirm(self) -> None:
        """Put the sheet in force when what was typed is what it shows."""
        if self._paper is None or not self.groups.complete:
            return
        try:
            changes = self._recovery.confirm(self._paper, self.groups.groups())
        except UserError as error:
            self.groups.say(error.text)
            return
        self.forget()
        self._tell(changes)
        self.changed.emit()

    def revoke(self) -> None:
        """Let the sheet in force open nothing any more."""
        try:
            changes = self._recovery.revoke()
        except UserError as error:
            self._say(error.text)
            return
        self.render_state()
        self._tell(changes)
        self.changed.emit()

    def _judge(self, at: int, text: str) -> GroupState:
        return state_of_group(at, text) if self._paper is None else self._paper.state_of(at, text)

    def _show_paper(self) -> None:
        paper = self._paper
        if paper is None:
            return
        printed = paper.printable

        def output(how: str) -> None:
            self._recovery.output(paper, how)

        def show(built: Built) -> None:
            name, band = f"{printed.stem}.pdf", printed.band
            self._preview(printed.title, built.pdf, name, band=band, done=output)

        self._tasks.run(printed.render, show, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        raise error

    def _ask_revoke(self) -> None:
        show_if(self.revoking, wanted=True)
        self.keep_button.setFocus()

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def _connect(self) -> None:
        self.draw_button.clicked.connect(self.draw)
        self.show_button.clicked.connect(self._show_paper)
        self.give_up_button.clicked.connect(self.forget)
        self.confirm_button.clicked.connect(self.confirm)
        self.groups.confirmed.connect(self.confirm)
        self.groups.changed.connect(lambda: self.confirm_button.setEnabled(self.groups.complete))
        self.revoke_button.clicked.connect(self._ask_revoke)
        self.keep_button.clicked.connect(self.render_state)
        self.sure_button.clicked.connect(self.revoke)

    def _lay_out(self) -> None:
        typing = QVBoxLayout(self.typing)
        typing.setContentsMargins(0, 0, 0, 0)
        typing.setSpacing(Space.SNUG)
        typing.addWidget(self.groups)
        typing.addLayout(_line(self.confirm_button, self.show_button, self.give_up_button))
        revoking = QVBoxLayout(self.revoking)
        revoking.setContentsMargins(0, 0, 0, 0)
        revoking.setSpacing(Space.RELATED)
        revoking.addWidget(self.warning)
        revoking.addLayout(_line(self.sure_button, self.keep_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addWidget(self.sentence)
        column.addWidget(self.message)
        column.addLayout(_line(self.draw_button, self.revoke_button))
        column.addWidget(self.typing)
        column.addWidget(self.revoking)
        self.message.hide()


def _line(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.RELATED)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
