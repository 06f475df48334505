# SPDX-License-Identifier: EUPL-1.2
"""The pools of the scaled demo: any draw from them reads as French about one person."""

import re
from itertools import chain
from random import Random

import pytest

from app.demo.content import load_content
from app.demo.pools import Pools, Theme, load_pools, pick


@pytest.fixture(scope="module")
def pools() -> Pools:
    return load_pools()


def sentences(theme: Theme) -> tuple[str, ...]:
    actions = (action.text for action in theme.actions)
    rows = chain.from_iterable((row.objective, row.action, row.criterion) for row in theme.plan)
    return (
        *theme.titles,
        *theme.questions,
        *theme.wishes,
        *theme.carers,
        *theme.organic,
        *theme.psychic,
        *theme.social,
        *theme.decisions,
        *actions,
        *rows,
    )


def test_every_mark_has_its_slot_and_every_slot_serves(pools: Pools) -> None:
    texts = chain(*map(sentences, pools.themes), *pools.generic.values(), *pools.follow_up.values())
    marks = set(re.findall(r"\{(\w+)\}", " ".join(texts)))
    assert marks == set(pools.slots)


def test_whoever_a_theme_names_is_in_the_directory(pools: Pools) -> None:
    known = {person.last for person in load_content().people}
    for theme in pools.themes:
        named = set(theme.requesters)
        named |= {name for action in theme.actions for name in action.who}
        named |= {name for row in theme.plan for name in row.who}
        assert named <= known, theme.key
        assert all(action.who for action in theme.actions)


def test_themes_leave_room_for_twenty_thousand_different_situations(pools: Pools) -> None:
    rng = Random(7)
    texts = set()
    for number in range(2_000):
        theme = pools.themes[number % len(pools.themes)]
        drawn = chain(
            *(pick(pool, 3, rng) for pool in (theme.organic, theme.psychic, theme.social))
        )
        texts.add(" ".join(pools.fill(sentence, rng) for sentence in drawn))
    assert len(texts) > 1_950
    assert not any("{" in text for text in texts)


def test_no_draw_breaks_an_elision(pools: Pools) -> None:
    rng = Random(11)
    wrong = re.compile(r"\b(?:[Dd]e|[Qq]ue|[Ll]e|[Ll]a) (?:une?\b|un an\b)|\bà le\b|\bde le\b")
    groups = [*map(sentences, pools.themes), *pools.generic.values(), *pools.follow_up.values()]
    for template in chain.from_iterable(groups):
        for _ in range(30):
            text = pools.fill(template, rng)
            assert not wrong.search(text), text


def test_a_filled_sentence_starts_with_a_capital(pools: Pools) -> None:
    assert pools.fill("{few} chutes", Random(1))[0].isupper()
    assert pools.fill("", Random(1)) == ""


def test_drawing_is_the_same_for_the_same_seed(pools: Pools) -> None:
    theme = pools.themes[0]
    first, second = (
        [pools.fill(text, rng) for text in pick(theme.organic, 4, rng)]
        for rng in (Random(3), Random(3))
    )
    assert first == second


def test_pick_keeps_the_order_of_the_pool_and_never_asks_for_too_many() -> None:
    pool = ("a", "b", "c", "d")
    drawn = pick(pool, 3, Random(5))
    assert list(drawn) == sorted(drawn)
    assert pick(pool, 9, Random(5)) == pool


def test_first_names_are_of_their_time(pools: Pools) -> None:
    rng = Random(2)
    older = {pools.first_name(1938, rng) for _ in range(300)}
    younger = {pools.first_name(2012, rng) for _ in range(300)}
    assert older.isdisjoint(younger)
    with pytest.raises(ValueError, match="1850"):
        pools.first_name(1850, rng)


def test_pools_hold_no_duplicate(pools: Pools) -> None:
    assert len(set(pools.last_names)) == len(pools.last_names) >= 150
    keys = [theme.key for theme in pools.themes]
    assert len(set(keys)) == len(keys) >= 10
    for theme in pools.themes:
        for pool in (theme.organic, theme.psychic, theme.social, theme.decisions, theme.titles):
            assert len(set(pool)) == len(pool) >= 4
        assert all(len(title) <= 45 for title in theme.titles)
