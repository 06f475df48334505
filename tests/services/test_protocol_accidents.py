# SPDX-License-Identifier: EUPL-1.2
"""What several deeds in a row must not lead to: a number used twice, an older move undone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.changes import Kind
from app.domain.errors import UserError
from app.domain.ids import ProtocolId, ProtocolStepId
from app.domain.protocol import ProtocolStatus, ProtocolStep, Reference
from tests.services.office import THURSDAY, Office
from tests.services.protocols import FALL
from tests.services.protocols import in_force as applied
from tests.services.test_protocols import (
    CONTENT,
    NEXT_YEAR,
    begun,
    in_force,
    now,
    validated,
    write,
)


@pytest.fixture
def protocol(office: Office) -> ProtocolId:
    return begun(office)


def titles(office: Office) -> list[str]:
    return [line.protocol.content.title for line in office.desk.protocols.texts.all()]


def test_a_version_given_up_after_one_was_validated_leads_back_to_that_one(
    office: Office, protocol: ProtocolId
) -> None:
    life = office.desk.protocols.life
    in_force(office, protocol)
    life.move(protocol, ProtocolStatus.DRAFT)
    write(office, protocol, need="deux")
    validated(office, protocol)
    life.move(protocol, ProtocolStatus.DRAFT)
    write(office, protocol, need="trois")
    life.abandon(protocol)
    back = now(office, protocol)
    assert (back.status, back.version, back.in_force) == (ProtocolStatus.VALIDATED, 2, 1)
    assert back.content.need == "deux"
    life.move(protocol, ProtocolStatus.DRAFT)
    write(office, protocol, need="quatre")
    validated(office, protocol)
    assert [line.number for line in office.desk.protocols.versions.of(protocol)] == [3, 2, 1]


def test_what_was_called_back_still_is_once_its_next_version_is_given_up(
    office: Office, protocol: ProtocolId
) -> None:
    life = office.desk.protocols.life
    in_force(office, protocol)
    life.move(protocol, ProtocolStatus.TO_REVISE)
    life.move(protocol, ProtocolStatus.DRAFT)
    life.abandon(protocol)
    assert now(office, protocol).status is ProtocolStatus.TO_REVISE


def test_a_version_that_never_came_into_force_is_there_again_too(
    office: Office, protocol: ProtocolId
) -> None:
    validated(office, protocol)
    office.desk.protocols.life.move(protocol, ProtocolStatus.DRAFT)
    write(office, protocol, need="autre")
    office.desk.protocols.life.abandon(protocol)
    assert now(office, protocol).status is ProtocolStatus.VALIDATED
    assert now(office, protocol).content.need == ""


def test_only_the_move_that_was_just_made_is_undone(office: Office, protocol: ProtocolId) -> None:
    life = office.desk.protocols.life
    draft = now(office, protocol)
    validated(office, protocol)
    with pytest.raises(UserError, match="changé depuis"):
        life.take_back(draft)
    assert [line.number for line in office.desk.protocols.versions.of(protocol)] == [1]
    life.move(protocol, ProtocolStatus.IN_FORCE, revise_on=NEXT_YEAR)
    applied_once = now(office, protocol)
    life.move(protocol, ProtocolStatus.TO_REVISE)
    life.move(protocol, ProtocolStatus.DRAFT)
    with pytest.raises(UserError, match="changé depuis"):
        life.take_back(applied_once)
    assert now(office, protocol).version == 2


def test_an_undo_keeps_the_referent_and_the_day_that_were_said_since(
    office: Office, protocol: ProtocolId
) -> None:
    draft = now(office, protocol)
    office.desk.protocols.life.move(protocol, ProtocolStatus.REVIEW)
    office.desk.protocols.texts.save_heading(
        protocol, referent_id=None, referent_name="Roy", revise_on=NEXT_YEAR
    )
    office.desk.protocols.life.take_back(draft)
    after = now(office, protocol)
    assert (after.status, after.referent_name) == (ProtocolStatus.DRAFT, "Roy")
    assert after.revise_on == NEXT_YEAR


def test_what_a_situation_was_included_in_is_not_taken_out_of_force_by_an_undo(
    office: Office, protocol: ProtocolId
) -> None:
    validated(office, protocol)
    before = now(office, protocol)
    office.desk.protocols.life.move(protocol, ProtocolStatus.IN_FORCE, revise_on=NEXT_YEAR)
    office.desk.protocols.inclusions.include(office.case(), protocol, [], THURSDAY)
    with pytest.raises(UserError, match="incluse dans cette version"):
        office.desk.protocols.life.take_back(before)


@pytest.mark.parametrize("undone", [True, False])
def test_what_comes_back_under_a_title_that_was_taken_is_numbered_and_has_a_life(
    office: Office, protocol: ProtocolId, *, undone: bool
) -> None:
    texts, before = office.desk.protocols.texts, now(office, protocol)
    texts.remove(protocol)
    begun(office)
    if undone:
        texts.put_back(before)
    else:
        (line,) = office.desk.person.bin.all()
        office.desk.person.bin.put_back(line.id)
    assert titles(office) == ["Chute à domicile", "Chute à domicile (2)"]
    assert office.desk.protocols.life.lines(protocol)


def test_a_protocol_that_somebody_signed_or_counted_for_is_not_thrown_away(
    office: Office, protocol: ProtocolId
) -> None:
    texts, desk = office.desk.protocols.texts, office.desk.protocols
    desk.life.move(protocol, ProtocolStatus.REVIEW)
    assert texts.may_remove(protocol)
    desk.signatures.sign(protocol, THURSDAY, name="Roy")
    with pytest.raises(UserError, match="déjà servi"):
        texts.remove(protocol)
    other = begun(office, replace(CONTENT, title="Plaie", indicators=(texts.new_indicator(),)))
    indicator = now(office, other).content.indicators[0].id
    desk.figures.write(other, indicator, THURSDAY.year, 3, None)
    assert not texts.may_remove(other)


def test_the_title_that_is_in_force_is_taken_while_the_next_version_has_another(
    office: Office, protocol: ProtocolId
) -> None:
    in_force(office, protocol)
    office.desk.protocols.life.move(protocol, ProtocolStatus.DRAFT)
    write(office, protocol, title="Chute et peur de tomber")
    with pytest.raises(UserError, match="déjà ce titre"):
        begun(office)
    write(office, protocol, title="Chute à domicile")


def test_nobody_stands_twice_among_the_signatures_after_an_undo(
    office: Office, protocol: ProtocolId
) -> None:
    signatures = office.desk.protocols.signatures
    office.desk.protocols.life.move(protocol, ProtocolStatus.REVIEW)
    signatures.sign(protocol, THURSDAY, name="Roy")
    first = signatures.of(protocol)[0].signature
    signatures.unsign(first)
    signatures.sign(protocol, THURSDAY, name="Roy")
    with pytest.raises(UserError, match="signé de nouveau"):
        signatures.sign_again(first)
    assert len(signatures.of(protocol)) == 1


def test_the_list_counts_whom_the_figures_count(office: Office, protocol: ProtocolId) -> None:
    in_force(office, protocol)
    case_id = office.case()
    office.desk.protocols.inclusions.include(case_id, protocol, [], THURSDAY)
    office.desk.person.bin.put_case(case_id)
    (line,) = office.desk.protocols.texts.all()
    assert line.included == 0
    assert office.desk.protocols.figures.year(protocol, THURSDAY.year).totals.now == 0


def test_an_erased_person_is_in_no_protocol_in_the_years_after(office: Office) -> None:
    protocol_id, case_id = applied(office), office.case("A")
    office.desk.protocols.inclusions.include(case_id, protocol_id, (0, 1), THURSDAY)
    office.clock.advance(timedelta(days=1))
    with office.store.write() as work:
        work.rows.erasure.erase(case_id, "Effacée 1", office.desk.clock.today())
    office.clock.advance(timedelta(days=4 * 365))
    figures = office.desk.protocols.figures
    assert figures.year(protocol_id, 2030).totals.during == 0
    assert figures.year(protocol_id, 2026).totals.during == 1


@pytest.mark.parametrize("who", ["infirmière/infirmier", "Infirmier/ère", "IDE, IDE"])
def test_two_words_for_one_profession_are_one_person(office: Office, who: str) -> None:
    office.person("Petit", "Claire", profession="Infirmière")
    step = ProtocolStep(ProtocolStepId("s1"), who=who, what="Passer")
    protocol_id = applied(office, replace(FALL, steps=(step,)))
    (line,) = office.desk.protocols.lines.steps(office.case(), protocol_id)
    assert line.who == "Claire Petit, infirmière"


def test_the_titles_of_references_are_found(office: Office) -> None:
    begun(office, replace(CONTENT, references=(Reference("HAS", "Chutes répétées"),)))
    while office.desk.search.catch_up():
        continue
    assert office.desk.search.find("repetees", Kind.PROTOCOL)
