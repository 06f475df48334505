# SPDX-License-Identifier: EUPL-1.2
"""What is typed of a concertation of two or three, and how it becomes one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.consent import Consent, ConsentState, reach_words
from app.domain.dates import medium_date, parse_clock, parse_past_date
from app.domain.directory import Professional
from app.domain.due import read_due
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId, ProfessionalId
from app.domain.text import typeset
from app.services.anonymity import AnonymityService
from app.services.cases import CaseService, CaseSummary
from app.services.directory import DirectoryService
from app.services.filings import FilingService
from app.services.look_up import CaseFinder
from app.services.meetings import ActionDraft
from app.services.sealed_texts import SealedText
from app.services.short_form import Recorded, ShortDraft, ShortFormService

USUAL_MINUTES = 10
NOT_SAID = ""
_SHOWN = 8


@dataclass(frozen=True)
class TypedAction:
    """What, who (`who` of the directory or empty, `who_text` as typed) and for when.

    `due_text` is what was typed for it and is no date yet.
    """

    text: str
    who: str = ""
    who_text: str = ""
    due: date | None = None
    due_text: str = ""


@dataclass(frozen=True)
class TypedForm:
    """The whole page as it is typed. `consent` is a `ConsentState` value, or empty.

    `on_text` is what was typed for the day and is no date yet; `places` tells in which fields
    people, then strangers, stand.
    """

    people: tuple[str, ...]
    strangers: tuple[str, ...]
    case_id: str
    motif: str
    consent: str
    outside_team: bool
    on: date | None
    start: str
    minutes: str
    question: str
    said: str
    decision: str
    actions: tuple[TypedAction, ...]
    on_text: str = ""
    places: tuple[int, ...] = ()


class ShortFormPresenter:
    """Finds people and situations, says where the consent stands, records."""

    def __init__(
        self,
        forms: ShortFormService,
        cases: CaseService,
        finder: CaseFinder,
        directory: DirectoryService,
        filings: FilingService,
        anonymity: AnonymityService,
        now: Callable[[], datetime],
        next_meeting: Callable[[date], date],
    ) -> None:
        """`now` is local time; `filings` knows who is at this computer.

        `next_meeting` is the day of the first meeting after a day.
        """
        self._forms, self._cases, self._directory = forms, cases, directory
        self._filings, self._now, self._next_meeting = filings, now, next_meeting
        self._anonymity = anonymity
        self.findings = anonymity.findings
        """What gives somebody away in a text."""
        self._finder = finder

    def reload(self) -> None:
        """Read the situations again; `read_on` reads those that are not the newest."""
        self._finder.begin()
        self._anonymity.learn_waiting()

    def read_on(self) -> bool:
        """Read some situations more; False when all are."""
        return self._finder.read_on()

    def me(self) -> Professional | None:
        """Who is at this computer, where the directory knows them."""
        id_, _ = self._filings.account_holder()
        return self._directory.get(id_) if id_ is not None else None

    def usual_start(self) -> str:
        """Ten minutes ago, on a multiple of five: one notes it when it is over."""
        at = self._now() - timedelta(minutes=USUAL_MINUTES)
        return f"{at.hour:02}:{at.minute - at.minute % 5:02}"

    def today(self) -> date:
        """The local day."""
        return self._now().date()

    def people(self, letters: str) -> tuple[Professional, ...]:
        """Whom a few letters may mean."""
        return self._directory.find(letters)

    def cases(self, letters: str) -> tuple[CaseSummary, ...]:
        """The situations whose code or motif holds these words."""
        return self._finder.best(letters, _SHOWN) if letters.strip() else ()

    def consent_of(self, case_id: str) -> Consent | None:
        """Where the consent of a situation stands."""
        return self._cases.file(CaseId(case_id)).consent if case_id else None

    def question_of(self, case_id: str) -> str:
        """What is asked about a situation already."""
        return self._cases.file(CaseId(case_id)).case.question if case_id else ""

    def is_outside(self, person: str) -> bool:
        """Whether somebody is not of the team."""
        try:
            return not self._directory.get(ProfessionalId(person)).member
        except NotFoundError:
            return False

    def read_day(self, text: str) -> date | None:
        """The day of something that has happened."""
        return parse_past_date(text, self.today())

    def read_due(self, text: str) -> date | None:
        """A day to come."""
        today = self.today()
        return read_due(text, today, lambda: self._next_meeting(today))

    def person(self, id_: str) -> Professional:
        """Somebody of the directory. Raises `NotFoundError`."""
        return self._directory.get(ProfessionalId(id_))

    def case(self, id_: str) -> CaseSummary | None:
        """A situation as a list shows it."""
        return next(iter(self._cases.some((CaseId(id_),))), None)

    def begun(self) -> str:
        """What the vault keeps of a page that is not sealed yet."""
        return self._forms.begun()

    def keep(self, text: str, case_id: str) -> None:
        """Keep a page that is not sealed yet; an empty text forgets it."""
        self._forms.keep(text, CaseId(case_id) if case_id else None)

    def giving_away(self, form: TypedForm) -> tuple[str, ...]:
        """What of a page would be sealed and tells who the person is, one sentence each."""
        texts = [
            SealedText("Motif", form.motif),
            SealedText("Demande", form.question),
            SealedText("Ce qui a été dit", form.said),
            SealedText("Décision", form.decision),
        ]
        for number, action in enumerate(form.actions, 1):
            texts.append(SealedText(f"Action {number}", action.text))
            if not action.who:
                who = f"Responsable de l’action {number}"
                texts.append(SealedText(who, action.who_text, names_somebody=True))
        return self._anonymity.sentences(texts)

    def record(self, form: TypedForm) -> Recorded:
        """Seal what is typed. Raises `UserError`."""
        start = parse_clock(form.start)
        if form.strangers:
            raise UserError(
                f"« {form.strangers[0]} » n’est pas dans l’annuaire.",
                "Choisissez un nom de la liste, ou ajoutez la personne à l’annuaire.",
            )
        if form.on is None:
            raise UserError("La date manque.", "Écrivez « aujourd’hui », « hier » ou « 24/11 ».")
        if start is None:
            raise UserError("L’heure n’est pas comprise.", "Écrivez-la comme « 9:10 ».")
        if not form.minutes.strip().isdecimal():  # « ¹ » is a digit, and no number
            raise UserError("La durée n’est pas comprise.", "Écrivez un nombre de minutes.")
        wrong = next((action.due_text for action in form.actions if action.due_text), "")
        if wrong:
            raise UserError(
                f"« {wrong} », pour quand ? La date n’est pas comprise.",
                "Essayez « 15/12 », « vendredi », « dans 2 semaines ».",
            )
        return self._forms.record(
            ShortDraft(
                people=tuple(ProfessionalId(person) for person in form.people),
                on=form.on,
                start=start,
                minutes=int(form.minutes),
                case_id=CaseId(form.case_id) if form.case_id else None,
                title=form.motif,
                consent=ConsentState(form.consent) if form.consent else None,
                outside_team=form.outside_team,
                question=form.question,
                said=form.said,
                decision=form.decision,
                actions=tuple(
                    ActionDraft(
                        action.text,
                        ProfessionalId(action.who) if action.who else None,
                        "" if action.who else action.who_text,
                        action.due,
                    )
                    for action in form.actions
                ),
            )
        )


def consent_words(consent: Consent | None) -> str:
    """« accord obtenu le jeu. 26 nov. 2026 », or that nothing is noted."""
    if consent is None:
        return "Aucun accord n’est noté."
    on = f" le {medium_date(consent.on)}" if consent.on else ""
    outside = f", {reach}" if (reach := reach_words(consent)) else ""
    return typeset(f"Accord {consent.state.label}{on}{outside}.")
