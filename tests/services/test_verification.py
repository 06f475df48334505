# SPDX-License-Identifier: EUPL-1.2
"""Sealed minutes and files of them, held against the vault."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.documents.views import MinutesView
from app.domain.consent import ConsentState
from app.domain.ids import CaseId, MeetingId, MinutesId
from app.domain.journal import short_head
from tests.services.office import Office, words


@pytest.fixture
def sealed(office: Office) -> tuple[MeetingId, MinutesId, CaseId]:
    """The minutes of a meeting on two situations."""
    first, second = office.case("S26-014"), office.case("S26-019")
    meeting_id, minutes_id, _ = office.held(first, second)
    return meeting_id, minutes_id, first


def exported(office: Office, minutes_id: MinutesId) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(office.desk.checking.export(minutes_id)[1])
    return content


def said_of(office: Office, file: object) -> str:
    verdict = office.desk.checking.check(json.dumps(file).encode())
    assert not verdict.intact
    return verdict.sentence


# --- signing --------------------------------------------------------------------------------------


def test_closed_minutes_name_the_head_of_the_journal_and_their_signer(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    _, minutes_id, _ = sealed
    minutes = office.desk.minutes.get(minutes_id)
    number, _, hash_ = minutes.head.partition(":")
    entry = office.store.rows.journal.at(int(number))
    assert entry is not None
    assert (entry.hash, entry.event, entry.record_id) == (hash_, "minutes.sealed", minutes_id)
    signed = office.desk.minutes.signed_by(minutes)
    assert signed is not None
    assert (signed.name, signed.at) == ("Émile Marchand", minutes.sealed_at)
    assert office.desk.minutes.verify(minutes_id) is None


def test_minutes_of_a_vault_without_keys_are_sealed_and_not_signed(office: Office) -> None:
    _, minutes_id, _ = office.held(office.case())
    office.sealed("DELETE FROM minutes_signature")
    office.sealed("DELETE FROM account_key")
    office.sealed("UPDATE minutes SET head = ''")
    assert office.desk.minutes.verify(minutes_id) is None
    assert office.desk.minutes.signed_by(office.desk.minutes.get(minutes_id)) is None
    view = office.desk.documents.minutes(minutes_id).view
    assert isinstance(view, MinutesView)
    assert "Scellé, non signé" in words(view.seal)


def test_the_last_page_says_signer_and_head_in_short_and_in_full(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    _, minutes_id, _ = sealed
    minutes = office.desk.minutes.get(minutes_id)
    view = office.desk.documents.minutes(minutes_id).view
    assert isinstance(view, MinutesView)
    said = {fact.label: fact.value for fact in view.seal}
    assert said["Signature"] == "Signé par Émile Marchand"
    assert said["Tête du journal"] == short_head(minutes.head)
    assert f"Tête du journal : {minutes.head}" in view.proof
    assert f"Sceau : {minutes.seal}" in view.proof
    assert len(view.proof) == 4


def test_minutes_verify_after_the_journal_was_pruned(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    from datetime import timedelta

    office.clock.advance(timedelta(days=400))
    office.desk.journal.verify()
    office.desk.journal.prune()
    assert office.desk.minutes.verify(sealed[1]) is None


# --- files ----------------------------------------------------------------------------------------


def test_a_pdf_made_here_is_recognised_and_an_altered_one_is_not(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    meeting_id, minutes_id, _ = sealed
    printable = office.desk.documents.minutes(minutes_id)
    pdf = printable.render().pdf
    assert not office.desk.checking.check(pdf).intact  # no file was given to anybody yet
    printable.trace.made(pdf)
    printable.trace.made(pdf)
    verdict = office.desk.checking.check(pdf)
    assert (verdict.intact, verdict.minutes_id) == (True, minutes_id)
    assert verdict.sentence == (
        "Compte rendu n° 1 du jeu. 26 nov. 2026, version 1, signé par Émile Marchand : fichier "
        "inchangé, tel qu’il a été mis en page le jeu. 26 nov. 2026 à 12\u00a0h par Émile Marchand."
    )
    for altered in (pdf[:-1], pdf.replace(b"%PDF-1", b"%PDF-2", 1), b"%PDF-1.4"):
        assert office.desk.checking.check(altered).sentence.startswith("Ce fichier n’est pas un")
    office.desk.minutes.reopen(meeting_id, "Une date fausse")
    office.desk.minutes.close(meeting_id)
    assert office.desk.checking.check(pdf).sentence.endswith("Il a été remplacé par la version 2.")


def test_a_verifiable_file_is_recognised_and_journalled(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    name, content = office.desk.checking.export(sealed[1])
    assert name == "compte-rendu-2026-11-26-v1.json"
    verdict = office.desk.checking.check(content)
    assert (verdict.intact, verdict.minutes_id) == (True, sealed[1])
    assert "fichier inchangé, conforme au coffre." in verdict.sentence
    events = [entry.event for entry in office.store.rows.journal.entries()]
    assert events[-2:] == ["minutes.exported", "minutes.verified"]


def test_a_file_holds_nothing_of_a_person_who_withdrew_and_still_verifies(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    _, minutes_id, case_id = sealed
    before = office.desk.checking.export(minutes_id)[1]
    office.consent(case_id, ConsentState.WITHDRAWN)
    file = exported(office, minutes_id)
    assert set(file["items"][0]) == {"position", "digest", "withheld"}
    assert file["items"][0]["withheld"] == "restricted"
    assert "S26-014" not in json.dumps(file["items"])
    verdict = office.desk.checking.check(json.dumps(file).encode())
    assert verdict.intact
    assert "1 point non reproduit" in verdict.sentence
    assert office.desk.checking.check(before).intact  # the file of before is what was sealed


def test_a_stranger_verifies_a_file_with_other_libraries(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    import base64
    import hashlib

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    def canonical(value: object) -> bytes:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    file = exported(office, sealed[1])
    for part in (file["header"], *file["items"]):
        salted = bytes.fromhex(part["salt"]) + canonical(part["record"])
        assert hashlib.sha256(salted).hexdigest() == part["digest"]
    minutes, signed = file["minutes"], file["signature"]
    body = {
        "format": 1,
        "meeting": minutes["meeting"],
        "version": minutes["version"],
        "previous": minutes["previous"],
        "header": file["header"]["digest"],
        "items": [item["digest"] for item in file["items"]],
    }
    assert hashlib.sha256(canonical(body)).hexdigest() == minutes["seal"]
    said = ["tour-de-table", 1, "minutes", file["vault"]]
    message = canonical([*said, minutes["id"], minutes["seal"], minutes["head"]])
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signed["public"]))
    key.verify(base64.b64decode(signed["signature"]), message)


Change = Callable[[dict[str, Any]], object]

CHANGES: dict[str, tuple[Change, str]] = {
    "header": (lambda f: f["header"]["record"].update(place="Ailleurs"), "l’en-tête du fichier"),
    "first text": (lambda f: f["items"][0]["record"].update(organic="x"), "le point 1 du fichier"),
    "second text": (lambda f: f["items"][1]["record"].update(wishes="x"), "le point 2 du fichier"),
    "salt": (lambda f: f["items"][1].update(salt="00" * 16), "le point 2 du fichier"),
    "digest": (lambda f: f["items"][0].update(digest="00" * 32), "le point 1 du fichier"),
    "removed text": (lambda f: f["items"][1].pop("record"), "le texte du point 2"),
    "removed item": (lambda f: f["items"].pop(), "le point 2 manque"),
    "added item": (lambda f: f["items"].append(f["items"][0]), "un point de trop"),
    "order": (lambda f: f["items"].reverse(), "le point 1 n’est pas à sa place"),
    "version": (lambda f: f["minutes"].update(version=7), "la version n’est pas"),
    "seal": (lambda f: f["minutes"].update(seal="ff"), "le sceau n’est pas"),
    "previous": (lambda f: f["minutes"].update(previous="ff"), "le sceau de la version d’avant"),
    "time": (lambda f: f["minutes"].update(sealed_at="2020"), "l’heure du scellement"),
    "head": (lambda f: f["minutes"].update(head="1:ff"), "la tête du journal"),
    "day": (lambda f: f["minutes"].update(on="2020-01-01"), "la date"),
    "signature": (lambda f: f["signature"].update(signature="AAAA"), "la signature du fichier"),
    "unsigned": (lambda f: f.update(signature=None), "la signature du fichier"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_first_part_that_differs_is_named(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId], change: str
) -> None:
    file = exported(office, sealed[1])
    alter, named = CHANGES[change]
    alter(file)
    said = said_of(office, file)
    assert said.startswith("Compte rendu n° 1 du jeu. 26 nov. 2026, version 1 : ")
    assert named in said


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"[]",
        b"{}",
        b"null",
        b"[" * 100_000,
        b'{"format":"tour-de-table/compte-rendu","version":1}',
        b'{"format":"tour-de-table/compte-rendu","version":2}',
        b"PK\x03\x04",
        "Réunion du 26".encode("latin-1"),
    ],
)
def test_a_broken_file_gets_a_sentence(office: Office, data: bytes) -> None:
    verdict = office.desk.checking.check(data)
    assert verdict.sentence.startswith("Ce fichier n’est ni un PDF ni")
    assert not verdict.intact


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("items", 0, "salt"), "zz"),
        (("items", 0, "record"), ["\ud800"]),
        (("items", 0, "record", "organic"), "\ud800"),
        (("items",), {}),
        (("minutes", "version"), "1"),
        (("signature", "public"), "é"),
        (("header",), None),
    ],
)
def test_a_file_of_a_strange_shape_gets_a_sentence(
    office: Office,
    sealed: tuple[MeetingId, MinutesId, CaseId],
    where: tuple[str | int, ...],
    value: object,
) -> None:
    file = exported(office, sealed[1])
    part: Any = file
    for key in where[:-1]:
        part = part[key]
    part[where[-1]] = value
    assert said_of(office, file).startswith("Ce fichier n’est ni un PDF ni")


def test_a_file_of_another_vault_or_of_unknown_minutes_says_so(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    file = exported(office, sealed[1])
    assert said_of(office, {**file, "vault": "elsewhere"}).startswith(
        "Ce fichier vient d’un autre coffre"
    )
    file["minutes"]["id"] = "unknown"
    assert said_of(office, file) == "Ce fichier parle d’un compte rendu qui n’est pas ici."


def test_a_true_file_of_minutes_that_changed_in_the_vault_says_so(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    printable = office.desk.documents.minutes(sealed[1])
    printable.trace.made(b"%PDF the file of before")
    office.sealed("UPDATE minutes SET head = '1:ff'")
    said = office.desk.checking.check(b"%PDF the file of before").sentence
    assert said.endswith(
        "mais le coffre a changé. La signature du compte rendu ne correspond plus."
    )


# --- reads and prints -----------------------------------------------------------------------------


def test_reading_printing_and_saving_leave_a_trace_with_their_record(
    office: Office, sealed: tuple[MeetingId, MinutesId, CaseId]
) -> None:
    _, minutes_id, case_id = sealed
    before = office.store.rows.journal.last().seq
    office.desk.cases.opened(case_id)
    printable = office.desk.documents.minutes(minutes_id)
    printable.trace.output("printed")
    printable.trace.output("saved")
    traced = [(entry.event, entry.record_id) for entry in office.store.rows.journal.entries()]
    assert traced[before:] == [
        ("case.read", case_id),
        ("document.minutes", minutes_id),
        ("document.printed", minutes_id),
        ("document.saved", minutes_id),
    ]


def test_a_situation_taken_up_in_a_meeting_is_journalled_once_a_visit(office: Office) -> None:
    first, second = office.case(), office.case()
    _, items = office.running(first, second)
    presented = "case.presented"

    def count() -> int:
        return sum(entry.event == presented for entry in office.store.rows.journal.entries())

    before = count()
    office.desk.meetings.enter(items[1])
    office.desk.meetings.enter(items[1])
    assert count() == before + 1
