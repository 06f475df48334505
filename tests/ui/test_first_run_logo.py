# SPDX-License-Identifier: EUPL-1.2
"""The logo on the first page: seen at once, kept in the new vault, and nobody has to choose one."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app.domain.logo import Logo
from tests import pictures
from tests.ui.first_day import FirstDay
from tests.ui.typing import focused, press
from ui.dialogs import PICTURE_FILES


@pytest.fixture
def day(qtbot: QtBot, tmp_path: Path) -> Iterator[FirstDay]:
    day = FirstDay(qtbot, tmp_path)
    yield day
    day.tasks.close()
    day.doors.close()


def choose(day: FirstDay, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    day.dialogs.file_to_open = path
    day.page.practice.logo.choose.click()
    day.qtbot.waitUntil(lambda: not day.tasks.busy)


def test_a_logo_that_is_chosen_is_seen_at_once_and_kept_in_the_new_vault(
    day: FirstDay, tmp_path: Path
) -> None:
    logo = day.page.practice.logo
    assert logo.preview.isHidden()
    assert logo.remove.isHidden()
    choose(day, tmp_path / "logo.png", pictures.saved(pictures.drawn(400, 200)))
    assert day.dialogs.asked == ["Choisir le logo", PICTURE_FILES]
    assert logo.preview.isVisible()
    assert logo.remove.isVisible()
    day.fill_practice()
    day.fill_account()
    day.create()
    kept = day.created[0].practice.desk.practice.logo()
    assert kept is not None
    assert kept == logo.chosen
    assert (kept.width, kept.height) == (400, 200)


def test_nobody_has_to_choose_a_logo(day: FirstDay) -> None:
    day.page.practice.logo.choose.click()  # and thinks better of it
    day.fill_practice()
    day.fill_account()
    day.create()
    assert day.created[0].practice.desk.practice.logo() is None


class SlowFoundry:
    """Lets pictures be read when the test says so."""

    def __init__(self, day: FirstDay, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._go, self._open = Event(), day.doors.open_logo
        path.write_bytes(pictures.saved(pictures.drawn(400, 200)))
        day.dialogs.file_to_open = path
        monkeypatch.setattr(day.doors, "open_logo", self._read)
        day.page.practice.logo.choose.click()

    def _read(self, path: Path) -> Logo:
        assert self._go.wait(10)
        return self._open(path)

    def end(self, day: FirstDay) -> None:
        self._go.set()
        day.qtbot.waitUntil(lambda: not day.tasks.busy)


def test_the_vault_waits_for_a_logo_that_is_still_read(
    day: FirstDay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowFoundry(day, tmp_path / "logo.png", monkeypatch)
    day.fill_practice()
    assert day.page.practice.isVisible()
    assert "en cours de lecture" in day.page.practice.logo.message.text()
    slow.end(day)
    assert day.page.practice.logo.message.isHidden()
    day.page.practice.next.click()
    day.fill_account()
    day.create()
    assert day.created[0].practice.desk.practice.logo() is not None


def test_a_logo_that_comes_when_the_page_is_gone_is_let_go(
    day: FirstDay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, logo = SlowFoundry(day, tmp_path / "logo.png", monkeypatch), day.page.practice.logo
    shiboken6.delete(day.page)  # type: ignore[no-untyped-call]  # no stub
    slow.end(day)
    assert logo.chosen is None


def test_a_logo_that_is_taken_out_again_is_not_kept(day: FirstDay, tmp_path: Path) -> None:
    logo = day.page.practice.logo
    choose(day, tmp_path / "logo.png", pictures.saved(pictures.drawn()))
    logo.remove.setFocus()
    press(logo.remove, "Space")
    assert logo.preview.isHidden()
    assert focused() is logo.choose
    day.fill_practice()
    day.fill_account()
    day.create()
    assert day.created[0].practice.desk.practice.logo() is None


def test_a_picture_that_is_no_use_is_said_under_the_field_and_the_one_before_stays(
    day: FirstDay, tmp_path: Path
) -> None:
    logo = day.page.practice.logo
    choose(day, tmp_path / "logo.png", pictures.saved(pictures.drawn()))
    kept = logo.chosen
    choose(day, tmp_path / "autre.png", b"GIF89a" + bytes(40))
    assert "image GIF" in logo.message.text()
    assert "image GIF" in logo.choose.accessibleDescription()
    assert "autre.png" not in logo.message.text()
    assert logo.chosen == kept
    assert logo.preview.isVisible()
    choose(day, tmp_path / "logo.png", pictures.saved(pictures.drawn(200, 100)))
    assert logo.message.isHidden()
    assert logo.choose.accessibleDescription() == ""


def test_the_logo_is_reached_by_the_keyboard_and_named(day: FirstDay, tmp_path: Path) -> None:
    logo = day.page.practice.logo
    choose(day, tmp_path / "logo.png", pictures.saved(pictures.drawn()))
    day.page.practice.finess.setFocus()
    walked = []
    for _ in range(3):
        press(None, "Tab")
        walked.append(focused())
    assert walked == [logo.choose, logo.remove, day.page.practice.next]
    assert logo.choose.accessibleName() == "Choisir une image… pour le logo"
    assert logo.remove.accessibleName() == "Retirer le logo"
    assert logo.preview.accessibleName() == "Aperçu du logo"
