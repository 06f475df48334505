# SPDX-License-Identifier: EUPL-1.2
"""The services of protocols, in one hand: beside the `Desk`, which would not hold them all."""

from dataclasses import dataclass

from app.services.inclusions import InclusionService
from app.services.print_protocol import ProtocolPapers
from app.services.protocol_figures import ProtocolFigures
from app.services.protocol_files import Patients, ProtocolFiles
from app.services.protocol_life import ProtocolLifeService
from app.services.protocol_lines import ProtocolLineService
from app.services.protocol_points import ProtocolPointService
from app.services.protocol_signatures import ProtocolSignatureService
from app.services.protocol_themes import shipped_themes
from app.services.protocol_versions import ProtocolVersionService
from app.services.protocols import ProtocolService
from app.storage.unit_of_work import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class ProtocolDesk:
    """What protocols are written, validated, applied and revised with."""

    texts: ProtocolService
    life: ProtocolLifeService
    signatures: ProtocolSignatureService
    versions: ProtocolVersionService
    files: ProtocolFiles
    inclusions: InclusionService
    lines: ProtocolLineService
    figures: ProtocolFigures
    papers: ProtocolPapers
    points: ProtocolPointService


def protocol_desk(store: Store, clock: Clock, patients: Patients) -> ProtocolDesk:
    """Wire them over one store."""
    texts, themes = ProtocolService(store, clock), shipped_themes()
    return ProtocolDesk(
        texts=texts,
        life=ProtocolLifeService(store, clock),
        signatures=ProtocolSignatureService(store, clock),
        versions=ProtocolVersionService(store, clock, themes.label),
        files=ProtocolFiles(store, texts, themes, patients),
        inclusions=InclusionService(store, clock),
        lines=ProtocolLineService(store),
        figures=ProtocolFigures(store, clock),
        papers=ProtocolPapers(store, clock, themes.label),
        points=ProtocolPointService(store, clock),
    )
