# SPDX-License-Identifier: EUPL-1.2
"""The notices name everybody and give each licence once."""

import re
from pathlib import Path

import pytest
from bill import notices, texts
from bill.components import Component, Unaccounted, merged

from tests.bundle.fake import account, bundle

OUTER = Component("outer", "1.0", "MIT", "pkg:pypi/outer@1.0", ("Granted to\nall.",))
INNER = Component("inner", "", "MIT", "pkg:generic/inner", ("granted to all",), (), OUTER.reference)
QT = Component("Qt Core", "6.12.0", "LGPL-3.0-only", "pkg:generic/qt", texts.of_licence("LGPL-3.0"))


def test_copies_of_a_text_that_differ_in_lines_and_capitals_are_one() -> None:
    shelf = texts.Shelf()
    assert shelf.numbers(OUTER) == shelf.numbers(INNER) == [1]
    assert (shelf.texts, shelf.users) == (["Granted to\nall."], [["outer", "inner"]])


def test_texts_with_other_holders_are_two() -> None:
    assert texts.same("© 2020 One") != texts.same("© 2020 Another")


def test_a_component_without_a_text_is_refused_by_its_name() -> None:
    with pytest.raises(Unaccounted, match="silent"):
        notices.written([Component("silent", "1", "MIT", "pkg:generic/silent")], "1.0")


def test_the_lesser_licence_is_read_beside_the_general_one() -> None:
    first, second = texts.of_licence("LGPL-3.0-only")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in first
    assert "GNU GENERAL PUBLIC LICENSE" in second


def test_a_general_licence_that_need_not_be_chosen_is_not_given() -> None:
    (only,) = texts.of_licence("Apache-2.0 OR GPL-2.0-only")
    assert "Apache License" in only
    assert len(texts.of_licence("GPL-2.0-or-later WITH Bootloader-exception")) == 1


def test_what_is_inside_stands_below_what_holds_it() -> None:
    written = notices.written([INNER, OUTER, QT], "1.2.3")
    table = [line.split()[0] for line in written.splitlines() if line.endswith(("  1", "  2, 3"))]
    assert table == ["outer", "inner", "Qt"]
    assert "\n  inner" in written


def test_the_libraries_that_may_be_replaced_are_named_with_their_licence() -> None:
    written = notices.written([QT, OUTER], "1.2.3")
    heading, rest = written.split("TEXTES DES LICENCES")
    assert "– Qt Core 6.12.0" in heading
    assert "– outer" not in heading
    assert rest.count("GNU LESSER GENERAL PUBLIC LICENSE\n") == 1


def test_every_number_in_the_table_is_a_text_and_every_text_has_a_reader(tmp_path: Path) -> None:
    components = [*account(bundle(tmp_path)).values(), OUTER, INNER, QT]
    heading, rest = notices.written(components, "1.2.3").split("TEXTES DES LICENCES")
    given = {int(number) for number in re.findall(r"^Texte (\d+) – \S", rest, re.MULTILINE)}
    asked = {
        int(n)
        for row in re.findall(r"  ((?:\d+, )*\d+)$", heading, re.MULTILINE)
        for n in row.split(", ")
    }
    assert asked == given == set(range(1, len(given) + 1))


def test_the_same_component_met_twice_has_the_files_of_both() -> None:
    one = Component("lib", "1", "MIT", "pkg:deb/lib@1", ("t",), ("a.so",))
    two = Component("lib", "1", "MIT", "pkg:deb/lib@1", ("t",), ("b.so",))
    (both,) = merged([two, one])
    assert both.files == ("a.so", "b.so")
