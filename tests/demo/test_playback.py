# SPDX-License-Identifier: EUPL-1.2
"""A meeting file played into a vault: nothing crashes, no text is lost, refusals are told."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.demo.playback import Playback, Played
from app.domain.care_plan import PlanPart
from app.domain.consent import ConsentState
from app.domain.meeting import AttendanceState, ItemState, Role
from app.exchange.meeting_file import read_meeting_file
from app.exchange.professions import load_professions
from tests.conftest import DATA
from tests.services.office import Office, words

TEXTS = (
    "<b>gras</b> & <para> jamais fermé <img src='x'>",
    "=SOMME(A1:A9)",
    "@import url",
    "المريضة تعيش وحدها",
    "👵🏽 va mieux 🎉",
    "deux\nlignes\n\net demie",
    "insécable\u00a0: l’été\u202f!",
    "x" * 6_000,
)


def play(office: Office, file: Path) -> tuple[Played, list[str]]:
    told: list[str] = []
    script = read_meeting_file(file, load_professions())
    played = Playback(office.desk, office.clock, script, told.append).play()
    return played, told


def write(folder: Path, content: dict[str, Any]) -> Path:
    file = folder / "reunion.json"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return file


def item(code: str, *events: dict[str, Any], **others: Any) -> dict[str, Any]:
    consent = {"state": "obtained", "on": "2026-11-20", "by": "Cissé", "scope": "équipe"}
    return {"case": code, "minutes": 20, "consent": consent, "events": list(events)} | others


def meeting(*items: dict[str, Any], **head: Any) -> dict[str, Any]:
    return {
        "practice": {"name": "Maison <b>des</b> Tilleuls", "weekly": "jeudi 12:30-14:00"},
        "meeting": {"date": "2026-11-26", "start": "12:30", "end": "14:00"} | head,
        "items": list(items),
    }


# --- the ordinary meeting -------------------------------------------------------------------------


@pytest.fixture
def played(office: Office) -> Played:
    return play(office, DATA / "reunion-type.json")[0]


def test_the_ordinary_meeting_lands_whole(office: Office, played: Played) -> None:
    assert (played.decisions, played.actions, len(played.cases)) == (8, 12, 4)
    documents = list(played.documents(office.desk))
    assert [document.stem for document in documents] == [
        "compte-rendu-2026-11-26",
        "emargement-2026-11-26",
        "plan-S26-014",
        "plan-S26-021",
        "plan-S26-019",
        "plan-S26-009",
    ]
    assert office.desk.minutes.verify(played.minutes_id) is None
    assert office.store.rows.journal.first_fault() is None
    assert len(office.desk.directory.all()) == 14


def test_every_text_of_the_ordinary_meeting_is_in_its_minutes(
    office: Office, played: Played
) -> None:
    source = json.loads((DATA / "reunion-type.json").read_text(encoding="utf-8"))
    said = words(office.desk.documents.minutes(played.minutes_id).view)
    for line in source["items"]:
        assert line["case"] in said
        assert line["question"] in said
        assert line["wishes"] in said
        for event in line["events"]:
            text = event.get("text") or event.get("decision") or event.get("action")
            assert text in said
        if line["identity"]:
            assert line["identity"]["last"] not in said


def test_the_ordinary_meeting_has_its_people_roles_and_hours(
    office: Office, played: Played
) -> None:
    header = office.desk.minutes.get(played.minutes_id).header
    assert dict(header.roles) == {
        "Animateur": "Nadia Aubry",
        "Rédacteur": "Émile Marchand",
        "Maître du temps": "Loïg Évrard",
        "Référent": "Nadia Aubry",
    }
    states = [line.state for line in header.attendance]
    assert (states.count("present"), states.count("excused"), states.count("absent")) == (8, 1, 1)
    assert (header.started, header.ended, header.number) == (
        "2026-11-26T12:30",
        "2026-11-26T14:00",
        1,
    )


def test_the_plans_hold_decisions_and_actions_and_blanks_where_nothing_was_said(
    office: Office, played: Played
) -> None:
    lines = 0
    for case_id in played.cases:
        plan = office.desk.care_plans.view(case_id).plan
        assert plan is not None
        assert plan.proposed == ()
        for line in plan.lines:
            assert line.action
            assert (line.problem, line.objective, line.criterion) == ("", "", "")
            assert line.review_on is None
        lines += len(plan.part(PlanPart.CARE)) + len(plan.part(PlanPart.AID))
    assert lines == 12 + played.decisions


def test_the_anonymous_situation_has_no_name_on_its_plan(office: Office, played: Played) -> None:
    bands = [document.band for document in played.documents(office.desk)][2:]
    assert bands.count("ANONYME") == 1
    assert bands.count("NOMINATIF — SECRET PROFESSIONNEL") == 3


# --- a nasty one ----------------------------------------------------------------------------------


def nasty(folder: Path) -> Path:
    """Everything the issue names under « Bad input », in one file."""
    (folder / "gens.csv").write_text(
        "Nom;Prénom;Profession\r\n"
        "Martin;Zoé;Infirmière\r\n"
        "Martin;Alain;Pharmacien\r\n"
        "<b>Durand;Éric & fils;Médecin généraliste\r\n"
        ";;\r\n"
        ";Sansnom;Infirmière\r\n",
        encoding="utf-8",
    )
    said: list[Any] = [
        {"field": field, "text": text} for field in ("organic", "social") for text in TEXTS
    ]
    said += [{"decision": text} for text in TEXTS]
    said += [{"action": text, "who": f"Voisin {text[:9]}", "due": "2028-03-01"} for text in TEXTS]
    said += [
        {"action": "Rappeler Zoé", "who": "Martin Zoé", "due": "2028-02-29"},
        {"action": "Rappeler lequel ?", "who": "Martin", "due": "2027-02-29"},
        {"action": "Rappeler qui ?"},
        {"action": "Rappeler hier", "who": "Martin Zoé", "due": "1899-12-31"},
        {"field": "psychic", "text": "CR\r\nLF"},
        {"field": "psychic", "text": "   "},
        {"decision": " "},
        {"action": ""},
        {"field": "astral", "text": "perdu"},
        {"rien": 1},
        "rien",
    ]
    content = meeting(
        item("S28-001", *said, question=TEXTS[0], wishes=TEXTS[3], requester="<b>Durand"),
        item("Réf <i>", {"decision": "oui"}, consent={"state": "refused", "by": "Martin Zoé"}),
        item("S28-003", {"decision": "oui"}, consent={"state": "withdrawn"}),
        item("S28-004", {"decision": "oui"}, consent={"state": "peut-être"}),
        item("S28-005", {"decision": "oui"}, consent={"state": "obtained", "on": "2031-01-01"}),
        item(
            "S28-006",
            {"decision": "oui"},
            consent={"state": "not_asked"},
            identity={"last": "Verdier", "first": "Jo", "born": "2999-01-01"},
        ),
        item("", {"decision": "oui"}, consent=None),
        date="2028-02-29",
        start="22:30",
        end="00:30",
        chair="Martin",
        scribe=["Martin Zoé", "Inconnue Totale"],
        present=["Martin Zoé", "<b>Durand", "", "Inconnue Totale"],
        excused=["Martin Alain"],
        absent=["Martin Alain"],
    )
    return write(folder, content | {"professionals": "gens.csv"})


def test_a_nasty_file_is_played_and_no_text_is_lost(office: Office, tmp_path: Path) -> None:
    played, _ = play(office, nasty(tmp_path))
    office.crash_and_reopen()
    codes = [line.code for line in office.desk.cases.all()]
    assert sorted(codes) == sorted(
        ["S28-001", "Réf <i>", "S28-003", "S28-004", "S28-005", "S28-006", "S28-007"]
    )
    minutes = office.desk.minutes.get(played.minutes_id)
    record = minutes.items[0].record
    assert record is not None
    assert record.organic == record.social == "\n".join(TEXTS)
    assert record.psychic == "CR\nLF"
    assert record.decisions == TEXTS
    assert tuple(action.text for action in record.actions) == (
        *TEXTS,
        "Rappeler Zoé",
        "Rappeler lequel ?",
        "Rappeler qui ?",
        "Rappeler hier",
    )
    assert (record.question, record.wishes) == (TEXTS[0], TEXTS[3])
    assert [(a.who, a.due) for a in record.actions[-4:]] == [
        ("Zoé Martin", "2028-02-29"),
        ("Martin", ""),
        ("à désigner", ""),
        ("Zoé Martin", "1899-12-31"),
    ]
    assert (minutes.header.on, minutes.header.started, minutes.header.ended) == (
        "2028-02-29",
        "2028-02-29T22:30",
        "2028-03-01T00:30",
    )
    assert (played.decisions, played.actions, len(played.cases)) == (len(TEXTS) + 3, 12, 4)
    assert office.desk.minutes.verify(played.minutes_id) is None


def test_each_refusal_of_a_nasty_file_is_told_in_french(office: Office, tmp_path: Path) -> None:
    _, told = play(office, nasty(tmp_path))
    everything = "\n".join(told).replace("\u00a0", " ").replace("\u202f", " ")
    for piece in (
        "Annuaire, ligne 6 non reprise",
        "« Martin » désigne plusieurs personnes de l’annuaire",
        "« Inconnue Totale » n’est pas dans l’annuaire",
        "Réf <i> ne peut pas être présentée : la personne a refusé",
        "S28-003 ne peut pas être présentée : la personne a retiré son accord",
        "S28-004 : sans accord compréhensible",
        "S28-005 : Cette date est dans l’avenir",
        "S28-006 : La date de naissance est dans l’avenir",
        "la date « 2027-02-29 » (due) n’existe pas",
        "une action n’a pas de responsable",
        "S28-001 : l’échéance du dim. 31 déc. 1899 est à vérifier",
        "une décision sans texte",
        "une action sans texte",
        "deux présences",
        "le programme lui en donnera un",
    ):
        assert piece in everything, piece
    assert all(sentence.strip().endswith((".", "!", "?", "…")) for sentence in told)


def test_each_name_that_is_too_long_is_said_once_by_what_it_is(
    office: Office, tmp_path: Path
) -> None:
    long = {"last": "V" * 85, "first": "J" * 90, "born": "1941-03-02"}
    content = meeting(item("S28-001", {"decision": "oui"}, identity=long))
    _, told = play(office, write(tmp_path, content))
    assert [sentence for sentence in told if "caractères" in sentence] == [
        "S28-001 : Le nom a 85 caractères\u00a0: 80 au plus.",
        "S28-001 : Le prénom a 90 caractères\u00a0: 80 au plus.",
    ]


def test_people_of_a_nasty_file_stand_where_they_were(office: Office, tmp_path: Path) -> None:
    played, _ = play(office, nasty(tmp_path))
    meeting_ = office.desk.meetings.meeting(played.meeting_id)
    where = {
        office.desk.directory.get(line.professional_id).full_name: line.state
        for line in meeting_.attendance
    }
    assert where == {
        "Zoé Martin": AttendanceState.PRESENT,
        "Éric & fils <b>Durand": AttendanceState.PRESENT,
        "Inconnue Totale": AttendanceState.PRESENT,
        "Alain Martin": AttendanceState.EXCUSED,
    }
    scribes = [office.desk.directory.get(id_).full_name for id_ in meeting_.roles[Role.SCRIBE]]
    assert scribes == ["Zoé Martin", "Inconnue Totale"]


def test_a_line_of_the_directory_that_is_kept_says_what_to_check(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "annuaire.csv").write_text("Nom;Prénom;RPPS\nAubry;Nadia;10999999998\n")
    _, told = play(office, write(tmp_path, meeting() | {"professionals": "annuaire.csv"}))
    assert any(line.startswith("Annuaire, ligne 2 :") and "RPPS" in line for line in told)


def test_an_ambiguous_chair_is_not_said_to_be_unknown(office: Office, tmp_path: Path) -> None:
    people = "Nom;Prénom;Profession;Champ\nMartin;Zoé;;autre\nMartin;Zélie;;autre\n"
    (tmp_path / "annuaire.csv").write_text(people, encoding="utf-8")
    file = write(tmp_path, meeting(chair="Martin") | {"professionals": "annuaire.csv"})
    _, told = play(office, file)
    assert any("désigne plusieurs personnes" in line for line in told)
    assert not any("« Martin » n’est pas dans l’annuaire" in line for line in told)


def test_a_name_that_two_people_have_is_one_outside_person_wherever_it_stands(
    office: Office, tmp_path: Path
) -> None:
    people = "Nom;Prénom;Profession\nMartin;Luc;Kiné\nMartin;Luc;Infirmier\n"
    (tmp_path / "annuaire.csv").write_text(people, encoding="utf-8")
    content = meeting(chair="Martin Luc", present=["Martin Luc"], invited=["Luc Martin"])
    _, told = play(office, write(tmp_path, content | {"professionals": "annuaire.csv"}))
    added = [person for person in office.desk.directory.all() if not person.member]
    assert [sorted(person.last.split()) for person in added] == [["Luc", "Martin"]]
    assert not any(line.count("Martin Luc") > 3 for line in told)


def test_what_is_refused_is_kept_off_the_minutes_and_the_rest_is_kept(
    office: Office, tmp_path: Path
) -> None:
    played, _ = play(office, nasty(tmp_path))
    said = words(office.desk.documents.minutes(played.minutes_id).view)
    assert not [code for code in ("Réf <i>", "S28-003", "S28-004") if code in said]
    states = {line.code: line.consent for line in office.desk.cases.all()}
    assert states["Réf <i>"] is ConsentState.REFUSED
    assert states["S28-003"] is ConsentState.WITHDRAWN
    assert states["S28-004"] is None
    assert states["S28-005"] is ConsentState.OBTAINED
    kept = office.desk.cases.all()
    unborn = next(line.id for line in kept if line.code == "S28-006")
    identity = office.desk.cases.identity(unborn)
    assert identity is not None
    assert (identity.last, identity.born) == ("Verdier", None)
    for document in played.documents(office.desk):
        assert "Verdier" not in words(document.view)  # strictly anonymous
    lines = office.desk.agendas.view(played.meeting_id).lines
    assert {line.item.state for line in lines} == {ItemState.SEEN}


def test_every_document_of_a_nasty_file_can_be_set(office: Office, tmp_path: Path) -> None:
    played, _ = play(office, nasty(tmp_path))
    documents = list(played.documents(office.desk))
    assert len(documents) == 6
    for document in documents:
        assert document.render().pdf.startswith(b"%PDF")


@pytest.mark.parametrize("name", [None, "", "  \n "])
def test_a_file_without_the_name_of_the_practice_is_played_and_says_so(
    office: Office, tmp_path: Path, name: str | None
) -> None:
    content = meeting(item("A", {"decision": "oui"}))
    content["practice"] = {"name": name, "place": "Salle 2"}
    played, told = play(office, write(tmp_path, content))
    assert played.decisions == 1
    assert any("structure" in sentence for sentence in told)
    assert office.desk.practice.get().place == "Salle 2"


def test_a_file_without_directory_practice_or_date_is_played(
    office: Office, tmp_path: Path
) -> None:
    content = {
        "meeting": {"chair": "Aubry", "present": ["Aubry"]},
        "items": [item("A", {"decision": "oui"}, {"action": "appeler", "who": "Aubry"})],
    }
    played, told = play(office, write(tmp_path, content))
    assert (played.decisions, played.actions) == (1, 1)
    assert office.desk.meetings.meeting(played.meeting_id).on.isoformat() == "2026-11-26"
    assert any("date" in sentence for sentence in told)
    (view,) = office.desk.actions.open()
    assert view.who == "Aubry"
    assert view.action.who_id is not None  # the chair was added to the directory


def test_a_meeting_at_which_nothing_can_be_presented_is_still_sealed(
    office: Office, tmp_path: Path
) -> None:
    file = write(tmp_path, meeting(item("A", consent={"state": "refused"})))
    played, told = play(office, file)
    assert (played.cases, played.decisions) == ((), 0)
    assert office.desk.minutes.get(played.minutes_id).items == ()
    assert len(told) == 1
    assert [document.stem for document in played.documents(office.desk)] == [
        "compte-rendu-2026-11-26",
        "emargement-2026-11-26",
    ]


def test_a_situation_refused_without_a_code_is_named_by_the_one_it_was_given(
    office: Office, tmp_path: Path
) -> None:
    _, told = play(office, write(tmp_path, meeting(item("", consent={"state": "refused"}))))
    assert "S26-001 ne peut pas être présentée" in "\n".join(told)


def test_a_file_played_twice_into_one_vault_doubles_nothing(office: Office, tmp_path: Path) -> None:
    file = write(tmp_path, meeting(item("A", {"decision": "oui"})))
    play(office, file)
    _, told = play(office, file)
    assert "Le code A est déjà celui d’une autre situation" in "\n".join(told)
    assert len(office.desk.cases.all()) == 1
