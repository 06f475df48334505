# SPDX-License-Identifier: EUPL-1.2
"""Home: the next meeting, numbers that open their list, first steps in a new practice."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.action import ActionState
from app.domain.consent import ConsentState
from app.domain.meeting import AttendanceState
from app.domain.text import one_line, typeset
from app.services.meetings import ActionDraft
from tests.services.office import THURSDAY
from tests.ui.office_stage import NASTY, OfficeStage, open_stage
from tests.ui.typing import press
from ui.shell import Intent
from ui.theme import Tone
from ui.widgets import ButtonKind
from ui.widgets.rows import ROW_HEIGHT

LAST_WEEK = date(2026, 11, 19)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    with open_stage(tmp_path, qtbot) as stage:
        yield stage


def test_a_new_practice_is_told_its_first_steps_and_only_the_first_has_the_colour(
    stage: OfficeStage,
) -> None:
    stage.go("home")
    home = stage.home
    assert home.steps.isVisible()
    assert not home.meeting.isVisible()
    assert not home.minutes.isVisible()
    captions = [(b.caption, b.kind) for b in home.steps._buttons]
    assert captions == [
        ("Importer l’annuaire", ButtonKind.PRIMARY),
        ("Ouvrir une situation", ButtonKind.SECONDARY),
        ("Préparer la réunion", ButtonKind.SECONDARY),
    ]
    home.steps._buttons[0].click()
    assert stage.here == Intent("directory", choice="import")


def test_a_step_that_is_done_gives_its_colour_to_the_next(stage: OfficeStage) -> None:
    stage.office.person("Imbert", "Jeanne")
    stage.go("home")
    button = stage.home.steps.first_button()
    assert button is not None
    assert button.caption == "Ouvrir une situation"
    button.click()
    assert stage.here == Intent("case", choice="new")


def test_the_next_meeting_says_where_how_many_how_long_and_each_consent(
    stage: OfficeStage,
) -> None:
    office = stage.office
    aubry = office.person("Aubry", "Nadia")
    dated = office.case("S26-014")
    anonymous = office.case("S26-019", ConsentState.NOT_ASKED)
    silent = office.case("S26-021", None)
    office.meeting(dated, anonymous, silent, attendance=((aubry, AttendanceState.INVITED),))
    stage.go("home")
    card = stage.home.meeting
    assert card.label.text() == "Prochaine réunion"
    assert card.when.text() == "Jeudi 26 novembre, 12\u00a0h\u00a030 – 14\u00a0h"
    assert card.facts.text() == ("Salle de réunion · 1 invité · 3 situations · 60\u00a0min sur 90")
    chips = [(row.code, row.chip.text, row.chip.tone) for row in card.agenda.rows if row.chip]
    assert chips == [
        ("S26-014", "accord obtenu", Tone.OK),
        ("S26-019", "anonyme stricte", Tone.WARN),
        ("S26-021", "accord non noté", Tone.WARN),
    ]
    assert not card.crowded.isVisible()


def test_an_overdue_action_shows_beside_its_situation_and_in_the_reminders(
    stage: OfficeStage,
) -> None:
    case_id = stage.office.case("S26-014")
    draft = ActionDraft("Appeler la fille", who_name="Une voisine", due=date(2026, 11, 20))
    stage.held_with(case_id, draft)
    stage.office.meeting(case_id)
    stage.go("home")
    assert stage.home.meeting.agenda.rows[0].text.endswith("· 1 action en retard")
    rows = {row.key: row for row in stage.home.reminders.list.rows}
    late, owed = rows["actions/overdue"], rows["feedback/due"]
    assert late.lead is not None
    assert (late.lead.text, late.lead.tone) == ("1 en retard", Tone.LATE)
    assert late.text == "Action · depuis 6 jours"
    assert owed.text == "Retour au patient · depuis le 19 novembre"
    assert owed.lead is not None
    assert owed.lead.text == "1 dû"


def test_every_number_opens_its_list(stage: OfficeStage) -> None:
    draft = ActionDraft("Appeler", who_name="Une voisine", due=date(2026, 11, 20))
    stage.held_with(stage.office.case(), draft)
    for number, intent in enumerate(
        (
            Intent("actions", choice="overdue"),
            Intent("feedback", choice="due"),
            Intent("filings"),
            Intent("cases", choice="without_review"),
        )
    ):
        stage.go("home")
        stage.home.reminders.list._rows[number].click()
        assert stage.here == intent


def test_when_nothing_waits_it_is_said(stage: OfficeStage) -> None:
    stage.office.meeting(stage.office.case())
    stage.go("home")
    assert stage.home.reminders.nothing.isVisible()
    assert stage.home.reminders.list.rows == ()


def test_f5_starts_the_meeting_that_is_prepared(stage: OfficeStage) -> None:
    meeting_id, _ = stage.office.meeting(stage.office.case())
    stage.go("home")
    press(stage.window, "F5")
    assert stage.here == Intent("meeting", record=meeting_id)


def test_a_running_meeting_is_resumed_and_no_longer_prepared(stage: OfficeStage) -> None:
    stage.office.running(stage.office.case())
    stage.go("home")
    card = stage.home.meeting
    assert card.label.text() == "Réunion en cours"
    assert card.start.caption == "Reprendre la réunion"
    assert not card.prepare.isVisible()


def test_without_a_prepared_meeting_the_next_day_is_told_and_one_button_prepares_it(
    stage: OfficeStage,
) -> None:
    stage.office.held(stage.office.case(), on=LAST_WEEK)
    stage.go("home")
    card = stage.home.meeting
    assert card.facts.text() == (
        "Aucune réunion n’est préparée. La prochaine tombe le jeudi 26 novembre."
    )
    assert not card.start.isVisible()
    assert card.primary_button() is card.prepare
    card.prepare.click()
    assert stage.here == Intent("prepare")


def test_a_day_without_a_meeting_is_told_with_its_reason(stage: OfficeStage) -> None:
    stage.office.desk.series.skip(date(2026, 11, 26), "Formation de l’équipe")
    stage.office.held(stage.office.case(), on=LAST_WEEK)
    stage.go("home")
    assert stage.home.meeting.facts.text() == (
        "Aucune réunion n’est préparée. La prochaine tombe le jeudi 3 décembre. "
        "Pas de réunion le jeu. 26 nov.\u00a0: Formation de l’équipe."
    )


def test_an_agenda_that_does_not_fit_says_by_how_much(stage: OfficeStage) -> None:
    cases = [stage.office.case() for _ in range(5)]
    stage.office.meeting(*cases)
    stage.go("home")
    assert stage.home.meeting.crowded.text() == "10\u00a0min de trop pour le créneau"


def test_a_long_agenda_scrolls_and_keeps_the_height_of_its_rows(
    stage: OfficeStage, qtbot: QtBot
) -> None:
    stage.office.meeting(*(stage.office.case() for _ in range(20)))
    stage.go("home")
    rows = stage.home.meeting.agenda._rows
    qtbot.waitUntil(lambda: all(row.height() == ROW_HEIGHT for row in rows), timeout=2000)


def test_the_last_minutes_are_shown_item_by_item_and_open(stage: OfficeStage) -> None:
    case_id = stage.office.case("S26-020")
    _, minutes_id, _ = stage.office.held(case_id, on=LAST_WEEK)
    stage.go("home")
    card = stage.home.minutes
    assert card.when.text() == "Compte rendu du jeudi 19 novembre 2026"
    row = card.list.rows[0]
    assert (row.code, row.note) == ("S26-020", "1 décision · 1 action")
    card.open.click()
    assert stage.here == Intent("minutes", record=minutes_id)


def test_minutes_of_a_person_who_withdrew_show_nothing_of_them(stage: OfficeStage) -> None:
    case_id = stage.office.case("S26-020")
    stage.office.held(case_id, on=LAST_WEEK)
    stage.office.consent(case_id, ConsentState.WITHDRAWN)
    stage.go("home")
    row = stage.home.minutes.list.rows[0]
    assert (row.code, row.text, row.note) == ("S26-020", "", "accès restreint")


def test_a_row_of_the_agenda_opens_its_situation_and_a_free_point_opens_nothing(
    stage: OfficeStage,
) -> None:
    case_id = stage.office.case()
    meeting_id, _ = stage.office.meeting(case_id)
    stage.office.desk.agendas.add_point(meeting_id, "Vie de l’équipe")
    stage.go("home")
    rows = stage.home.meeting.agenda._rows
    rows[1].click()
    assert stage.here == Intent("home")
    rows[0].click()
    assert stage.here == Intent("case", record=case_id)


def test_what_changes_elsewhere_shows_at_once(stage: OfficeStage) -> None:
    draft = ActionDraft("Appeler", who_name="Une voisine", due=date(2026, 11, 20))
    action_id = stage.held_with(stage.office.case(), draft)[0]
    stage.go("home")
    assert "actions/overdue" in [row.key for row in stage.home.reminders.list.rows]
    stage.publish(stage.office.desk.actions.mark(action_id, ActionState.DONE))
    assert "actions/overdue" not in [row.key for row in stage.home.reminders.list.rows]


def test_the_sheet_to_sign_is_shown_from_memory(stage: OfficeStage, qtbot: QtBot) -> None:
    stage.office.meeting(stage.office.case())
    stage.go("home")
    stage.home.meeting.sheet.click()
    assert not stage.home.meeting.sheet.isEnabled()
    qtbot.waitUntil(lambda: stage.window._preview.preview is not None, timeout=20_000)
    preview = stage.window._preview.preview
    assert preview is not None
    assert preview.printout.file_name == f"emargement-{THURSDAY.isoformat()}.pdf"
    assert preview.printout.band == "PSEUDONYMISÉ"
    assert stage.home.meeting.sheet.isEnabled()


@pytest.mark.parametrize("text", [text[:1000] for text in NASTY])
def test_strange_titles_stay_as_typed_on_one_line(stage: OfficeStage, text: str) -> None:
    meeting_id, _ = stage.office.meeting()
    stage.office.desk.agendas.add_point(meeting_id, text)
    stage.go("home")
    shown = stage.home.meeting.agenda.rows[0].text
    assert shown.startswith(text.partition("\n")[0])
    assert shown == typeset(one_line(text))
    assert stage.home.meeting.width() < stage.window.width()


def test_the_day_is_todays_even_when_the_screen_was_made_yesterday(stage: OfficeStage) -> None:
    stage.go("home")
    assert stage.home.header.title.text() == "Jeudi 26 novembre"
    stage.office.clock.advance(timedelta(days=1))
    stage.go("home")
    assert stage.home.header.title.text() == "Vendredi 27 novembre"
