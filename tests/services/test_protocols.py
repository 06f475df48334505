# SPDX-License-Identifier: EUPL-1.2
"""Protocols are written, moved, signed, frozen, compared, put in the bin and back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.changes import Kind
from app.domain.directory import Professional
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import ProfessionalId, ProtocolId, ProtocolStepId
from app.domain.protocol import Moment, Protocol, ProtocolContent, ProtocolStatus, ProtocolStep
from app.services.protocol_versions import NOW
from tests.services.office import THURSDAY, Office

NEXT_YEAR = date(2027, 11, 26)
CONTENT = ProtocolContent(
    title="Chute à domicile",
    objective="Éviter la deuxième chute",
    steps=(
        ProtocolStep(ProtocolStepId("x"), Moment.SPOT, who="IDE", what="Repérer"),
        ProtocolStep(ProtocolStepId("y"), Moment.ALERT, who="Médecin", what="Appeler"),
    ),
)


@pytest.fixture
def protocol(office: Office) -> ProtocolId:
    return begun(office)


def begun(office: Office, content: ProtocolContent = CONTENT) -> ProtocolId:
    return office.desk.protocols.texts.create(content)[0]


def now(office: Office, id_: ProtocolId) -> Protocol:
    return office.desk.protocols.texts.get(id_)


def write(office: Office, id_: ProtocolId, **texts: str) -> None:
    content = replace(now(office, id_).content, **texts)  # type: ignore[arg-type]  # texts alone
    office.desk.protocols.texts.save_text(id_, content)


def validated(office: Office, id_: ProtocolId) -> None:
    life = office.desk.protocols.life
    life.move(id_, ProtocolStatus.REVIEW)
    office.desk.protocols.signatures.sign(id_, THURSDAY, name="Docteur Roy")
    life.move(id_, ProtocolStatus.VALIDATED)


def in_force(office: Office, id_: ProtocolId) -> None:
    validated(office, id_)
    office.desk.protocols.life.move(id_, ProtocolStatus.IN_FORCE, revise_on=NEXT_YEAR)


def test_what_is_typed_comes_back_and_steps_have_ids_of_their_own(
    office: Office, protocol: ProtocolId
) -> None:
    kept = now(office, protocol)
    assert kept.content.steps[0].id != "x"
    assert replace(kept.content, steps=()) == replace(CONTENT, steps=())
    assert kept.written_on == THURSDAY
    write(office, protocol, need="  deux chutes\r\nen un mois ")
    assert now(office, protocol).content.need == "  deux chutes\nen un mois "


def test_a_title_is_asked_for_and_two_protocols_do_not_share_one(
    office: Office, protocol: ProtocolId
) -> None:
    with pytest.raises(UserError, match="pas de titre"):
        begun(office, ProtocolContent(title=" "))
    with pytest.raises(UserError, match="déjà ce titre") as refusal:
        begun(office, replace(CONTENT, title=" chute a domicile"))
    assert "(2)" in refusal.value.remedy
    other = begun(office, replace(CONTENT, title="Plaie"))
    with pytest.raises(UserError, match="déjà ce titre"):
        write(office, other, title="CHUTE À DOMICILE")
    assert now(office, other).content.title == "Plaie"
    write(office, protocol, title="Chute à domicile")


def test_a_revision_day_that_is_past_is_refused_and_nothing_else_is_lost(
    office: Office, protocol: ProtocolId
) -> None:
    texts = office.desk.protocols.texts
    texts.save_heading(protocol, referent_id=None, referent_name="Roy", revise_on=NEXT_YEAR)
    with pytest.raises(UserError, match="passée"):
        texts.save_heading(protocol, referent_id=None, referent_name="Roy", revise_on=THURSDAY)
    assert now(office, protocol).revise_on == NEXT_YEAR
    office.clock.advance(timedelta(days=400))
    texts.save_heading(protocol, referent_id=None, referent_name="Petit", revise_on=NEXT_YEAR)
    assert now(office, protocol).referent_name == "Petit"


def test_what_is_validated_is_frozen_and_the_next_version_begins_beside_it(
    office: Office, protocol: ProtocolId
) -> None:
    desk = office.desk.protocols
    in_force(office, protocol)
    with pytest.raises(UserError, match="validée"):
        write(office, protocol, need="autre")
    desk.life.move(protocol, ProtocolStatus.DRAFT)
    write(office, protocol, objective="Éviter toute chute")
    after = now(office, protocol)
    assert (after.version, after.in_force, after.status) == (2, 1, ProtocolStatus.DRAFT)
    applied = desk.texts.in_force(protocol)
    assert applied is not None
    assert applied.objective == "Éviter la deuxième chute"
    (part,) = desk.versions.compare(protocol, 1, NOW)
    assert [field.label for field in part.fields] == ["Objectif"]
    assert [line.number for line in desk.versions.of(protocol)] == [1]


def test_a_text_without_a_step_or_a_signature_of_it_is_not_validated(office: Office) -> None:
    life = office.desk.protocols.life
    empty = begun(office, ProtocolContent(title="Vide"))
    life.move(empty, ProtocolStatus.REVIEW)
    office.desk.protocols.signatures.sign(empty, THURSDAY, name="Roy")
    with pytest.raises(UserError, match="aucune étape"):
        life.move(empty, ProtocolStatus.VALIDATED)
    id_ = begun(office)
    life.move(id_, ProtocolStatus.REVIEW)
    with pytest.raises(UserError, match="Personne n’a encore signé"):
        life.move(id_, ProtocolStatus.VALIDATED)
    office.desk.protocols.signatures.sign(id_, THURSDAY, name="Roy")
    write(office, id_, need="Autre chose")
    assert [line.valid for line in office.desk.protocols.signatures.of(id_)] == [False]
    with pytest.raises(UserError, match="changé depuis les signatures"):
        life.move(id_, ProtocolStatus.VALIDATED)
    office.desk.protocols.signatures.sign(id_, THURSDAY, name="roy")
    assert [line.valid for line in office.desk.protocols.signatures.of(id_)] == [True]
    life.move(id_, ProtocolStatus.VALIDATED)


def test_a_signature_has_somebody_a_day_that_has_come_and_is_taken_back_and_put_back(
    office: Office, protocol: ProtocolId
) -> None:
    life = office.desk.protocols.life
    with pytest.raises(UserError, match="en relecture"):
        office.desk.protocols.signatures.sign(protocol, THURSDAY, name="Roy")
    life.move(protocol, ProtocolStatus.REVIEW)
    with pytest.raises(UserError, match="manque la personne"):
        office.desk.protocols.signatures.sign(protocol, THURSDAY, name=" ")
    with pytest.raises(UserError, match="avance"):
        office.desk.protocols.signatures.sign(protocol, NEXT_YEAR, name="Roy")
    someone, _ = office.desk.directory.save(
        Professional(ProfessionalId(""), "Roy", "Inès", profession="Médecin généraliste")
    )
    office.desk.protocols.signatures.sign(protocol, THURSDAY, someone)
    with pytest.raises(UserError, match="déjà signé"):
        office.desk.protocols.signatures.sign(protocol, THURSDAY, someone)
    (line,) = office.desk.protocols.signatures.of(protocol)
    assert line.who == "Inès Roy, médecin généraliste"
    office.desk.protocols.signatures.unsign(line.signature)
    assert office.desk.protocols.signatures.of(protocol) == ()
    office.desk.protocols.signatures.sign_again(line.signature)
    life.move(protocol, ProtocolStatus.VALIDATED)
    with pytest.raises(UserError, match="ne changent plus"):
        office.desk.protocols.signatures.unsign(line.signature)


def test_every_move_is_undone_as_it_was_made(office: Office, protocol: ProtocolId) -> None:
    life = office.desk.protocols.life
    in_force(office, protocol)
    for after in (ProtocolStatus.TO_REVISE, ProtocolStatus.DRAFT, ProtocolStatus.ARCHIVED):
        before, lines = now(office, protocol), life.lines(protocol)
        life.move(protocol, after)
        assert now(office, protocol) != before
        life.take_back(before)
        assert (now(office, protocol), life.lines(protocol)) == (before, lines)
    other = begun(office, replace(CONTENT, title="Plaie"))
    life.move(other, ProtocolStatus.REVIEW)
    office.desk.protocols.signatures.sign(other, THURSDAY, name="Roy")
    before = now(office, other)
    life.move(other, ProtocolStatus.VALIDATED)
    life.take_back(before)
    assert now(office, other) == before
    assert office.desk.protocols.versions.of(other) == ()


def test_an_undo_refuses_what_was_worked_on_since(office: Office, protocol: ProtocolId) -> None:
    in_force(office, protocol)
    before = now(office, protocol)
    office.desk.protocols.life.move(protocol, ProtocolStatus.DRAFT)
    write(office, protocol, need="déjà écrit")
    with pytest.raises(UserError, match="déjà commencée"):
        office.desk.protocols.life.take_back(before)
    assert now(office, protocol).content.need == "déjà écrit"


def test_a_version_that_is_given_up_leaves_the_one_in_force(
    office: Office, protocol: ProtocolId
) -> None:
    life = office.desk.protocols.life
    with pytest.raises(UserError, match="abandonner"):
        life.abandon(protocol)
    in_force(office, protocol)
    before = now(office, protocol)
    life.move(protocol, ProtocolStatus.DRAFT)
    write(office, protocol, objective="Autre")
    life.abandon(protocol)
    assert now(office, protocol) == replace(before, written_on=now(office, protocol).written_on)
    assert "abandonnée" in life.lines(protocol)[0].note


def test_what_was_never_used_goes_to_the_bin_and_comes_back_whole(
    office: Office, protocol: ProtocolId
) -> None:
    texts, before = office.desk.protocols.texts, now(office, protocol)
    changes = texts.remove(protocol)
    assert changes.of(Kind.PROTOCOL) == {protocol}
    with pytest.raises(NotFoundError):
        texts.get(protocol)
    (binned,) = office.desk.person.bin.all()
    assert (binned.what, binned.text) == ("Protocole", "Chute à domicile")
    office.desk.person.bin.put_back(binned.id)
    assert now(office, protocol) == before
    texts.remove(protocol)
    texts.put_back(before)
    assert now(office, protocol) == before
    assert office.desk.person.bin.all() == ()


def test_what_was_validated_is_archived_and_never_thrown_away(
    office: Office, protocol: ProtocolId
) -> None:
    validated(office, protocol)
    with pytest.raises(UserError, match="déjà servi"):
        office.desk.protocols.texts.remove(protocol)
    office.desk.protocols.life.move(protocol, ProtocolStatus.ARCHIVED)
    office.desk.protocols.life.move(protocol, ProtocolStatus.DRAFT)
    assert now(office, protocol).version == 2


def test_the_list_calls_back_what_is_due_and_puts_the_archived_last(office: Office) -> None:
    first = begun(office, replace(CONTENT, title="Zona"))
    second = begun(office, replace(CONTENT, title="Asthme"))
    in_force(office, first)
    office.desk.protocols.life.move(second, ProtocolStatus.ARCHIVED)
    texts = office.desk.protocols.texts
    assert [line.protocol.id for line in texts.all()] == [first, second]
    assert texts.due() == ()
    office.clock.advance(timedelta(days=366))
    assert [line.protocol.id for line in texts.due()] == [first]


def test_a_protocol_is_found_by_any_of_its_words_and_by_no_word_of_the_program(
    office: Office, protocol: ProtocolId
) -> None:
    search = office.desk.search
    while search.catch_up():
        continue
    (hit,) = search.find("reperer", Kind.PROTOCOL)
    assert (hit.record_id, hit.title.text, hit.where) == (protocol, "Chute à domicile", "Brouillon")
    assert [hit.record_id for hit in search.find("chute domicile")] == [protocol]
    assert search.find("spot") == search.find("by_hand") == ()
    write(office, protocol, need="Trois hospitalisations")
    while search.catch_up():
        continue
    assert "Trois" in search.find("hospitalisations")[0].text.text
    office.desk.protocols.texts.remove(protocol)
    while search.catch_up():
        continue
    assert search.find("chute") == ()
