# SPDX-License-Identifier: EUPL-1.2
"""What a person is told before a presentation, and the sheet on which their answer is noted."""

from dataclasses import dataclass

from app.documents.views import Fact, Sheet


@dataclass(frozen=True)
class TickLine:
    """One thing to tick; `write` leaves a line to write on after it."""

    text: str
    ticked: bool = False
    write: bool = False


@dataclass(frozen=True)
class TickGroup:
    """Things to tick under a question, in one or two columns; `note` is said under the question."""

    title: str
    lines: tuple[TickLine, ...]
    note: str = ""
    columns: int = 1


@dataclass(frozen=True, kw_only=True)
class ConsentFormView(Sheet):
    """« Recueil de l’accord »: a blank fact is a line to write on.

    `told` are sentences that the person is read. `law` says what the law asks and what is this
    practice's own rule. `signatures` are the labels under the lines to sign on.
    """

    title: str = "Recueil de l’accord"
    facts: tuple[Fact, ...] = ()
    intro: str = ""
    groups: tuple[TickGroup, ...] = ()
    told: tuple[str, ...] = ()
    law: str = ""
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeSection:
    """A question and its answer; `points` are the lines of a list under it."""

    title: str
    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NoticeView(Sheet):
    """« Notice d’information », in plain French, for anybody: it names no person.

    `lead` stands on a tinted ground, `foot` says where the rules come from, in small letters.
    """

    title: str = "Notice d’information"
    large: bool = True
    lead: str = ""
    sections: tuple[NoticeSection, ...] = ()
    foot: str = ""
