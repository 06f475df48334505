# SPDX-License-Identifier: EUPL-1.2
"""Which vault or backup is meant by a file that is opened from the file manager."""

from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.services.named_file import NamedFile, NothingThere, NothingToOpen, named_file


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "port.tdt"
    folder.mkdir()
    for name in ("keys-1.json", "keys-2.json", "data.db"):
        (folder / name).write_bytes(b"")
    return folder


@pytest.mark.parametrize("name", ["", "keys-1.json", "keys-2.json", "data.db"])
def test_the_folder_of_a_vault_and_each_of_its_files_mean_the_vault(name: str, vault: Path) -> None:
    assert named_file(vault / name) == NamedFile(vault=vault)


def test_a_vault_whose_folder_was_renamed_is_known_by_its_key_file(vault: Path) -> None:
    renamed = vault.rename(vault.with_name("Copie du coffre"))
    assert named_file(renamed) == NamedFile(vault=renamed)
    assert named_file(renamed / "keys-1.json") == NamedFile(vault=renamed)


@pytest.mark.parametrize("name", ["port-2026-11-26-140000.tdtb", "PORT.TDTB"])
def test_a_backup_is_known_by_its_suffix_wherever_it_lies(name: str, vault: Path) -> None:
    for place in (vault, vault.parent):
        (place / name).write_bytes(b"")
        assert named_file(place / name) == NamedFile(backup=place / name)


def test_a_relative_path_is_of_the_folder_one_stands_in(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    assert named_file(Path("keys-1.json")) == NamedFile(vault=vault)


@pytest.mark.parametrize("name", ["notes.odt", "protocole.json", "coffre.tdt", "dossier"])
def test_anything_else_is_refused_by_its_name_with_what_can_be_opened(
    name: str, tmp_path: Path
) -> None:
    place = tmp_path / name
    place.mkdir() if name == "dossier" else place.write_bytes(b"")
    with pytest.raises(NothingToOpen) as refused:
        named_file(place)
    assert f"« {name} »" in refused.value.sentence
    assert str(tmp_path) not in refused.value.text
    assert ".tdtb" in refused.value.remedy


def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        named_file(tmp_path / "port.tdtb")


def test_a_name_that_no_disk_takes_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        named_file(tmp_path / ("x" * 5000))
