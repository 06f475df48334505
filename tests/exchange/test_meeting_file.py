# SPDX-License-Identifier: EUPL-1.2
import json
import shutil
from contextlib import suppress
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.case import Identity
from app.domain.directory_preview import DirectoryPreview
from app.domain.errors import UserError
from app.domain.meeting import Role
from app.exchange.meeting_file import parse_meeting, read_meeting_file
from app.exchange.meeting_script import ActionSaid, DecisionSaid, MeetingScript
from app.exchange.professions import load_professions

DATA = Path(__file__).parents[1] / "data"
PROFESSIONS = load_professions()
NOBODY = DirectoryPreview(())


def no_directory(name: str) -> DirectoryPreview:
    return NOBODY


def script(value: object) -> MeetingScript:
    return parse_meeting(value, no_directory)


def meeting(**head: object) -> MeetingScript:
    return script({"meeting": {"date": "2026-11-26"} | head, "items": []})


def said(found: MeetingScript) -> str:
    return " ".join(found.problems).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_reference_meeting_is_read_whole_and_without_a_remark() -> None:
    found = read_meeting_file(DATA / "reunion-type.json", PROFESSIONS)
    assert found.problems == ()
    assert found.practice.name == "Maison de santé des Tilleuls"
    assert (found.practice.slot.weekday, found.practice.slot.start) == (3, time(12, 30))
    assert found.meeting.on == date(2026, 11, 26)
    assert found.meeting.roles == {
        Role.CHAIR: ("Aubry",),
        Role.SCRIBE: ("Marchand",),
        Role.TIMEKEEPER: ("Évrard",),
        Role.REFERENT: ("Aubry",),
    }
    assert (len(found.meeting.invited), len(found.meeting.present)) == (10, 8)
    assert found.professionals is not None
    assert len(found.professionals.drafts) == 14
    events = [event for item in found.items for event in item.events]
    assert [item.code for item in found.items] == ["S26-014", "S26-021", "S26-019", "S26-009"]
    assert sum(isinstance(event, DecisionSaid) for event in events) == 8
    assert sum(isinstance(event, ActionSaid) for event in events) == 12
    assert sum(len(event.text) for event in events) == 3216
    assert found.items[0].identity == Identity("Verdier", "Marguerite", date(1941, 3, 2))
    assert found.items[2].identity is None


def test_a_file_with_a_byte_order_mark_reads_the_same(tmp_path: Path) -> None:
    shutil.copy(DATA / "professionnels.csv", tmp_path)
    marked = tmp_path / "reunion.json"
    marked.write_bytes(b"\xef\xbb\xbf" + (DATA / "reunion-type.json").read_bytes())
    reference = read_meeting_file(DATA / "reunion-type.json", PROFESSIONS)
    assert read_meeting_file(marked, PROFESSIONS) == reference


@pytest.mark.parametrize(
    "content",
    ["", "pas du JSON", "[]", "{}", '{"meeting": {}}', '{"items": []}', "[" * 100_000, "9" * 9_999],
)
def test_a_file_that_is_no_meeting_is_refused_with_a_remedy(tmp_path: Path, content: str) -> None:
    file = tmp_path / "reunion.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UserError) as refusal:
        read_meeting_file(file, PROFESSIONS)
    assert refusal.value.remedy


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"absent\.json"):
        read_meeting_file(tmp_path / "absent.json", PROFESSIONS)


@pytest.mark.parametrize("name", ["../ailleurs.csv", "/ailleurs.csv", "..", "lien.csv", "a\\b.csv"])
def test_a_directory_file_elsewhere_is_never_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "ailleurs.csv").write_text("Nom;Prénom\nA;B", encoding="utf-8")
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "lien.csv").symlink_to(tmp_path / "ailleurs.csv")
    file = folder / "reunion.json"
    value = {"professionals": name, "meeting": {"date": "2026-11-26"}, "items": []}
    file.write_text(json.dumps(value), encoding="utf-8")
    found = read_meeting_file(file, PROFESSIONS)
    assert found.professionals is None
    assert "n’est pas à côté" in said(found)


