# SPDX-License-Identifier: EUPL-1.2
"""Row 18: a vault that turns read-only in the middle of a sentence loses none of it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import NotAllowedError
from app.services.meetings import ItemText
from app.services.vault import Session
from app.vault.errors import PlaceReadOnly, RekeyingUnfinished
from app.vault.rekeying import rotate_keys
from app.vault.restoring import with_passphrase
from app.vault.salvaging import salvage_vault
from app.vault.standing import Standing
from tests.durability.lock_stage import lock_stage, readable
from tests.durability.meeting import PASSPHRASE, Ground, workshop
from tests.ui.typing import type_text
from ui.screens.case import CaseScreen
from ui.shell import Intent
from ui.widgets import SaveWord

TYPED = "Elle dit ne plus tenir"


@dataclass
class House:
    """A vault, its outbox and a stick; the standing of the vault changes while it is open."""

    ground: Ground
    scratch: Path
    application: QApplication

    @property
    def kept(self) -> list[Path]:
        return sorted((self.scratch / "state").rglob("*.sealed"))

    def session(self, folder: Path | None = None) -> Session:
        made = replace(workshop(), outbox=self.scratch / "state")
        return made.unlock(folder or self.ground.folder, PASSPHRASE)

    # --- what happens to it, and what ends that -------------------------------------------------

    def damage(self, session: Session) -> None:
        """As the weekly check does when it finds a page that cannot be read."""
        backups = session.desk.backups
        assert backups is not None
        backups._note("une page illisible.")

    def salvage(self) -> None:
        target = self.scratch / "neuf.tdt"
        now = workshop().clock.now()
        salvage_vault(self.ground.folder, target, with_passphrase(None, PASSPHRASE), now)
        self.ground = replace(self.ground, folder=target)

    def carry_away(self, session: Session) -> None:
        (self.scratch / "stick").mkdir()
        carry = session.desk.carry
        assert carry is not None
        carry.take_away(self.scratch / "stick")

    def bring_back(self) -> None:
        with closing(self.session()) as session:
            carry = session.desk.carry
            assert carry is not None
            carry.bring_back(self.scratch / "stick" / self.ground.folder.name, PASSPHRASE)

    def decide_keys(self, session: Session) -> None:
        """New keys that the disk does not put in place."""

        def refuse(_folder: Path) -> None:
            raise PlaceReadOnly

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.vault.rekeying.finish_succession", refuse)
            with pytest.raises(RekeyingUnfinished):
                rotate_keys(session.vault, session.vault.content)

    def reopen(self) -> None:
        """An opening by itself ends what was decided."""


@pytest.fixture
def house(ground: Ground, tmp_path: Path, qapp: QApplication) -> House:
    return House(ground, tmp_path, qapp)


STANDINGS: dict[str, tuple[Callable[[House, Session], None], Callable[[House], None]]] = {
    "damaged": (House.damage, House.salvage),
    "away": (House.carry_away, House.bring_back),
    "unfinished": (House.decide_keys, House.reopen),
}


def reads_once(house: House, read: Callable[[Session], str]) -> None:
    """The text is back after an opening of the program, once, and once more is still once."""
    for _ in range(2):
        with lock_stage(house.ground, house.application, session=house.session()) as back:
            assert read(back.session).count(TYPED) == 1
        assert house.kept == []


def assert_said(word: SaveWord, session: Session) -> None:
    state = session.vault.state
    # Where keys are decided and not in place, the database is closed: reading fails first.
    unfinished = state.standing is Standing.UNFINISHED
    assert word.text().startswith("NON ENREGISTRÉ")
    reason = "Verrouillez, puis rouvrez" if unfinished else state.sentence
    assert reason in word.accessibleName()
    assert "gardé à part" in word.accessibleName()


def in_meeting(house: House, qtbot: QtBot, name: str) -> None:
    happens, ends = STANDINGS[name]
    with lock_stage(house.ground, house.application, session=house.session()) as stage:
        pane = stage.enter_meeting(qtbot).parts.fields.panes[ItemText.SOCIAL].text
        pane.setFocus()
        type_text(pane, TYPED)
        happens(house, stage.session)
        stage.meeting.typing.autosave()
        assert_said(stage.meeting.parts.bar.save_word, stage.session)
        stage.program.lock("idle")
        assert readable() == []
        assert len(stage.restarts) == 1
    assert len(house.kept) == 1
    if name != "unfinished":
        with lock_stage(house.ground, house.application, session=house.session()):
            assert len(house.kept) == 1, "an opening that may not write leaves it where it is"
    ends(house)
    item = house.ground.items[0]
    reads_once(house, lambda session: session.desk.meetings.item(item).item.notes.social)


def in_case(house: House, qtbot: QtBot, name: str) -> None:
    happens, ends = STANDINGS[name]
    with lock_stage(house.ground, house.application, session=house.session()) as stage:
        case_id = stage.session.desk.cases.all()[0].id
        stage.window.navigator.go(Intent("case", case_id))
        screen = stage.window.screen_of("case")
        assert isinstance(screen, CaseScreen)
        type_text(screen.summary.demand.question, TYPED)
        happens(house, stage.session)
        assert not screen._autosave.flush()
        assert_said(screen.header.saved, stage.session)
        stage.program.lock("idle")
        assert readable() == []
        assert len(stage.restarts) == 1
    assert len(house.kept) == 1
    ends(house)
    reads_once(house, lambda session: session.desk.cases.file(case_id).case.question)


@pytest.mark.logs("lock: KeptAsideError of screen meeting")
@pytest.mark.parametrize("name", STANDINGS)
def test_row_18_a_line_of_the_meeting_outlives_a_vault_that_turns_read_only(
    house: House, qtbot: QtBot, name: str
) -> None:
    in_meeting(house, qtbot, name)


@pytest.mark.logs("lock: KeptAsideError of screen case")
@pytest.mark.parametrize("name", STANDINGS)
def test_row_18_a_form_outlives_a_vault_that_turns_read_only(
    house: House, qtbot: QtBot, name: str
) -> None:
    in_case(house, qtbot, name)


@pytest.mark.logs("lock: NotAllowedError of screen case")
def test_row_18_control_a_standing_told_as_a_refusal_of_the_role_loses_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.vault.ReadOnlyNow", NotAllowedError)
    with lock_stage(house.ground, house.application, session=house.session()) as stage:
        case_id = stage.session.desk.cases.all()[0].id
        stage.window.navigator.go(Intent("case", case_id))
        screen = stage.window.screen_of("case")
        assert isinstance(screen, CaseScreen)
        type_text(screen.summary.demand.question, TYPED)
        house.damage(stage.session)
        stage.program.lock("idle")
        assert len(stage.restarts) == 1
    assert house.kept == []
    house.salvage()
    with closing(house.session()) as session:
        assert TYPED not in session.desk.cases.file(case_id).case.question
