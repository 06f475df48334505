# SPDX-License-Identifier: EUPL-1.2
"""Who has the window of a vault, and who calls it: whatever lies in the folder of the calls."""

import os
import sys
import threading
from pathlib import Path

import pytest

from app.system.presence import Presence, this_desktop

DESKTOP = "poste-1\0:0"
IMPATIENT = 0.1


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of a Unix")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "Mme Durand" / "port.tdt"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def first(tmp_path: Path, vault: Path) -> Presence:
    presence = Presence(tmp_path / "presences", DESKTOP)
    assert presence.take(vault)
    return presence


def another(first: Presence, desktop: str = DESKTOP) -> Presence:
    return Presence(first.folder, desktop)


def test_one_program_has_a_vault_until_it_lets_go(first: Presence, vault: Path) -> None:
    second = another(first)
    assert not second.take(vault)
    assert not second.held
    first.release()
    assert second.take(vault)
    assert second.held


def test_a_vault_is_the_same_by_each_way_that_leads_to_it(
    first: Presence, vault: Path, tmp_path: Path
) -> None:
    link = tmp_path / "raccourci"
    link.symlink_to(vault)
    assert not another(first).take(link)
    assert not another(first).take(vault / ".." / vault.name)
    assert another(first).take(vault.with_name("autre.tdt"))


def test_another_desktop_of_the_same_person_has_its_own_window(
    first: Presence, vault: Path
) -> None:
    assert another(first, "poste-1\0:1").take(vault)


def test_who_goes_to_another_vault_lets_the_first_one_go(first: Presence, vault: Path) -> None:
    assert first.take(vault.with_name("autre.tdt"))
    assert another(first).take(vault)


def called(caller: Presence, vault: Path) -> tuple[threading.Thread, list[bool]]:
    said: list[bool] = []
    thread = threading.Thread(target=lambda: said.append(caller.call(vault, 20)))
    thread.start()
    return thread, said


def answered(first: Presence) -> int:
    come: list[int] = []
    while not come:
        first.answer(lambda: come.append(1))
    return len(come)


def test_a_call_is_answered_once_the_window_came_forward(first: Presence, vault: Path) -> None:
    thread, said = called(another(first), vault)
    assert answered(first) == 1
    thread.join()
    assert said == [True]
    assert not list(first.folder.glob("*.call"))


def test_two_impatient_starts_at_once_are_both_answered(first: Presence, vault: Path) -> None:
    callers = [called(another(first), vault) for _ in range(2)]
    while any(thread.is_alive() for thread, _ in callers):
        first.answer(lambda: None)
    assert [said for _, said in callers] == [[True], [True]]


def test_a_window_that_does_not_answer_is_given_up_and_nothing_is_left(
    first: Presence, vault: Path
) -> None:
    second = another(first)
    assert not second.call(vault, IMPATIENT)
    assert not second.held
    assert not list(first.folder.glob("*.call"))


def test_when_the_first_ends_meanwhile_the_second_has_the_vault(
    first: Presence, vault: Path
) -> None:
    second = another(first)
    thread, said = called(second, vault)
    first.release()
    thread.join()
    assert said == [False]
    assert second.held
    assert not list(first.folder.glob("*.call"))


def test_the_window_of_another_vault_does_not_come(first: Presence, vault: Path) -> None:
    other = another(first)
    assert other.take(vault.with_name("autre.tdt"))
    caller = another(first)
    thread, said = called(caller, vault)
    while not list(first.folder.glob("*.call")):
        pass
    other.answer(lambda: pytest.fail("came for a vault that is not its own"))
    assert answered(first) == 1
    thread.join()
    assert said == [True]


def test_foreign_huge_and_stale_files_do_no_harm(
    first: Presence, vault: Path, tmp_path: Path
) -> None:
    (here,) = first.folder.iterdir()
    place = here.stem
    precious = tmp_path / "precious"
    precious.write_text("x", encoding="utf-8")
    (first.folder / f"{place}-{'0' * 32}.call").symlink_to(precious)
    (first.folder / f"{place}-{'1' * 32}.call").mkdir()
    os.mkfifo(first.folder / f"{place}-{'2' * 32}.call")
    for name in (
        "x.call",
        f"{place}-../../x.call".replace("/", ":"),
        f"{'f' * 32}-{'0' * 32}.call",
    ):
        (first.folder / name).write_bytes(b"x")
    first.answer(lambda: pytest.fail("nobody called"))
    stale = first.folder / f"{place}-{'3' * 32}.call"
    with stale.open("wb") as file:
        file.truncate(1 << 40)
    assert answered(first) == 1
    assert not stale.exists()
    assert precious.read_text(encoding="utf-8") == "x"
    assert len(list(first.folder.iterdir())) == 7


def test_nothing_readable_is_kept_of_the_vault(first: Presence) -> None:
    (here,) = first.folder.iterdir()
    assert here.read_bytes() == b""
    assert "durand" not in here.name.lower()
    assert "port" not in here.name
    assert first.folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("spoiled", ["file", "link", "folder"])
def test_where_it_cannot_be_kept_the_program_starts_all_the_same(
    spoiled: str, first: Presence, vault: Path, tmp_path: Path
) -> None:
    (here,) = first.folder.iterdir()
    first.release()
    if spoiled == "file":
        place = Presence(tmp_path / "taken" / "presences", DESKTOP)
        (tmp_path / "taken").write_bytes(b"")
    else:
        here.unlink()
        here.symlink_to(tmp_path / "elsewhere") if spoiled == "link" else here.mkdir()
        place = first
    assert place.take(vault)
    assert not place.held
    assert not (tmp_path / "elsewhere").exists()
    place.answer(lambda: pytest.fail("nobody called"))


def test_a_desktop_is_told_apart_by_its_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0.0")
    console = this_desktop()
    monkeypatch.setenv("DISPLAY", ":0")
    assert this_desktop() == console
    monkeypatch.setenv("DISPLAY", "localhost:10.0")
    assert this_desktop() != console
