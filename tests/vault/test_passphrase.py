# SPDX-License-Identifier: EUPL-1.2
"""Passphrases: those made for the user, and the word said on the user's own."""

import pytest

from app.vault.errors import PassphraseTooWeak
from app.vault.passphrase import generate_passphrase, require_strong, strength_of


def test_generated_passphrases_differ_are_readable_and_accepted() -> None:
    made = {generate_passphrase() for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("01ilo")
    assert all(strength_of(passphrase).accepted for passphrase in made)


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