def test_without_its_directory_file_the_meeting_goes_on(tmp_path: Path) -> None:
    shutil.copy(DATA / "reunion-type.json", tmp_path)
    found = read_meeting_file(tmp_path / "reunion-type.json", PROFESSIONS)
    assert found.professionals is None
    assert len(found.items) == 4
    assert "professionnels.csv" in said(found)


def test_a_meeting_may_end_after_midnight() -> None:
    found = meeting(start="22:30", end="00:15")
    assert (found.meeting.start, found.meeting.end) == (time(22, 30), time(0, 15))
    assert found.problems == ()


@pytest.mark.parametrize("day", ["2027-02-29", "2027-02-30", "demain", "26/11/2026x"])
def test_an_impossible_meeting_date_is_refused_and_the_rest_kept(day: str) -> None:
    found = meeting(date=day, present=["Aubry"])
    assert found.meeting.on is None
    assert found.meeting.present == ("Aubry",)
    assert day in said(found)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_date_at_the_ends_of_the_calendar_is_refused(day: str) -> None:
    found = meeting(date=day, start="23:30", end="00:45")
    assert found.meeting.on is None
    assert f"la date « {day} » (date) est hors du temps" in said(found)


def test_a_leap_day_is_a_day() -> None:
    assert meeting(date="2028-02-29").meeting.on == date(2028, 2, 29)


def test_wrong_times_fall_back_on_the_weekly_slot() -> None:
    found = script(
        {
            "practice": {"weekly": "mardi 8h-9h"},
            "meeting": {"date": "2026-11-26", "start": "25:00"},
            "items": [],
        }
    )
    assert (found.meeting.start, found.meeting.end) == (time(8), time(9))
    assert "25:00" in said(found)


def test_a_weekly_slot_that_is_not_understood_is_said() -> None:
    found = script({"practice": {"name": "MSP", "weekly": "parfois"}, "meeting": {}, "items": []})
    assert found.practice.name == "MSP"
    assert "créneau" in said(found)


def test_several_people_may_share_a_role_and_a_name_counts_once() -> None:
    found = meeting(chair=["Aubry", "Cissé"], scribe="Aubry", invited=["Aubry", "", "Aubry"])
    assert found.meeting.roles == {Role.CHAIR: ("Aubry", "Cissé"), Role.SCRIBE: ("Aubry",)}
    assert found.meeting.invited == ("Aubry",)


def test_somebody_present_and_absent_is_present() -> None:
    found = meeting(present=["Aubry"], absent=["Aubry", "Cissé"], excused=["Cissé"])
    assert (found.meeting.present, found.meeting.excused, found.meeting.absent) == (
        ("Aubry",),
        ("Cissé",),
        (),
    )
    assert "« Aubry » a deux présences" in said(found)


def test_values_of_a_wrong_type_are_reported_and_left_out() -> None:
    found = meeting(present="Aubry", absent=[1, {"a": 2}, "Cissé"], chair=3, start=[])
    assert found.meeting.present == ("Aubry",)
    assert found.meeting.absent == ("Cissé",)
    assert found.meeting.roles == {}
    assert len(found.problems) == 3


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
KEYS = (
    "date", "start", "end", "chair", "present", "absent", "case", "minutes", "identity",
    "last", "born", "requester", "reason", "eligible", "over_75", "consent", "state", "on",
    "by", "question", "events", "field", "text", "decision", "action", "who", "due", "weekly",
)  # fmt: skip
LIKELY = st.recursive(
    ANY_JSON
    | st.sampled_from(["obtained", "organic", "2027-02-30", "12:30", "jeudi 8h-9h", "é\r"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8)
    ),
    max_leaves=12,
)


@given(ANY_JSON)
def test_no_json_value_breaks_the_reading(value: object) -> None:
    with suppress(UserError):
        script(value)


@settings(max_examples=40)
@given(LIKELY, st.dictionaries(st.sampled_from(KEYS), LIKELY), st.lists(LIKELY, max_size=4))
def test_no_meeting_breaks_the_reading(practice: object, head: object, items: object) -> None:
    found = script(
        {"practice": practice, "professionals": practice, "meeting": head, "items": items}
    )
    assert all(problem.endswith(".") for problem in found.problems)
