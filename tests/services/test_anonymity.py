# SPDX-License-Identifier: EUPL-1.2
"""Names are recognised in a meeting although the key to identities is gone, over a real vault."""

import gc
import pickle
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from app.domain.action import ActionState
from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.domain.directory import Professional
from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId
from app.domain.meeting import Meeting
from app.domain.reidentification import MASK, Clue
from app.services import anonymity
from app.services.accounts import Role
from app.services.anonymity import NO_RIGHT
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.contact_names import contact_words
from app.services.meetings import ActionDraft, ItemText
from app.services.name_filter import filter_of, name_words
from app.services.vault import Session
from app.services.words_beside_names import BesideNames
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, THURSDAY, Office
from tests.services.safe import OTHER, PHRASE, Safe, copied, events, let_in

WORDS = BesideNames.shipped()
CONTACT = "Fille : Mme Anne Roze, 06 12 34 56 78, 12 rue des Lilas, Quimper"


def test_the_names_of_those_around_a_person_are_recognised_like_those_of_a_contact(
    session: Session,
) -> None:
    case_id = session.desk.cases.open(CaseDraft(title="x"))[0]
    identity = Identity(
        "Verdier", carer="Yann Kerbrat, son fils", trusted="Anne Roze", relatives="Lise Tanguy"
    )
    session.desk.cases.save_identity(case_id, identity)
    session.desk.anonymity.learn_waiting()
    text = "Kerbrat, Roze et Tanguy sont venus."
    assert [each.found for each in session.desk.anonymity.findings(text)] == [
        "Kerbrat",
        "Roze",
        "Tanguy",
    ]
    assert "Kerbrat" not in session.desk.anonymity.masked(text)


def patient(session: Session, last: str, first: str = "", contact: str = "") -> CaseId:
    case_id, _ = session.desk.cases.open(CaseDraft(title="Chutes"))
    session.desk.cases.save_identity(case_id, Identity(last, first, None, contact))
    session.desk.consents.record(case_id, ConsentDraft(ConsentState.OBTAINED))
    return case_id


