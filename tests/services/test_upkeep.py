# SPDX-License-Identifier: EUPL-1.2
"""`python -m app check|backup|restore|salvage`, as typed: what is said, and the code at the end."""

from contextlib import closing
from pathlib import Path

import pytest

from app.__main__ import main
from app.bootstrap import Machine
from app.vault import throttle
from tests.services.typed import Run, filled, run, vault
from tests.storage.damage import destroy, pages_of
from tests.vault.conftest import clock, door, folder, new_id, pristine
from tests.vault.support import PASSPHRASE, data_of

__all__ = ["clock", "door", "filled", "folder", "new_id", "pristine", "run", "vault"]


def test_a_sound_vault_ends_with_0(
    run: Run, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", vault) == 0
    assert "en bon état" in capsys.readouterr().out


def test_a_bad_page_ends_with_3_and_is_named(
    run: Run, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = pages_of(vault / "data.db") - 30
    destroy(vault / "data.db", page)
    before = data_of(vault)
    assert run("check", vault) == 3
    assert f"1 page illisible : {page}" in capsys.readouterr().err
    assert data_of(vault) == before


def test_a_wrong_passphrase_ends_with_1(run: Run, vault: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.txt"
    other.write_text("une autre phrase de passe", encoding="utf-8")
    assert run("check", vault, passphrase_file=other) == 1


@pytest.mark.parametrize("key", [EOFError, KeyboardInterrupt])
def test_whoever_leaves_the_prompt_is_told_that_nothing_was_done(
    run: Run,
    vault: Path,
    key: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def leave(_prompt: str) -> str:
        raise key

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", leave)
    before = data_of(vault)
    assert main(["check", str(vault)]) == 1
    assert "rien n’a été fait" in capsys.readouterr().err
    assert data_of(vault) == before


@pytest.fixture
def long_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute after one wrong guess: on a busy machine the usual second is over too soon."""
    monkeypatch.setattr(throttle, "delay_after", lambda failures: 60 * (failures > 0))


@pytest.mark.parametrize("command", ["check", "salvage"])
def test_a_command_hears_no_guess_sooner_than_the_unlock_window(
    run: Run,
    vault: Path,
    tmp_path: Path,
    command: str,
    capsys: pytest.CaptureFixture[str],
    long_delay: None,
) -> None:
    other = tmp_path / "autre.txt"
    other.write_text("une autre phrase de passe", encoding="utf-8")
    target = () if command == "check" else (tmp_path / "sauvé.tdt",)
    assert run("check", vault, passphrase_file=other) == 1
    assert run(command, vault, *target) == 1
    assert "Attendez" in capsys.readouterr().err


def test_a_backup_is_checked_for_no_guess_sooner_either(
    run: Run, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], long_delay: None
) -> None:
    assert run("backup", vault, "--to", tmp_path / "clé") == 0
    file = next((tmp_path / "clé").iterdir())
    other = tmp_path / "autre.txt"
    other.write_text("une autre phrase de passe", encoding="utf-8")
    assert run("check", file, passphrase_file=other) == 1
    assert run("check", file) == 1
    assert "Attendez" in capsys.readouterr().err


def test_a_command_badly_written_ends_with_2() -> None:
    with pytest.raises(SystemExit) as end:
        main(["check"])
    assert end.value.code == 2


def test_a_backup_is_made_checked_and_restored(
    run: Run, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", vault, "--to", tmp_path / "clé") == 0
    file = next((tmp_path / "clé").iterdir())
    assert str(file) in capsys.readouterr().out
    assert run("check", file) == 0
    assert "est entière" in capsys.readouterr().out
    assert run("restore", file, tmp_path / "rendu.tdt") == 0
    assert run("check", tmp_path / "rendu.tdt") == 0


def test_a_backup_goes_into_the_usual_place_of_this_machine(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    assert run("backup", vault) == 0
    assert len(list((tmp_path / "home").rglob("*.tdtb"))) == 1


def test_a_damaged_backup_ends_with_3_and_restores_nothing(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    assert run("backup", vault, "--to", tmp_path / "clé") == 0
    file = next((tmp_path / "clé").iterdir())
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert run("check", file) == 3
    assert run("restore", file, tmp_path / "rendu.tdt") == 3
    assert not (tmp_path / "rendu.tdt").exists()


def test_a_salvage_says_what_is_lost_and_offers_the_last_backup(
    run: Run, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", vault) == 0
    for page in range(40, 50):
        destroy(vault / "data.db", pages_of(vault / "data.db") - page)
    capsys.readouterr()
    code = run("salvage", vault, tmp_path / "neuf.tdt")
    said = capsys.readouterr().out
    assert code == 3
    assert "lignes récupérées" in said
    assert ".tdtb" in said
    assert (tmp_path / "neuf-rapport.txt").read_text(encoding="utf-8") in said
    assert run("check", tmp_path / "neuf.tdt") == 0


def test_the_newest_good_backup_is_offered_whichever_place_has_it(
    run: Run, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = tmp_path / "clé"
    with closing(Machine().unlock(vault, PASSPHRASE)) as session:
        assert session.desk.backups is not None
        session.desk.backups.use_second(second)
        first = session.desk.backups.state().first
    assert run("backup", vault) == 0
    (made,), (there,) = first.iterdir(), second.iterdir()
    older = made.rename(made.with_name("msp-2024-01-01-120000.tdtb"))
    copied = there.rename(second / older.name)
    # What the stick alone still has, one of a clock that was wrong, a newer one that was cut short.
    newer = second / "msp-2025-01-01-120000.tdtb"
    newer.write_bytes(copied.read_bytes())
    (first / "msp-2090-01-01-120000.tdtb").write_bytes(copied.read_bytes())
    (first / "msp-2026-01-01-120000.tdtb").write_bytes(copied.read_bytes()[:-5000])
    destroy(vault / "data.db", 5)

    def offered() -> str:
        capsys.readouterr()
        assert run("check", vault) == 3
        (line,) = [each for each in capsys.readouterr().out.splitlines() if ".tdtb" in each]
        return line

    assert offered() == f"Dernière sauvegarde vérifiée : {newer}"
    newer.unlink()
    assert offered().endswith(str(older))
    older.write_bytes(b"PK\x03\x04")  # damaged here, whole there
    assert offered().endswith(str(copied))


def test_a_salvage_of_a_sound_vault_loses_nothing(run: Run, vault: Path, tmp_path: Path) -> None:
    assert run("salvage", vault, tmp_path / "neuf.tdt") == 0
    assert run("check", tmp_path / "neuf.tdt") == 0


def test_a_restore_over_a_vault_puts_the_old_one_aside(
    run: Run, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", vault, "--to", tmp_path / "clé") == 0
    destroy(vault / "data.db", 5)
    assert run("restore", next((tmp_path / "clé").iterdir()), vault) == 0
    assert "gardé dans" in capsys.readouterr().out
    assert run("check", vault) == 0
    assert len(list(vault.glob("aside-*/data.db"))) == 1


def test_a_backup_of_a_damaged_vault_ends_with_3_and_leaves_no_file(
    run: Run, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    destroy(vault / "data.db", pages_of(vault / "data.db") - 30)
    assert run("backup", vault, "--to", tmp_path / "clé") == 3
    assert "abîmée" in capsys.readouterr().err
    assert list((tmp_path / "clé").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "abîmée"), (b"\xff" * 4096 * 3, "d’un autre coffre")]
)
def test_a_database_without_any_page_ends_with_3(
    run: Run, vault: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (vault / "data.db").write_bytes(content)
    assert run("check", vault) == 3
    assert said in capsys.readouterr().err


def test_a_first_page_that_is_destroyed_is_named_and_ends_with_3(
    run: Run, vault: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    destroy(vault / "data.db", 1)
    assert run("check", vault) == 3
    said = capsys.readouterr().err
    assert "1 page illisible : 1" in said
    assert "autre coffre" not in said
    assert run("salvage", vault, tmp_path / "neuf.tdt") == 3  # some tables keep no count
    said = capsys.readouterr().out
    assert ", 0 perdue." in said
    assert "rien ne dit combien il y en avait" in said
    assert run("check", tmp_path / "neuf.tdt") == 0


@pytest.mark.parametrize("content", [b"", b"\xff" * 4096 * 3, b"SQLite format 3\0" + b"\0" * 8192])
def test_a_backup_of_a_database_that_reads_nowhere_ends_with_3(
    run: Run, vault: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", vault) == 0
    (vault / "data.db").write_bytes(content)
    capsys.readouterr()
    assert run("backup", vault, "--to", tmp_path / "clé") == 3
    said = capsys.readouterr()
    assert "base de données" in said.err
    assert ".tdtb" in said.out
    assert not (tmp_path / "clé").exists()


@pytest.mark.parametrize("inside", ["", "sauvegardes", "sauvegardes/ici"])
def test_a_backup_into_the_vault_itself_is_refused(
    run: Run, vault: Path, inside: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(vault.iterdir())
    assert run("backup", vault, "--to", vault / inside) == 1
    assert "dans le coffre lui-même" in capsys.readouterr().err
    assert sorted(vault.iterdir()) == before


def test_an_empty_place_is_refused_rather_than_taken_for_this_one(
    run: Run, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("backup", vault, "--to", "") == 1
    assert list(tmp_path.glob("*.tdtb")) == []


def test_a_second_salvage_keeps_the_report_of_the_first(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    for name in ("neuf-rapport.txt", "neuf-rapport-2.txt"):
        (tmp_path / name).write_text("d’avant", encoding="utf-8")
    assert run("salvage", vault, tmp_path / "neuf.tdt") == 0
    assert (tmp_path / "neuf-rapport.txt").read_text(encoding="utf-8") == "d’avant"
    assert (tmp_path / "neuf-rapport-2.txt").read_text(encoding="utf-8") == "d’avant"
    assert "récupéré" in (tmp_path / "neuf-rapport-3.txt").read_text(encoding="utf-8")


def test_keys_of_which_no_copy_is_good_end_a_check_with_3(
    run: Run, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("keys-1.json", "keys-2.json"):
        (vault / name).write_bytes(b"{")
    assert run("check", vault) == 3
    assert "abîmées" in capsys.readouterr().err
