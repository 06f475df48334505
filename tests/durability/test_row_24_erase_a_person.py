# SPDX-License-Identifier: EUPL-1.2
"""Row 24: a person is erased; nothing of them is left in any page, and the backups are named."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.care_plan import PlanPart, PlanStatus
from app.domain.case import Identity
from app.domain.changes import Kind
from app.domain.consent import ConsentState
from app.domain.errors import NotAllowedError
from app.domain.ids import CaseId, ItemId, MeetingId
from app.services.backups import Reason
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.erasure import EarlyErasure, ErasureService
from app.services.feedbacks import Told
from app.services.meetings import ActionDraft, ItemText
from app.services.vault import Session
from app.services.verification import minutes_fault
from app.storage.copying import table_names
from app.storage.driver import Connection
from app.storage.errors import DiskFull
from app.vault.account import Role
from app.vault.folder import DATABASE
from app.vault.row_check import row_faults
from app.vault.succession import ASIDE
from tests.durability.meeting import WAL, Ground
from tests.durability.pages import plain_frames, plain_pages
from tests.durability.person_rows import surround
from tests.vault.backing import NOON, back_up, source_of

PERSON, NEIGHBOUR = "Marqueur", "Voisinage"
SEARCHED = PERSON.lower()
"""The word as the index of the search holds it."""
FIELDS = 20


@pytest.fixture
def session(ground: Ground) -> Iterator[Session]:
    with closing(ground.opened()) as opened:
        end_meeting(opened, ground.meeting)
        yield opened


def end_meeting(session: Session, meeting: MeetingId) -> None:
    """The ground's own meeting is over: the next one is of the person."""
    session.desk.minutes.close(meeting)


def service(session: Session) -> ErasureService:
    assert session.desk.erasure is not None
    return session.desk.erasure


def open_case(session: Session, word: str) -> CaseId:
    """A situation with the word in all that is typed of it."""
    desk = session.desk
    case_id, _ = desk.cases.open(
        CaseDraft(
            code=f"{word}-code",
            title=f"{word}-titre",
            requester_name=f"{word}-demandeur",
            question=f"{word}-question",
            wishes=f"{word}-souhaits",
            organic=f"{word}-organique",
            psychic=f"{word}-psychique",
            social=f"{word}-social",
        )
    )
    desk.cases.save_identity(case_id, Identity(f"{word}-nom", f"{word}-prénom"))
    desk.consents.record(
        case_id,
        ConsentDraft(
            ConsentState.OBTAINED,
            on=desk.clock.today(),
            collected_by_name=f"{word}-recueil",
            scope=f"{word}-portée",
        ),
    )
    return case_id


def discuss(session: Session, item: ItemId, word: str) -> None:
    """Notes, decisions and actions with the word, one of each taken back."""
    live = session.desk.meetings
    for name in ItemText:
        live.write_text(item, name, f"{word}-{name.value}-avant", "visit")
        live.write_text(item, name, f"{word}-{name.value}", "visit 2")
    live.decide(item, f"{word}-décision")
    dropped, _ = live.decide(item, f"{word}-décision-reprise")
    live.drop_decision(item, dropped)
    live.act(item, ActionDraft(f"{word}-action", who_name=f"{word}-qui"))
    dropped_action, _ = live.act(item, ActionDraft(f"{word}-action-reprise", who_name="X"))
    live.drop_action(item, dropped_action)
    live.keep_draft(item, "decision", f"{word}-commencé")


def follow_up(session: Session, case_id: CaseId, word: str) -> None:
    """A plan with a line that was removed, a feedback with a reaction, an action with a note."""
    desk, rows = session.desk, session.store.rows
    first, _ = desk.care_plans.add_line(case_id, PlanPart.CARE)
    second, _ = desk.care_plans.add_line(case_id, PlanPart.AID)
    for line_id in (first, second):
        line = rows.care_plans.line(line_id)
        assert line is not None
        desk.care_plans.save_line(
            replace(line, problem=f"{word}-problème-{line.position}", objective=f"{word}-but")
        )
    desk.care_plans.remove_line(second)
    page = desk.care_plans.facts(case_id).page
    desk.care_plans.save_page(case_id, replace(page, alert=f"{word}-alerte"))
    desk.care_plans.set_status(case_id, PlanStatus.VALIDATED)
    surround(session, case_id, word)
    for feedback in rows.feedbacks.of_case(case_id):
        desk.feedbacks.record(feedback.id, desk.clock.today(), None, Told(f"{word}-réaction"))
    for action in rows.actions.open_of_case(case_id):
        desk.actions.mark(action.id, action.state, f"{word}-suite", desk.clock.today())


