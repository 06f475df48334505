# SPDX-License-Identifier: EUPL-1.2
"""Everything that is kept about one person, as it is handed to them (right of access)."""

from dataclasses import dataclass

from app.documents.views import Fact, Sheet


@dataclass(frozen=True)
class AccessEntry:
    """One dated thing: when, what it is, then labelled texts such as (« Organique », …)."""

    on: str
    title: str
    by: str = ""
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AccessSection:
    """What is kept of one kind. An empty one says so: that nothing is kept is an answer too."""

    title: str
    note: str = ""
    facts: tuple[Fact, ...] = ()
    paragraphs: tuple[tuple[str, str], ...] = ()
    entries: tuple[AccessEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AccessDossierView(Sheet):
    """The answer to « what do you keep about me? ».

    `lead` says what the file is, `rights` are sentences on what may be asked next.
    """

    title: str = "Ce que nous gardons sur vous"
    facts: tuple[Fact, ...] = ()
    lead: str = ""
    sections: tuple[AccessSection, ...] = ()
    rights: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
