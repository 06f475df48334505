# SPDX-License-Identifier: EUPL-1.2
"""How blocks are shared between pages, seen on blocks of known height."""

from app.documents import theme
from app.documents.filling import fill_pages
from app.documents.flow import Block, Box, Frame, Row, Space, Stack, Table, Text
from app.documents.fonts import FontBook
from app.documents.kit import Kit

WIDTH = 200.0


def _kit() -> Kit:
    return Kit(FontBook())


def _words(block: Block) -> str:
    if isinstance(block, Text):
        return " ".join("".join(p.text for p in line.pieces) for line in block.lines(WIDTH))
    return type(block).__name__


def test_blocks_follow_each_other_with_their_gaps_but_none_at_the_top_of_a_page() -> None:
    blocks = [Space(40).spaced(10), Space(40).spaced(10), Space(40).spaced(10)]
    pages = fill_pages(blocks, WIDTH, [100, 60])
    assert [[placed.offset for placed in page] for page in pages] == [[0, 50], [0]]


def test_a_title_goes_with_what_follows() -> None:
    blocks = [Space(70), Space(10).spaced(0, keep_next=True), Space(40)]
    pages = fill_pages(blocks, WIDTH, [100])
    assert [len(page) for page in pages] == [1, 2]


def test_a_title_stays_where_the_beginning_of_its_text_fits() -> None:
    kit = _kit()
    text = kit.text("mot " * 400)
    pages = fill_pages([kit.section("Titre"), text], WIDTH, [300])
    assert _words(pages[0][0].block) == "Titre"
    assert len(pages[0]) == 2
    whole = " ".join(_words(placed.block) for page in pages for placed in page)
    assert whole.split() == ["Titre", *["mot"] * 400]


def test_no_single_line_is_left_alone() -> None:
    kit = _kit()
    five = kit.text("a\nb\nc\nd\ne")
    leading = five.lines(WIDTH)[0].leading
    cut = five.split(WIDTH, 4.5 * leading)
    assert cut is not None
    assert [_words(part) for part in cut] == ["a b c", "d e"]
    assert five.split(WIDTH, 1.5 * leading) is None
    assert kit.text("a\nb\nc").split(WIDTH, 2.5 * leading) is None


def test_neither_the_first_nor_the_last_of_a_list_is_left_alone() -> None:
    """The list begins or ends at the foot of a page, wherever that foot is."""
    kit = _kit()
    line = kit.text("mot").height(theme.TEXT_WIDTH)
    for count in (2, 3, 4, 6):
        for room in range(int(line), int((count + 2) * line)):
            entries = kit.numbered(["mot"] * count)
            head = [Space(300 - room), kit.subsection("Décisions")]
            blocks = [*head, *entries, Space(150)]
            pages = fill_pages(blocks, theme.TEXT_WIDTH, [300])
            shared = [sum(each.block in entries for each in page) for page in pages]
            assert sum(shared) == count
            assert 1 not in shared, (count, room)


def test_entries_of_a_list_that_are_long_are_not_tied() -> None:
    first, second = _kit().numbered(["mot " * 300, "mot"])
    assert not first.keep_next
    assert not second.keep_next


def test_a_block_that_cannot_be_cut_still_finds_a_page() -> None:
    blocks = [Space(10).spaced(0, keep_next=True), Space(500), Space(10)]
    pages = fill_pages(blocks, WIDTH, [100])
    assert sum(len(page) for page in pages) == 3


def test_a_table_repeats_its_header_and_keeps_every_row() -> None:
    kit = _kit()
    rows = [[kit.cell(f"ligne {i}")] for i in range(80)]
    table = kit.table(["Tête"], [1], rows)
    pages = fill_pages([table], WIDTH, [300])
    tables = [placed.block for page in pages for placed in page]
    assert all(isinstance(part, Table) for part in tables)
    assert sum(len(part._rows) for part in tables if isinstance(part, Table)) == 80
    assert all(part._header is table._header for part in tables if isinstance(part, Table))
    assert all(part.height(WIDTH) <= 300 for part in tables)


def test_a_row_taller_than_a_page_is_cut_in_all_its_cells() -> None:
    kit = _kit()
    row = Row([kit.text("mot " * 300), kit.text("court")], [1, 1], Frame())
    pages = fill_pages([row], WIDTH, [200])
    assert len(pages) > 2
    assert all(page[0].block.height(WIDTH) <= 200 for page in pages)


def test_a_box_taller_than_a_page_is_cut() -> None:
    kit = _kit()
    pages = fill_pages([Box(kit.text("mot " * 600), "#FFFFFF")], WIDTH, [200])
    assert len(pages) > 2
    assert all(isinstance(page[0].block, Box) for page in pages)


def test_a_card_that_a_page_can_hold_is_not_shared_between_two() -> None:
    kit = _kit()
    lines = "\n".join("abcdefghijklmnopqrstuvwxyz")
    card = Box(kit.text(lines), "#FFFFFF").kept_whole()
    height = card.height(WIDTH)
    for before in range(0, 400, 7):
        pages = fill_pages([Space(before), card], WIDTH, [400])
        assert sum(isinstance(p.block, Box) for page in pages for p in page) == 1
    pages = fill_pages([Space(10), card], WIDTH, [height - 30])
    assert sum(isinstance(p.block, Box) for page in pages for p in page) == 2


def test_blocks_come_closer_where_that_spares_a_last_page_with_a_tail() -> None:
    blocks = [Space(20).spaced(6) for _ in range(4)] + [Space(2).spaced(6)]
    pages = fill_pages(blocks, WIDTH, [100])
    assert [len(page) for page in pages] == [5]


def test_a_tail_that_finds_no_room_takes_more_of_the_page_before_with_it() -> None:
    blocks = [Space(9).spaced(1) for _ in range(11)]
    pages = fill_pages(blocks, WIDTH, [100])
    assert [len(page) for page in pages] == [7, 4]
    ends = [page[-1].offset + page[-1].block.height(WIDTH) for page in pages]
    assert ends[1] >= 30


def test_a_low_row_moves_to_the_next_page_whole() -> None:
    kit = _kit()
    row = Row([kit.text("a\nb\nc\nd\ne")], [1])
    assert row.split(WIDTH, row.height(WIDTH) - 1) is None


def test_a_cut_stack_keeps_the_space_between_its_parts() -> None:
    kit = _kit()
    cut = Stack([Space(20), kit.text("mot " * 300).spaced(30)]).split(WIDTH, 200)
    assert cut is not None
    lines = cut[0].height(WIDTH) - 20 - 30
    assert lines % kit.text("").height(WIDTH) == 0
    assert 100 < lines <= 150


def test_a_title_taller_than_a_page_is_cut_too() -> None:
    kit = _kit()
    title = kit.text("mot " * 300).spaced(0, keep_next=True)
    pages = fill_pages([Space(10), title, Space(20)], WIDTH, [200])
    words = " ".join(_words(placed.block) for page in pages for placed in page)
    assert words.count("mot") == 300
    assert all(p.offset + p.block.height(WIDTH) <= 200 for page in pages for p in page)
