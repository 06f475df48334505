# SPDX-License-Identifier: EUPL-1.2
"""The form beside the list: when the extract was put into the record, and by whom."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.dates import medium_date
from ui.owed_card import OwedCard
from ui.reopening import Reopening
from ui.screens.filings.model import title_words
from ui.screens.filings.presenter import FilingForm, FilingsPresenter, OwedExtract
from ui.theme import IconName
from ui.widgets import Button, ButtonKind, DateField


class FilingCard(OwedCard):
    """Shows one extract and holds what is typed about it."""

    print_asked = Signal()

    def __init__(
        self, presenter: FilingsPresenter, reopening: Reopening, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Extrait choisi",
            DateField("Versé le", presenter.parse, medium_date),
            presenter.people,
            Button("Versé au dossier", kind=ButtonKind.PRIMARY, key="V"),
            parent,
        )
        self.reopening = reopening
        self.print = Button("Imprimer…", icon=IconName.PRINT, key="Ctrl P")
        self.print.clicked.connect(self.print_asked)
        self.lay_out(foot=(self.print,))
        self.add(self.reopening)

    def show_extract(self, extract: OwedExtract, form: FilingForm) -> None:
        """Show an extract, the day and the person proposed."""
        met = f"Réunion du {medium_date(extract.view.met_on)}"
        self.show_heading(extract.view.code, title_words(extract), met)
        self.show_done(form.on, form.by, form.by_text)
        self.reopening.put_away()

    def form(self) -> FilingForm:
        """What is typed now."""
        return FilingForm(self.on.value(), *self.who())
