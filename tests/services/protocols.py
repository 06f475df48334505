# SPDX-License-Identifier: EUPL-1.2
"""A protocol in force, written straight into the rows, for tests of what uses it."""

import json
from dataclasses import replace
from datetime import date

from app.domain.ids import IndicatorId, ProtocolId, ProtocolStepId, ProtocolVersionId
from app.domain.protocol import (
    Indicator,
    Measure,
    Moment,
    Protocol,
    ProtocolContent,
    ProtocolStatus,
    ProtocolStep,
    ProtocolVersion,
)
from app.domain.protocol_record import content_text
from app.domain.seal import canonical
from app.storage.unit_of_work import Store
from tests.services.office import ACCOUNT, Office

FALL = ProtocolContent(
    title="Chute à domicile",
    inclusion="- Plus de 75 ans\n- Une chute dans l’année",
    exclusion="Vit en établissement",
    steps=(
        ProtocolStep(
            ProtocolStepId("s1"),
            Moment.SPOT,
            who="IDE",
            what="Compter les chutes",
            where="à domicile",
            when="à chaque passage",
            why="Savoir avant la prochaine",
        ),
        ProtocolStep(ProtocolStepId("s2"), Moment.ASSESS, who="Kiné", what="Mesurer l’équilibre"),
        ProtocolStep(ProtocolStepId("s3"), Moment.FOLLOW, who="Assistante sociale", how="En VAD"),
    ),
    indicators=(
        Indicator(IndicatorId("i1"), "Personnes incluses", measure=Measure.INCLUDED),
        Indicator(IndicatorId("i2"), "Avec un plan", measure=Measure.WITH_PLAN),
        Indicator(IndicatorId("i3"), "Vues en réunion", measure=Measure.DISCUSSED),
        Indicator(IndicatorId("i4"), "Rechutes", target="moins de 2 sur 10"),
    ),
)


def in_force(office: Office, content: ProtocolContent = FALL, version: int = 1) -> ProtocolId:
    """A new protocol with a version in force since today."""
    return put_in_force(office.store, office.clock.today(), content, version)


def put_in_force(
    store: Store, today: date, content: ProtocolContent = FALL, version: int = 1
) -> ProtocolId:
    """The same over any vault."""
    with store.write() as work:
        id_ = ProtocolId(work.new_id())
        protocol = Protocol(
            id=id_,
            content=content,
            status=ProtocolStatus.IN_FORCE,
            version=version,
            in_force=version,
            in_force_on=today,
        )
        work.rows.protocols.save(protocol)
    freeze(store, id_, version, content)
    return id_


def freeze(store: Store, id_: ProtocolId, number: int, content: ProtocolContent) -> None:
    """Keep a version of a protocol, as validating it does."""
    record = canonical({"format": 1, "head": {}, "content": json.loads(content_text(content))})
    with store.write() as work:
        work.rows.protocol_history.add_version(
            ProtocolVersion(
                ProtocolVersionId(work.new_id()), id_, number, work.now(), ACCOUNT, record
            )
        )


def rewritten(office: Office, id_: ProtocolId, content: ProtocolContent) -> None:
    """The next version is being written: what is in force is not that text."""
    with office.store.write() as work:
        known = work.rows.protocols.get(id_)
        assert known is not None
        after = replace(
            known, content=content, status=ProtocolStatus.DRAFT, version=known.version + 1
        )
        work.rows.protocols.save(after)


def applied_next(office: Office, id_: ProtocolId) -> None:
    """The version that was being written comes into force."""
    known = office.store.rows.protocols.get(id_)
    assert known is not None
    freeze(office.store, id_, known.version, known.content)
    with office.store.write() as work:
        work.rows.protocols.save(
            replace(known, status=ProtocolStatus.IN_FORCE, in_force=known.version)
        )


def archived(office: Office, id_: ProtocolId) -> None:
    """No version is in force any more."""
    with office.store.write() as work:
        known = work.rows.protocols.get(id_)
        assert known is not None
        work.rows.protocols.save(
            replace(known, status=ProtocolStatus.ARCHIVED, in_force=None, in_force_on=None)
        )
