# SPDX-License-Identifier: EUPL-1.2
"""A protocol's text, its life, its criteria: the rules alone."""

from dataclasses import fields, replace
from datetime import date

import pytest

from app.domain.errors import UserError
from app.domain.ids import IndicatorId, ProtocolId, ProtocolStepId
from app.domain.inclusion import Criterion, criteria_of
from app.domain.protocol import (
    Indicator,
    Measure,
    Moment,
    Protocol,
    ProtocolContent,
    ProtocolStatus,
    ProtocolStep,
    Reference,
)
from app.domain.protocol_fields import MOST_STEPS, require_protocol_lengths, text_fields
from app.domain.protocol_life import (
    begins_next,
    move_label,
    moved_to,
    protocol_moves,
    require_revision_day,
)
from app.domain.protocol_record import (
    content_digest,
    content_from,
    content_text,
    read_content,
)

TODAY = date(2026, 11, 26)
CONTENT = ProtocolContent(
    title="Chute à domicile",
    inclusion="- 75 ans et plus\n\n• vit à domicile",
    exclusion="en établissement",
    references=(Reference("HAS", "Chutes", "2009", "https://exemple.invalid"),),
    steps=(
        ProtocolStep(ProtocolStepId("b"), Moment.ALERT, who="Médecin", what="Appeler"),
        ProtocolStep(ProtocolStepId("a"), Moment.SPOT, who="IDE", what="Repérer"),
        ProtocolStep(ProtocolStepId("c"), Moment.SPOT),
    ),
    indicators=(Indicator(IndicatorId("i"), "Inclus", measure=Measure.INCLUDED),),
)
PROTOCOL = Protocol(ProtocolId("p"), CONTENT)


def test_a_text_comes_back_from_its_record_and_its_digest_is_of_every_letter() -> None:
    assert read_content(content_text(CONTENT)) == CONTENT
    assert content_digest(CONTENT) != content_digest(replace(CONTENT, title="Chute à domicile."))


def test_the_list_of_fields_has_every_text_of_a_protocol_and_no_other() -> None:
    elsewhere = {"theme", "references", "steps", "indicators"}
    assert {f.name for f in text_fields()} | elsewhere == {f.name for f in fields(ProtocolContent)}


@pytest.mark.parametrize(
    "raw",
    [
        [],
        {"title": 3},
        {"steps": {}},
        {"steps": ["a"]},
        {"steps": [{"moment": "midi"}]},
        {"indicators": [{"measure": "vu"}]},
        {"references": [{"link": None}]},
    ],
)
def test_a_value_of_another_type_is_no_record(raw: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        content_from(raw)


def test_a_record_of_an_earlier_program_lacks_members_and_one_of_a_later_has_more() -> None:
    assert content_from({}) == ProtocolContent()
    assert content_from({"title": "A", "colour": "red"}).title == "A"


def test_steps_are_read_moment_by_moment_and_blank_ones_are_none() -> None:
    assert [step.id for step in CONTENT.ordered] == ["a", "b"]


def test_criteria_are_lines_without_their_bullets() -> None:
    assert criteria_of(CONTENT.inclusion, CONTENT.exclusion) == (
        Criterion("75 ans et plus", excludes=False),
        Criterion("vit à domicile", excludes=False),
        Criterion("en établissement", excludes=True),
    )


def test_what_is_too_long_is_refused_unless_it_was_so_before() -> None:
    many = replace(CONTENT, steps=CONTENT.steps * MOST_STEPS)
    with pytest.raises(UserError, match=f"{MOST_STEPS} au plus"):
        require_protocol_lengths(many, CONTENT)
    require_protocol_lengths(replace(many, title="Autre"), many)
    with pytest.raises(UserError, match="« Titre »"):
        require_protocol_lengths(replace(CONTENT, title="x" * 121))


def test_from_every_state_there_is_a_way_on_and_each_has_its_words() -> None:
    for status in ProtocolStatus:
        protocol = replace(PROTOCOL, status=status)
        assert protocol_moves(status)
        assert status not in protocol_moves(status)
        for after in protocol_moves(status):
            assert move_label(protocol, after)


def test_the_version_in_force_goes_on_while_the_next_one_is_written() -> None:
    applied = Protocol(
        ProtocolId("p"), CONTENT, ProtocolStatus.IN_FORCE, 1, in_force=1, in_force_on=TODAY
    )
    after = moved_to(applied, ProtocolStatus.DRAFT, TODAY, kept=True)
    assert begins_next(applied, ProtocolStatus.DRAFT)
    assert (after.version, after.in_force, after.may_be_edited) == (2, 1, True)
    archived = moved_to(after, ProtocolStatus.ARCHIVED, TODAY, kept=False)
    assert (archived.in_force, archived.in_force_on) == (None, None)
    assert moved_to(archived, ProtocolStatus.DRAFT, TODAY, kept=False).version == 2


def test_a_protocol_that_is_kept_as_it_is_stays_in_force_since_its_day() -> None:
    since = date(2025, 1, 9)
    due = Protocol(
        ProtocolId("p"), CONTENT, ProtocolStatus.TO_REVISE, 3, in_force=3, in_force_on=since
    )
    assert due.due(TODAY)
    assert moved_to(due, ProtocolStatus.IN_FORCE, TODAY, kept=True).in_force_on == since


def test_a_move_that_is_none_says_which_ones_there_are() -> None:
    with pytest.raises(UserError) as refusal:
        moved_to(PROTOCOL, ProtocolStatus.IN_FORCE, TODAY, kept=False)
    assert "en relecture" in refusal.value.remedy


def test_a_protocol_is_called_back_on_its_day_once_it_is_applied() -> None:
    dated = replace(PROTOCOL, revise_on=TODAY)
    assert not dated.due(TODAY)
    assert replace(dated, status=ProtocolStatus.IN_FORCE).due(TODAY)
    assert not replace(dated, status=ProtocolStatus.IN_FORCE).due(date(2026, 11, 25))
    assert not replace(dated, status=ProtocolStatus.REVIEW, in_force=1, version=2).due(TODAY)
    with pytest.raises(UserError, match="passée"):
        require_revision_day(TODAY, TODAY)
    require_revision_day(None, TODAY)
