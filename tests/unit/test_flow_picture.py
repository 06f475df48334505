# SPDX-License-Identifier: EUPL-1.2
"""The picture of a protocol: who × when, each step once, no arrow through a box."""

import random
from collections import Counter
from itertools import pairwise

from app.domain.flow_picture import (
    MOST_COLUMNS,
    MOST_LANES,
    NOBODY,
    OTHERS,
    FlowPicture,
    flow_picture,
)
from app.domain.ids import ProtocolStepId
from app.domain.protocol import Moment, ProtocolContent, ProtocolStep


def _picture(*steps: tuple[Moment, str, str]) -> FlowPicture:
    content = ProtocolContent(
        steps=tuple(
            ProtocolStep(ProtocolStepId(f"p{n}"), moment, who, what)
            for n, (moment, who, what) in enumerate(steps)
        )
    )
    return flow_picture(content.ordered)


def _drawn_well(picture: FlowPicture) -> None:
    """What every picture keeps, whatever its steps."""
    assert [box.number for box in picture.boxes] == list(range(1, len(picture.boxes) + 1))
    places = [(box.column, box.row) for box in picture.boxes]
    assert len(set(places)) == len(places)
    for box in picture.boxes:
        lane = picture.lanes[box.lane]
        assert lane.top <= box.row < lane.top + lane.rows
    assert [lane.top for lane in picture.lanes] == [
        sum(above.rows for above in picture.lanes[:n]) for n in range(len(picture.lanes))
    ]
    covered = [n for head in picture.heads for n in range(head.first, head.first + head.columns)]
    assert covered == list(range(picture.columns))
    assert [(a.start, a.end) for a in picture.arrows] == list(pairwise(range(len(places))))
    tracks: Counter[tuple[int, float, float]] = Counter()
    for arrow in picture.arrows:
        start, end = picture.boxes[arrow.start], picture.boxes[arrow.end]
        first, last = arrow.points[0], arrow.points[-1]
        assert (first.column, first.row) == (start.column, start.row)
        assert (last.column, last.row) == (end.column, end.row)
        for a, b in pairwise(arrow.points):
            if a.across == b.across and a.column == b.column:  # up or down
                low, high = sorted((a.row, b.row))
                between = {(a.column, row) for row in range(low + 1, high)}
                assert a.across > 1 or not between & set(places)
                if a.across > 1:
                    ends = sorted((a.row + a.down, b.row + b.down))
                    for height in range(round(ends[0] * 6), round(ends[1] * 6) + 1):
                        tracks[a.column, a.across, height] += 1
            else:
                assert (a.row, a.down) == (b.row, b.down)
    assert all(count == 1 for count in tracks.values())  # no two arrows lie on each other


def test_columns_are_the_moments_that_have_steps_and_lanes_are_who_comes_first() -> None:
    picture = _picture(
        (Moment.ACT, "Kinésithérapeute", "Rééduquer"),
        (Moment.SPOT, "Infirmière", "Repérer une chute"),
        (Moment.SPOT, "  infirmiere ", "Noter"),
        (Moment.ACT, "Médecin traitant", "Revoir l’ordonnance"),
    )
    assert [(head.moment, head.first, head.columns) for head in picture.heads] == [
        (Moment.SPOT, 0, 1),
        (Moment.ACT, 1, 1),
    ]
    assert [(lane.who, lane.top, lane.rows) for lane in picture.lanes] == [
        ("Infirmière", 0, 2),
        ("Kinésithérapeute", 2, 1),
        ("Médecin traitant", 3, 1),
    ]
    assert [(box.step_id, box.column, box.row) for box in picture.boxes] == [
        ("p1", 0, 0),
        ("p2", 0, 1),
        ("p0", 1, 2),
        ("p3", 1, 3),
    ]
    assert picture.spoken[0] == "1. Repérer · Infirmière · Repérer une chute"
    _drawn_well(picture)


def test_without_a_step_there_is_nothing_and_one_alone_has_no_arrow() -> None:
    assert flow_picture(()) == FlowPicture()
    blank = ProtocolContent(steps=(ProtocolStep(ProtocolStepId("p"), who=" \n"),))
    assert flow_picture(blank.ordered) == FlowPicture()
    alone = _picture((Moment.ALERT, "Tous", "Appeler le 15"))
    assert (alone.columns, alone.rows, alone.arrows) == (1, 1, ())
    _drawn_well(alone)


def test_a_step_without_who_or_what_says_that_it_is_to_be_completed() -> None:
    picture = _picture((Moment.SPOT, "", "Repérer"), (Moment.SPOT, "IPA", " "))
    assert [lane.who for lane in picture.lanes] == [NOBODY, "IPA"]
    assert [box.text for box in picture.boxes] == ["Repérer", "à compléter"]
    how = ProtocolStep(ProtocolStepId("p"), who="IPA", how="Par\ntéléphone", when="sous 48 h")
    [box] = flow_picture([how]).boxes
    assert (box.text, box.when) == ("Par téléphone", "sous 48 h")


def test_an_arrow_goes_around_the_box_that_stands_between_and_straight_where_none_does() -> None:
    picture = _picture(
        (Moment.SPOT, "A", "1"),
        (Moment.SPOT, "B", "2"),
        (Moment.SPOT, "C", "3"),
        (Moment.SPOT, "A", "4"),
        (Moment.PLAN, "A", "5"),
    )
    assert [len(arrow.points) for arrow in picture.arrows] == [4, 2, 4, 4]
    around = picture.arrows[2].points
    assert all(point.column == 0 for point in around)
    assert 1 < around[1].across < 2
    assert picture.gutters == (3, 0)
    _drawn_well(picture)
    level = _picture((Moment.SPOT, "A", "1"), (Moment.PLAN, "A", "2"))
    assert [len(arrow.points) for arrow in level.arrows] == [2]
    assert level.gutters == (0, 0)


def test_fifty_steps_of_one_person_at_one_moment_take_several_columns_under_one_head() -> None:
    picture = _picture(*((Moment.ACT, "Équipe", f"Étape {n}") for n in range(50)))
    assert [head.columns for head in picture.heads] == [MOST_COLUMNS]
    assert picture.rows <= 7
    _drawn_well(picture)


def test_beyond_twelve_lanes_those_who_do_least_share_one_and_are_named_in_their_boxes() -> None:
    steps = [(Moment.SPOT, f"Métier {n}", "agir") for n in range(20)]
    picture = _picture(*steps, (Moment.ALERT, "Métier 19", "alerter"))
    assert len(picture.lanes) == MOST_LANES
    assert picture.lanes[-1].who == OTHERS
    assert picture.lanes[-2].who == "Métier 19"  # busier than those who came before
    shared = [box.text for box in picture.boxes if box.lane == MOST_LANES - 1]
    assert shared == [f"Métier {n} : agir" for n in range(10, 19)]
    _drawn_well(picture)


def test_any_steps_give_a_picture_without_overlap_that_keeps_texts_short() -> None:
    chance = random.Random(7)
    moments, people = tuple(Moment), [f"Métier {n}" for n in range(15)] + ["", "x" * 120]
    for count in (2, 9, 30, 50, 50, 50):
        few = chance.sample(people, chance.choice((2, 5, 17)))
        steps = [
            (chance.choice(moments), chance.choice(few), chance.choice(("agir", "long " * 200)))
            for _ in range(count)
        ]
        picture = _picture(*steps)
        assert len(picture.boxes) == count
        assert all(len(box.text) <= 140 for box in picture.boxes)
        assert picture.columns <= MOST_COLUMNS
        _drawn_well(picture)
