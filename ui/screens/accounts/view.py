# SPDX-License-Identifier: EUPL-1.2
"""The accounts: who opens the vault, one's own passphrase, the recovery sheet."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.services.accounts import AccountService, ReadySlot, Role
from app.services.backups import BackupService
from app.services.kept_subjects import KeptPage
from app.services.recovery import RecoveryService
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTyped, type_again, typed_in
from ui.screens.accounts.forms import AccountForm, Form, NewAccountForm, OwnPassphraseForm
from ui.screens.accounts.removal import Removal
from ui.screens.accounts.sheet_pane import SheetPane
from ui.screens.accounts.words import row_of
from ui.shell import Screen, Shell
from ui.widgets import Button, ButtonKind, Card, LabelKind, Page, PlainLabel, RowList, show_if

_WIDEST = 1008
_NOT_YOURS = "Seule la coordination ajoute, change et retire des comptes."


class AccountsScreen(Screen):
    """One list, one form at a time under it, and the sheet."""

    def __init__(
        self,
        shell: Shell,
        accounts: AccountService,
        recovery: RecoveryService,
        backups: BackupService | None = None,
        *,
        lock: Callable[[], object],
        pages: UnfinishedForms | None = None,
    ) -> None:
        """`backups`: one is made as soon as an account was removed; `lock` ends the session."""
        super().__init__()
        self._half = HalfTyped(pages, KeptPage.ACCOUNT)
        self._shell, self._accounts, self._backups = shell, accounts, backups
        self.list = RowList("Comptes")
        self.add_button = Button("Ajouter un compte", kind=ButtonKind.PRIMARY)
        self.own_button = Button("Changer ma phrase de passe")
        self.new = NewAccountForm(accounts)
        self.account = AccountForm()
        self.own = OwnPassphraseForm(accounts)
        self.sheet = SheetPane(recovery, shell.tasks, shell.preview, self._publish)
        self.removal = Removal(shell, accounts, backups, self._publish, lock)
        self._forms: tuple[Form, ...] = (self.new, self.account, self.own)
        self._lay_out()
        self._connect()
        self._reload()

    def open_record(self, record: str, choice: str) -> None:
        self._reload()
        if self._accounts.may_manage:
            self._half.give_back(self._show_begun)
        if choice == "sheet":  # from the reminder of the home screen
            self.sheet.draw_button.setFocus()

    def refresh(self, changes: Changes) -> None:
        if Kind.VAULT in changes.kinds:
            self._reload()

    def commit_drafts(self) -> None:
        """Keep the name and the rights that are being given; never a passphrase."""
        self._half.keep(self._begun())
        self._forget_secrets()

    def _begun(self) -> dict[str, str]:
        form = next((each for each in self._forms if not each.isHidden()), None)
        if not isinstance(form, NewAccountForm | AccountForm):
            return {}
        line = self.account.line if form is self.account else None
        return {"account": line.id if line else ""} | typed_in(form.typed)

    def _show_begun(self, texts: Mapping[str, str]) -> None:
        account = texts.get("account", "")
        form = self.account if account else self.new
        if not account:
            self._begin_new()
        elif account in {line.id for line in self._accounts.all()}:
            self._open(account)
        else:
            return  # removed meanwhile
        type_again(form.typed, texts)

    def _forget_secrets(self) -> None:
        for secret in (self.new.secret, self.own.secret):
            secret.clear()
        self.own.old.clear()

    def primary_focus(self) -> QWidget | None:
        return self.add_button if self._accounts.may_manage else self.own_button

    def _lay_out(self) -> None:
        page = Page("Comptes et fiche de secours")
        page.header.add_action(self.own_button)
        page.header.add_action(self.add_button)
        people = Card("Qui ouvre le coffre")
        self.rights = PlainLabel(_NOT_YOURS, LabelKind.SECONDARY, wrap=True)
        people.add(self.rights)
        people.add(self.list)
        people.add(self.removal.line)
        paper = Card("Fiche de secours")
        words = "Une page imprimée qui ouvre le coffre quand une phrase de passe est oubliée."
        paper.add(PlainLabel(words, LabelKind.MUTED, wrap=True))
        paper.add(self.sheet)
        for card in (people, *self._forms, paper):
            card.setMaximumWidth(_WIDEST)
            page.body.addWidget(card)
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._show_form(None)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._begin_new)
        self.own_button.clicked.connect(self._begin_own)
        self.list.opened.connect(self._open)
        self.new.confirmed.connect(self._add)
        self.account.confirmed.connect(self._change)
        self.account.remove_confirmed.connect(self._remove)
        self.own.confirmed.connect(self._change_own)
        for form in self._forms:
            form.closed.connect(lambda: self._show_form(None))

    def _reload(self) -> None:
        allowed = self._accounts.may_manage
        self.list.set_rows([row_of(line) for line in self._accounts.all()])
        show_if(self.add_button, wanted=allowed)
        show_if(self.rights, wanted=not allowed)
        self.sheet.render_state()

    def _show_form(self, form: Form | None) -> None:
        for each in self._forms:
            show_if(each, wanted=each is form)
        self._forget_secrets()
        if form is not None:
            form.setFocus()

    def _begin_new(self) -> None:
        self.new.begin()
        self._show_form(self.new)

    def _begin_own(self) -> None:
        self.own.begin()
        self._show_form(self.own)

    def _open(self, account_id: str) -> None:
        if not self._accounts.may_manage:
            return
        line = self._accounts.get(account_id)
        kept = self._backups.count() if self._backups is not None else 0
        self.account.show_line(
            line,
            may_give=self._accounts.may_give_identities,
            may_remove=not self.removal.running,
            kept=kept,
        )
        self._show_form(self.account)

    def _add(self) -> None:
        draft = self.new.draft()
        if draft is None:
            return

        def done(ready: ReadySlot) -> Changes:
            return self._accounts.add(ready)

        self._slowly(
            self.new, lambda: self._accounts.ready(draft), done, f"Compte créé : {draft.name}"
        )

    def _change_own(self) -> None:
        if self.own.judge():
            return
        old, new = self.own.old.text(), self.own.secret.text()
        self._slowly(
            self.own,
            lambda: self._accounts.ready_passphrase(old, new),
            self._accounts.change_passphrase,
            "Phrase de passe changée",
        )

    def _slowly(
        self,
        form: Form,
        work: Callable[[], ReadySlot],
        keep: Callable[[ReadySlot], Changes],
        said: str,
    ) -> None:
        """Derive beside the interface, then keep on the database's thread."""

        def done(ready: ReadySlot) -> None:
            form.set_busy(busy=False)
            self._try(form, lambda: keep(ready), said)

        def failed(error: Exception) -> None:
            form.set_busy(busy=False)
            if not isinstance(error, UserError):
                raise error
            form.say(error.text)

        form.say("")
        form.set_busy(busy=True)
        self._shell.tasks.run(work, done, failed)

    def _change(self) -> None:
        form, line = self.account, self.account.line
        if line is None or form.judge():
            return

        def change() -> Changes:
            return self._accounts.change(
                line.id,
                name=form.name.text(),
                role=Role(form.role.value()),
                may_see_identities=form.identities.value() == "yes",
            )

        self._try(form, change, "Compte enregistré")

    def _remove(self) -> None:
        line = self.account.line
        if line is not None:
            self._show_form(None)
            self.add_button.setFocus()
            self.removal.begin(line)

    def _try(self, form: Form, deed: Callable[[], Changes], said: str) -> None:
        try:
            changes = deed()
        except UserError as error:
            form.say(error.text)
            return
        self._show_form(None)
        self._half.keep({})
        self._publish(changes)
        self._shell.toast(said)

    def _publish(self, changes: Changes) -> None:
        self._reload()
        self._shell.changes.publish(changes, self)
