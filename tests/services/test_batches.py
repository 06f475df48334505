# SPDX-License-Identifier: EUPL-1.2
"""Documents that leave together."""

from app.services.batches import Batch, distinct_stems
from tests.documents.reading import pages
from tests.services.office import Office


def _batch(office: Office) -> Batch:
    meeting_id, minutes_id, _ = office.held(office.case("A"))
    documents = office.desk.documents
    both = (documents.minutes(minutes_id), documents.attendance(meeting_id))
    return Batch("Tout", "tout", both)


def test_a_batch_is_one_file_or_as_many_as_it_has_documents(office: Office) -> None:
    batch = _batch(office)
    files = batch.files()
    assert [name for name, _ in files] == [
        "compte-rendu-2026-11-26.pdf",
        "emargement-2026-11-26.pdf",
    ]
    apart = [page for _, built in files for page in pages(built.pdf)]
    assert pages(batch.render().pdf) == apart
    assert batch.band == "PSEUDONYMISÉ"


def test_each_document_that_leaves_is_journalled(office: Office) -> None:
    batch = _batch(office)
    batch.output("printed")
    events = [entry.event for entry in office.store.rows.journal.entries()]
    assert events.count("document.printed") == 2


def test_a_whole_file_is_recognised_by_the_minutes_it_holds(office: Office) -> None:
    batch = _batch(office)
    pdf = batch.render().pdf
    assert not office.desk.checking.check(pdf).intact
    batch.made(pdf)
    assert office.desk.checking.check(pdf).intact


def test_two_documents_of_one_name_are_two_files_on_every_platform() -> None:
    stems = ["actions-Durand", "actions-durand", "extrait", "actions-Durand", "actions-Durand-2"]
    found = distinct_stems(stems)
    assert found[:4] == ("actions-Durand", "actions-durand-2", "extrait", "actions-Durand-3")
    assert len({name.casefold() for name in found}) == len(stems)
