# SPDX-License-Identifier: EUPL-1.2
"""How screens speak of where a protocol stands: its state, its versions, its revision."""

from datetime import date

from app.domain.dates import numeric_date
from app.domain.protocol import Protocol, ProtocolStatus
from app.domain.text import NO_BREAK
from ui.theme import Tone

_TONES = {
    ProtocolStatus.DRAFT: Tone.NEUTRAL,
    ProtocolStatus.REVIEW: Tone.ACCENT,
    ProtocolStatus.VALIDATED: Tone.ACCENT,
    ProtocolStatus.IN_FORCE: Tone.OK,
    ProtocolStatus.TO_REVISE: Tone.WARN,
    ProtocolStatus.ARCHIVED: Tone.NEUTRAL,
}


def state_of(protocol: Protocol, today: date) -> ProtocolStatus:
    """Where it stands for whoever reads the list: « à réviser » as soon as its day has come."""
    return ProtocolStatus.TO_REVISE if protocol.due(today) else protocol.status


def state_tone(state: ProtocolStatus) -> Tone:
    """The tone of the chip, always beside its word."""
    return _TONES[state]


def version_words(protocol: Protocol) -> str:
    """« 2 · v1 en vigueur » in a list."""
    if protocol.in_force is None or protocol.in_force == protocol.version:
        return str(protocol.version)
    return f"{protocol.version} · v{protocol.in_force} en vigueur"


def standing_words(protocol: Protocol, referent: str) -> str:
    """Version, when it is called back or which one is in force, and who leads it.

    One line under the title: the chip beside it says the state, « Vie » since when.
    """
    said = [f"Version {protocol.version}"]
    if protocol.in_force not in (None, protocol.version):
        said.append(f"la version {protocol.in_force} est en vigueur")
    elif protocol.revise_on is not None:
        said.append(f"à revoir le {numeric_date(protocol.revise_on)}")
    if referent:
        said.append(f"référent{NO_BREAK}: {referent}")
    return " · ".join(said)
