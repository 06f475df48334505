# SPDX-License-Identifier: EUPL-1.2
"""When a window is whole, told from samples of a screen."""

from benchmarks.settled import Rows, Settling, only_caret

QUIET = 0.5
WIDTH = 40
"""Points of four bytes."""


def picture(*shapes: tuple[int, int, int]) -> Rows:
    """Ten rows of a black screen on which shapes stand: row, first point, points."""
    rows = [bytearray(WIDTH * 4) for _ in range(10)]
    for row, first, points in shapes:
        rows[row][first * 4 : (first + points) * 4] = b"\xee" * points * 4
    return [bytes(row) for row in rows]


BLACK = picture()
EMPTY_WINDOW = picture(*((row, 2, 30) for row in range(8)))
WINDOW = picture(*((row, 2, 30) for row in range(8) if row != 4))
WITH_CARET = picture(*((row, 2, 30) for row in range(8) if row != 4), (4, 10, 2))


def followed(*samples: tuple[float, Rows]) -> tuple[Settling, list[bool]]:
    """What was seen, and after which samples a window was whole."""
    settling = Settling(BLACK, QUIET)
    return settling, [settling.see(moment, rows) for moment, rows in samples]


def test_a_screen_where_nothing_comes_up_never_shows_a_whole_window() -> None:
    _, whole = followed((0.1, BLACK), (5.0, BLACK), (60.0, BLACK))
    assert whole == [False, False, False]


def test_a_window_is_whole_with_the_last_change_before_a_quiet_while() -> None:
    seen, whole = followed((0.1, BLACK), (0.2, EMPTY_WINDOW), (0.3, WINDOW), (0.81, WINDOW))
    assert whole == [False, False, False, True]
    assert (seen.first, seen.whole) == (0.2, 0.3)


def test_what_is_filled_in_later_counts_as_long_as_it_comes_before_the_quiet_while() -> None:
    seen, whole = followed((0.2, EMPTY_WINDOW), (0.69, WINDOW), (1.18, WINDOW), (1.2, WINDOW))
    assert whole == [False, False, False, True]
    assert (seen.first, seen.whole) == (0.2, 0.69)


def test_a_caret_that_blinks_is_no_change() -> None:
    seen, whole = followed((0.2, WINDOW), (0.3, WITH_CARET), (0.5, WINDOW), (0.71, WITH_CARET))
    assert whole[-1]
    assert seen.whole == 0.2


def test_a_window_that_went_away_again_is_not_whole() -> None:
    _, whole = followed((0.2, WINDOW), (0.3, BLACK), (2.0, BLACK))
    assert whole == [False, False, False]


def test_only_what_is_as_narrow_as_a_caret_passes_for_one() -> None:
    assert only_caret(BLACK, BLACK)
    assert only_caret(BLACK, picture((3, 7, 4), (4, 7, 4)))
    assert not only_caret(BLACK, picture((3, 7, 5)))
    assert not only_caret(BLACK, picture((3, 7, 2), (4, 30, 2)))
    assert not only_caret(BLACK, picture((0, 0, WIDTH)))
