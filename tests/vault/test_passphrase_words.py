# SPDX-License-Identifier: EUPL-1.2
"""The shipped word list: typed alike on every keyboard, without a word taken for another."""

import math
import re

from app.system import resources
from app.vault.passphrase import BITS_ASKED, WORDS, passphrase_words


def _slips(word: str) -> set[str]:
    """What one slip makes of a word, a changed or added letter being written as a gap."""
    changed = {word[:i] + "_" + word[i + 1 :] for i in range(len(word))}
    left_out = {word[:i] + word[i + 1 :] for i in range(len(word))}
    exchanged = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    return changed | left_out | exchanged - {word}


def _confused(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of words that one slip makes equal."""
    owner = {word: word for word in words}
    pairs = []
    for word in words:
        for slip in _slips(word):
            other = owner.setdefault(slip, word) if "_" in slip else owner.get(slip, word)
            if other != word:
                pairs.append((other, word))
    return pairs


def test_seven_words_of_the_list_hold_the_bits_asked() -> None:
    words = passphrase_words()
    assert len(words) == len(set(words)) == 6**5
    drawn = sum(math.log2(len(words) - i) for i in range(WORDS))
    assert drawn > 90 > BITS_ASKED


def test_every_word_is_typed_alike_on_every_keyboard() -> None:
    words = passphrase_words()
    assert [word for word in words if not re.fullmatch("[a-z]{4,9}", word)] == []
    assert list(words) == sorted(words)


def test_no_word_becomes_another_by_one_slip() -> None:
    assert _confused(passphrase_words()) == []


def test_the_search_for_confused_words_finds_each_kind_of_slip() -> None:
    assert _confused(("cheval", "chenal")) == [("cheval", "chenal")]
    assert _confused(("port", "porte"))
    assert _confused(("trace", "carte", "tarce"))
    assert not _confused(("cheval", "girafe"))


def test_the_words_are_french_base_forms_and_no_word_of_pain_is_among_them() -> None:
    words = set(passphrase_words())
    assert {"girafe", "tambour", "velours", "lanterne"} <= words
    assert not words & {"mort", "cancer", "suicide", "cadavre", "viol", "putain", "guerre", "race"}


def test_the_licence_and_the_making_lie_beside_the_list() -> None:
    folder = resources.path("vocabularies/passphrase")
    assert "Mozilla Public License" in (folder / "MPL-2.0.txt").read_text(encoding="utf-8")
    assert "words.txt" in (folder / "README.md").read_text(encoding="utf-8")
