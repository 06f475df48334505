# SPDX-License-Identifier: EUPL-1.2
"""Texts kept aside that find no place again: read, and erased, by whom that is given."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.domain.errors import NotAllowedError, NotFoundError
from app.domain.ids import ItemId
from app.services.consents import ConsentDraft
from app.services.kept_texts import CLOSED, SEALED, WITHHELD
from app.services.meetings import ItemText
from app.services.vault import Session
from app.vault.standing import Standing, VaultState
from tests.durability.meeting import PASSPHRASE, Ground, make_ground, workshop

TYPED = "Elle ne tient plus"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return make_ground(tmp_path_factory.mktemp("ground") / "msp.tdt")


class Place:
    """A vault whose meeting was closed while one of its texts was kept aside, elsewhere."""

    def __init__(self, ground: Ground, state: Path) -> None:
        self.ground, self.state = ground, state

    @contextmanager
    def open(self) -> Iterator[Session]:
        unlocked = replace(workshop(), outbox=self.state).unlock(self.ground.folder, PASSPHRASE)
        with closing(unlocked) as session:
            yield session

    @property
    def item(self) -> ItemId:
        return self.ground.items[0]

    def files(self) -> list[Path]:
        return sorted(self.state.rglob("*.sealed"))


@pytest.fixture
def place(pristine: Ground, tmp_path: Path) -> Place:
    place = Place(pristine.copied(tmp_path / "msp.tdt"), tmp_path / "state")
    with place.open() as session:
        assert session.desk.outbox.keep(place.item, ItemText.SOCIAL, TYPED)
        session.desk.minutes.close(place.ground.meeting)
    return place


def events(session: Session) -> list[tuple[str, str]]:
    return [(entry.event, entry.record_id) for entry in session.store.rows.journal.entries()]


def test_a_text_of_a_closed_meeting_says_what_it_belonged_to_and_is_read(place: Place) -> None:
    with place.open() as session:
        assert session.desk.outbox.replay().waiting == 1
        (kept,) = session.desk.kept_texts.all()
        assert "kept_text.read" not in dict(events(session)), "a list reads none"
        case = session.desk.agendas.view(place.ground.meeting).lines[0].code
        assert kept.about.startswith("Réunion du ")
        assert kept.about.endswith(f" · {case} · Champ social")
        assert session.desk.kept_texts.read(kept.key).text == TYPED
        assert events(session)[-1] == ("kept_text.read", place.item)


def test_an_erased_text_is_gone_and_its_end_is_journalled_by_ids_alone(place: Place) -> None:
    with place.open() as session:
        (kept,) = session.desk.kept_texts.all()
        assert session.desk.kept_texts.erase(kept.key)
        assert events(session)[-1] == ("kept_text.erased", place.item)
        assert session.desk.kept_texts.all() == ()
        with pytest.raises(NotFoundError):
            session.desk.kept_texts.erase(kept.key)
    assert place.files() == []


def test_who_may_not_write_reads_and_erases_nothing(place: Place) -> None:
    with place.open() as session:
        (kept,) = session.desk.kept_texts.all()
        session.vault.state = VaultState(Standing.DAMAGED, "Abîmé.", "Restaurez.")
        assert not session.desk.kept_texts.may_erase
        assert session.desk.kept_texts.read(kept.key).text == TYPED
        with pytest.raises(NotAllowedError):
            session.desk.kept_texts.erase(kept.key)
    assert len(place.files()) == 1


def test_a_text_about_somebody_who_does_not_want_it_is_not_shown(place: Place) -> None:
    with place.open() as session:
        item = session.store.rows.agenda.get(place.item)
        assert item is not None
        assert item.case_id is not None
        draft = ConsentDraft(ConsentState.WITHDRAWN, on=session.desk.clock.today())
        session.desk.consents.record(item.case_id, draft)
        (kept,) = session.desk.kept_texts.all()
        assert (kept.text, kept.note) == ("", WITHHELD)
        assert session.desk.kept_texts.read(kept.key).text == ""
        assert "kept_text.read" not in dict(events(session))


def test_a_sealed_identity_and_what_opens_no_more_are_named_and_not_read(place: Place) -> None:
    with place.open() as session:
        case_id = session.desk.cases.all()[0].id
        assert session.desk.outbox.forms.keep_identity(case_id, Identity("Kervella", "Zoé"))
    (folder,) = {file.parent for file in place.files()}
    (folder / "f00d-cafe.sealed").write_bytes(b"no text of ours")
    with place.open() as session:
        kept = session.desk.kept_texts.all()
        assert sorted(text.note for text in kept) == sorted(["", SEALED, CLOSED])
        assert "Kervella" not in "".join(f"{text.about}{text.text}" for text in kept)


def test_a_vault_without_an_outbox_has_none(place: Place) -> None:
    with closing(place.ground.opened()) as session:
        assert session.desk.kept_texts.all() == ()
        assert not session.desk.kept_texts.may_erase
