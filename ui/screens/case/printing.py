# SPDX-License-Identifier: EUPL-1.2
"""What a situation can print: chosen in the head, read here, shown in the preview with its band."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial

from app.domain.care_plan import PlanPart
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.domain.plain_words import Jargon
from app.services.documents import DocumentService, Printable
from ui.output import Output
from ui.reopening import Reopening
from ui.shell import Entry, Shell
from ui.theme import Tone
from ui.widgets import Banner

_TOLD = 4
"""How many words of the trade the remark spells out."""
_LARGER = 1.35
"""The size of the text for poor eyes, over that of the patient's ordinary print: 17 points."""


class CasePaper(StrEnum):
    """What can be printed, in the order of the list; the first is the whole plan."""

    PLAN = ""
    CARE = "care"
    AID = "aid"
    NAMELESS = "nameless"
    PERSON = "person"
    LARGER = "larger"
    BOOKLET = "booklet"
    CONSENT = "consent"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The words of the list."""
        return _LABELS[self]

    @property
    def is_read_by_the_person(self) -> bool:
        """Whether it has to be in plain words."""
        return self in (CasePaper.PERSON, CasePaper.LARGER, CasePaper.BOOKLET)


_LABELS = {
    CasePaper.PLAN: "Plan complet",
    CasePaper.CARE: "Plan de soins seul",
    CasePaper.AID: "Plan d’aides seul",
    CasePaper.NAMELESS: "Plan, version anonyme",
    CasePaper.PERSON: "Plan pour la personne",
    CasePaper.LARGER: "Plan pour la personne, très gros",
    CasePaper.BOOKLET: "Plan en carnet A5",
    CasePaper.CONSENT: "Recueil de l’accord",
    CasePaper.NOTICE: "Notice d’information",
}
PAPERS = tuple((paper.value, paper.label) for paper in CasePaper)
_PARTS = {CasePaper.CARE: PlanPart.CARE, CasePaper.AID: PlanPart.AID}


class CasePrinting:
    """Asks for the key where a name is to be printed, says the jargon, then shows the pages.

    `remark` is the line in which it speaks.
    """

    def __init__(self, shell: Shell, documents: DocumentService, key: Reopening) -> None:
        self._documents, self._key = documents, key
        self._output = Output(shell)
        self.remark = Banner()

    def start(self, case_id: CaseId, paper: CasePaper) -> None:
        """Show a document; where the person would read jargon, say it first."""
        jargon = self._documents.jargon(case_id) if paper.is_read_by_the_person else ()
        if jargon:
            self._tell(jargon, lambda: self._go_on(case_id, paper))
        else:
            self._go_on(case_id, paper)

    @staticmethod
    def entries(ask: Callable[[CasePaper], object]) -> tuple[Entry, ...]:
        """Each document, for the palette."""
        return tuple(Entry("Imprimer", paper.label, partial(ask, paper)) for paper in CasePaper)

    def put_away(self) -> None:
        """Another situation is shown: what was said is about the one before."""
        self.remark.clear()
        self._key.put_away()

    def _go_on(self, case_id: CaseId, paper: CasePaper) -> None:
        self.remark.clear()
        named = self._needs_the_key(case_id, paper)
        show = partial(self._show, case_id, paper)
        if not named or not self._key.needed(
            partial(show, named=True), instead=partial(show, named=False)
        ):
            show(named=named)

    def _show(self, case_id: CaseId, paper: CasePaper, *, named: bool) -> None:
        try:
            self._output.preview(self._printable(case_id, paper, named=named))
        except UserError as error:
            self.remark.show_message(error.text, Tone.LATE)

    def _needs_the_key(self, case_id: CaseId, paper: CasePaper) -> bool:
        """Whether the identity is needed: to be on it, or to be hidden in what was typed."""
        if paper is CasePaper.NOTICE:
            return False
        if paper in (CasePaper.CONSENT, CasePaper.NAMELESS):
            return self._documents.knows_person(case_id)
        return self._documents.names_person(case_id)

    def _printable(self, case_id: CaseId, paper: CasePaper, *, named: bool) -> Printable:
        documents = self._documents
        match paper:
            case CasePaper.PERSON | CasePaper.LARGER:
                scale = _LARGER if paper is CasePaper.LARGER else 1.0
                return documents.patient_plan(case_id, named=named, scale=scale)
            case CasePaper.BOOKLET:
                return documents.booklet(case_id, named=named)
            case CasePaper.CONSENT:
                return documents.consent_form(case_id, named=named)
            case CasePaper.NOTICE:
                return documents.notice()
            case _:
                nameless = paper is CasePaper.NAMELESS
                part = _PARTS.get(paper)
                return documents.care_plan(case_id, part, named=named, nameless=nameless)

    def _tell(self, jargon: tuple[Jargon, ...], go_on: Callable[[], object]) -> None:
        told = [f"« {word.found} » ({word.plain})" for word in jargon[:_TOLD]]
        more = [f"{len(jargon) - _TOLD} de plus"] if len(jargon) > _TOLD else []
        self.remark.show_message(
            f"La personne lira ces mots de métier : {', '.join((*told, *more))}.",
            Tone.WARN,
            action="Imprimer quand même",
            on_action=go_on,
        )
        self.remark.button.setFocus()
