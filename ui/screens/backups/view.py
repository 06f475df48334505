# SPDX-License-Identifier: EUPL-1.2
"""The backups: when the last one was made, where they go, which there are, what to do with one."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.text import NARROW
from app.services.asides import AsideService
from app.services.backups import BackupLine, BackupOutcome, BackupService, Reason
from app.services.kept_texts import KeptTextService
from ui.screens.backups.asides import AsidesCard
from ui.screens.backups.kept_texts import KeptTextsCard
from ui.screens.backups.places import SecondPlace
from ui.screens.backups.words import (
    FILE_PARTS,
    RESTORE,
    SALVAGE,
    drill_words,
    last_words,
    late_words,
    made_words,
    moment,
    row_of,
)
from ui.shell import Screen, Shell
from ui.theme import Space, Tone
from ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Card,
    LabelKind,
    Page,
    PlainLabel,
    RowList,
    announce,
    show_if,
)

_WIDEST = 1008
Leave = Callable[[str, str], object]
"""Locks, and shows before the unlock page how to `restore` a backup (its stamp) or `salvage`."""


class BackupsScreen(Screen):
    """One list; the chosen backup can be verified and restored."""

    def __init__(
        self,
        shell: Shell,
        backups: BackupService,
        leave: Leave,
        asides: AsideService | None = None,
        kept_texts: KeptTextService | None = None,
    ) -> None:
        """`asides`, `kept_texts`: what was put, or kept, aside is listed where there is any."""
        super().__init__()
        self._shell, self._backups, self._leave = shell, backups, leave
        self._lines: dict[str, BackupLine] = {}
        self._chosen = ""
        self.damage = Banner()
        self.salvage = Button("Récupérer ce qui se lit…")
        self.make_button = Button("Sauvegarder maintenant", kind=ButtonKind.PRIMARY)
        self.last = PlainLabel("", LabelKind.STRONG, wrap=True)
        self.late = PlainLabel("", LabelKind.WARN, wrap=True)
        self.drilled = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.progress = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.places = SecondPlace(backups, shell.dialogs)
        self.asides = None if asides is None else AsidesCard(asides, shell.dialogs, self._on_erased)
        self.kept_texts = (
            None
            if kept_texts is None
            else KeptTextsCard(kept_texts, shell.dialogs, self._on_erased)
        )
        self.list = RowList("Sauvegardes")
        self.subject = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.verify = Button("Vérifier")
        self.restore = Button("Restaurer…")
        self._lay_out()
        self._connect()
        self._reload()

    def open_record(self, record: str, choice: str) -> None:
        self._reload()

    def refresh(self, changes: Changes) -> None:
        if Kind.VAULT in changes.kinds:
            self._reload()

    def primary_focus(self) -> QWidget | None:
        return self.make_button

    def make(self) -> None:
        """Make one now, beside the interface."""
        self._busy("Sauvegarde en cours…")
        self._shell.tasks.run(
            lambda: self._backups.make(Reason.ASKED), self._on_made, self._on_failed
        )

    def rehearse(self) -> None:
        """Restore the chosen one into a temporary folder."""
        line = self._lines.get(self._chosen)
        if line is None:
            return
        self._busy("Vérification en cours : la sauvegarde est restaurée à part, puis comparée…")
        self._shell.tasks.run(
            lambda: self._backups.rehearse(line.path), self._on_rehearsed, self._on_failed
        )

    def ask_restore(self) -> None:
        """Explain, then lock and go on before the unlock page."""
        line = self._lines.get(self._chosen)
        if line is not None and self._shell.dialogs.confirm(
            f"Restaurer la sauvegarde du {moment(line.made)}{NARROW}?",
            RESTORE,
            "Verrouiller et restaurer",
        ):
            self._leave("restore", line.made.strftime(FILE_PARTS))

    def ask_salvage(self) -> None:
        """Explain, then lock and go on before the unlock page."""
        if self._shell.dialogs.confirm(
            f"Récupérer ce qui se lit encore{NARROW}?", SALVAGE, "Verrouiller et récupérer"
        ):
            self._leave("salvage", "")

    def _restore_last(self) -> None:
        sound = next((key for key, line in self._lines.items() if not line.fault), "")
        self._choose(sound)
        self.ask_restore()

    def _on_made(self, outcome: BackupOutcome) -> None:
        made = self._backups.clock.local(outcome.made.manifest.made)
        kind = LabelKind.WARN if outcome.second else LabelKind.OK
        self._finish(made_words(outcome, made), kind)

    def _on_rehearsed(self, sentence: str) -> None:
        self._finish(sentence, LabelKind.OK)

    def _on_failed(self, error: Exception) -> None:
        said = error.text if isinstance(error, UserError) else "Rien n’a été fait."
        self._finish(said, LabelKind.LATE)
        if not isinstance(error, UserError):
            raise error

    def _finish(self, sentence: str, kind: LabelKind) -> None:
        for button in (self.make_button, self.verify, self.restore):
            button.setEnabled(True)
        self._reload()
        self._say(sentence, kind)
        self._shell.changes.publish(Changes(frozenset({(Kind.VAULT, "")})), self)

    def _busy(self, sentence: str) -> None:
        for button in (self.make_button, self.verify, self.restore):
            button.setEnabled(False)
        self._say(sentence, LabelKind.MUTED)

    def _say(self, sentence: str, kind: LabelKind) -> None:
        self.progress.set_kind(kind)
        self.progress.setText(sentence)
        show_if(self.progress, sentence)
        announce(self.progress, sentence)

    def _choose(self, key: str) -> None:
        self._chosen = key
        line = self._lines.get(key)
        words = ""
        if line is not None:
            words = line.fault or f"Celle du {moment(line.made)}, vérifiée quand elle a été faite."
        self.subject.setText(words)
        show_if(self.subject, words)
        show_if(self.verify, wanted=line is not None)
        show_if(self.restore, wanted=line is not None and not line.fault)

    def _reload(self) -> None:
        state, damage = self._backups.state(), self._backups.damage
        self._lines = {str(line.path): line for line in self._backups.all()}
        self.last.setText(last_words(state, self._backups.clock.today()))
        self.late.setText(late_words(state))
        show_if(self.late, self.late.text())
        self.drilled.setText(drill_words(state))
        self.places.render_state()
        for card in (self.asides, self.kept_texts):
            if card is not None:
                card.reload()
        self.list.set_rows([row_of(line) for line in self._lines.values()])
        show_if(self._all, self._lines)
        self._choose(self._chosen if self._chosen in self._lines else next(iter(self._lines), ""))
        show_if(self.salvage, damage)
        show_if(self.make_button, not damage)
        if damage:
            action = "Restaurer la dernière sauvegarde…" if self._lines else ""
            self.damage.show_message(damage, Tone.LATE, action=action, on_action=self._restore_last)
        else:
            self.damage.clear()

    def _connect(self) -> None:
        self.make_button.clicked.connect(self.make)
        self.verify.clicked.connect(self.rehearse)
        self.restore.clicked.connect(self.ask_restore)
        self.salvage.clicked.connect(self.ask_salvage)
        self.list.opened.connect(self._choose)
        self.places.chosen.connect(self._on_place)

    def _on_erased(self, changes: Changes, said: str) -> None:
        self._shell.changes.publish(changes, self)
        self._shell.toast(said)

    def _on_place(self) -> None:
        second = self._backups.state().second
        self._shell.toast(
            "Chaque sauvegarde y sera copiée." if second else "Une seule copie est gardée."
        )

    def _lay_out(self) -> None:
        page = Page("Sauvegardes")
        page.header.add_action(self.salvage)
        page.header.add_action(self.make_button)
        last = Card("La dernière")
        for label in (self.last, self.late, self.drilled, self.progress):
            last.add(label)
        self.progress.hide()
        where = Card("Où elles vont")
        where.add(self.places)
        self._all = Card("Toutes")
        self._all.add(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.subject, 1)
        foot.addWidget(self.verify)
        foot.addWidget(self.restore)
        self._all.body.addLayout(foot)
        page.body.addWidget(self.damage)
        for card in (self.kept_texts, last, where, self._all, self.asides):
            if card is not None:
                card.setMaximumWidth(_WIDEST)
                page.body.addWidget(card)
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
