# SPDX-License-Identifier: EUPL-1.2
"""A backup brought back with the recovery sheet of its day, by who forgot the passphrase."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.__main__ import main
from app.services.backups import Reason
from app.services.journal_reader import JournalQuery
from app.services.recovery import PaperSheet
from app.services.vault import Session
from app.services.way_back import WayBack
from app.vault.errors import (
    NoSheetThen,
    OtherSheetThen,
    PassphraseTooWeak,
    PassphraseUnreadable,
    TooManyAttempts,
    WrongPassphrase,
)
from app.vault.recovery_code import RecoveryCodeWrong, groups_of
from tests.services.safe import PHRASE, THIRD, Safe, events, known_patient, let_in
from tests.services.typed import HOMES
from tests.vault.support import data_of

WRONG = "ce n’est pas la bonne phrase"
HALF = "ancre cerise \ud83d moulin vapeur tilleul crayon fenetre"
"""A passphrase whose emoji was cut in two by a paste."""


class Attic:
    """A vault, a backup of before its sheet was in force, and one of after."""

    def __init__(self, model: "Model", home: Path) -> None:
        shutil.copytree(model.home, home, dirs_exist_ok=True)
        self.case, self.reader, self.chief = model.case, model.reader, model.chief
        self.paper = model.paper
        self.before, self.file = (home / path.relative_to(model.home) for path in model.backups)
        self.safe = Safe(home / "port.tdt")
        self.safe.clock.advance(timedelta(hours=1))
        self.safe.workshop = replace(self.safe.workshop, attempts=home / "machine" / "attempts")
        self.way = WayBack(self.safe.workshop)

    @property
    def code(self) -> tuple[str, ...]:
        return self.paper.printable.view.groups

    def restore(
        self,
        code: Sequence[str],
        phrase: str = THIRD,
        *,
        file: Path | None = None,
        account: str = "",
    ) -> Session:
        return self.way.restore_by_sheet(
            file or self.file, self.safe.folder, code, account or self.chief, phrase
        )

    def guess(self, phrase: str = WRONG) -> None:
        self.way.restore(self.file, self.safe.folder, self.chief, phrase).close()

    @property
    def wait(self) -> int:
        return self.way.seconds_left(self.file, self.safe.folder)

    def lose_the_folder(self) -> None:
        shutil.rmtree(self.safe.folder)

    def bytes_of_vault(self) -> dict[str, bytes]:
        return data_of(self.safe.folder)


class Model:
    """The same, made once because that is slow on purpose; no test may touch it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        safe, self.backups = Safe(home / "port.tdt"), list[Path]()
        with closing(safe.make()) as session:
            self.case, self.reader = known_patient(session), let_in(session)
            self.chief = session.desk.accounts.me.id
            self._back_up(session)
            safe.clock.advance(timedelta(minutes=5))
            self.paper = in_force(session)
            self._back_up(session)

    def _back_up(self, session: Session) -> None:
        assert session.desk.backups is not None
        self.backups.append(session.desk.backups.make(Reason.ASKED).made.path)


def in_force(session: Session) -> PaperSheet:
    paper = session.desk.recovery.draw()
    session.desk.recovery.confirm(paper, paper.printable.view.groups)
    return paper


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model(tmp_path_factory.mktemp("model"))


@pytest.fixture
def attic(model: Model, tmp_path: Path) -> Attic:
    return Attic(model, tmp_path)


def test_who_forgot_the_passphrase_and_lost_the_vault_restores_with_the_sheet(attic: Attic) -> None:
    attic.lose_the_folder()
    session = attic.restore([group.lower() for group in attic.code])
    assert events(session)[-3:] == ["vault.restored", "account.key_noted", "recovery.used"]
    identity = session.desk.cases.identity(attic.case)
    assert identity is not None
    assert identity.last == "Kervella"
    session.close()
    with pytest.raises(WrongPassphrase), attic.safe.open(PHRASE, attic.chief):
        pass
    attic.safe.clock.advance(timedelta(minutes=1))
    with attic.safe.open(THIRD, attic.chief) as again:
        assert again.desk.recovery.in_force is not None


