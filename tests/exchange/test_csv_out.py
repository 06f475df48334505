# SPDX-License-Identifier: EUPL-1.2
"""Tables written for a spreadsheet."""

import pytest

from app.exchange.csv_out import csv_bytes


def test_cells_are_separated_by_semicolons_after_a_byte_order_mark() -> None:
    assert csv_bytes([("Né", 'dit "Jo"'), ("a;b", "")]) == (
        '\ufeffNé;"dit ""Jo"""\r\n"a;b";\r\n'.encode()
    )


@pytest.mark.parametrize("formula", ["=1+1", "+33 6", "-2", "@somme", "\t=1"])
def test_no_cell_can_be_a_formula(formula: str) -> None:
    assert csv_bytes([(formula,)]).decode("utf-8-sig").strip('"').startswith("'")
