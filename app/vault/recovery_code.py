# SPDX-License-Identifier: EUPL-1.2
"""How the 160 bits of a recovery sheet are written for a hand: eight groups of 4 + 1 characters.

Four characters of Crockford's base32 carry 20 bits; the fifth is a check, a sum modulo 37 weighted
by the place of each character and of the group. One wrong character, two exchanged ones, the same
slip made twice side by side and exchanged groups are all found, and found in their group.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import UserError

GROUPS = 8
GROUP_LENGTH = 5
SECRET_BYTES = 20

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = _DIGITS + "*+$=U"
"""Crockford's check symbols, but + for ~: a French keyboard gives ~ only by two keys and AltGr."""
_MODULUS = 37
_WEIGHTS = (2, 5, 11, 17)
"""Distinct, and no two add up to 0 with each other or with the check's own weight (-1)."""
_GROUP_WEIGHT = 7
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile(r"[\s\-‐‑–—_.]+")


class RecoveryCodeWrong(UserError):
    """Groups that cannot be what the sheet shows; `groups` are their numbers, from 1."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        self.groups = groups
        super().__init__(_which_are_wrong(groups), "Relisez-les sur la fiche, puis corrigez-les.")
        if len(groups) == 1:
            self.remedy = "Relisez-le sur la fiche, puis corrigez-le."


class RecoveryCodeIncomplete(UserError):
    """Fewer or more than eight groups, without a way to say which is missing."""

    def __init__(self) -> None:
        super().__init__(
            f"Le code de la fiche a {GROUPS} groupes de {GROUP_LENGTH} caractères.",
            "Recopiez-les tous, dans l’ordre de la fiche.",
        )


@dataclass(frozen=True)
class GroupState:
    """One group while it is typed: not begun, not ended, right, or wrong."""

    text: str
    complete: bool
    good: bool

    @property
    def wrong(self) -> bool:
        """Whether it can be said already that it is not what the sheet shows."""
        return not self.good and (self.complete or _foreign(self.text))


def groups_of(secret: bytes | bytearray) -> tuple[str, ...]:
    """The eight groups to print for a secret of 20 bytes. Raises ValueError on another length."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery secret has 20 bytes")
    number = int.from_bytes(secret, "big")
    digits = [number >> 5 * place & 31 for place in range(4 * GROUPS - 1, -1, -1)]
    return tuple(
        "".join(_DIGITS[digit] for digit in four) + _CHECKS[_check(position, four)]
        for position, four in enumerate(_fours(digits))
    )


def read_code(text: str | Sequence[str]) -> bytes:
    """The secret behind what was typed, in any case, with o for 0, i or l for 1, spaces, hyphens.

    Raises `RecoveryCodeWrong` naming every wrong group, `RecoveryCodeIncomplete` where none can be.
    """
    groups = _split(text) if isinstance(text, str) else [_plain(part) for part in text]
    if len(groups) != GROUPS or not any(groups):
        raise RecoveryCodeIncomplete
    wrong = tuple(i + 1 for i, group in enumerate(groups) if not _is_good(i, group))
    if wrong:
        raise RecoveryCodeWrong(wrong)
    number = 0
    for group in groups:
        for character in group[:-1]:
            number = number << 5 | _DIGITS.index(character)
    return number.to_bytes(SECRET_BYTES, "big")


def state_of_group(position: int, text: str) -> GroupState:
    """What can be said of the group at `position` (from 0) as typed so far."""
    plain = _plain(text)
    return GroupState(plain, len(plain) >= GROUP_LENGTH, _is_good(position, plain))


def split_code(text: str) -> tuple[str, ...] | None:
    """The groups of a code pasted whole, or None when the text is not one."""
    groups = _split(text)
    return tuple(groups) if len(groups) == GROUPS and all(groups) else None


def _plain(text: str) -> str:
    return _BETWEEN.sub("", text).upper().translate(_READ_AS)


def _split(text: str) -> list[str]:
    """The groups as separated, or else as they follow one another."""
    parts = [_plain(part) for part in _BETWEEN.split(text.strip()) if part]
    if len(parts) == GROUPS:
        return parts
    whole = "".join(parts)
    extra = len(whole) - GROUPS * GROUP_LENGTH
    if extra == 0:
        return _cut(whole, GROUPS, 0)
    if abs(extra) == 1:
        return _one_off(whole, extra)
    return parts


def _one_off(whole: str, extra: int) -> list[str]:
    """A run with one character too many or too few: the cut that leaves most groups right."""
    cuts = [_cut(whole, at, extra) for at in range(GROUPS)]
    return max(cuts, key=lambda cut: sum(_is_good(i, group) for i, group in enumerate(cut)))


def _cut(whole: str, odd: int, extra: int) -> list[str]:
    """Cut in groups of which the one at `odd` has `extra` characters more."""
    groups, start = [], 0
    for i in range(GROUPS):
        end = start + GROUP_LENGTH + (extra if i == odd else 0)
        groups.append(whole[start:end])
        start = end
    return groups


def _is_good(position: int, group: str) -> bool:
    if len(group) != GROUP_LENGTH or _foreign(group):
        return False
    digits = [_DIGITS.index(character) for character in group[:-1]]
    return _CHECKS[_check(position, digits)] == group[-1]


def _foreign(group: str) -> bool:
    """Whether a character stands where no sheet has it."""
    body, check = group[: GROUP_LENGTH - 1], group[GROUP_LENGTH - 1 :]
    return any(c not in _DIGITS for c in body) or len(check) > 1 or check not in _CHECKS


def _check(position: int, digits: Sequence[int]) -> int:
    weighted = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return (weighted + _GROUP_WEIGHT * (position + 1)) % _MODULUS


def _fours(digits: Sequence[int]) -> list[Sequence[int]]:
    return [digits[start : start + 4] for start in range(0, len(digits), 4)]


def _which_are_wrong(groups: tuple[int, ...]) -> str:
    if len(groups) == 1:
        return f"Le groupe {groups[0]} ne correspond pas à une fiche de secours."
    listed = ", ".join(str(group) for group in groups[:-1])
    return f"Les groupes {listed} et {groups[-1]} ne correspondent pas à une fiche de secours."