def test_a_sheet_revoked_since_opens_the_backup_of_its_day_and_is_in_force_again(
    attic: Attic,
) -> None:
    with attic.safe.open() as session:
        session.desk.recovery.revoke()
    number = attic.paper.number
    assert attic.way.look(attic.file).sheet == f"{number}, tirée le jeu. 26 nov. 2026"
    session = attic.restore(attic.code)
    now = session.desk.recovery.in_force
    assert now is not None
    assert now.number == number
    session.close()


def test_a_sheet_printed_since_is_not_the_one_and_the_right_one_is_named(attic: Attic) -> None:
    with attic.safe.open() as session:
        newer = in_force(session).printable.view.groups
    before = attic.bytes_of_vault()
    with pytest.raises(OtherSheetThen, match="cette sauvegarde") as refused:
        attic.restore(newer)
    assert attic.paper.number in refused.value.remedy
    assert attic.bytes_of_vault() == before
    attic.restore(attic.code).close()


def test_the_sheet_of_another_vault_opens_nothing(attic: Attic) -> None:
    with pytest.raises(OtherSheetThen):
        attic.restore(groups_of(bytes(range(20))))


def test_a_group_mistyped_is_named_and_nothing_is_tried(attic: Attic) -> None:
    before = attic.bytes_of_vault()
    code = [*attic.code]
    code[5] = code[5][:4] + ("3" if code[5][4] != "3" else "4")
    with pytest.raises(RecoveryCodeWrong, match="groupe 6"):
        attic.restore(code)
    assert attic.bytes_of_vault() == before


def test_a_backup_of_before_the_sheet_says_so(attic: Attic) -> None:
    assert attic.way.look(attic.before).sheet == ""
    with pytest.raises(NoSheetThen):
        attic.restore(attic.code, file=attic.before)


def test_a_weak_new_passphrase_is_refused_before_anything_is_replaced(attic: Attic) -> None:
    before = attic.bytes_of_vault()
    for phrase, refusal in (("soleil", PassphraseTooWeak), (HALF, PassphraseUnreadable)):
        with pytest.raises(refusal):
            attic.restore(attic.code, phrase)
    assert attic.bytes_of_vault() == before


def test_the_sheet_gives_an_account_no_more_rights_than_it_had(attic: Attic) -> None:
    session = attic.restore(attic.code, account=attic.reader)
    assert session.desk.accounts.me.id == attic.reader
    assert not session.desk.identities.available
    session.close()


def test_a_wrong_passphrase_on_a_backup_makes_wait_as_at_unlock(attic: Attic) -> None:
    with pytest.raises(WrongPassphrase):
        attic.guess()
    assert attic.wait == 1
    with pytest.raises(TooManyAttempts), attic.safe.open():
        pass
    with pytest.raises(TooManyAttempts):
        attic.guess(PHRASE)
    attic.safe.clock.advance(timedelta(seconds=1))
    attic.guess(PHRASE)
    with attic.safe.open() as session:
        assert events(session).count("unlock.failed") == 1


def test_the_delay_of_a_backup_whose_vault_is_lost_is_kept_by_the_machine(attic: Attic) -> None:
    attic.lose_the_folder()
    for expected in (1, 2, 4):
        with pytest.raises(WrongPassphrase):
            attic.guess()
        assert WayBack(attic.safe.workshop).seconds_left(attic.file, attic.safe.folder) == expected
        attic.safe.clock.advance(timedelta(seconds=expected))
    session = attic.way.restore(attic.file, attic.safe.folder, attic.chief, PHRASE)
    entries = session.store.rows.journal.entries()
    assert [entry.record_id for entry in entries if entry.event == "unlock.failed"] == ["3"]
    session.close()
    attic.lose_the_folder()
    assert attic.wait == 0, "a right passphrase ends the delay"


