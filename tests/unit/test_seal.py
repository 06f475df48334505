# SPDX-License-Identifier: EUPL-1.2
"""The seal: anything altered is named, one item can be erased and the others still verify."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.ids import ItemId, MeetingId, MinutesId
from app.domain.minutes import (
    ActionRecord,
    AnswerRecord,
    AttendanceRecord,
    HeaderRecord,
    ItemRecord,
    Minutes,
    SealedItem,
)
from app.domain.seal import (
    LATER,
    digest,
    fingerprint,
    first_fault,
    header_from,
    item_from,
    members_of,
    record_text,
    seal,
)

HEADER = HeaderRecord(
    practice="Maison de santé des Tilleuls",
    place="Salle de réunion",
    on="2026-11-26",
    start="12:30",
    end="14:00",
    started="2026-11-26T12:34",
    ended="2026-11-26T13:58",
    number=31,
    roles=(("Animation", "Nadia Aubry"),),
    attendance=(AttendanceRecord("Nadia Aubry", "Médecin", "Organique", "présent·e"),),
    sealed_by="Émile Marchand",
)
ITEMS = (
    ItemRecord(heading="S26-014", organic="Deux chutes\nen quatre mois", decisions=("Réviser",)),
    ItemRecord(
        heading="S26-021", actions=(ActionRecord("Courrier", "H. Bellanger", "2026-12-04"),)
    ),
)


def sealed(items: tuple[ItemRecord, ...] = ITEMS, previous: str = "") -> Minutes:
    header_salt = "0" * 32
    header_digest = digest(record_text(HEADER), header_salt)
    sealed_items = tuple(
        SealedItem(
            position=position,
            item_id=ItemId(f"item-{position}"),
            case_id=None,
            salt=f"{position:032x}",
            digest=digest(record_text(item), f"{position:032x}"),
            record=item,
        )
        for position, item in enumerate(items, start=1)
    )
    digests = tuple(item.digest for item in sealed_items)
    return Minutes(
        id=MinutesId("minutes"),
        meeting_id=MeetingId("meeting"),
        on=date(2026, 11, 26),
        version=1,
        sealed_at=datetime(2026, 11, 26, 13, 0, tzinfo=UTC),
        header=HEADER,
        header_salt=header_salt,
        header_digest=header_digest,
        items=sealed_items,
        previous=previous,
        seal=seal("meeting", 1, previous, header_digest, digests),
    )


def test_what_was_sealed_verifies() -> None:
    assert first_fault(sealed()) is None


def test_an_erased_item_leaves_the_others_verifiable() -> None:
    minutes = sealed()
    erased = replace(minutes, items=(replace(minutes.items[0], record=None), minutes.items[1]))

    assert first_fault(erased) is None


def test_an_altered_item_is_named() -> None:
    minutes = sealed()
    altered = replace(minutes.items[1], record=replace(ITEMS[1], question="autre"))

    fault = first_fault(replace(minutes, items=(minutes.items[0], altered)))

    assert fault is not None
    assert "point 2" in fault


def test_an_altered_header_is_named() -> None:
    fault = first_fault(replace(sealed(), header=replace(HEADER, place="Ailleurs")))

    assert fault is not None
    assert "en-tête" in fault


@pytest.mark.parametrize(
    "change",
    [{"version": 2}, {"previous": "ab"}, {"meeting_id": "other"}, {"items": ()}],
    ids=str,
)
def test_the_seal_covers_the_version_the_chain_the_meeting_and_every_item(
    change: dict[str, object],
) -> None:
    fault = first_fault(replace(sealed(), **change))  # type: ignore[arg-type]  # parametrised

    assert fault is not None
    assert "sceau" in fault


def test_two_items_swapped_do_not_verify() -> None:
    minutes = sealed()

    assert first_fault(replace(minutes, items=minutes.items[::-1])) is not None


def test_records_come_back_from_their_canonical_text_as_they_were() -> None:
    assert header_from(record_text(HEADER)) == HEADER
    assert tuple(item_from(record_text(item)) for item in ITEMS) == ITEMS


def test_the_same_text_under_two_salts_has_two_digests() -> None:
    text = record_text(ITEMS[0])

    assert digest(text, "00" * 16) != digest(text, "01" * 16)


def test_a_fingerprint_is_eight_unambiguous_characters() -> None:
    mark = fingerprint("ffffffffff" + "0" * 54)

    assert mark == "ZZZZ-ZZZZ"
    assert fingerprint("0" * 64) == "0000-0000"


def test_members_of_later_versions_are_written_only_when_they_say_something() -> None:
    plain = ItemRecord(heading="S26-001")
    assert not set(members_of(plain)) & set(LATER)
    assert record_text(item_from(record_text(plain))) == record_text(plain)
    point = ItemRecord(heading="Planning", topic="Vie d’équipe", text="Congés", guests=("A. B.",))
    assert set(members_of(point)) & set(LATER) == {"topic", "text", "guests"}
    assert item_from(record_text(point)) == point
    answers = (
        AnswerRecord("id-1", "Appeler", "Une voisine", "done"),
        AnswerRecord("id-2", "Peser", "N. Aubry", "not_done", why="refus."),
        AnswerRecord("id-3", "Visiter", "N. Aubry", "postponed", due="2026-12-03"),
        AnswerRecord("id-4", "Écrire", "N. Aubry", "done", why="avis reçu"),
    )
    answered = ItemRecord(heading="S26-001", answers=answers)
    assert set(members_of(answered)) & set(LATER) == {"answers"}
    assert item_from(record_text(answered)) == answered
    assert answered.counts == "4 actions revues"
    assert replace(ITEMS[0], answers=answers[:1]).counts == "1 action revue · 1 décision"
    assert plain.counts == ""
    assert [answer.sentence for answer in answers] == [
        "Appeler (Une voisine) : exécutée",
        "Peser (N. Aubry) : non exécutée, parce que refus",
        "Visiter (N. Aubry) : reportée au jeu. 3 déc. 2026",
        "Écrire (N. Aubry) : exécutée (avis reçu)",
    ]


def test_a_record_that_was_sealed_before_answers_were_has_the_same_text_and_digest() -> None:
    stored = (
        '{"actions":[{"due":"2026-12-03","text":"Appeler","who":"A. B."}],"consent":"",'
        '"decisions":["Réviser"],"fate":"Ne reviendra pas.","heading":"S26-014","organic":"",'
        '"outcome":"","psychic":"","question":"Que faire ?","reason":"","requester":"",'
        '"social":"Vit seule","spent_minutes":4,"title":"","wishes":"","withheld":""}'
    )
    record = item_from(stored)
    assert record.answers == ()
    assert record_text(record) == stored
    assert digest(stored, "0" * 32) == (
        "9c209ce004f17eb090f18ae5faf07a054f81e2b829f03aa12b81938c420a9bd3"
    )
