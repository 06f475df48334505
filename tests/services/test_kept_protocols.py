# SPDX-License-Identifier: EUPL-1.2
"""A protocol that the disk did not take comes back over what the vault holds, and loses nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.domain.errors import UserError
from app.domain.ids import ProtocolId, ProtocolStepId
from app.domain.protocol import Moment, Protocol, ProtocolContent, ProtocolStep, Reference
from app.services.kept_protocols import KeptProtocols, flat_protocol
from tests.services.office import Office
from tests.services.test_protocols import begun, now, validated, write

AT = datetime(2026, 11, 26, 11, 0)  # noqa: DTZ001  local time of the office


def brought_back(office: Office, before: Protocol, typed: Protocol) -> bool:
    kept = KeptProtocols(office.desk.protocols.texts)
    texts, base = flat_protocol(typed), flat_protocol(before)
    return kept.bring_back(before.id, texts, base, AT, {})


def test_what_was_typed_is_written_and_the_rest_is_left_alone(office: Office) -> None:
    before = now(office, begun(office))
    first, second = before.content.steps
    new = ProtocolStep(ProtocolStepId("n"), Moment.FOLLOW, what="Revoir à 1 mois")
    content = replace(
        before.content,
        need="Trois chutes",
        steps=(replace(second, why="urgence"), first, new),
        references=(Reference("HAS", "Chutes répétées", "2009"),),
    )
    typed = replace(before, content=content, referent_name="Roy", revise_on=date(2027, 11, 1))
    write(office, before.id, objective="Moins de chutes")
    assert brought_back(office, before, typed)
    after = now(office, before.id)
    assert after.content == replace(content, objective="Moins de chutes")
    assert (after.referent_name, after.revise_on) == ("Roy", date(2027, 11, 1))
    assert not brought_back(office, before, typed), "the second time changes nothing"


def test_what_both_changed_keeps_both_and_a_step_taken_out_meanwhile_comes_back(
    office: Office,
) -> None:
    before = now(office, begun(office))
    first, second = before.content.steps
    typed = replace(
        before,
        content=replace(
            before.content,
            need="typé",
            steps=(replace(first, what="Demander"),),
            references=(Reference("HAS"),),
        ),
    )
    content = replace(
        before.content,
        need="autre",
        steps=(replace(second, who="Infirmière"),),
        references=(Reference("INSERM"),),
    )
    office.desk.protocols.texts.save_text(before.id, content)
    assert brought_back(office, before, typed)
    after = now(office, before.id).content
    assert after.need.startswith("autre\n\nTexte retrouvé")
    assert after.need.endswith("typé")
    assert [step.what for step in after.steps] == ["Appeler", "Demander"]
    assert after.steps[0].who == "Infirmière", "taken out there, worked on here: it stays"
    assert [each.organisation for each in after.references] == ["INSERM", "HAS"]


def test_a_title_taken_meanwhile_is_numbered_and_a_day_that_passed_holds_nothing_up(
    office: Office,
) -> None:
    before = now(office, begun(office))
    typed = replace(
        before,
        content=replace(before.content, title="Plaie chronique"),
        referent_name="Roy",
        revise_on=date(2026, 12, 1),
    )
    begun(office, ProtocolContent(title="Plaie chronique"))
    office.clock.advance(timedelta(days=30))
    assert brought_back(office, before, typed)
    after = now(office, before.id)
    assert after.content.title == "Plaie chronique (2)"
    assert (after.referent_name, after.revise_on) == ("Roy", None)


def test_it_waits_where_the_version_was_validated_and_is_let_go_where_it_is_no_more(
    office: Office,
) -> None:
    before = now(office, begun(office))
    typed = replace(before, content=replace(before.content, need="typé"))
    validated(office, before.id)
    with pytest.raises(UserError, match="validée"):
        brought_back(office, before, typed)
    gone = replace(before, id=ProtocolId("gone"))
    assert not brought_back(office, gone, replace(typed, id=gone.id))
