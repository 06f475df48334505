# SPDX-License-Identifier: EUPL-1.2
"""Passphrases: seven words drawn for who wants them, and an honest word on the others.

An encrypted file can be attacked offline without any limit of attempts, so 80 bits are asked (CNIL,
deliberation 2022-100). Nobody can measure what a person had in mind: the estimate counts words as
words, not letters, and what is known or repeated as nothing.
"""

import math
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.text import fold, number
from app.system import resources
from app.vault.errors import PassphraseTooWeak, PassphraseUnreadable

BITS_ASKED = 80
WORDS = 7
_TRIALS_PER_SECOND = 100_000
"""A thousand machines: each derivation takes 256 MiB and some tenths of a second."""
_DAY, _YEAR = 86_400, 31_557_600
_WORD_LIST = "vocabularies/passphrase/words.txt"

_BITS_PER_WORD = 12.0
_BITS_PER_LETTER = math.log2(26)
_BITS_PER_MIXED_LETTER = math.log2(52)
_BITS_PER_DIGIT = math.log2(10)
_BITS_PER_SIGN = 5.0
_BITS_PER_SCATTERED = 5.75
"""For a character among several kinds in no word: what a program that makes passwords gives."""
_WORD_LETTERS = 9
"""Letters that one word of the estimate may have: a longer run is counted as several words."""
_RUNS = re.compile(r"[^\W\d_]+|\d+|\s+|[^\w\s]|_")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "azertyuiop", "qsdfghjklm", "qwertyuiop", "01234567890")


def generate_passphrase(known: Iterable[str] = ()) -> str:
    """Seven different French words of the shipped list: 90 bits, in letters of any keyboard.

    Words of `known` (names of the vault) are not drawn. Raises OSError in a broken installation.
    """
    told = {run for name in known for run in _RUNS.findall(fold(name))}
    words = [word for word in passphrase_words() if word not in told]
    return " ".join(secrets.SystemRandom().sample(words, WORDS))


def passphrase_words() -> tuple[str, ...]:
    """The shipped list, 7,776 words: how it was made is told beside it."""
    return tuple(resources.path(_WORD_LIST).read_text(encoding="ascii").split())


@dataclass(frozen=True)
class Strength:
    """What to say of a passphrase: a cautious estimate, and French words for it."""

    bits: int
    label: str
    advice: str

    @property
    def accepted(self) -> bool:
        """Whether a vault may rest on it."""
        return self.bits >= BITS_ASKED

    @property
    def meaning(self) -> str:
        """What the estimate means, in plain words, for who holds a copy of the vault."""
        return f"Deviner : {_time_to_guess(self.bits)}, à cent mille essais par seconde."


def strength_of(passphrase: str, known: Iterable[str] = ()) -> Strength:
    """How hard a passphrase is to guess for who knows the words of `known` (names of the vault)."""
    bits = int(_bits(passphrase.strip(), known))
    advice = (
        "Prenez sept mots sans lien entre eux, ou au moins quatorze caractères variés "
        "tirés au hasard."
    )
    if bits < BITS_ASKED / 2:
        return Strength(bits, "Trop courte ou trop facile à deviner", advice)
    if bits < BITS_ASKED:
        missing = math.ceil((BITS_ASKED - bits) / _BITS_PER_WORD)
        more = "un mot" if missing == 1 else f"{missing} mots"
        return Strength(bits, "Encore un peu faible", f"Ajoutez au moins {more} sans lien.")
    return Strength(bits, "Solide", "")


def passphrase_bytes(passphrase: str) -> bytes:
    """What is derived from. Raises `PassphraseUnreadable` for one that holds half a character."""
    try:
        return unicodedata.normalize("NFC", passphrase).strip().encode()
    except UnicodeEncodeError:
        raise PassphraseUnreadable from None


def require_strong(passphrase: str, known: Iterable[str] = ()) -> None:
    """Raises `PassphraseTooWeak`, saying what to do, below the bits asked, `PassphraseUnreadable`.

    `known` as in `strength_of`.
    """
    passphrase_bytes(passphrase)
    strength = strength_of(passphrase, known)
    if not strength.accepted:
        raise PassphraseTooWeak(
            "Cette phrase de passe est trop facile à deviner pour protéger des données de santé.",
            strength.advice,
        )


def _time_to_guess(bits: int) -> str:
    """How long half of the possible passphrases take, in the largest unit that fits."""
    seconds = 2 ** (bits - 1) / _TRIALS_PER_SECOND if bits else 0.0
    if seconds < 3600:
        return "moins d’une heure"
    if seconds < 2 * _DAY:
        return "moins de deux jours"
    if seconds < 2 * _YEAR:
        return f"environ {round(seconds / _DAY)} jours"
    years = seconds / _YEAR
    if years < 1e6:
        return f"environ {number(round(int(years), 1 - len(str(int(years)))))} ans"
    return "des millions d’années" if years < 1e9 else "des milliards d’années"


def _bits(passphrase: str, known: Iterable[str]) -> float:
    if _is_scattered(passphrase):
        return len(passphrase) * _BITS_PER_SCATTERED
    seen = {run for name in known for run in _RUNS.findall(fold(name))}
    total = 0.0
    for run in _RUNS.findall(passphrase):
        if fold(run) in seen and len(run) > 1:
            continue
        seen.add(fold(run))
        total += _bits_of_run(run)
    return total


def _bits_of_run(run: str) -> float:
    run = _without_repeats(run)
    if run.isspace():
        return 0.0
    if len(run) >= 3 and _on_a_row(run.lower()):
        return _BITS_PER_LETTER
    if run.isdigit():
        year = len(run) == 4 and run[:2] in {"19", "20"}
        return 7.0 if year else len(run) * _BITS_PER_DIGIT
    if not run.isalpha():
        return _BITS_PER_SIGN if run not in "-_.,'’" else 1.0
    if any(letter.isupper() for letter in run[1:]) and not run.isupper():
        return len(run) * _BITS_PER_MIXED_LETTER
    words = math.ceil(len(run) / _WORD_LETTERS)
    return min(len(run) * _BITS_PER_LETTER, words * _BITS_PER_WORD)


def _without_repeats(run: str) -> str:
    """The part that a run repeats: `abcabcab` is worth `abc`, `aaaa` is worth `a`."""
    lengths = range(1, len(run))
    period = next((n for n in lengths if run.startswith(run[n:])), len(run))
    return run[:period]


def _is_scattered(passphrase: str) -> bool:
    """Whether letters of both cases, digits and signs alternate without forming words."""
    tests = (str.islower, str.isupper, str.isdigit, _is_sign)
    kinds = all(any(test(letter) for letter in passphrase) for test in tests)
    longest = max((len(run) for run in _RUNS.findall(passphrase)), default=0)
    return kinds and longest <= 3 and len(set(passphrase)) >= 10


def _is_sign(letter: str) -> bool:
    return not letter.isalnum() and not letter.isspace()


def _on_a_row(run: str) -> bool:
    return any(run in row or run in row[::-1] for row in _ROWS)
