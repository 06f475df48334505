# SPDX-License-Identifier: EUPL-1.2
"""Row 24: a person whose two files were joined is erased from both."""

from contextlib import closing

from app.domain.ids import CaseId
from app.services.cases import CaseDraft
from app.services.erasure import EarlyErasure
from app.services.vault import Session
from tests.durability.meeting import Ground


def _opened(session: Session, code: str) -> CaseId:
    draft = CaseDraft(code=code, question=f"Marqueur-{code}")
    return session.desk.cases.open(draft)[0]


def test_row_24_the_file_that_was_joined_goes_with_the_one_that_stays(ground: Ground) -> None:
    with closing(ground.opened()) as session:
        kept, joined, control = (_opened(session, code) for code in ("UN", "DEUX", "TROIS"))
        session.desk.lives.joining.join(kept, joined)
        erasure = session.desk.erasure
        assert erasure is not None
        erasure.erase(kept, EarlyErasure.DECIDED)
        cases = session.store.rows.cases
        for case_id in (kept, joined):
            case = cases.get(case_id)
            assert case is not None
            assert case.erased
            assert case.question == ""
        there = cases.get(control)
        assert there is not None
        assert there.question == "Marqueur-TROIS"