def lived(session: Session) -> dict[str, CaseId]:
    """Two persons at one meeting, whose minutes were closed, written again and closed again."""
    desk = session.desk
    cases = {word: open_case(session, word) for word in (PERSON, NEIGHBOUR)}
    meeting, _ = desk.agendas.prepare_next()
    items = {word: desk.agendas.add_case(meeting, case)[0] for word, case in cases.items()}
    desk.meetings.start(meeting)
    for word, item in items.items():
        desk.meetings.enter(item)
        discuss(session, item, word)
        desk.meetings.keep_draft(item, "decision", "")
    desk.minutes.close(meeting)
    for word, case_id in cases.items():
        follow_up(session, case_id, word)
    desk.minutes.reopen(meeting, "Une date fausse")
    desk.meetings.write_text(items[PERSON], ItemText.SOCIAL, f"{PERSON}-version-2", "visit 3")
    desk.minutes.close(meeting)
    while desk.search.catch_up():
        continue
    later, _ = desk.agendas.prepare_next()
    # What was said to come back is on it already, and the question goes along.
    assert any(line.item.case_id == cases[PERSON] for line in desk.agendas.view(later).lines)
    return cases


def hits_in_rows(connection: Connection, word: str) -> set[str]:
    """The tables where a word can be read."""
    found = set()
    for name in table_names(connection):
        for row in connection.execute(f"SELECT * FROM {name}"):  # noqa: S608  our own names
            if any(word in str(row[place]) for place in range(len(row))):
                found.add(name)
    return found


def hits_in_pages(folder: Path, key: bytes, word: str, place: Path) -> int:
    """How many pages of the file and of the WAL hold a word, while the vault is open."""
    copy = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2], dirs_exist_ok=True)"
    subprocess.run([sys.executable, "-c", copy, str(folder), str(place)], check=True)
    pages = [*plain_pages(place / DATABASE, key), *plain_frames(place / WAL, key)]
    return sum(word.encode() in page for page in pages)


def test_row_24_nothing_of_an_erased_person_is_left_in_any_page(
    session: Session, ground: Ground, tmp_path: Path
) -> None:
    cases, connection = lived(session), session.vault.connection
    sealed = session.store.rows.cases.sealed_identity(cases[PERSON])
    assert sealed is not None
    assert hits_in_pages(ground.folder, ground.key, PERSON, tmp_path / "1") > FIELDS
    assert hits_in_pages(ground.folder, ground.key, SEARCHED, tmp_path / "1") > 0
    held_before = hits_in_rows(connection, PERSON)
    assert held_before >= {"cases", "consent", "action", "care_plan", "minutes_item", "operation"}

    erasure = service(session).erase(cases[PERSON], EarlyErasure.DECIDED)

    assert (Kind.CASE, cases[PERSON]) in erasure.changes.touched
    assert hits_in_rows(connection, PERSON) == set()
    for word in (PERSON, SEARCHED):
        assert hits_in_pages(ground.folder, ground.key, word, tmp_path / "2") == 0
    while session.desk.search.catch_up():
        continue
    assert hits_in_pages(ground.folder, ground.key, SEARCHED, tmp_path / "3") == 0
    assert session.desk.search.find(NEIGHBOUR)
    pages = plain_pages(tmp_path / "2" / DATABASE, ground.key)
    assert not any(sealed[:24] in page for page in pages)
    assert not service(session).unfinished
    session.close()
    assert not any(
        PERSON.encode() in page for page in plain_pages(ground.folder / DATABASE, ground.key)
    )
    with closing(ground.opened()) as again:
        assert hits_in_rows(again.vault.connection, PERSON) == set()


def test_row_24_everybody_else_is_as_before_and_the_seals_still_hold(session: Session) -> None:
    cases, connection = lived(session), session.vault.connection
    before = hits_in_rows(connection, NEIGHBOUR)
    service(session).erase(cases[PERSON], EarlyErasure.DECIDED)
    assert hits_in_rows(connection, NEIGHBOUR) == before
    assert session.store.rows.cases.sealed_identity(cases[NEIGHBOUR]) is not None
    assert session.store.rows.cases.sealed_identity(cases[PERSON]) is None
    rows = session.store.rows
    book = session.desk.checking._signatures.book()
    versions = [rows.minutes.get(line.id) for line in rows.minutes.lines()]
    assert len(versions) == 3
    for minutes in versions:
        assert minutes is not None
        assert minutes_fault(rows, book, minutes) is None
    erased = [one for m in versions if m for one in m.items if one.case_id == cases[PERSON]]
    assert [(one.record, one.salt) for one in erased] == [(None, "")] * 2
    assert session.desk.journal.verify() is None
    assert row_faults(connection) == ()
    (entry,) = (one for one in rows.journal.entries() if one.event == "case.erased_early")
    assert (entry.kind, entry.record_id) == ("case", cases[PERSON])
    code = session.desk.cases.file(cases[PERSON]).case.code
    assert code == "Effacée 1"


