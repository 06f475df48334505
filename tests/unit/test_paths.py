# SPDX-License-Identifier: EUPL-1.2
"""Where things lie on the machine."""

from pathlib import Path

import pytest

from app.system.paths import Paths, platform_paths, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("MSP des Tilleuls", "msp-des-tilleuls"),
        ("  L’Œuvre d’Été / Sud ", "l-oeuvre-d-ete-sud"),
        ("中文", "coffre"),
        ("../..", "coffre"),
        ("a" * 100, "a" * 40),
    ],
)
def test_a_practice_name_becomes_a_safe_file_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_the_default_vault_never_lies_on_an_existing_one(tmp_path: Path) -> None:
    paths = Paths(tmp_path, tmp_path, tmp_path, tmp_path, tmp_path)
    first = paths.default_vault("MSP")
    first.mkdir()
    assert first.name == "msp.tdt"
    assert paths.default_vault("MSP").name == "msp-2.tdt"
    assert paths.vaults() == (first,)


def test_the_places_are_under_the_persons_home_and_nothing_is_created(tmp_path: Path) -> None:
    paths = platform_paths()
    assert paths.documents.name == "Tour de table"
    assert not paths.data.exists()
