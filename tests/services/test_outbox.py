# SPDX-License-Identifier: EUPL-1.2
"""Lines that the disk did not take are kept elsewhere, sealed, and come back without a loss."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.domain.case import Identity
from app.domain.errors import NotSavedError
from app.domain.ids import ItemId
from app.services.kept_forms import KeptForms
from app.services.meetings import ItemText
from app.services.outbox import OutboxService, Replay
from app.services.vault import Session
from app.storage.errors import DiskFull
from app.storage.vault_state import VaultStateRows
from app.vault.outbox import Outbox
from app.vault.rekeying import rotate_keys
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
    assert place.brought_back() == (Replay(closed=1), "")
    assert len(place.kept()) == 1


def test_a_disk_that_still_refuses_keeps_the_text_aside_and_the_minutes_open(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.keep("social", "Elle")
    with closing(place.open()) as session:
        with monkeypatch.context() as patch:
            patch.setattr(session.desk.meetings, "write_text", refusing)
            assert session.desk.outbox.replay() == Replay(
                waiting=1, reason=DiskFull().text, unsaved=1
            )
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
            desk.cases,
            desk.consents,
            desk.care_plans,
            desk.practice,
            desk.directory,
            desk.feedbacks,
            None,
            desk.clock,
            session.store,
        )
        nowhere = OutboxService(desk.meetings, forms, None, desk.clock)
        assert not nowhere.keep(place.item, "social", "Elle")
        assert nowhere.replay() == Replay()


def test_a_pasted_report_of_five_megabytes_comes_back(place: Place) -> None:
    report = "Elle ne tient plus." * 260_000
    place.keep("social", report)
    found, social = place.brought_back()
    assert found == Replay(back=1)
    assert len(social) == len(report)


def test_what_could_not_be_read_again_is_not_said_to_be_kept(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(place.open()) as session:
        keep = session.desk.outbox.keep
        assert keep(place.item, "social", "Elle")
        monkeypatch.setattr("app.vault.outbox._LARGEST", 1000)
        assert not keep(place.item, "social", "Elle ne tient plus. " * 100)
    assert len(place.kept()) == 1, "what was kept before is not replaced by half a text"
    assert place.brought_back()[1] == "Elle"


def refusing(*_arguments: object) -> Callable[..., object]:
    raise DiskFull


def rotate(session: Session) -> None:
    """New keys for the vault, as the removal of an account makes them."""
    rotate_keys(session.vault, session.vault.content)


def test_a_text_kept_before_the_keys_were_renewed_comes_back(place: Place) -> None:
    place.keep("social", "Elle ne tient plus")
    for _ in range(2):
        with closing(place.open()) as session:
            rotate(session)
    assert place.brought_back() == (Replay(back=1), "Elle ne tient plus")


def test_control_without_the_earlier_keys_it_does_not_open_and_is_left_where_it_is(
    place: Place,
) -> None:
    place.keep("social", "Elle")
    with closing(place.open()) as session:
        rotate(session)
        state = VaultStateRows(session.vault.connection)
        with session.vault.connection.transaction():
            state.remove("earlier_outbox_keys")
    assert place.brought_back() == (Replay(closed=1), "")
    assert len(place.kept()) == 1


def test_the_session_that_renews_the_keys_replaces_and_forgets_what_it_kept(place: Place) -> None:
    with closing(place.open()) as session:
        outbox = session.desk.outbox
        assert outbox.keep(place.item, "social", "Elle")
        rotate(session)
        assert outbox.keep(place.item, "social", "Elle ne tient plus")
        assert len(place.kept()) == 1
    assert place.brought_back()[1] == "Elle ne tient plus"
    with closing(place.open()) as session:
        session.desk.outbox.keep(place.item, "social", "Elle ne tient plus, dit-elle")
        rotate(session)
        session.desk.outbox.taken(place.item, ["social"])
    assert place.kept() == []


def test_who_was_removed_cannot_open_what_is_kept_since(place: Place) -> None:
    with closing(place.open()) as session:
        key = session.vault.outbox_key()
        rotate(session)
        session.desk.outbox.keep(place.item, "social", "Elle")
    (file,) = place.kept()
    old = Outbox(file.parent, session.vault.vault_id, lambda: key, tuple)
    assert [kept.content for kept in old.earlier()] == [None]


def test_an_identity_kept_before_the_keys_were_renewed_comes_back(place: Place) -> None:
    with closing(place.open()) as session:
        case_id = session.desk.cases.all()[0].id
        assert session.desk.outbox.forms.keep_identity(case_id, Identity("Tilleul", "Anne"))
        for _ in range(2):
            rotate(session)
    with closing(place.open()) as session:
        assert session.desk.outbox.replay() == Replay(back=1)
        assert session.desk.cases.identity(case_id) == Identity("Tilleul", "Anne")


def test_nothing_is_kept_under_the_key_of_a_vault_that_is_closed(place: Place) -> None:
    session = place.open()
    outbox = session.desk.outbox._outbox
    assert outbox is not None
    session.close()
    with pytest.raises(OSError, match="closed"):
        outbox.put("social", {"text": "Elle"})
    assert place.kept() == []
