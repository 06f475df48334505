# SPDX-License-Identifier: EUPL-1.2
"""The recovery sheet: drawn, printed, typed back, and only then in force; revoked, drawn again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.documents.built import Built
from app.documents.recovery_view import RecoverySheetView
from app.documents.views import Fact, Letterhead
from app.domain.changes import Changes, Kind
from app.domain.dates import medium_date
from app.domain.errors import NotAllowedError, UserError
from app.domain.ids import NewId
from app.storage.unit_of_work import Store
from app.system.clock import Clock
from app.vault.account import Role
from app.vault.keyring import DrawnSheet, confirm_sheet, draw_sheet, revoke_sheet
from app.vault.open_vault import OpenVault
from app.vault.recovery import sheet_number
from app.vault.recovery_code import (
    GROUPS,
    GroupState,
    RecoveryCodeWrong,
    groups_of,
    read_code,
    split_code,
    state_of_group,
)

__all__ = [
    "GROUPS",
    "GroupState",
    "PaperSheet",
    "RecoveryService",
    "SheetInForce",
    "SheetPrint",
    "split_code",
    "state_of_group",
]


@dataclass(frozen=True)
class SheetInForce:
    """The sheet that opens the vault now; `on` is a French date."""

    number: str
    on: str


@dataclass(frozen=True)
class SheetPrint:
    """The page of a sheet, ready to be set; `stem` is its file name without extension."""

    stem: str
    view: RecoverySheetView = field(repr=False)

    @property
    def title(self) -> str:
        """What the preview is called."""
        return self.view.title

    @property
    def band(self) -> str:
        """The confidentiality word printed on top."""
        return self.view.confidentiality.value

    def render(self) -> Built:
        """Set the page. Safe on any thread."""
        from app.documents.recovery_sheet import (  # noqa: PLC0415 - slow import, on demand
            build_recovery_sheet,
        )

        return build_recovery_sheet(self.view)


@dataclass(frozen=True)
class PaperSheet:
    """A sheet drawn and not in force yet: it is printed, then typed back."""

    number: str
    drawn: DrawnSheet
    printable: SheetPrint

    def state_of(self, position: int, text: str) -> GroupState:
        """What can be said of a group typed back: right only when it is this sheet's."""
        state = state_of_group(position, text)
        right = state.text == groups_of(self.drawn.secret)[position]
        return GroupState(state.text, state.complete, state.good and right)


class RecoveryService:
    """The sheet of one open vault; the coordination alone draws and revokes it."""

    def __init__(self, vault: OpenVault, store: Store, clock: Clock, new_id: NewId) -> None:
        self._vault = vault
        self._store = store
        self._clock = clock
        self._new_id = new_id

    @property
    def may_manage(self) -> bool:
        """Whether this account may draw and revoke sheets now."""
        return self._vault.account.role is Role.COORDINATOR and self._vault.state.may_write

    @property
    def in_force(self) -> SheetInForce | None:
        """The sheet that counts; None when a forgotten passphrase would be lost."""
        slot = self._vault.content.recovery
        if slot is None:
            return None
        return SheetInForce(sheet_number(slot.sheet_id), self._day(slot.created))

    def draw(self) -> PaperSheet:
        """A new sheet to print; the one in force stays until this one is typed back.

        Raises `NotAllowedError`, or `UserError` while identities are closed.
        """
        self._require_manager()
        if not self._vault.identities.available:
            raise UserError(
                "La fiche de secours ouvre aussi les identités, qui sont fermées.",
                "Rouvrez-les d’abord par votre phrase de passe, ou demandez la fiche à une "
                "personne de la coordination qui a ce droit.",
            )
        drawn = draw_sheet(self._vault, self._new_id)
        self._store.note("recovery.drawn", Kind.VAULT, drawn.sheet_id)
        return PaperSheet(sheet_number(drawn.sheet_id), drawn, self._printable(drawn))

    def output(self, paper: PaperSheet, how: str) -> None:
        """Journal that a sheet was `printed` or `saved`."""
        self._store.note(f"document.{how}", Kind.VAULT, paper.drawn.sheet_id)

    def confirm(self, paper: PaperSheet, groups: Sequence[str]) -> Changes:
        """Put a sheet in force, once all its groups are typed back from paper.

        Raises `RecoveryCodeWrong` or `RecoveryCodeIncomplete` naming what is wrong,
        `NotAllowedError`, `IdentitiesNeeded`.
        """
        self._require_manager()
        expected = groups_of(paper.drawn.secret)
        typed = groups_of(read_code(groups))
        wrong = tuple(i + 1 for i, group in enumerate(typed) if group != expected[i])
        if len(wrong) == GROUPS:
            raise UserError(
                "Ce code est celui d’une autre fiche.",
                f"Recopiez la fiche n° {paper.number}, que vous venez d’imprimer.",
            )
        if wrong:
            raise RecoveryCodeWrong(wrong)
        confirm_sheet(self._vault, paper.drawn)
        return self._journalled("recovery.confirmed", paper.drawn.sheet_id)

    def revoke(self) -> Changes:
        """Let the sheet in force open nothing any more. Raises `NotAllowedError`."""
        self._require_manager()
        slot = self._vault.content.recovery
        if slot is None:
            return Changes()
        revoke_sheet(self._vault)
        return self._journalled("recovery.revoked", slot.sheet_id)

    def _printable(self, drawn: DrawnSheet) -> SheetPrint:
        practice = self._store.rows.practice.get()
        name = practice.name if practice else self._vault.practice_name
        number, groups = sheet_number(drawn.sheet_id), groups_of(drawn.secret)
        view = RecoverySheetView(
            letterhead=Letterhead(name, logo=self._store.rows.practice.logo()),
            subtitle="À imprimer, à recopier une fois, puis à mettre sous enveloppe",
            facts=(
                Fact("Coffre", self._vault.folder.name),
                Fact("Fiche n°", number),
                Fact("Tirée le", f"{self._day(drawn.created)}, par {self._vault.account.name}"),
            ),
            groups=groups,
            code="-".join(groups),
            origin=f"Fiche de secours n° {number}",
        )
        return SheetPrint(f"fiche-de-secours-{number}", view)

    def _day(self, created: str) -> str:
        return medium_date(self._clock.local(datetime.fromisoformat(created)).date())

    def _journalled(self, event: str, sheet_id: str) -> Changes:
        with self._store.recording() as work:
            work.journal(event, Kind.VAULT, sheet_id)
        return Changes(frozenset({(Kind.VAULT, self._vault.vault_id)}))

    def _require_manager(self) -> None:
        state = self._vault.state
        if not state.may_write:
            raise NotAllowedError(state.sentence, state.remedy)
        if self._vault.account.role is not Role.COORDINATOR:
            raise NotAllowedError(
                "Seule la coordination imprime et annule la fiche de secours.",
                "Demandez-le à une personne qui a ce rôle.",
            )
