# SPDX-License-Identifier: EUPL-1.2
"""The fictional practice as built: whole, verified, and the same each time."""

import random
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from app.demo.builder import DemoBuilder, add_people
from app.demo.content import load_content
from app.demo.practice import SEED, seeded_ids
from app.domain.consent import ConsentState
from app.domain.ids import MeetingId
from app.domain.inclusion import InclusionState
from app.domain.meeting import MeetingState
from app.domain.protocol import ProtocolStatus
from app.services.desk import desk
from app.storage.unit_of_work import Store
from app.system.clock import HeldClock
from tests.services.office import ACCOUNT, PARIS, Office, words

SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=PARIS)


def lived(file: Path, now: datetime) -> Office:
    """An office that lived through the fictional practice's year; ids and salts are seeded."""
    office = Office(file, HeldClock(now, PARIS))
    rng, content, local = random.Random(SEED), load_content(), office.clock.local()
    office.store = Store(
        office.connection, ACCOUNT, office.clock.now, seeded_ids(office.clock, rng)
    )
    office.desk = desk(
        office.store,
        office.clock,
        office.identities,
        office.signatures,
        lambda: rng.randbytes(16).hex(),
    )
    with office.store.batch():
        office.desk.practice.save(content.practice)
        people = add_people(office.desk, content)
        DemoBuilder(office.desk, office.clock, content, people, local).build()
    return office