def prepared(session: Session, *cases: CaseId) -> tuple[MeetingId, list[ItemId]]:
    draft = Meeting(MeetingId(""), THURSDAY, time(12, 30), time(14, 0))
    meeting_id, _ = session.desk.agendas.prepare(draft)
    return meeting_id, [session.desk.agendas.add_case(meeting_id, id_)[0] for id_ in cases]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a prepared meeting on one patient, and another who waits in the reserve."""
    safe = Safe(tmp_path_factory.mktemp("model") / "port.tdt")
    session = safe.make()
    first = patient(session, "Kervella", "Zéphyrine", CONTACT)
    patient(session, "Le Bihan", "Yves")
    let_in(session, "Aminata Cissé", Role.WRITER)
    session.desk.directory.save(Professional(ProfessionalId(""), "Aubry", "Nadia"))
    prepared(session, first)
    session.close()
    return safe.folder


@pytest.fixture
def safe(model: Path, tmp_path: Path) -> Safe:
    return copied(model, tmp_path / "port.tdt")


@pytest.fixture
def session(safe: Safe) -> Iterator[Session]:
    with safe.open() as opened:
        yield opened


def meeting_of(session: Session) -> MeetingId:
    meeting = session.desk.agendas.next_meeting()
    assert meeting is not None
    return meeting.id


def found(session: Session, text: str) -> list[tuple[str, str]]:
    return [(each.found, each.instead) for each in session.desk.anonymity.findings(text)]


# --- the filter of a meeting -----------------------------------------------------------------


def test_names_are_recognised_after_the_key_is_gone(session: Session) -> None:
    assert found(session, "Kervella") == []  # control: nothing was learnt yet
    session.desk.meetings.start(meeting_of(session))
    assert not session.desk.identities.available
    assert found(session, "mme kervella, Zephyrine Kervella et KERVELLA") == [
        ("mme kervella", "la personne"),
        ("Zephyrine Kervella", "la personne"),
        ("KERVELLA", "la personne"),
    ]
    assert found(session, "Appeler Mme Roze ou yves") == [
        ("Mme Roze", "un proche"),
        ("yves", "la personne"),
    ]
    assert found(session, "Elle vit à Quimper près du parc, sa fille vient") == []
    assert found(session, "Deux chutes, peur de sortir") == []
    assert session.desk.anonymity.remark(meeting_of(session)) == ""


def test_names_are_recognised_again_after_a_lock_in_the_middle_of_the_meeting(safe: Safe) -> None:
    with safe.open() as before:
        before.desk.meetings.start(meeting_of(before))
    with safe.open() as after:
        meeting_id = meeting_of(after)
        assert found(after, "Kervella") == []  # a new process knows nothing…
        assert "Les noms de 1 situation ne sont pas reconnus" in after.desk.anonymity.remark(
            meeting_id
        )
        after.desk.meetings.start(meeting_id)  # …until the meeting is resumed
        assert found(after, "Kervella") == [("Kervella", "la personne")]
        assert not after.desk.identities.available
        assert after.desk.anonymity.remark(meeting_id) == ""


def test_resuming_without_the_key_keeps_what_was_learnt(session: Session) -> None:
    meeting_id = meeting_of(session)
    session.desk.meetings.start(meeting_id)
    session.desk.meetings.start(meeting_id)
    assert found(session, "Kervella") == [("Kervella", "la personne")]
    assert events(session).count("identity.names_learnt") == 1


def test_a_situation_sealed_after_the_start_is_said_not_to_be_recognised(
    session: Session,
) -> None:
    meeting_id = meeting_of(session)
    session.desk.meetings.start(meeting_id)
    session.desk.identities.reopen(PHRASE)
    late = patient(session, "Quéméner")
    session.desk.agendas.add_case(meeting_id, late)
    assert "Les noms de 1 situation" in session.desk.anonymity.remark(meeting_id)
    session.desk.meetings.start(meeting_id)
    assert session.desk.anonymity.remark(meeting_id) == ""
    assert found(session, "quemener") == [("quemener", "la personne")]


def test_an_account_without_the_right_has_no_filter_and_is_told(safe: Safe) -> None:
    with safe.open() as chief:
        account = next(one.id for one in chief.desk.accounts.all() if one.name != "Émile Marchand")
    with safe.open(OTHER, account) as session:
        meeting_id = meeting_of(session)
        session.desk.meetings.start(meeting_id)
        assert found(session, "Kervella") == []
        assert session.desk.anonymity.remark(meeting_id) == NO_RIGHT
        assert found(session, "Mme Kervella") == [("Mme Kervella", "la personne")]  # by its form


def test_a_record_that_was_altered_keeps_no_meeting_from_starting(tmp_path: Path) -> None:
    office = Office(tmp_path / "data.db", HeldClock(NOON, PARIS))
    case_id = office.case()
    office.desk.cases.save_identity(case_id, Identity("Kervella"))
    office.sealed("UPDATE identity SET sealed = zeroblob(60)")
    meeting_id, _ = office.running(case_id)
    assert "ne peut pas être lue" in office.desk.anonymity.remark(meeting_id)
    assert office.desk.anonymity.missing(meeting_id) == {case_id}
    office.close()


def test_no_name_is_held_in_plain_words(session: Session) -> None:
    session.desk.meetings.start(meeting_of(session))
    learnt = session.desk.anonymity._learnt
    assert learnt is not None
    gc.collect()
    held = pickle.dumps(learnt).lower()
    assert b"kervella" not in held
    assert b"roze" not in held
    assert b"un proche" in held  # control: a plain word would be seen
    assert "kervella" not in repr(learnt).lower()


def test_of_a_large_reserve_the_newest_are_learnt(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anonymity, "MOST_IN_RESERVE", 1)
    patient(session, "Quéméner")
    session.desk.meetings.start(meeting_of(session))
    assert found(session, "Kervella") != []  # of the agenda
    assert found(session, "Quéméner") != []
    assert found(session, "Yves") == []


def test_the_digests_last_until_the_lock_for_minutes_that_are_reopened(safe: Safe) -> None:
    with safe.open() as session:
        meeting_id = meeting_of(session)
        session.desk.meetings.start(meeting_id)
        session.desk.minutes.close(meeting_id)
        session.desk.minutes.reopen(meeting_id, "faute de frappe")
        session.desk.meetings.start(meeting_id)
        assert session.desk.anonymity.missing(meeting_id) == frozenset()
        assert found(session, "Kervella") == [("Kervella", "la personne")]
    with safe.open() as after:
        assert found(after, "Kervella") == []


def test_two_sessions_do_not_share_digests() -> None:
    people = [Identity("Kervella")]
    assert filter_of(people, WORDS) != filter_of(people, WORDS)


# --- what a text gives away ------------------------------------------------------------------


def test_common_words_need_a_capital_to_be_a_name() -> None:
    names = filter_of([Identity("Petit", "Rose")], WORDS)
    assert names.hits("un petit appartement, une tache rose") == ()
    assert [hit.found for hit in names.hits("M. Petit et Rose")] == ["M. Petit", "Rose"]


def test_a_word_that_is_a_name_and_an_s_is_no_name_without_its_capital() -> None:
    names = filter_of([Identity("Kervella", "Rémi")], WORDS)
    assert names.hits("Support remis à l’aidant") == ()
    assert [hit.found for hit in names.hits("chez les Kervellas")] == ["Kervellas"]


def test_parts_and_particles_of_a_name() -> None:
    assert name_words(WORDS, "de La Tour d’Auvergne", "Jean-Noël") == {
        *("tour", "auvergne", "delatourdauvergne"),
        *("jean", "noel", "jeannoel"),
    }
    assert name_words(WORDS, "Van der Meer", "Ly") == {"meer", "vandermeer"}
    names = filter_of([Identity("de La Tour d’Auvergne", "Jean-Noël")], WORDS)
    text = "Vu M. Jean-Noël de La Tour d’Auvergne ce matin"
    assert [hit.found for hit in names.hits(text)] == ["M. Jean-Noël de La Tour d’Auvergne"]


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        (CONTACT, {"anne", "roze"}),
        ("Fils Paul Roze, 3 place de la Tour, 29000 Quimper, p.roze@mail.fr", {"paul", "roze"}),
        ("fille anne roze, le soir", {"anne", "roze"}),
        ("Son fils Paul (tuteur)", {"paul"}),
        ("06 12 34 56 78", set()),
        ("", set()),
    ],
)
def test_the_names_in_a_contact(contact: str, words: set[str]) -> None:
    assert contact_words(WORDS, contact) == words


def test_a_doctor_who_bears_the_name_of_a_patient_is_not_taken_for_them(session: Session) -> None:
    patient(session, "Aubry", "Louis")
    session.desk.meetings.start(meeting_of(session))
    assert found(session, "Dr Aubry passera") == []
    assert found(session, "M. Aubry passera") == [("M. Aubry", "la personne")]


@pytest.mark.parametrize(
    ("text", "whole", "after"),
    [
        ("écrire à zephyrine.lefort@orange.fr", "zephyrine.lefort@orange.fr", "[adresse retirée]"),
        ("kervella@free.fr", "kervella@free.fr", "[adresse retirée]"),
        ("12 rue du Petit Kervella 29000 Brest", None, "[adresse retirée]"),
        ("12 rue Zéphyrine Lefort", None, "[adresse retirée]"),
        ("Mme Zéphyrine Lefort", None, "la personne"),
        ("Mme Kervella-Lefort", None, "la personne"),
        ("Mme Anne Lefort", None, "un proche"),
        ("vu par le Dr Kervella", "le Dr Kervella", "un médecin"),
    ],
)
def test_a_known_name_within_a_larger_finding_takes_nothing_from_it(
    session: Session, text: str, whole: str | None, after: str
) -> None:
    session.desk.meetings.start(meeting_of(session))
    assert found(session, text) == [(whole or text, after)]
    assert session.desk.anonymity.masked(text) == text.replace(whole or text, MASK)


def test_masking_hides_names_and_forms(session: Session) -> None:
    session.desk.meetings.start(meeting_of(session))
    text = "Kervella Zéphyrine, née le 12/03/1941, fille Roze au 06 12 34 56 78"
    assert session.desk.anonymity.masked(text) == (f"{MASK}, née {MASK}, fille {MASK} au {MASK}")


def test_the_reason_of_a_new_version_is_sealed_and_listed_too(session: Session) -> None:
    meeting_id = meeting_of(session)
    session.desk.meetings.start(meeting_id)
    session.desk.minutes.close(meeting_id)
    session.desk.minutes.reopen(meeting_id, "Oubli pour Kervella")
    assert session.desk.anonymity.remaining(meeting_id) == (
        "Raison de la nouvelle version : nom reconnu « Kervella »",
    )


def test_the_whole_of_a_name_is_one_finding(session: Session) -> None:
    team = session.desk.directory
    team.save(Professional(ProfessionalId(""), "Haddad", "Samia"))
    team.save(Professional(ProfessionalId(""), "Morel", "Zéphyrine"))
    session.desk.meetings.start(meeting_of(session))
    for text in ("M. Yves Haddad", "Yves Haddad", "Yves de la Tour", "Sophie Kervella"):
        assert found(session, text) == [(text, "la personne")]
    # Control: whoever is of the directory is named by right, even with a patient's first name.
    assert found(session, "Zéphyrine Morel et Samia Haddad passent, le Dr Yves Haddad aussi") == []
    assert found(session, "Zéphyrine Kervella") == [("Zéphyrine Kervella", "la personne")]


def test_the_room_does_not_read_what_stands_before_a_name(session: Session) -> None:
    session.desk.meetings.start(meeting_of(session))
    masked = session.desk.anonymity.masked
    assert masked("Nolwenn Kervella dort") == f"{MASK} dort"  # no list knows that first name
    assert masked("Appeler Kervella. Vu Kervella TA 13") == f"Appeler {MASK}. Vu {MASK} TA 13"


def test_what_remains_is_listed_with_its_place(session: Session) -> None:
    meeting_id = meeting_of(session)
    live = session.desk.meetings
    live.start(meeting_id)
    item = session.desk.agendas.view(meeting_id).lines[0].item.id
    assert session.desk.anonymity.remaining(meeting_id) == ()
    live.write_text(item, ItemText.SOCIAL, "Kervella seule", "visit")
    live.decide(item, "Appeler le 06 12 34 56 78")
    live.act(item, ActionDraft("Visite chez Roze", who_name="Une voisine"))
    live.act(item, ActionDraft("Rappeler", who_name="Sophie Kervella"))
    live.act(item, ActionDraft("Portage", who_name="Mme Durand"))  # somebody outside, by right
    code = session.desk.agendas.view(meeting_id).lines[0].code
    assert session.desk.anonymity.remaining(meeting_id) == (
        f"{code}, social : nom reconnu « Kervella »",
        f"{code}, décision 1 : téléphone « 06 12 34 56 78 »",
        f"{code}, action 1 : nom reconnu « Roze »",
        f"{code}, responsable de l’action 2 : nom reconnu « Sophie Kervella »",
    )
    assert session.desk.anonymity.findings("Kervella")[0].clue is Clue.KNOWN_NAME


def test_what_is_answered_of_earlier_actions_is_listed_before_the_seal(session: Session) -> None:
    meeting_id = meeting_of(session)
    live = session.desk.meetings
    live.start(meeting_id)
    (line, *_) = session.desk.agendas.view(meeting_id).lines
    drafts = ("Rappeler", "Sophie Kervella"), ("Portage", "Mme Durand")
    ids = [live.act(line.item.id, ActionDraft(text, who_name=who))[0] for text, who in drafts]
    session.desk.minutes.close(meeting_id)
    assert line.item.case_id is not None
    again, _ = prepared(session, line.item.case_id)
    live.start(again)
    session.desk.actions.mark(ids[0], ActionState.DONE)
    session.desk.actions.mark(ids[1], ActionState.NOT_DONE, "Kervella refuse")
    assert session.desk.anonymity.remaining(again) == (
        f"{line.code}, responsable de l’action antérieure 1 : nom reconnu « Sophie Kervella »",
        f"{line.code}, réponse à l’action antérieure 2 : nom reconnu « Kervella »",
    )


def test_beside_a_meeting_names_are_learnt_again_only_where_a_record_changed(
    session: Session,
) -> None:
    anonymity = session.desk.anonymity
    anonymity.learn_waiting()
    anonymity.learn_waiting()
    assert events(session).count("identity.names_learnt") == 1
    assert found(session, "Kervella") != []
    case_id = patient(session, "Quéméner")
    anonymity.learn_waiting()
    assert found(session, "Quéméner") != []
    session.desk.cases.save_identity(case_id, Identity("Guivarch"))
    anonymity.learn_waiting()
    assert found(session, "Guivarch") != []
    assert events(session).count("identity.names_learnt") == 3


def test_a_name_corrected_after_it_was_learnt_is_not_covered_any_more(session: Session) -> None:
    meeting_id = meeting_of(session)
    session.desk.meetings.start(meeting_id)
    session.desk.identities.reopen(PHRASE)
    case_id = next(iter(session.desk.anonymity._cases_of(meeting_id)))
    assert session.desk.anonymity.missing(meeting_id) == frozenset()
    session.desk.cases.save_identity(case_id, Identity("Guivarch"))
    assert session.desk.anonymity.missing(meeting_id) == {case_id}