@pytest.mark.parametrize("rewritten", [True, False])
def test_row_24_control_without_rewriting_the_file_words_are_left_in_its_pages(
    session: Session,
    ground: Ground,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rewritten: bool,
) -> None:
    """The engine of today also blanks what is deleted; here that is off, so VACUUM stands alone."""
    raw = session.vault.connection._raw
    raw.set_authorizer(None)
    raw.execute("PRAGMA secure_delete = OFF").fetchall()
    cases = lived(session)
    with monkeypatch.context() as patch:
        if not rewritten:
            patch.setattr(Connection, "compact", Connection.checkpoint)
        service(session).erase(cases[PERSON], EarlyErasure.DECIDED)
    assert hits_in_rows(session.vault.connection, PERSON) == set()
    left = hits_in_pages(ground.folder, ground.key, PERSON, tmp_path / "1")
    assert left == 0 if rewritten else left > 0


def test_row_24_control_without_emptying_the_log_words_are_left_in_it(
    session: Session, ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = lived(session)
    with monkeypatch.context() as patch:
        patch.setattr(Connection, "compact", lambda _connection: None)
        service(session).erase(cases[PERSON], EarlyErasure.DECIDED)
    assert hits_in_pages(ground.folder, ground.key, PERSON, tmp_path / "1") > 0


def cut_short(session: Session, case_id: CaseId, monkeypatch: pytest.MonkeyPatch) -> None:
    """An erasure that is killed before the file is rewritten."""

    def cut(_connection: Connection) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "compact", cut)
        with pytest.raises(KeyboardInterrupt):
            service(session).erase(case_id, EarlyErasure.DECIDED)
    session.close()


def test_row_24_what_must_be_kept_is_not_erased_and_the_reason_is_said(session: Session) -> None:
    cases = lived(session)
    with pytest.raises(NotAllowedError) as caught:
        service(session).erase(cases[PERSON])
    assert "jusqu’au" in caught.value.text
    assert session.desk.cases.file(cases[PERSON]).case.question == f"{PERSON}-question"


def test_row_24_an_erasure_whose_rewriting_was_cut_short_is_finished_at_the_next_opening(
    session: Session, ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = lived(session)
    cut_short(session, cases[PERSON], monkeypatch)
    with closing(ground.opened()) as again:
        assert not service(again).unfinished
        assert hits_in_pages(ground.folder, ground.key, PERSON, tmp_path / "1") == 0


@pytest.mark.logs("erasure not finished, DiskFull")
def test_row_24_a_disk_that_refuses_the_rewriting_lets_the_vault_open_and_it_is_tried_again(
    session: Session,
    ground: Ground,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = lived(session)
    cut_short(session, cases[PERSON], monkeypatch)

    def refuse(_connection: Connection) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "compact", refuse)
        with closing(ground.opened()) as again:
            still_owed = service(again).unfinished
            assert still_owed
            assert hits_in_rows(again.vault.connection, PERSON) == set()
    with closing(ground.opened()) as last:
        assert not service(last).unfinished
        assert hits_in_pages(ground.folder, ground.key, PERSON, tmp_path / "1") == 0


def test_row_24_the_backups_that_still_hold_the_person_are_named(
    session: Session, tmp_path: Path
) -> None:
    backups = session.desk.backups
    assert backups is not None
    backups.use_second(tmp_path / "far")
    near, far = backups.places()
    now = session.desk.clock.local().replace(tzinfo=None, microsecond=0)
    source = source_of(session.vault)
    back_up(source, near, NOON)  # long before the person came
    cases = lived(session)
    held = [back_up(source, place, now).path for place in (near, far)]
    aside = session.vault.folder / f"{ASIDE}2026-01-05-120000"
    aside.mkdir()
    found = service(session).erase(cases[PERSON], EarlyErasure.DECIDED).held
    assert {one.path for one in found} == {*held, aside}
    assert {one.made for one in found if one.path in held} == {now}
    assert isinstance(found[0].made, datetime)


def test_row_24_what_a_renamed_or_salvaged_vault_left_is_listed_too(
    ground: Ground, tmp_path: Path
) -> None:
    with closing(ground.opened()) as session:
        end_meeting(session, ground.meeting)
        assert session.desk.backups is not None
        session.desk.backups.use_second(tmp_path / "far")
        cases = lived(session)
        made = session.desk.backups.make(Reason.ASKED).made.path
    original = ground.folder.rename(ground.folder.with_name("original.tdt"))
    left = replace(ground, folder=original).copied(ground.folder.with_name("récupéré.tdt"))
    with closing(left.opened()) as renamed:  # both are there, as a salvage leaves them
        erased = service(renamed).erase(cases[PERSON], EarlyErasure.DECIDED)
        held = {one.path for one in erased.held}
    assert {made, original} <= held


def test_row_24_only_the_coordination_erases(session: Session) -> None:
    cases = lived(session)
    slot = session.vault._slot
    session.vault._slot = replace(slot, account=replace(slot.account, role=Role.WRITER))
    with pytest.raises(NotAllowedError):
        service(session).erase(cases[PERSON], EarlyErasure.DECIDED)
    session.vault._slot = slot
    assert hits_in_rows(session.vault.connection, PERSON) >= {"cases", "consent"}
