# SPDX-License-Identifier: EUPL-1.2
"""The list of protocols, and a new one: from a title, the library or the file of another team."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.protocol import ProtocolContent, ProtocolStatus
from app.domain.protocol_fields import TITLE
from tests.ui.protocol_stage import THREE, ProtocolStage, open_protocol_stage
from tests.ui.typing import focused, press, type_text
from ui.shell import Intent

NASTY = "<b>gras</b> & =1+1 @moi\u00a0: שלום 👩🏽‍⚕️"


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[ProtocolStage]:
    with open_protocol_stage(tmp_path, qtbot) as opened:
        yield opened


def listed(stage: ProtocolStage, choice: str = "") -> list[str]:
    stage.window.navigator.go(Intent("protocols", "", choice))
    return [line.protocol.content.title for line in stage.list.model.records]


def titles(stage: ProtocolStage) -> list[str]:
    return [line.protocol.content.title for line in stage.office.desk.protocols.texts.all()]


def begun(stage: ProtocolStage, title: str, *moves: ProtocolStatus) -> None:
    desk = stage.office.desk.protocols
    id_, _ = desk.texts.create(ProtocolContent(title=title, steps=THREE))
    for move in moves:
        if move is ProtocolStatus.VALIDATED:
            desk.signatures.sign(id_, stage.office.desk.clock.today(), name="Ann Ivo")
        day = date(2027, 1, 15) if move is ProtocolStatus.IN_FORCE else None
        desk.life.move(id_, move, revise_on=day)


APPLIED = (ProtocolStatus.REVIEW, ProtocolStatus.VALIDATED, ProtocolStatus.IN_FORCE)


def test_an_empty_list_has_one_button_and_a_title_begins_a_protocol(stage: ProtocolStage) -> None:
    assert listed(stage) == []
    assert "Aucun protocole" in stage.list.none.sentence.text()
    assert focused() is stage.list.none.button
    press(None, "Return")
    assert focused() is stage.list.beginning.title_field.edit
    press(None, "Return")
    assert "titre" in stage.list.beginning.title_field.message.text()
    type_text(None, NASTY)
    press(None, "Return")
    assert titles(stage) == [NASTY]
    assert stage.window.navigator.here == Intent("protocol", stage.screen.here()[0])  # type: ignore[index]  # it is shown
    assert stage.screen.header.title.accessibleName().startswith("<b>gras</b>")


def test_a_title_that_is_taken_or_too_long_is_refused_under_the_line(stage: ProtocolStage) -> None:
    begun(stage, "Chute à domicile")
    listed(stage, "new")
    line = stage.list.beginning.title_field
    type_text(line.edit, "chute a domicile")
    press(line.edit, "Return")
    assert "déjà ce titre" in line.message.text()
    line.edit.clear()
    type_text(line.edit, "x" * (TITLE.most + 1))
    assert "121 caractères" in line.message.text()
    press(line.edit, "Return")
    assert titles(stage) == ["Chute à domicile"]


def test_a_row_says_state_version_and_day_and_one_to_revise_says_so(stage: ProtocolStage) -> None:
    begun(stage, "Plaie", *APPLIED, ProtocolStatus.DRAFT)
    begun(stage, "Chute", *APPLIED)
    begun(stage, "Ancien", ProtocolStatus.ARCHIVED)
    assert listed(stage) == ["Chute", "Plaie", "Ancien"], "archived last"
    columns = [column.title for column in stage.list.model.columns]
    rows = [
        {title: column.text(line) for title, column in zip(columns, model.columns, strict=True)}
        for model in [stage.list.model]
        for line in model.records
    ]
    assert (rows[0]["État"], rows[0]["Révision"]) == ("En vigueur", "15/01/2027")
    assert (rows[1]["État"], rows[1]["Version"]) == ("Brouillon", "2 · v1 en vigueur")
    assert rows[2]["État"] == "Archivé"
    stage.office.clock.set_local(stage.office.clock.local().replace(year=2027, month=2))
    assert listed(stage, ProtocolStatus.TO_REVISE.value) == ["Chute"]
    assert stage.list.model.columns[2].text(stage.list.model.record(0)) == "À réviser"
    assert "1 à réviser" in stage.list.page.header.subtitle.text()
    assert listed(stage, ProtocolStatus.REVIEW.value) == []
    assert stage.list.none.sentence.text() == "Aucun protocole n’est en relecture."
    stage.list.none.button.click()
    assert len(stage.list.model.records) == 3


def test_letters_narrow_the_list_and_enter_opens_the_first(stage: ProtocolStage) -> None:
    begun(stage, "Plaie chronique")
    begun(stage, "Chute à domicile")
    listed(stage)
    type_text(stage.list.search.edit, "PLAIE")
    assert [line.protocol.content.title for line in stage.list.model.records] == ["Plaie chronique"]
    press(stage.list.search.edit, "Return")
    assert stage.screen.header.title.accessibleName() == "Plaie chronique"


def test_a_structure_is_read_whole_and_kept_only_when_asked(stage: ProtocolStage) -> None:
    listed(stage, "new")
    pane, preview = stage.list.beginning, stage.list.preview
    assert len(pane.library.rows) == 6
    pane.library.opened.emit("fall_at_home")
    assert titles(stage) == []
    said = " ".join(preview.parts.texts)
    kept = stage.office.desk.protocols.files.open_library("fall_at_home").content
    assert all(step.what in said for step in kept.steps)
    assert "12 étapes" in preview.summary.text()
    press(preview.title_field.edit, "Esc")
    assert titles(stage) == []
    pane.library.opened.emit("fall_at_home")
    press(preview.title_field.edit, "Ctrl+S")
    assert titles(stage) == [kept.title]
    listed(stage, "new")
    pane.library.opened.emit("fall_at_home")
    assert preview.title_field.text() == f"{kept.title} (2)"
    assert "Rien n’est remplacé" in preview.summary.text()
    preview.title_field.set_text(kept.title)
    preview.keep_button.click()
    assert "déjà ce titre" in preview.title_field.message.text()
    assert titles(stage) == [kept.title]


def test_a_file_that_is_none_is_refused_in_place_and_markup_is_shown_as_text(
    stage: ProtocolStage, tmp_path: Path
) -> None:
    begun(stage, NASTY)
    desk = stage.office.desk.protocols
    whole = desk.files.export(desk.texts.all()[0].protocol.id).data
    file = tmp_path / "protocole.json"
    stage.dialogs.file_to_open = file
    listed(stage, "new")
    pane = stage.list.beginning
    for broken in (whole[: len(whole) // 2], b"", b"\xff\xfe", b"[]"):
        file.write_bytes(broken)
        pane.import_button.click()
        assert pane.message.text().endswith("."), broken
        assert pane.message.isVisible()
    file.write_bytes(whole)
    pane.import_button.click()
    assert pane.message.isHidden()
    assert stage.list.preview.parts.texts[0] == f"{NASTY} (2)"
    assert titles(stage) == [NASTY]


def test_a_list_that_is_asked_for_over_a_pane_can_be_searched_and_filtered(
    stage: ProtocolStage,
) -> None:
    begun(stage, "Chute", *APPLIED)
    listed(stage, "new")
    assert stage.list.search.isHidden() or not stage.list.search.isVisible()
    assert listed(stage, ProtocolStatus.IN_FORCE.value) == ["Chute"]
    assert stage.list.search.isVisible()
    assert stage.list.filters.isVisible()
    assert stage.list.new.isVisible()


def test_a_numbered_title_that_is_taken_is_offered_under_the_next_number(
    stage: ProtocolStage,
) -> None:
    for title in ("Chute", "Chute (2)"):
        begun(stage, title)
    listed(stage, "new")
    type_text(stage.list.beginning.title_field.edit, "Chute (2)")
    press(None, "Return")
    assert "Chute (3)" in stage.list.beginning.title_field.message.text()