def test_a_sheet_ends_the_delay_of_wrong_passphrases(attic: Attic) -> None:
    with pytest.raises(WrongPassphrase):
        attic.guess()
    assert attic.wait == 1
    session = attic.restore(attic.code)
    assert attic.wait == 0
    lines = session.desk.journal_reader.page(JournalQuery()).lines
    assert [(line.what, line.about) for line in lines[:4]] == [
        ("Accès redonné par la fiche de secours", "Compte de Émile Marchand"),
        ("Phrases de passe refusées avant l’ouverture", "1 essai"),
        ("Clé de signature d’un compte notée", "Compte de Émile Marchand"),
        ("Coffre restauré d’une sauvegarde", ""),
    ]
    sheets = {line.about for line in lines if line.what.startswith("Fiche de secours")}
    assert sheets == {f"Fiche n° {attic.paper.number}"}
    session.close()


def test_a_passphrase_cut_in_two_is_a_sentence_and_no_attempt(attic: Attic) -> None:
    with pytest.raises(PassphraseUnreadable, match="coupé en deux"):
        attic.guess(HALF)
    with pytest.raises(PassphraseUnreadable), attic.safe.open(HALF):
        pass
    target = attic.safe.folder.with_name("sauve.tdt")
    with pytest.raises(PassphraseUnreadable):
        attic.way.salvage(attic.safe.folder, target, attic.chief, HALF)
    assert attic.wait == 0


class Typed:
    """`python -m app restore --sheet`, on a machine of its own."""

    def __init__(self, attic: Attic, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in HOMES:
            monkeypatch.setenv(name, str(home))
        self._home, self._patch, self.asked = home, monkeypatch, list[str]()
        self.attic, self.target = attic, home / "rendu.tdt"

    def file(self, text: str) -> Path:
        path = self._home / f"{len(text)}.txt"
        path.write_text(text + "\n", encoding="utf-8")
        return path

    def answer(self, *secrets: str) -> None:
        """Somebody at a terminal types these."""
        waiting = list(secrets)

        def prompt(words: str) -> str:
            self.asked.append(words)
            return waiting.pop(0)

        self._patch.setattr("sys.stdin.isatty", lambda: True)
        self._patch.setattr("getpass.getpass", prompt)

    def run(self, *options: object) -> int:
        words = ["restore", str(self.attic.file), str(self.target), "--account", "Émile Marchand"]
        return main([*words, *map(str, options)])


@pytest.fixture
def typed(attic: Attic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    home = tmp_path / "home"
    home.mkdir()
    return Typed(attic, home, monkeypatch)


def test_the_command_asks_for_the_code_then_twice_for_the_new_passphrase(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed.answer(" ".join(typed.attic.code), THIRD, THIRD)
    assert typed.run("--sheet") == 0
    assert [words.split(" : ")[0] for words in typed.asked] == [
        "Code de la fiche de secours (huit groupes)",
        "Nouvelle phrase de passe",
        "La même, encore une fois",
    ]
    assert "de nouveau celle du coffre" in capsys.readouterr().out
    opened = typed.attic.safe.workshop.unlock(typed.target, THIRD, typed.attic.chief)
    opened.close()


def test_the_command_takes_both_from_files(typed: Typed) -> None:
    code, phrase = typed.file("-".join(typed.attic.code)), typed.file(THIRD)
    assert typed.run("--sheet-file", code, "--passphrase-file", phrase) == 0
    typed.attic.safe.workshop.unlock(typed.target, THIRD, typed.attic.chief).close()


def test_the_command_names_a_wrong_group_before_it_asks_for_more(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    code = ["XXXXX" if at == 2 else group for at, group in enumerate(typed.attic.code)]
    typed.answer(" ".join(code))
    assert typed.run("--sheet") == 1
    assert "Le groupe 3" in capsys.readouterr().err
    assert not typed.target.exists()


def test_the_command_refuses_two_passphrases_that_differ(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed.answer(" ".join(typed.attic.code), THIRD, PHRASE)
    assert typed.run("--sheet") == 1
    assert "ne sont pas les mêmes" in capsys.readouterr().err
    assert not typed.target.exists()


def test_the_command_without_a_terminal_says_what_is_missing(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert typed.run("--sheet") == 1
    assert "--sheet-file" in capsys.readouterr().err


def test_the_command_hears_no_guess_sooner_than_the_unlock_window(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed.run("--passphrase-file", typed.file(WRONG)) == 1
    assert typed.run("--passphrase-file", typed.file(PHRASE)) == 1
    assert "Attendez" in capsys.readouterr().err
