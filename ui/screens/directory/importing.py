# SPDX-License-Identifier: EUPL-1.2
"""Adding people from a table: pasted or from a file, with what each line will become.

The first run uses the same pane; `ui.screens_of` hands it over, since screens do not know one
another.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.directory_preview import DirectoryPreview, LineStatus, PreviewLine
from app.domain.errors import UserError
from app.domain.text import plural
from app.services.backups import BackupService, Reason
from app.services.directory import DirectoryService, Imported
from ui.dialogs import Dialogs
from ui.screens.directory.model import becomes, preview_model, remarks
from ui.tasks import Tasks
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    Chip,
    LabelKind,
    PlainLabel,
    RecordTable,
    TextPane,
    announce,
    show_if,
)

READ_AFTER_MS = 300
LEAST_TABLE = 236
"""Pixels: the titles and five lines."""
_KINDS = "Tableaux (*.csv *.tsv *.txt);;Tous les fichiers (*)"
_HINT = (
    "Collez ici les lignes copiées d’un tableur, avec ou sans la ligne de titres.\n"
    "Colonnes reconnues : Nom, Prénom, Profession, Champ, Structure, Membre MSP, RPPS, "
    "Téléphone, Messagerie."
)


Before = Callable[[Callable[[], object], Callable[[str], object]], object]
"""Makes a backup beside the interface, then calls the first, or the second with why not."""


def backed_up(backups: BackupService, tasks: Tasks) -> Before:
    """Before an import, a backup is made on the executor."""

    def before(done: Callable[[], object], failed: Callable[[str], object]) -> None:
        def on_failed(error: Exception) -> None:
            failed(error.text if isinstance(error, UserError) else "")
            if not isinstance(error, UserError):
                raise error

        tasks.run(lambda: backups.make(Reason.IMPORT), lambda _outcome: done(), on_failed)

    return before


class ImportPane(QWidget):
    """A place to paste, the lines as they are understood, and one button to add the people."""

    imported = Signal(Imported, Changes)
    closed = Signal()

    def __init__(
        self,
        directory: DirectoryService,
        dialogs: Dialogs,
        *,
        leave: str,
        before: Before | None = None,
    ) -> None:
        """`leave` is the word on the button that adds nobody; `before` makes a backup first."""
        super().__init__()
        self._before = before
        self._directory, self._dialogs = directory, dialogs
        self._preview: DirectoryPreview | None = None
        self.paste = TextPane("Lignes copiées d’un tableur", placeholder=_HINT)
        self.open_button = Button("Choisir un fichier…", icon=IconName.FOLDER)
        self.source = PlainLabel("", LabelKind.SECONDARY, wrap=True, verbatim=True)
        self.error = PlainLabel("", LabelKind.LATE, wrap=True)
        self.chips = [Chip() for _ in range(3)]
        self.notes = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.table: RecordTable[PreviewLine] = RecordTable("Lignes du tableau", preview_model())
        self.detail = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.add_button = Button("Ajouter", kind=ButtonKind.PRIMARY)
        self.leave_button = Button(leave)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(READ_AFTER_MS)
        self._lay_out()
        self._connect()
        self._show(None)

    @property
    def preview(self) -> DirectoryPreview | None:
        """What would be added now."""
        return self._preview

    def clear(self) -> None:
        """Forget what was pasted or opened."""
        self._timer.stop()
        self.paste.set_text("")
        self.source.setText("")
        self.error.hide()
        self._show(None)

    def read_paste(self) -> None:
        """Understand what was pasted, now."""
        self._timer.stop()
        self.source.setText("")
        text = self.paste.text()
        self._read(text) if text.strip() else self._show(None)

    def read_file(self, path: Path) -> None:
        """Understand a file."""
        self._timer.stop()
        self.paste.set_text("")
        self.source.setText(f"Fichier : {path.name}")
        self._read(path)

    def accept(self) -> None:
        """Add the people that the preview says."""
        preview = self._preview
        if preview is None or not preview.drafts or not self.add_button.isEnabled():
            return
        if self._before is None:
            self._accept(preview)
            return
        self.setEnabled(False)
        self.add_button.set_caption("Sauvegarde…")
        self._before(lambda: self._accept(preview), self._not_saved)

    def _accept(self, preview: DirectoryPreview) -> None:
        self.setEnabled(True)
        result, changes = self._directory.accept(preview)
        self.clear()
        self.imported.emit(result, changes)

    def _not_saved(self, sentence: str) -> None:
        self.setEnabled(True)
        self._show(self._preview)
        words = f"Personne n’a été ajouté : la sauvegarde d’avant n’a pas été faite. {sentence}"
        self.error.setText(words)
        show_if(self.error, words)
        announce(self.error, words)

    def _lay_out(self) -> None:
        source = QHBoxLayout()
        source.setSpacing(Space.SNUG)
        source.addWidget(self.open_button)
        source.addWidget(self.source, 1)
        summary = QHBoxLayout()
        summary.setSpacing(Space.RELATED)
        for chip in self.chips:
            summary.addWidget(chip)
        summary.addStretch(1)
        self._result = Card()
        self._result.body.setContentsMargins(1, Space.SNUG, 1, Space.SNUG)
        for widget in (self.notes, self.detail):
            widget.setContentsMargins(Space.SNUG, 0, Space.SNUG, 0)
        inner = QHBoxLayout()
        inner.setContentsMargins(Space.SNUG, 0, Space.SNUG, Space.HALF)
        inner.addLayout(summary)
        self._result.body.addLayout(inner)
        self._result.add(self.notes)
        self._result.add(self.table, 1)
        self._result.add(self.detail)
        self.paste.setMinimumHeight(96)
        self.table.setMinimumHeight(LEAST_TABLE)
        self._result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.add_button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addWidget(self.paste)
        column.addLayout(source)
        column.addWidget(self.error)
        column.addWidget(self._result, 1)
        column.addLayout(foot)
        self._rest = column
        self.setFocusProxy(self.paste)

    def _connect(self) -> None:
        self.paste.edited.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self.read_paste)
        self.open_button.clicked.connect(self._choose)
        self.add_button.clicked.connect(self.accept)
        self.leave_button.clicked.connect(self.closed)
        self.table.selected.connect(self._show_detail)

    def _choose(self) -> None:
        path = self._dialogs.open_file("Choisir le tableau des professionnels", _KINDS)
        if path is not None:
            self.read_file(path)

    def _read(self, source: Path | str) -> None:
        try:
            preview = self._directory.preview(source)
        except UserError as error:
            self._refuse(error.text)
            return
        self.error.hide()
        self._show(preview)
        announce(self.table, self.add_button.caption)

    def _refuse(self, sentence: str) -> None:
        self._show(None)
        self.error.setText(sentence)
        show_if(self.error, sentence)
        announce(self.error, sentence)

    def _show(self, preview: DirectoryPreview | None) -> None:
        self._preview = preview
        new = len(preview.drafts) if preview else 0
        self.table.set_records(preview.lines if preview else ())
        self.notes.setText(" ".join(preview.messages) if preview else "")
        show_if(self.notes, preview and preview.messages)
        if preview:
            self._count(preview)
            self._select_first_remark(preview)
        self._show_detail(self.table.current_key())
        show_if(self._result, preview)
        self.paste.setFixedHeight(104 if preview else 240)
        self._rest.setStretchFactor(self._result, 1)
        self.add_button.set_caption(f"Ajouter {plural(new, 'personne')}" if new else "Ajouter")
        self.add_button.setEnabled(bool(new))

    def _count(self, preview: DirectoryPreview) -> None:
        known = preview.count(LineStatus.KNOWN) + preview.count(LineStatus.DUPLICATE_IN_FILE)
        refused, new = len(preview.refused), len(preview.drafts)
        words = (
            (f"{new} à ajouter" if new else "personne à ajouter", Tone.OK if new else Tone.NEUTRAL),
            (plural(known, "déjà connue", "déjà connues") if known else "", Tone.NEUTRAL),
            (plural(refused, "ligne refusée", "lignes refusées") if refused else "", Tone.LATE),
        )
        for chip, (text, tone) in zip(self.chips, words, strict=True):
            chip.set_chip(text, tone)

    def _select_first_remark(self, preview: DirectoryPreview) -> None:
        """Begin with what must be read: the first refusal, or else the first remark."""
        told = [line for line in preview.lines if line.messages]
        first = next(iter(preview.refused), told[0] if told else None)
        if first is not None:
            self.table.select(str(first.number))

    def _show_detail(self, key: str) -> None:
        lines = self._preview.lines if self._preview else ()
        line = next((each for each in lines if str(each.number) == key), None)
        words = "" if line is None or not line.messages else remarks(line)
        self.detail.setText(f"Ligne {key} ({becomes(line)}) : {words}" if line and words else "")
        show_if(self.detail, words)
