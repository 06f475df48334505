# SPDX-License-Identifier: EUPL-1.2
import pytest

from app.domain.rpps import luhn_ok, rpps_warning


def test_a_right_number_raises_no_doubt() -> None:
    assert luhn_ok("10999999997")
    assert rpps_warning("10999999997") is None
    assert rpps_warning("10 999\u00a0999 997") is None


@pytest.mark.parametrize("changed", range(10))
def test_every_single_wrong_digit_is_seen(changed: int) -> None:
    digits = list("10999999997")
    digits[changed] = str((int(digits[changed]) + 1) % 10)
    assert not luhn_ok("".join(digits))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("10999999998", "clé"),
        ("1099999999", "10 chiffres"),
        ("1,0999999997E+10", "que des chiffres"),
        ("à demander", "que des chiffres"),
        ("١٢٣", "que des chiffres"),
    ],
)
def test_a_doubtful_number_is_warned_about_in_a_sentence(text: str, why: str) -> None:
    warning = rpps_warning(text)
    assert warning is not None
    assert why in warning
    assert warning.endswith(".")


def test_no_number_is_no_doubt() -> None:
    assert rpps_warning("  ") is None


@pytest.mark.parametrize("text", ["", "12a", "²", "-1"])
def test_a_key_is_only_read_from_digits(text: str) -> None:
    assert not luhn_ok(text)
