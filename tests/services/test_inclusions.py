# SPDX-License-Identifier: EUPL-1.2
"""A situation in a protocol: included, not included, left, completed, and what holds its data."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.case import CaseStatus
from app.domain.case_step import StepReason
from app.domain.changes import Kind
from app.domain.consent import ConsentState
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId, InclusionId, ProtocolId
from app.domain.inclusion import Inclusion, InclusionState
from app.domain.life import OVER
from app.services.access import access_content
from app.services.inclusions import Decided, InclusionService
from app.services.life import included_words
from app.services.person_files import person_file
from app.services.print_access import access_view
from app.services.timeline import EventKind
from tests.services.office import THURSDAY, Office, words
from tests.services.protocols import FALL, applied_next, archived, in_force, rewritten

BOTH = (0, 1)
"""The criteria of inclusion are met, and none that excludes."""


@pytest.fixture
def service(office: Office) -> InclusionService:
    return office.desk.protocols.inclusions


def included(
    service: InclusionService, case_id: CaseId, protocol: ProtocolId, on: date = THURSDAY
) -> InclusionId:
    decided, _ = service.include(case_id, protocol, BOTH, on)
    assert decided.after is not None
    return decided.after.id


def test_a_situation_is_included_on_the_criteria_that_were_shown(
    office: Office, service: InclusionService
) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    (offered,) = service.offered(case_id)
    assert (offered.title, offered.version, offered.included) == ("Chute à domicile", 1, False)
    assert [(one.text, one.excludes) for one in offered.criteria] == [
        ("Plus de 75 ans", False),
        ("Une chute dans l’année", False),
        ("Vit en établissement", True),
    ]
    _, changes = service.include(case_id, protocol, BOTH, THURSDAY)
    assert {Kind.INCLUSION} == changes.kinds
    (line,) = service.of_case(case_id)
    assert [one.met for one in line.inclusion.criteria] == [True, True, False]
    assert (line.title, line.inclusion.state, line.inclusion.version, line.in_force) == (
        "Chute à domicile",
        InclusionState.INCLUDED,
        1,
        1,
    )
    assert service.offered(case_id)[0].included
    last = office.store.rows.journal.entries()[-1]
    assert (last.event, last.kind, last.record_id) == ("inclusion.changed", "case", case_id)


def test_what_is_offered_is_the_version_in_force_not_the_text_being_written(
    office: Office, service: InclusionService
) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    first = included(service, case_id, protocol)
    rewritten(office, protocol, replace(FALL, title="Autre titre", inclusion="Tous"))
    assert service.offered(case_id)[0].title == "Chute à domicile"
    service.leave(first, THURSDAY, "Déménage")
    applied_next(office, protocol)
    assert service.offered(case_id)[0].version == 2
    service.include(case_id, protocol, (0,), THURSDAY, "Vient d’entrer en EHPAD")
    titles = {line.inclusion.version: line.title for line in service.of_case(case_id)}
    assert titles == {1: "Chute à domicile", 2: "Autre titre"}
    archived(office, protocol)
    assert service.offered(case_id) == ()
    assert {line.in_force for line in service.of_case(case_id)} == {None}
    with pytest.raises(UserError, match="en vigueur"):
        service.include(office.case("B"), protocol, (0,), THURSDAY)


def test_a_criterion_against_it_asks_for_a_reason_and_forbids_nothing(
    office: Office, service: InclusionService
) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    for met in ((0,), (0, 1, 2)):
        with pytest.raises(UserError, match="pas en faveur"):
            service.include(case_id, protocol, met, THURSDAY, "  \n")
    decided, _ = service.include(case_id, protocol, (0,), THURSDAY, " Chute <b>probable</b> ")
    assert decided.after is not None
    assert decided.after.reason == "Chute <b>probable</b>"
    assert [one.text for one in decided.after.against] == ["Une chute dans l’année"]


def test_what_cannot_be_is_said_and_nothing_is_kept(
    office: Office, service: InclusionService
) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    tomorrow = THURSDAY + timedelta(days=1)
    no = ProtocolId("019ab000-0000-7000-8000-00000000dead")
    wrong: tuple[Callable[[], object], ...] = (
        lambda: service.include(case_id, protocol, BOTH, tomorrow),
        lambda: service.include(case_id, protocol, BOTH, THURSDAY, "x" * 1_001),
        lambda: service.include(case_id, no, BOTH, THURSDAY),
        lambda: service.include(CaseId("nobody"), protocol, BOTH, THURSDAY),
        lambda: service.exclude(case_id, protocol, BOTH, THURSDAY, " "),
        lambda: service.exclude(case_id, protocol, BOTH, tomorrow, "Refus"),
    )
    for deed in wrong:
        with pytest.raises(UserError):
            deed()
    assert office.dump("protocol_inclusion") == ""
    id_ = included(service, case_id, protocol)
    wrong = (
        lambda: service.include(case_id, protocol, BOTH, THURSDAY),
        lambda: service.exclude(case_id, protocol, BOTH, THURSDAY, "Refus"),
        lambda: service.leave(id_, THURSDAY, ""),
        lambda: service.leave(id_, THURSDAY - timedelta(days=1), "Avant"),
        lambda: service.complete(id_, tomorrow),
        lambda: service.complete(id_, THURSDAY, "x" * 1_001),
        lambda: service.reopen(id_),
        lambda: service.remove(InclusionId("none")),
    )
    for deed in wrong:
        with pytest.raises(UserError):
            deed()
    assert [line.inclusion.state for line in service.of_case(case_id)] == [InclusionState.INCLUDED]


def test_each_deed_is_taken_back_exactly(office: Office, service: InclusionService) -> None:
    case_id, protocol = office.case("A"), in_force(office)

    def rows() -> tuple[Inclusion, ...]:
        return office.store.rows.inclusions.of_case(case_id)

    def there_and_back(deed: Callable[[], tuple[Decided, object]]) -> None:
        before = rows()
        decided, _ = deed()
        assert rows() != before
        service.take_back(decided)
        assert rows() == before
        with pytest.raises(UserError, match="changé depuis"):
            service.take_back(decided)

    there_and_back(lambda: service.exclude(case_id, protocol, (0,), THURSDAY, "Refus"))
    there_and_back(lambda: service.include(case_id, protocol, BOTH, THURSDAY))
    id_ = included(service, case_id, protocol)
    there_and_back(lambda: service.leave(id_, THURSDAY, "Déménage"))
    there_and_back(lambda: service.complete(id_, THURSDAY, "Tout est fait"))
    there_and_back(lambda: service.remove(id_))
    assert office.desk.person.bin.all() == ()
    service.leave(id_, THURSDAY, "Déménage")
    there_and_back(lambda: service.reopen(id_))
    assert rows()[0].ended_why == "Déménage"


def test_somebody_who_left_is_included_anew_and_an_end_is_undone_only_while_nothing_goes_on(
    office: Office, service: InclusionService
) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    first = included(service, case_id, protocol)
    left, _ = service.leave(first, THURSDAY, "Hospitalisée")
    second = included(service, case_id, protocol)
    for deed in (lambda: service.reopen(first), lambda: service.take_back(left)):
        with pytest.raises(UserError, match="déjà incluse"):
            deed()
    order = [line.inclusion.id for line in service.of_case(case_id)]
    assert order == [second, first]


def test_what_was_taken_out_comes_back_from_the_bin_unless_the_person_is_in_it_again(
    office: Office, service: InclusionService
) -> None:
    case_id, protocol, bin_ = office.case("A"), in_force(office), office.desk.person.bin
    before = office.store.rows.inclusions.get(included(service, case_id, protocol))
    assert before is not None
    service.remove(before.id)
    (line,) = bin_.all()
    assert (line.what, line.text) == (
        "Inclusion dans un protocole",
        "incluse le jeu. 26 nov. 2026",
    )
    again, _ = service.include(case_id, protocol, BOTH, THURSDAY)
    with pytest.raises(UserError, match="de nouveau incluse"):
        bin_.put_back(line.id)
    service.take_back(again)
    bin_.put_back(line.id)
    assert office.store.rows.inclusions.get(before.id) == before


def test_an_older_file_is_read_and_no_more_is_noted_in_it(
    office: Office, service: InclusionService
) -> None:
    protocol = in_force(office)
    kept, joined, binned = office.case("A"), office.case("B"), office.case("C")
    office.desk.lives.joining.join(kept, joined)
    office.desk.person.bin.put_case(binned)
    for case_id in (joined, binned):
        with pytest.raises(UserError):
            service.include(case_id, protocol, BOTH, THURSDAY)


def test_joining_moves_inclusions_and_the_oldest_of_two_stays(
    office: Office, service: InclusionService
) -> None:
    protocol, other = in_force(office), in_force(office, replace(FALL, title="Plaie"))
    kept, joined = office.case("A"), office.case("B")
    later = included(service, kept, protocol, THURSDAY)
    older = included(service, joined, protocol, date(2026, 3, 2))
    alone = included(service, joined, other)
    said = office.desk.lives.joining.preview(kept, joined)
    assert "2 inclusions dans des protocoles" in said.moves
    assert any("lun. 2 mars 2026 (B) reste" in words_ for words_ in said.stays)
    office.desk.lives.joining.join(kept, joined)
    rows = office.store.rows.inclusions
    assert {one.id for one in rows.of_case(kept)} == {older, alone}
    assert rows.of_case(joined) == ()
    assert rows.get(later) is None
    assert [one.is_open for one in rows.of_protocol(protocol)] == [True]


def test_joining_leaves_the_other_way_round_when_the_kept_file_was_first(
    office: Office, service: InclusionService
) -> None:
    protocol, kept, joined = in_force(office), office.case("A"), office.case("B")
    older = included(service, kept, protocol, date(2026, 3, 2))
    included(service, joined, protocol)
    said = office.desk.lives.joining.preview(kept, joined)
    assert not any("inclusion" in words_ for words_ in said.moves)
    assert any("lun. 2 mars 2026 (A) reste" in words_ for words_ in said.stays)
    office.desk.lives.joining.join(kept, joined)
    assert [one.id for one in office.store.rows.inclusions.of_case(kept)] == [older]


def test_the_timeline_and_the_answer_to_the_person_tell_it(
    office: Office, service: InclusionService
) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    decided, _ = service.include(case_id, protocol, (0,), date(2026, 10, 1), "Chute probable")
    assert decided.after is not None
    service.leave(decided.after.id, THURSDAY, "Déménage")
    service.exclude(case_id, protocol, BOTH, THURSDAY, "Ne veut pas")
    told = [
        (one.on, one.text, one.detail)
        for one in office.desk.lives.timeline.of(case_id)
        if one.kind is EventKind.PROTOCOL
    ]
    title = "«\u202fChute à domicile\u202f»"
    assert sorted(told) == [
        (date(2026, 10, 1), f"Incluse dans {title}, version 1", "Chute probable"),
        (THURSDAY, f"Non incluse dans {title}, version 1", "Ne veut pas"),
        (THURSDAY, f"Sortie de {title}", "Déménage"),
    ]
    file = person_file(office.store.rows, case_id, None, ())
    shown = words(access_view(office.store.rows, file, THURSDAY, office.clock.local))
    for said in ("Chute à domicile, version 1", "Chute probable", "Déménage", "Plus de 75 ans"):
        assert said in shown
    content = json.dumps(access_content(file), ensure_ascii=False)
    assert "Vit en établissement" in content


def test_a_withdrawal_and_a_closing_leave_the_inclusion_and_the_closing_says_so(
    office: Office, service: InclusionService
) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    included(service, case_id, protocol)
    office.consent(case_id, ConsentState.WITHDRAWN)
    assert service.of_case(case_id)[0].inclusion.is_open
    view = office.desk.lives.life.view(case_id)
    assert view.status not in OVER
    assert included_words(view.included) == (
        "Reste incluse dans «\u202fChute à domicile\u202f»\u00a0: "
        "notez sa sortie si elle s’arrête aussi."
    )
    assert included_words(()) == ""


def test_a_next_episode_begins_without_it(office: Office, service: InclusionService) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    included(service, case_id, protocol)
    office.desk.lives.life.move(case_id, CaseStatus.CLOSED, StepReason.OBJECTIVES_MET)
    new_id, _ = office.desk.lives.joining.new_episode(case_id)
    assert service.of_case(new_id) == ()
    assert service.of_case(case_id)[0].inclusion.is_open


def test_erasing_keeps_the_dates_and_the_state_and_nothing_that_was_typed(
    office: Office, service: InclusionService
) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    decided, _ = service.include(case_id, protocol, (0,), THURSDAY, "zébulon-raison")
    assert decided.after is not None
    service.leave(decided.after.id, THURSDAY, "zébulon-sortie")
    gone, _ = service.exclude(case_id, protocol, (), THURSDAY, "zébulon-non")
    assert gone.after is not None
    service.remove(gone.after.id)
    assert office.where("zébulon") == {"protocol_inclusion", "operation", "binned"}
    with office.store.write() as work:
        work.rows.erasure.erase(case_id, "Effacée 1", THURSDAY)
    assert office.where("zébulon") == set()
    (row,) = office.store.rows.inclusions.of_protocol(protocol)
    assert (row.state, row.on, row.ended_on) == (InclusionState.LEFT, THURSDAY, THURSDAY)
    assert row.criteria == ()
    with pytest.raises(UserError):
        service.include(case_id, protocol, BOTH, THURSDAY)
    with pytest.raises(NotFoundError):
        service.remove(InclusionId("none"))
