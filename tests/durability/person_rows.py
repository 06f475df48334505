# SPDX-License-Identifier: EUPL-1.2
"""Rows of one person, written straight into the tables, with a word to look for in each of them."""

import json
from dataclasses import replace

from app.domain.binned import Binned
from app.domain.case import CaseStatus
from app.domain.case_step import CaseStep
from app.domain.changes import Kind, content_of
from app.domain.circle import CircleMember
from app.domain.ids import (
    BinnedId,
    CaseId,
    CaseStepId,
    CircleMemberId,
    InclusionId,
    ProtocolId,
    UnmetNeedId,
)
from app.domain.inclusion import Criterion, Inclusion, InclusionState
from app.domain.protocol import Protocol, ProtocolContent
from app.domain.unmet_need import UnmetNeed
from app.services.vault import Session


def surround(session: Session, case_id: CaseId, word: str) -> None:
    """A row in each table of schemas 5 and 6 that says something of the person."""
    now = session.desk.clock.now()
    with session.store.write() as work:
        rows, new_id = work.rows, work.new_id
        rows.steps.save(
            CaseStep(CaseStepId(new_id()), case_id, now, CaseStatus.FOLLOWED, note=f"{word}-étape")
        )
        rows.circles.save(
            CircleMember(CircleMemberId(new_id()), case_id, 0, name=f"{word}-cercle", role=word)
        )
        rows.unmet_needs.save(
            UnmetNeed(UnmetNeedId(new_id()), case_id, now.date(), f"{word}-besoin", note=word)
        )
        protocol = Protocol(ProtocolId(new_id()), ProtocolContent(title="Chute"))
        rows.protocols.save(protocol)
        inclusion = Inclusion(
            InclusionId(new_id()),
            protocol.id,
            case_id,
            1,
            InclusionState.LEFT,
            now.date(),
            ended_on=now.date(),
            reason=f"{word}-inclusion",
            criteria=(Criterion(f"{word}-critère", excludes=False, met=True),),
            ended_why=f"{word}-sortie",
        )
        rows.inclusions.save(inclusion)
        work.changed(Kind.INCLUSION, inclusion.id, content_of(inclusion))
        said = json.dumps({"name": f"{word}-corbeille"}, ensure_ascii=False)
        rows.bin.add(
            Binned(BinnedId(new_id()), Kind.CIRCLE, new_id(), case_id, now, "account", said)
        )
        case = rows.cases.get(case_id)
        assert case is not None
        rows.cases.save(
            replace(case, priority=f"{word}-priorité", tried=f"{word}-essai", carer=f"{word}-aide")
        )
