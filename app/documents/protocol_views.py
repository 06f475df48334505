# SPDX-License-Identifier: EUPL-1.2
"""What the two papers of a protocol say: all of it, and one page for the wall."""

from dataclasses import dataclass

from app.documents.views import Confidentiality, Fact, PersonLine, Sheet
from app.domain.protocol import Indicator, ProtocolStep, Reference


@dataclass(frozen=True)
class TextsView:
    """Texts under one title; a blank one prints « à compléter »."""

    title: str
    texts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class SignerView:
    """Somebody who signs or signed; `on` is when, blank where the hand still has to."""

    name: str
    profession: str = ""
    on: str = ""


@dataclass(frozen=True, kw_only=True)
class ProtocolView(Sheet):
    """The whole protocol: texts, steps as a table and as one picture, lists, validation, signing.

    `steps` are in the order of `ProtocolContent.ordered`. `validation` are sentences on how this
    version was validated, `present` those who were there. `signers` each have a line on the last
    page, under the sentence `pledge`; `spare_lines` blank ones follow.
    """

    confidentiality: Confidentiality = Confidentiality.PRACTICE
    facts: tuple[Fact, ...] = ()
    sections: tuple[TextsView, ...] = ()
    steps: tuple[ProtocolStep, ...] = ()
    references: tuple[Reference, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    validation: tuple[str, ...] = ()
    present: tuple[PersonLine, ...] = ()
    pledge: str = ""
    signers: tuple[SignerView, ...] = ()
    spare_lines: int = 0


@dataclass(frozen=True, kw_only=True)
class ProtocolSummaryView(Sheet):
    """What hangs on the wall: one page, whatever the length of its texts.

    `inclusion` and `exclusion` are criteria, one each.
    """

    confidentiality: Confidentiality = Confidentiality.PRACTICE
    large: bool = True
    population: str = ""
    inclusion: tuple[str, ...] = ()
    exclusion: tuple[str, ...] = ()
    steps: tuple[ProtocolStep, ...] = ()
    alerts: str = ""
