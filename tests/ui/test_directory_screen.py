# SPDX-License-Identifier: EUPL-1.2
"""The directory in a real window over a real vault: by keyboard, by paste, by file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.field import Field
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import focused, press, type_text
from ui.screens.directory import DirectoryScreen
from ui.screens.directory.presenter import NAMELESS
from ui.shell import Intent, MainWindow, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import Toast

DATA = Path(__file__).parents[1] / "data"
NASTY = "<b>D’Aÿ</b> & =1+1"


class Room:
    """A window on the directory, and what lies under it."""

    def __init__(self, office: Office, tasks: Tasks) -> None:
        self.office, self.dialogs = office, FakeDialogs()
        spec = ScreenSpec(
            "directory",
            "Annuaire",
            IconName.DIRECTORY,
            lambda shell: DirectoryScreen(shell, office.desk.directory, office.desk.outbox.forms),
        )
        self.window = MainWindow(
            "Tilleuls", [spec], tasks=tasks, dialogs=self.dialogs, full_screen=False
        )

    @property
    def screen(self) -> DirectoryScreen:
        screen = self.window.screen_of("directory")
        assert isinstance(screen, DirectoryScreen)
        return screen

    @property
    def toast(self) -> Toast:
        toast = self.window.findChild(Toast)
        assert isinstance(toast, Toast)
        return toast

    def go(self, record: str = "", choice: str = "") -> None:
        self.window.navigator.go(Intent("directory", record, choice))

    def names(self) -> list[str]:
        return [person.last for person in self.screen.model.records]

    def kept(self) -> list[str]:
        return [person.full_name for person in self.office.desk.directory.all(left_too=True)]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    office, tasks = Office(tmp_path / "data.db", HeldClock(NOON, PARIS)), Tasks()
    room = Room(office, tasks)
    with qtbot.waitActive(room.window):
        room.window.show()
    yield room
    room.window.close()
    tasks.close()
    office.close()


@pytest.fixture
def peopled(room: Room) -> Room:
    room.office.person("Aubry", "Nadia", profession="Médecin généraliste")
    room.office.person("Imbert", "Jeanne", Field.SOCIAL, "Assistante sociale")
    room.go()
    return room


def test_a_person_is_added_by_keyboard_alone(peopled: Room) -> None:
    press(None, "Ctrl+N")
    for text in ("Cissé", "Aminata", "infirmi"):
        type_text(None, text)
        press(None, "Tab")
    press(None, "Ctrl+S")
    person = peopled.office.desk.directory.named("Cissé").person
    assert person is not None
    assert (person.first, person.profession) == ("Aminata", "Infirmier")
    assert person.field is Field.ORGANIC
    assert peopled.names() == ["Aubry", "Cissé", "Imbert"]


def test_a_free_profession_and_markup_are_kept_as_typed(peopled: Room) -> None:
    peopled.go(choice="new")
    type_text(None, NASTY)
    press(None, "Tab")
    press(None, "Tab")
    type_text(None, "Chamane <i>")
    press(None, "Tab")
    press(None, "Ctrl+S")
    person = peopled.office.desk.directory.named(NASTY).person
    assert person is not None
    assert person.profession == "Chamane <i>"
    assert peopled.screen.form.heading.text() == NASTY


def test_a_chosen_field_is_not_guessed_over(peopled: Room) -> None:
    peopled.go(choice="new")
    form = peopled.screen.form
    type_text(form.last.edit, "Roux")
    form.field.combo.setCurrentIndex(form.field.combo.findData(Field.SOCIAL.value))
    form.field.combo.activated.emit(form.field.combo.currentIndex())
    form.profession.edit.setFocus()
    type_text(None, "Infirmière")
    press(None, "Tab")
    press(None, "Ctrl+S")
    person = peopled.office.desk.directory.named("Roux").person
    assert person is not None
    assert person.field is Field.SOCIAL


def test_without_a_last_name_nothing_is_kept_and_the_field_says_so(peopled: Room) -> None:
    peopled.go(choice="new")
    press(None, "Ctrl+S")
    assert "nom" in peopled.screen.form.last.message.text()
    assert focused() is peopled.screen.form.last.edit
    assert len(peopled.kept()) == 2


def test_an_odd_rpps_is_kept_with_a_warning(peopled: Room) -> None:
    peopled.go(choice="new")
    form = peopled.screen.form
    type_text(form.last.edit, "Roux")
    form.rpps.edit.setFocus()
    type_text(None, "123")
    press(None, "Tab")
    assert "3 chiffres" in form.rpps.message.text()
    press(None, "Ctrl+S")
    person = peopled.office.desk.directory.named("Roux").person
    assert person is not None
    assert person.rpps == "123"


def test_what_is_typed_is_saved_when_the_vault_locks(peopled: Room) -> None:
    aubry = peopled.office.desk.directory.named("Aubry").person
    assert aubry is not None
    peopled.go(aubry.id)
    type_text(peopled.screen.form.phone.edit, "01 99 00 10 01")
    peopled.window.commit_drafts()
    assert peopled.office.desk.directory.get(aubry.id).phone == "01 99 00 10 01"


def test_a_name_that_cannot_be_kept_is_refused_under_its_field(peopled: Room) -> None:
    peopled.go(choice="new")
    form = peopled.screen.form
    form.last.set_text("Roux")
    form.first.set_text("Zo\u202eé")
    press(None, "Ctrl+S")
    assert "invisible" in form.first.message.text()
    assert focused() is form.first.edit
    assert peopled.office.desk.directory.named("Roux").unknown


@pytest.mark.parametrize(
    ("last", "first", "kept"),
    [("", "Zoé", NAMELESS), ("R" * 90, "Zoé", "R" * 80), ("Ro\u200bux", "Zoé\u202e", "Roux")],
)
def test_a_lock_keeps_somebody_whose_name_is_still_amiss(
    peopled: Room, last: str, first: str, kept: str
) -> None:
    peopled.go(choice="new")
    form = peopled.screen.form
    form.last.set_text(last)
    form.first.set_text(first)
    type_text(form.phone.edit, "01 99 00 10 01")
    peopled.window.commit_drafts()
    person = peopled.office.desk.directory.named(kept).person
    assert person is not None
    assert (person.first, person.phone) == ("Zoé", "01 99 00 10 01")


def test_an_empty_form_that_is_left_adds_nobody(peopled: Room) -> None:
    peopled.go(choice="new")
    peopled.window.commit_drafts()
    assert len(peopled.kept()) == 2


def test_a_search_finds_and_enter_opens_the_first(peopled: Room) -> None:
    type_text(None, "imb")
    assert peopled.names() == ["Imbert"]
    press(None, "Return")
    assert peopled.screen.form.heading.text() == "Jeanne Imbert"
    press(None, "Esc")
    assert peopled.screen.form.isHidden()


def test_the_arrow_enters_the_list_from_the_search(peopled: Room) -> None:
    press(None, "Down")
    assert focused() is peopled.screen.table
    press(None, "Return")
    assert peopled.screen.form.heading.text() == "Nadia Aubry"


def test_leaving_the_practice_can_be_undone(peopled: Room) -> None:
    aubry = peopled.office.desk.directory.named("Aubry").person
    assert aubry is not None
    peopled.go(aubry.id)
    peopled.screen.form.leave_button.click()
    assert peopled.names() == ["Imbert"]
    assert peopled.toast.label.text() == "Nadia Aubry a quitté la structure"
    peopled.toast.button.click()
    assert peopled.names() == ["Aubry", "Imbert"]
    assert peopled.screen.form.leave_button.caption == "A quitté la structure"


def test_an_empty_directory_offers_to_import(room: Room) -> None:
    room.go()
    assert "vide" in room.screen.none.sentence.text()
    room.screen.none.button.click()
    assert focused() is room.screen.importing.paste


def test_the_reference_file_is_previewed_then_added(room: Room) -> None:
    room.go(choice="import")
    room.dialogs.file_to_open = DATA / "professionnels.csv"
    pane = room.screen.importing
    pane.open_button.click()
    assert pane.add_button.caption == "Ajouter 14 personnes"
    assert pane.chips[0].text == "14 à ajouter"
    assert room.kept() == []
    pane.add_button.click()
    assert len(room.kept()) == 14
    assert "Évrard" in room.names()
    assert room.toast.label.text() == "14 personnes ajoutées."
    assert focused() is room.screen.search.edit


def test_a_pasted_table_says_what_each_line_becomes(peopled: Room, qtbot: QtBot) -> None:
    peopled.go(choice="import")
    pane = peopled.screen.importing
    type_text(pane.paste, "Nom\tPrénom")
    pane.paste.insertPlainText("\nAubry\tNadia\n\tSeul\nRoux\tZoé\n")
    qtbot.waitUntil(lambda: pane.preview is not None)
    assert [chip.text for chip in pane.chips] == ["1 à ajouter", "1 déjà connue", "1 ligne refusée"]
    assert "nom manque" in pane.detail.text()
    pane.add_button.click()
    assert peopled.names() == ["Aubry", "Imbert", "Roux"]


def test_a_file_that_is_no_table_is_refused_in_place(room: Room, tmp_path: Path) -> None:
    room.go(choice="import")
    pane = room.screen.importing
    picture = tmp_path / "photo.png"
    picture.write_bytes(bytes(range(256)) * 8)
    pane.read_file(picture)
    assert pane.error.text()
    assert not pane.add_button.isEnabled()
    pane.read_file(tmp_path / "absent.csv")
    assert "ne peut pas être lu" in pane.error.text()
    assert room.kept() == []


def test_a_huge_file_is_refused_before_it_is_read(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.go(choice="import")
    film = tmp_path / "film.csv"
    with film.open("wb") as file:
        file.truncate(8_000_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("it was read"))
    room.screen.importing.read_file(film)
    assert "dépasse 2 Mo" in room.screen.importing.error.text()


def test_a_table_without_anybody_new_cannot_be_added(peopled: Room) -> None:
    peopled.go(choice="import")
    pane = peopled.screen.importing
    pane.paste.set_text("Nom;Prénom\nAubry;Nadia\n")
    pane.read_paste()
    assert not pane.add_button.isEnabled()
    assert pane.chips[0].text == "personne à ajouter"


def test_the_columns_give_way_to_the_form_on_a_small_screen(peopled: Room) -> None:
    peopled.window.resize(1280, 720)
    peopled.go(choice="new")
    assert peopled.screen.table.isColumnHidden(2)
    peopled.window.resize(1920, 1080)
    assert not peopled.screen.table.isColumnHidden(2)