def next_meeting(office: Office) -> MeetingId:
    meeting = office.desk.agendas.next_meeting()
    assert meeting is not None
    return meeting.id


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The fictional practice on a Sunday, for the tests that only read it."""
    office = lived(tmp_path_factory.mktemp("practice") / "data.db", SUNDAY)
    yield office
    office.close()


def test_the_fictional_practice_is_whole_and_verifies(practice: Office) -> None:
    desk_ = practice.desk
    assert len(desk_.directory.all()) == 14
    assert len(desk_.cases.all()) == 24
    states = [meeting.state for meeting in desk_.agendas.all()]
    assert (states.count(MeetingState.CLOSED), states.count(MeetingState.PREPARED)) == (12, 1)
    assert len(states) == 13
    sealed = desk_.minutes.all()
    assert len(sealed) == 12
    assert [desk_.minutes.verify(line.id) for line in sealed] == [None] * 12
    assert practice.store.rows.journal.first_fault() is None


def test_the_next_meeting_is_ready_with_its_agenda_and_its_people(practice: Office) -> None:
    view = practice.desk.agendas.view(next_meeting(practice))
    assert view.meeting.on == date(2026, 11, 26)
    assert [line.code or line.title for line in view.lines] == [
        "Compte rendu du jeu. 19 nov. 2026",
        "S26-014",
        "S26-021",
        "S26-019",
        "S26-009",
    ]
    assert not view.too_long
    assert view.meeting.attendance
    assert len(view.meeting.roles) == 4
    home = practice.desk.home.overview()
    assert home.next_meeting is not None
    assert home.next_meeting.meeting.id == next_meeting(practice)
    assert min(home.overdue, home.feedback_owed, home.without_review) > 0
    assert home.overdue == len(practice.desk.actions.overdue())


def test_the_last_minutes_hold_what_was_answered_of_earlier_actions(practice: Office) -> None:
    latest = practice.desk.minutes.all()[0]
    records = [item.record for item in practice.desk.minutes.get(latest.id).items]
    assert [answer.sentence for record in records if record for answer in record.answers] == [
        "Deux passages à deux pour dégager l'entrée, avec lui (Fatou N'Diaye) : exécutée",
        (
            "Proposer une rencontre avec le psychiatre, à domicile (Tomasz Kowalski) : "
            "non exécutée, parce qu’il a refusé la visite ; à reproposer après les travaux"
        ),
    ]


def test_two_builds_are_equal_but_for_what_is_sealed_with_a_key(
    practice: Office, tmp_path: Path
) -> None:
    again = lived(tmp_path / "data.db", SUNDAY)
    tables = set(practice.tables())
    assert tables == set(again.tables())
    for table in tables - {"identity"}:  # the seal of an identity draws a nonce
        if table == "journal":  # other tests read the first one, and reading is journalled
            assert practice.dump(table).startswith(again.dump(table))
        else:
            assert practice.dump(table) == again.dump(table), table
    for line in practice.desk.cases.all():
        assert practice.desk.cases.identity(line.id) == again.desk.cases.identity(line.id)
    again.close()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-26 13:00", date(2026, 11, 26)),  # during the slot
        ("2026-12-31 15:00", date(2027, 1, 7)),  # just after it, meetings of the year before
        ("2028-02-24 20:00", date(2028, 3, 2)),  # over a 29 February
    ],
)
def test_the_practice_is_credible_whatever_the_day(
    tmp_path: Path, now: str, expected: date
) -> None:
    office = lived(tmp_path / "data.db", datetime.fromisoformat(now).replace(tzinfo=PARIS))
    assert office.desk.agendas.view(next_meeting(office)).meeting.on == expected
    assert len(office.desk.minutes.all()) == 12
    assert len(office.desk.cases.all()) == 24
    today = office.clock.today()
    for line in office.desk.cases.all():
        for consent in office.desk.cases.file(line.id).consents:
            assert consent.on is None or consent.on <= today
    office.close()


def test_a_protocol_stands_at_each_stage_of_its_life(practice: Office) -> None:
    protocols = practice.desk.protocols
    found = {line.protocol.content.title: line for line in protocols.texts.all()}
    facts = {
        title.partition(" ")[0]: (
            line.protocol.status,
            line.protocol.version,
            line.protocol.in_force,
            line.due,
        )
        for title, line in found.items()
    }
    assert facts == {
        "Adolescent": (ProtocolStatus.DRAFT, 1, None, False),
        "Chute": (ProtocolStatus.IN_FORCE, 2, 2, False),
        "Lombalgie": (ProtocolStatus.REVIEW, 1, None, False),
        "Plaie": (ProtocolStatus.IN_FORCE, 1, 1, True),
    }
    fall = found["Chute à domicile de la personne âgée"].protocol
    assert fall.revise_on is not None
    assert fall.revise_on > practice.clock.today()
    versions = {line.number: line.words for line in protocols.versions.of(fall.id)}
    assert list(versions) == [2, 1]
    assert versions[2] == "validée en réunion du jeu. 8 oct. 2026"
    assert versions[1].startswith("validée par signatures le ven. 13 févr. 2026")
    assert protocols.versions.compare(fall.id, 1, 2)
    held = next(line for line in practice.desk.minutes.all() if line.on == date(2026, 10, 8))
    records = [item.record for item in practice.desk.minutes.get(held.id).items]
    assert "Version 2 validée par l’équipe." in {record.outcome for record in records if record}
    for line in found.values():
        assert protocols.files.export(line.protocol.id).names == ()


def test_situations_are_in_protocols_not_in_them_left_and_done(practice: Office) -> None:
    inclusions = practice.desk.protocols.inclusions
    codes = {line.code: line.id for line in practice.desk.cases.all()}
    found = {
        (code, line.title.partition(" ")[0], line.inclusion.version): line.inclusion
        for code, id_ in codes.items()
        for line in inclusions.of_case(id_)
    }
    assert {key: each.state for key, each in found.items()} == {
        ("S26-001", "Plaie", 1): InclusionState.INCLUDED,
        ("S26-009", "Chute", 2): InclusionState.EXCLUDED,
        ("S26-010", "Chute", 1): InclusionState.COMPLETED,
        ("S26-014", "Chute", 2): InclusionState.INCLUDED,
        ("S26-017", "Plaie", 1): InclusionState.EXCLUDED,
        ("S26-020", "Plaie", 1): InclusionState.LEFT,
        ("S26-024", "Chute", 2): InclusionState.INCLUDED,
    }
    for each in found.values():
        assert bool(each.against) is (each.state is InclusionState.EXCLUDED)
        assert bool(each.ended_why) is (each.ended_on is not None)
    fall = next(
        line.protocol.id for line in practice.desk.protocols.texts.all() if line.included == 2
    )
    use = practice.desk.protocols.figures.year(fall, 2026)
    assert [(each.numerator, each.denominator) for each in use.indicators] == [
        (3, None),
        (2, 3),
        (2, 3),
        (7, 9),
        (None, None),
    ]
    plan = practice.store.rows.care_plans.of_case(codes["S26-024"])
    assert plan is not None
    assert len([line for line in plan.lines if line.source_step]) == 11


def test_no_identity_of_the_fiction_is_in_clear_anywhere(practice: Office) -> None:
    names = [
        identity.full_name
        for line in practice.desk.cases.all()
        if (identity := practice.desk.cases.identity(line.id)) is not None
    ]
    assert len(names) > 10
    everything = "\n".join(practice.dump(table) for table in practice.tables())
    assert not [name for name in names if name in everything]


def test_every_consent_state_is_met_and_refusals_are_on_no_agenda(practice: Office) -> None:
    states = {line.consent for line in practice.desk.cases.all()}
    assert states >= {ConsentState.OBTAINED, ConsentState.NOT_ASKED}
    coming = {line.code for line in practice.desk.agendas.view(next_meeting(practice)).lines}
    for line in practice.desk.cases.all():
        if line.consent is not None and not line.consent.allows_presentation:
            assert line.code not in coming


def test_the_documents_of_the_next_meeting_name_no_patient(practice: Office) -> None:
    names = [
        identity.last
        for line in practice.desk.cases.all()
        if (identity := practice.desk.cases.identity(line.id)) is not None
    ]
    people = {person.last for person in practice.desk.directory.all()}
    sheet = words(practice.desk.documents.attendance(next_meeting(practice)).view)
    minutes = words(practice.desk.documents.minutes(practice.desk.minutes.all()[0].id).view)
    assert not [name for name in names if name in sheet + minutes and name not in people]
