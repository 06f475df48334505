# SPDX-License-Identifier: EUPL-1.2
"""Passphrases: those made for the user, and the word said on the user's own."""

import pytest

from app.vault.errors import PassphraseTooWeak
from app.vault.passphrase import (
    WORDS,
    generate_passphrase,
    passphrase_words,
    require_strong,
    strength_of,
)


def test_a_drawn_passphrase_has_seven_different_words_of_the_list_and_is_accepted() -> None:
    listed = set(passphrase_words())
    made = {generate_passphrase() for _ in range(200)}
    assert len(made) == 200
    for passphrase in made:
        words = passphrase.split(" ")
        assert len(set(words)) == WORDS
        assert set(words) <= listed
        assert strength_of(passphrase).accepted


def test_names_of_the_vault_are_not_drawn_so_that_the_phrase_stays_accepted() -> None:
    listed = passphrase_words()
    known = ("Maison de santé des " + " ".join(listed[: -WORDS - 1]),)
    for _ in range(20):
        passphrase = generate_passphrase(known)
        assert set(passphrase.split()) <= set(listed[-WORDS - 1 :])
        assert strength_of(passphrase, known).accepted


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("", "moins d’une heure"),
        ("soleil cheval", "moins d’une heure"),
        ("soleil cheval girafe", "environ 4 jours"),
        ("girafe tambour velours comète", "environ 40 ans"),
        ("girafe tambour velours comète agrume", "environ 200\u202f000 ans"),
        ("girafe tambour velours comète agrume lanterne", "des millions d’années"),
        ("girafe tambour velours comète agrume lanterne pivot", "des milliards d’années"),
    ],
)
def test_the_strength_is_told_as_the_time_a_guess_takes(passphrase: str, said: str) -> None:
    meaning = strength_of(passphrase).meaning
    assert said in meaning
    assert "cent mille essais par seconde" in meaning


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "   ",
        "soleil",
        "Soleil2024!",
        "azertyuiopqsdfghjklm",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "123456789012345678901234567890",
        "soleil soleil soleil soleil soleil soleil soleil",
        "anticonstitutionnellement",
        "correct cheval batterie agrafe",
        "MSP des Tilleuls Claire Vasseur Rosières 2026",
    ],
)
def test_a_guessable_passphrase_is_refused_with_what_to_do(passphrase: str) -> None:
    known = ("MSP des Tilleuls, Rosières", "Claire Vasseur")
    with pytest.raises(PassphraseTooWeak) as caught:
        require_strong(passphrase, known)
    assert "mot" in caught.value.remedy


@pytest.mark.parametrize(
    "passphrase",
    [
        "girafe tambour velours comète agrume lanterne pivot",
        "Girafe-Tambour-Velours-Comète-Agrume-Lanterne-Pivot",
        "xK9#qLm2$Zw7vB",
        "Le camion rouge de Marcel roule à 90 km/h vers Dijon",
    ],
)
def test_a_passphrase_as_advised_is_accepted(passphrase: str) -> None:
    require_strong(passphrase, ("MSP des Tilleuls",))
    assert strength_of(passphrase).label == "Solide"
