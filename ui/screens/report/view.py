# SPDX-License-Identifier: EUPL-1.2
"""Reporting a problem over an open vault."""

from PySide6.QtWidgets import QWidget

from app.services.kept_subjects import KeptPage
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTyped, type_again, typed_in
from ui.screens.report.pane import ReportPane
from ui.screens.report.presenter import ReportPresenter
from ui.shell import Screen, Shell
from ui.widgets import Button, ButtonKind, Page

_WIDEST = 1008


class ReportScreen(Screen):
    """The pane as a screen; what is typed waits there through a lock."""

    def __init__(self, shell: Shell, presenter: ReportPresenter, pages: UnfinishedForms) -> None:
        super().__init__()
        self._half = HalfTyped(pages, KeptPage.TROUBLE)
        self.pane = ReportPane(presenter, shell.dialogs, shell.tasks)
        self.pane.setMaximumWidth(_WIDEST)
        back = Button("Retour", kind=ButtonKind.QUIET)
        back.clicked.connect(shell.navigator.back)
        page = Page("Signaler un problème")
        page.header.add_action(back)
        page.body.addWidget(self.pane, 1)
        self.hold(page)

    def open_record(self, record: str, choice: str) -> None:
        self._half.give_back(lambda texts: type_again({"said": self.pane.said}, texts))
        self.pane.presenter.learn()
        self.pane.look()
        self.pane.gather()

    def commit_drafts(self) -> None:
        texts = typed_in({"said": self.pane.said})
        self._half.keep(texts if texts["said"].strip() else {})

    def primary_focus(self) -> QWidget | None:
        return self.pane.said
