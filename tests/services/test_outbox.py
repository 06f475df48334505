# SPDX-License-Identifier: EUPL-1.2
"""Lines that the disk did not take are kept elsewhere, sealed, and come back without a loss."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.domain.errors import NotSavedError
from app.domain.ids import ItemId
from app.services.kept_forms import KeptForms
from app.services.meetings import ItemText
from app.services.outbox import OutboxService, Replay
from app.services.vault import Session
from app.storage.errors import DiskFull
from tests.durability.meeting import PASSPHRASE, Ground, make_ground, workshop


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return make_ground(tmp_path_factory.mktemp("ground") / "msp.tdt")


@dataclass
class Place:
    """A vault and, elsewhere, its outbox."""

    ground: Ground
    state: Path

    def open(self) -> Session:
        return replace(workshop(), outbox=self.state).unlock(self.ground.folder, PASSPHRASE)

    @property
    def item(self) -> ItemId:
        return self.ground.items[0]

    def kept(self) -> list[Path]:
        return sorted(self.state.rglob("*.sealed"))

    def keep(self, field: str, text: str) -> None:
        with closing(self.open()) as session:
            assert session.desk.outbox.keep(self.item, field, text)

    def brought_back(self) -> tuple[Replay, str]:
        with closing(self.open()) as session:
            found = session.desk.outbox.replay()
            return found, session.desk.meetings.item(self.item).item.notes.social

    def write(self, text: str) -> None:
        with closing(self.open()) as session:
            session.desk.meetings.write_text(self.item, ItemText.SOCIAL, text, "v")


@pytest.fixture
def place(pristine: Ground, tmp_path: Path) -> Place:
    return Place(pristine.copied(tmp_path / "msp.tdt"), tmp_path / "state")


def test_a_text_comes_back_once_and_leaves_nothing_behind(place: Place) -> None:
    place.keep("social", "Elle ne tient plus")
    assert place.brought_back() == (Replay(back=1), "Elle ne tient plus")
    assert place.kept() == []
    assert place.brought_back() == (Replay(), "Elle ne tient plus")


def test_a_text_that_the_vault_has_after_all_changes_nothing(place: Place) -> None:
    place.keep("social", "Elle ne tient plus")
    place.write("Elle ne tient plus, dit sa fille")
    assert place.brought_back() == (Replay(), "Elle ne tient plus, dit sa fille")
    assert place.kept() == []


def test_a_text_whose_field_has_changed_is_added_and_named(place: Place) -> None:
    place.write("Avant")
    place.keep("social", "Avant, puis ceci")
    place.write("Autre chose")
    found, social = place.brought_back()
    assert found == Replay(back=1)
    assert social.startswith("Autre chose\n\nTexte retrouvé (gardé à part le ")
    assert social.endswith("\u00a0:\nAvant, puis ceci")
    assert place.brought_back() == (Replay(), social)


def test_the_last_text_of_a_session_replaces_the_ones_before(place: Place) -> None:
    with closing(place.open()) as session:
        for text in ("Elle", "Elle ne", "Elle ne tient plus"):
            session.desk.outbox.keep(place.item, "social", text)
    assert len(place.kept()) == 1
    assert place.brought_back()[1] == "Elle ne tient plus"


def test_what_an_earlier_session_kept_is_not_replaced(place: Place) -> None:
    place.keep("social", "Du matin")
    place.keep("social", "Du soir")
    found, social = place.brought_back()
    assert found == Replay(back=2)
    assert "Du matin" in social
    assert "Du soir" in social


def test_half_an_action_comes_back_as_half_an_action(place: Place) -> None:
    place.keep("action", "Appeler la fill")
    place.keep("due", "2026-12-01")
    with closing(place.open()) as session:
        assert session.desk.outbox.replay() == Replay(back=2)
        drafts = session.desk.meetings.item(place.item).drafts
    assert drafts == {"action": "Appeler la fill", "due": "2026-12-01"}


def test_nothing_is_readable_outside(place: Place) -> None:
    place.keep("social", "Mot-repère")
    (file,) = place.kept()
    assert "repère".encode() not in file.read_bytes()
    assert place.item not in file.name
    assert file.stat().st_mode & 0o077 == 0


def test_a_file_altered_or_moved_is_left_where_it_is(place: Place) -> None:
    place.keep("social", "Elle")
    (file,) = place.kept()
    file.rename(file.with_name("0" * 16 + file.name[16:]))
    assert place.brought_back() == (Replay(), "")
    assert len(place.kept()) == 1


def test_a_disk_that_still_refuses_keeps_the_text_aside_and_the_minutes_open(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.keep("social", "Elle")
    with closing(place.open()) as session:
        with monkeypatch.context() as patch:
            patch.setattr(session.desk.meetings, "write_text", refusing)
            assert session.desk.outbox.replay() == Replay(waiting=1, reason=DiskFull().text)
            with pytest.raises(NotSavedError):
                session.desk.outbox.require_empty()
        session.desk.outbox.require_empty()
        assert session.desk.meetings.item(place.item).item.notes.social == "Elle"


def test_where_nothing_can_be_kept_it_says_so(place: Place) -> None:
    place.state.write_text("a file where the folder should be", encoding="utf-8")
    with closing(place.open()) as session:
        assert not session.desk.outbox.keep(place.item, "social", "Elle")
        desk = session.desk
        forms = KeptForms(
            desk.cases, desk.care_plans, desk.practice, desk.directory, None, desk.clock
        )
        nowhere = OutboxService(desk.meetings, forms, None, desk.clock)
        assert not nowhere.keep(place.item, "social", "Elle")
        assert nowhere.replay() == Replay()


def refusing(*_arguments: object) -> Callable[..., object]:
    raise DiskFull
