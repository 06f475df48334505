# SPDX-License-Identifier: EUPL-1.2
"""A protocol is put on an agenda, answered in the meeting, and said in its minutes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.errors import NotAllowedError, NotFoundError, SealedError, UserError
from app.domain.ids import ItemId, MeetingId, ProtocolId
from app.domain.meeting import AgendaItem, ItemState, ProtocolAsked
from app.domain.protocol import ProtocolContent, ProtocolStatus
from app.services.fates import NOT_REACHED
from app.services.meetings import ItemText
from app.services.protocol_points import ProtocolPoint, ProtocolPointService
from app.services.protocol_summary import what_changed
from app.storage.unit_of_work import Store
from tests.documents.reading import pages
from tests.services.office import ACCOUNT, THURSDAY, Office
from tests.services.test_protocols import CONTENT, begun, in_force, now, write

NEXT_YEAR = date(2027, 12, 2)
WEEK = timedelta(days=7)


def reviewed(office: Office, title: str = "Chute à domicile") -> ProtocolId:
    protocol = begun(office, replace(CONTENT, title=title))
    office.desk.protocols.life.move(protocol, ProtocolStatus.REVIEW)
    return protocol


def service(office: Office) -> ProtocolPointService:
    return office.desk.protocols.points


def meeting_about(
    office: Office,
    protocol: ProtocolId,
    asked: ProtocolAsked = ProtocolAsked.VALIDATE,
    on: date = THURSDAY,
) -> tuple[MeetingId, ItemId]:
    """A running meeting with one point about a protocol."""
    meeting, _ = office.meeting(on=on)
    item, _ = service(office).add(meeting, protocol, asked)
    office.desk.meetings.start(meeting)
    return meeting, item


def row(office: Office, item: ItemId) -> AgendaItem:
    found = office.store.rows.agenda.get(item)
    assert found is not None
    return found


def about(office: Office, item: ItemId) -> ProtocolPoint:
    found = service(office).about(row(office, item))
    assert found is not None
    return found


def moves(office: Office, protocol: ProtocolId) -> list[str]:
    return [f"{line.what} {line.note}" for line in office.desk.protocols.life.lines(protocol)]


def test_what_waits_for_an_answer_is_proposed_first_and_nothing_twice(office: Office) -> None:
    chute, plaie = reviewed(office), begun(office, replace(CONTENT, title="Plaie"))
    zona = begun(office, replace(CONTENT, title="Zona"))
    in_force(office, zona)
    office.desk.protocols.life.move(zona, ProtocolStatus.TO_REVISE)
    archived = begun(office, replace(CONTENT, title="Ancien"))
    office.desk.protocols.life.move(archived, ProtocolStatus.ARCHIVED)
    meeting, _ = office.meeting()
    found = service(office).candidates(meeting)
    assert [(each.protocol_id, each.title) for each in found] == [
        (chute, "Protocole à valider : Chute à domicile"),
        (zona, "Protocole à réviser : Zona"),
        (plaie, "Protocole : Plaie"),
    ]
    assert [each.reason for each in found] == [
        "version 1, en relecture",
        "version 1, à réviser",
        "version 1, brouillon",
    ]
    item, _ = service(office).add(meeting, chute, ProtocolAsked.VALIDATE)
    assert [each.protocol_id for each in service(office).candidates(meeting)] == [zona, plaie]
    assert service(office).reasons(meeting) == {item: "version 1, en relecture"}
    with pytest.raises(UserError, match="déjà à l’ordre du jour"):
        service(office).add(meeting, chute, ProtocolAsked.NOTHING)
    with pytest.raises(UserError, match="pas de version en vigueur"):
        service(office).add(meeting, plaie, ProtocolAsked.REVISE)
    with pytest.raises(UserError, match="déjà validée"):
        service(office).add(meeting, zona, ProtocolAsked.VALIDATE)
    with pytest.raises(UserError, match="archivé"):
        service(office).add(meeting, archived, ProtocolAsked.VALIDATE)


def test_a_point_taken_off_and_put_back_is_there_once(office: Office) -> None:
    protocol = reviewed(office)
    meeting, _ = office.meeting()
    item, _ = service(office).add(meeting, protocol, ProtocolAsked.VALIDATE)
    before = row(office, item)
    office.desk.agendas.remove(item)
    service(office).add(meeting, protocol, ProtocolAsked.VALIDATE)
    with pytest.raises(UserError, match="déjà à l’ordre du jour"):
        office.desk.agendas.put_back(before)
    other = begun(office, replace(CONTENT, title="Plaie"))
    point, _ = service(office).add(meeting, other, ProtocolAsked.NOTHING)
    before = row(office, point)
    with pytest.raises(UserError, match="déjà servi"):
        office.desk.protocols.texts.remove(other)
    office.desk.agendas.remove(point)
    office.desk.protocols.texts.remove(other)
    with pytest.raises(NotFoundError, match="n’est plus dans le coffre"):
        office.desk.agendas.put_back(before)


def test_the_team_validates_and_the_minutes_say_which_version(office: Office) -> None:
    protocol = reviewed(office)
    meeting, item = meeting_about(office, protocol)
    asked = about(office, item)
    assert (asked.words, asked.open, asked.answer) == ("Version 1, en relecture", True, "")
    assert asked.summary == (
        "Éviter la deuxième chute",
        "2 étapes",
    )
    service(office).validate(item)
    assert now(office, protocol).status is ProtocolStatus.VALIDATED
    version = office.store.rows.protocol_history.version(protocol, 1)
    assert version is not None
    assert version.meeting_id == meeting
    assert "en réunion du jeu. 26 nov. 2026" in office.desk.protocols.versions.of(protocol)[0].words
    assert about(office, item).answer == "Version 1 validée par l’équipe."
    with pytest.raises(UserError, match="son texte ne change plus"):
        write(office, protocol, need="après coup")
    minutes_id, _ = office.desk.minutes.close(meeting)
    record = office.desk.minutes.get(minutes_id).items[0].record
    assert record is not None
    assert (record.heading, record.topic, record.outcome, record.fate) == (
        "Protocole à valider : Chute à domicile",
        "Protocole",
        "Version 1 validée par l’équipe.",
        "Ne reviendra pas, parce que le protocole est validé.",
    )
    printed = " ".join(pages(office.desk.documents.minutes(minutes_id).render().pdf))
    assert "Version 1 validée par l’équipe." in printed.replace("\n", " ")
    assert office.desk.minutes.verify(minutes_id) is None
    with pytest.raises(SealedError):
        service(office).take_back(item)


def test_the_changes_since_the_version_in_force_are_told_in_one_line(office: Office) -> None:
    protocol = reviewed(office)
    in_force(office, other := begun(office, replace(CONTENT, title="Plaie")))
    office.desk.protocols.life.move(other, ProtocolStatus.DRAFT)
    write(office, other, objective="Cicatriser", alerts="Fièvre")
    _, item = meeting_about(office, other)
    told = about(office, item)
    assert told.words.startswith("Version 2, brouillon · version 1 en vigueur depuis le jeu. 26")
    assert told.summary[-1] == "Depuis la version 1 : Objectif, Alertes et exceptions"
    first, second = now(office, protocol).content.steps
    changed = (replace(second, what="Autre"), office.desk.protocols.texts.new_step(first.moment))
    older = now(office, protocol).content
    assert what_changed(older, replace(older, steps=changed)) == (
        "1 étape ajoutée, 1 étape modifiée, 1 étape retirée"
    )
    turned = replace(older, steps=(second, first))
    assert what_changed(older, turned) == "étapes dans un autre ordre"
    assert what_changed(older, older) == "rien n’a changé"


def test_what_is_to_be_reworked_is_a_draft_again_and_comes_back(office: Office) -> None:
    protocol = reviewed(office)
    meeting, item = meeting_about(office, protocol)
    with pytest.raises(UserError, match="La raison est vide"):
        service(office).not_yet(item, " ")
    service(office).not_yet(item, "Nommer qui appelle la nuit")
    assert now(office, protocol).status is ProtocolStatus.DRAFT
    assert about(office, item).answer == "Version 1 à retravailler : Nommer qui appelle la nuit"
    office.desk.minutes.close(meeting)
    office.clock.advance(WEEK)
    following, _ = office.desk.agendas.prepare_next()
    again = next(
        line.item for line in office.desk.agendas.view(following).lines if line.item.protocol_id
    )
    asked = ProtocolAsked.VALIDATE
    assert (again.protocol_id, again.asked, again.outcome) == (protocol, asked, "")
    assert again.title == "Protocole à valider : Chute à domicile"
    office.desk.meetings.start(following)
    service(office).validate(again.id)  # a draft may be validated by those present, as it is read
    assert now(office, protocol).status is ProtocolStatus.VALIDATED
    service(office).take_back(again.id)
    assert now(office, protocol).status is ProtocolStatus.DRAFT
    assert office.desk.protocols.versions.of(protocol) == ()


def test_a_text_without_a_step_is_not_validated(office: Office) -> None:
    protocol = begun(office, ProtocolContent(title="Vide"))
    _, item = meeting_about(office, protocol)
    with pytest.raises(UserError, match="aucune étape"):
        service(office).validate(item)
    assert now(office, protocol).status is ProtocolStatus.DRAFT
    assert about(office, item).open


def test_a_protocol_in_force_is_called_back_or_kept_until_another_day(office: Office) -> None:
    protocol = begun(office)
    in_force(office, protocol)
    before, lines = now(office, protocol), moves(office, protocol)
    _, item = meeting_about(office, protocol, ProtocolAsked.REVISE)
    service(office).call_back(item)
    assert now(office, protocol).status is ProtocolStatus.TO_REVISE
    assert about(office, item).answer == "Version 1 à réviser."
    with pytest.raises(UserError, match="déjà répondu"):
        service(office).keep(item, NEXT_YEAR)
    service(office).take_back(item)
    assert (now(office, protocol), moves(office, protocol)) == (before, lines)
    with pytest.raises(UserError, match="passée"):
        service(office).keep(item, THURSDAY)
    service(office).keep(item, NEXT_YEAR)
    kept = now(office, protocol)
    assert (kept.status, kept.revise_on) == (ProtocolStatus.IN_FORCE, NEXT_YEAR)
    words = "Version 1 maintenue telle quelle jusqu’au jeu. 2 déc. 2027."
    assert about(office, item).answer == words
    assert moves(office, protocol)[0].endswith(words)
    office.crash_and_reopen()
    service(office).take_back(item)
    assert (now(office, protocol), moves(office, protocol)) == (before, lines)


def test_what_was_called_back_may_be_kept_and_the_undo_gives_both_days_again(
    office: Office,
) -> None:
    protocol = begun(office)
    in_force(office, protocol)
    office.desk.protocols.life.move(protocol, ProtocolStatus.TO_REVISE)
    before = now(office, protocol)
    meeting, item = meeting_about(office, protocol, ProtocolAsked.REVISE)
    service(office).keep(item, NEXT_YEAR)
    assert now(office, protocol).status is ProtocolStatus.IN_FORCE
    answered = about(office, item)
    service(office).take_back(item)
    assert now(office, protocol) == before
    service(office).put_back(answered)
    assert about(office, item).answer == answered.answer
    assert now(office, protocol).revise_on == NEXT_YEAR
    (line,) = office.desk.closing.lines(meeting)
    assert line.says == "Ne reviendra pas, parce que le protocole est maintenu."
    office.desk.protocols.texts.save_heading(
        protocol, referent_id=None, referent_name="", revise_on=date(2028, 1, 6)
    )
    with pytest.raises(UserError, match="a avancé depuis"):
        service(office).take_back(item)


def test_an_answer_undone_is_as_before_and_put_off_it_is_put_off_again(office: Office) -> None:
    protocol = reviewed(office)
    _, item = meeting_about(office, protocol)
    office.desk.meetings.postpone(item, "Personne ne l’a lu")
    before, as_it_was = about(office, item), now(office, protocol)
    assert before.answer == ""
    service(office).validate(item)
    assert row(office, item).state is ItemState.CURRENT
    service(office).put_back(before)
    assert (row(office, item).state, row(office, item).outcome) == (
        ItemState.POSTPONED,
        "Personne ne l’a lu",
    )
    assert now(office, protocol) == as_it_was
    assert office.desk.protocols.versions.of(protocol) == ()


def test_an_answered_point_is_neither_put_off_nor_taken_off_alone(office: Office) -> None:
    protocol = reviewed(office)
    meeting, item = meeting_about(office, protocol)
    point, _ = office.desk.agendas.add_point(meeting, "Vacances")
    service(office).validate(item)
    office.desk.meetings.enter(point)
    with pytest.raises(UserError, match="déjà répondu"):
        office.desk.meetings.postpone(item, "plus tard")
    with pytest.raises(UserError, match="déjà répondu"):
        office.desk.agendas.remove(item)
    service(office).take_back(item)
    office.desk.meetings.postpone(item, "plus tard")
    assert row(office, item).state is ItemState.POSTPONED


def test_minutes_written_anew_take_an_answer_back_unless_the_protocol_moved_on(
    office: Office,
) -> None:
    protocol, other = reviewed(office), reviewed(office, "Plaie")
    meeting, item = meeting_about(office, protocol)
    second, _ = service(office).add(meeting, other, ProtocolAsked.VALIDATE)
    service(office).validate(item)
    service(office).validate(second)
    first_id, _ = office.desk.minutes.close(meeting)
    office.desk.protocols.life.move(protocol, ProtocolStatus.IN_FORCE, revise_on=NEXT_YEAR)
    office.desk.minutes.reopen(meeting, "Le vote était sur la chute seule")
    with pytest.raises(UserError, match="a avancé depuis") as refusal:
        service(office).take_back(item)
    assert "texte du point" in refusal.value.remedy
    assert now(office, protocol).in_force == 1
    service(office).take_back(second)
    assert now(office, other).status is ProtocolStatus.REVIEW
    second_id, _ = office.desk.minutes.close(meeting)
    old, new = (office.desk.minutes.get(id_).items[1].record for id_ in (first_id, second_id))
    assert old is not None
    assert new is not None
    assert (old.outcome, new.outcome) == ("Version 1 validée par l’équipe.", NOT_REACHED)
    assert office.desk.minutes.verify(first_id) is None
    assert office.desk.minutes.verify(second_id) is None


def test_what_is_answered_is_only_what_is_asked_in_a_meeting_that_runs(office: Office) -> None:
    protocol = reviewed(office)
    meeting, _ = office.meeting()
    item, _ = service(office).add(meeting, protocol, ProtocolAsked.VALIDATE)
    with pytest.raises(UserError, match="n’a pas commencé"):
        service(office).validate(item)
    office.desk.meetings.start(meeting)
    with pytest.raises(UserError, match="ne pose pas cette question"):
        service(office).call_back(item)
    spoken, _ = service(office).add(
        meeting, begun(office, replace(CONTENT, title="Plaie")), ProtocolAsked.NOTHING
    )
    assert not about(office, spoken).open
    with pytest.raises(UserError, match="ne pose pas cette question"):
        service(office).validate(spoken)
    point, _ = office.desk.agendas.add_point(meeting, "Vacances")
    assert service(office).about(row(office, point)) is None
    with pytest.raises(UserError, match="aucun protocole"):
        service(office).validate(point)


def test_a_protocol_that_moved_meanwhile_says_why_nothing_can_be_answered(office: Office) -> None:
    protocol, other = reviewed(office), reviewed(office, "Plaie")
    meeting, item = meeting_about(office, protocol)
    second, _ = service(office).add(meeting, other, ProtocolAsked.VALIDATE)
    office.desk.protocols.signatures.sign(protocol, THURSDAY, name="Roy")
    office.desk.protocols.life.move(protocol, ProtocolStatus.VALIDATED)
    office.desk.protocols.life.move(other, ProtocolStatus.ARCHIVED)
    assert (about(office, item).obstacle, about(office, second).obstacle) == (
        "La version 1 est déjà validée.",
        "Ce protocole est archivé.",
    )
    assert service(office).reasons(meeting)[second] == "Ce protocole est archivé"
    with pytest.raises(UserError, match="déjà validée"):
        service(office).validate(item)
    office.desk.minutes.close(meeting)
    office.clock.advance(WEEK)
    following, _ = office.desk.agendas.prepare_next()
    assert not [line for line in office.desk.agendas.view(following).lines if line.item.protocol_id]
    assert office.desk.agendas.points_back(following) == ()


def test_a_point_that_was_not_reached_comes_back_under_the_title_of_today(office: Office) -> None:
    protocol = reviewed(office)
    meeting, item = meeting_about(office, protocol)
    (line,) = office.desk.closing.lines(meeting)
    assert line.says == "Reviendra à la prochaine réunion, parce que non abordé."
    office.desk.meetings.write_text(item, ItemText.TEXT, "Lu à voix haute", "visit")
    (line,) = office.desk.closing.lines(meeting)
    assert line.says.endswith("parce que le protocole n’est pas encore validé.")
    office.desk.minutes.close(meeting)
    write(office, protocol, title="Chute et malaise")
    office.clock.advance(WEEK)
    following, _ = office.desk.agendas.prepare_next()
    titles = [line.title for line in office.desk.agendas.view(following).lines]
    assert "Protocole à valider : Chute et malaise" in titles
    assert service(office).candidates(following) == ()


def test_a_point_that_nobody_said_anything_of_is_proposed_by_its_protocol_once(
    office: Office,
) -> None:
    protocol = reviewed(office)
    meeting, _ = meeting_about(office, protocol)
    office.desk.minutes.close(meeting)
    office.clock.advance(WEEK)
    following, _ = office.meeting(on=THURSDAY + WEEK)
    (point,) = office.desk.agendas.points_back(following)
    assert point.title == "Protocole à valider : Chute à domicile"
    assert service(office).candidates(following) == ()
    again, _ = office.desk.agendas.add_again(following, point.item_id)
    assert row(office, again).asked is ProtocolAsked.VALIDATE


def test_a_reader_answers_nothing(office: Office) -> None:
    protocol = reviewed(office)
    _, item = meeting_about(office, protocol)
    refusal = NotAllowedError("Ce compte est en lecture seule.")
    store = Store(
        office.connection, ACCOUNT, office.clock.now, office.store.new_id, guard=lambda: refusal
    )
    with pytest.raises(UserError, match="lecture"):
        ProtocolPointService(store, office.clock).validate(item)
    assert now(office, protocol).status is ProtocolStatus.REVIEW
