# SPDX-License-Identifier: EUPL-1.2
"""Where a window stands: what is read back, and what a smaller screen does to it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.frame import Frame, Room

DESK = Room("Dell 27", 0, 28, 1920, 1052)
WALL = Room("Epson EB", 1920, 0, 1280, 720)
STOOD = Frame("Epson EB", 100, 60, 900, 600, 24)

pixels = st.integers(-5000, 5000)
sizes = st.integers(1, 5000)
frames = st.builds(
    Frame, st.text(max_size=9), pixels, pixels, sizes, sizes, st.integers(0, 60), st.booleans()
)
rooms = st.builds(Room, st.text(max_size=9), pixels, pixels, sizes, sizes)


@given(frames)
def test_a_frame_is_read_as_it_was_written(frame: Frame) -> None:
    assert Frame.read(str(frame)) == frame


@pytest.mark.parametrize(
    "change",
    [
        {"left": 1 << 40},
        {"left": 1.5},
        {"left": True},
        {"top": "12"},
        {"width": 0},
        {"height": -3},
        {"title": -1},
        {"screen": None},
        {"maximised": 1},
        {"more": 1},
    ],
)
def test_a_value_that_nobody_wrote_is_ignored(change: dict[str, object]) -> None:
    assert Frame.read(str(STOOD)) is not None
    assert Frame.read(json.dumps(json.loads(str(STOOD)) | change)) is None


@pytest.mark.parametrize("written", ["", "x", "[]", "null", "{}", "[" * 100_000, '{"left": 1}'])
def test_what_is_no_frame_is_ignored(written: str) -> None:
    assert Frame.read(written) is None


def test_a_window_comes_back_to_its_screen_by_name_wherever_that_screen_is_now() -> None:
    assert STOOD.room_among([DESK, WALL]) == WALL
    moved = replace(WALL, left=-1280)
    assert STOOD.room_among([DESK, moved]) == moved
    assert STOOD.within(moved) == STOOD


def test_a_window_whose_screen_is_gone_comes_to_the_first_one() -> None:
    assert STOOD.room_among([DESK]) == DESK
    assert STOOD.within(DESK) == replace(STOOD, screen="Dell 27")


def test_a_window_too_large_for_its_screen_is_made_smaller_below_its_title_bar() -> None:
    large = replace(STOOD, width=1900, height=1000, left=-40, top=500)
    fitting = large.within(WALL)
    assert (fitting.left, fitting.top, fitting.width, fitting.height) == (0, 24, 1280, 696)


@given(frames, rooms)
def test_a_window_is_always_seen_whole(frame: Frame, room: Room) -> None:
    fitting = frame.within(room)
    assert fitting.left >= 0
    assert fitting.top - fitting.title >= 0
    assert fitting.left + fitting.width <= room.width
    assert fitting.top + fitting.height <= room.height
    assert fitting.width >= 1
    assert fitting.height >= 1
    assert fitting.within(room) == fitting
