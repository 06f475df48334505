# SPDX-License-Identifier: EUPL-1.2
"""What each document says, as plain data: the services fill these, the builders print them.

Every text is ready for print except its typography, which the kit applies once. A test can assert
a whole document here without a PDF. Nothing in this module imports the PDF library.
"""

from dataclasses import dataclass
from enum import Enum

from app.domain.logo import Logo


class Confidentiality(Enum):
    """The word on the band at the top of every page."""

    NOMINATIVE = "NOMINATIF — SECRET PROFESSIONNEL"
    PERSONAL = "NOMINATIF — DOCUMENT PERSONNEL"
    PSEUDONYMISED = "PSEUDONYMISÉ"
    ANONYMOUS = "ANONYME"
    PRACTICE = "DOCUMENT DE LA STRUCTURE"
    OPENS_VAULT = "CONFIDENTIEL — OUVRE LE COFFRE"


@dataclass(frozen=True)
class Letterhead:
    """The practice, at the top right: its name, then lines such as an address or a referent.

    Its `logo` stands beside the name; without one the page is as if there were no place for it.
    """

    practice: str
    lines: tuple[str, ...] = ()
    logo: Logo | None = None


@dataclass(frozen=True)
class Fact:
    """One labelled value; a blank value is printed as a line to write on, or « à compléter »."""

    label: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What surrounds the text of a document, the same on all its pages.

    One that is `large` is for a patient: a large title without the practice beside it, which is in
    the footer. `scale` enlarges its text for poor eyes. `draft_words` is what the band says of a
    draft, in red.
    """

    letterhead: Letterhead
    title: str
    subtitle: str = ""
    confidentiality: Confidentiality = Confidentiality.PSEUDONYMISED
    band_note: str = ""
    origin: str = ""
    fingerprint: str = ""
    draft: bool = False
    draft_words: str = "BROUILLON — NON SCELLÉ"
    large: bool = False
    scale: float = 1.0


# --- minutes ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonLine:
    """Someone invited to the meeting; `field` and `state` are the words to print.

    `hours` says when they came and left, empty where nobody noted it.
    """

    name: str
    profession: str = ""
    field: str = ""
    state: str = ""
    hours: str = ""


@dataclass(frozen=True)
class ActionLine:
    """What, who, and for when."""

    text: str
    who: str = ""
    due: str = ""


@dataclass(frozen=True)
class MinutesItemView:
    """One item of the agenda as it was held.

    `heading` is the code of the situation or a title. `notes` are (label, text) pairs, the label
    « Organique », « Psychique » and « Social » taking the colour of its field. `withheld` is a
    sentence printed instead of the whole content; `outcome` one such as « reportée : … ».
    `text` is what was said where there are no fields; `fate` says whether the item comes back.
    `answers` say of actions of earlier meetings what became of them, one line each.
    """

    heading: str
    title: str = ""
    requester: str = ""
    reason: str = ""
    consent: str = ""
    question: str = ""
    wishes: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    withheld: str | None = None
    outcome: str | None = None
    topic: str = ""
    text: str = ""
    guests: tuple[str, ...] = ()
    fate: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MinutesView(Sheet):
    """The minutes of one meeting. A draft has no `seal` and says so on every page.

    `proof` are the seal, the journal's head and the signature whole, in small type under the seal.
    `notice` is a sentence about the whole meeting, such as that nothing was discussed.
    """

    facts: tuple[Fact, ...] = ()
    people: tuple[PersonLine, ...] = ()
    items: tuple[MinutesItemView, ...] = ()
    seal: tuple[Fact, ...] = ()
    proof: tuple[str, ...] = ()
    notice: str = ""


# --- after a meeting -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ExtractView(Sheet):
    """What a meeting said of one situation, for the patient's own record.

    `follow_up` are sentences: what comes next, who reports back. `filed` says when and by whom it
    was put there; empty, there are lines to write it on.
    """

    facts: tuple[Fact, ...] = ()
    people: tuple[PersonLine, ...] = ()
    item: MinutesItemView
    follow_up: tuple[str, ...] = ()
    filed: str = ""


@dataclass(frozen=True)
class TaskLine:
    """One action to do: the code of its situation or its point, what, and for when."""

    about: str
    text: str
    due: str = ""
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class ActionSheetView(Sheet):
    """What one person has to do: from this meeting first, then from before, then whom to tell.

    `notice` is a sentence about the person, such as that they left.
    """

    facts: tuple[Fact, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    older: tuple[TaskLine, ...] = ()
    reports: tuple[TaskLine, ...] = ()
    notice: str = ""
    foot: str = ""


# --- care plan -------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlanLineView:
    """One row of the HAS table; a blank cell prints « à compléter », never invented.

    `own` is the priority of the person; `etp` marks a therapeutic education (éducation
    thérapeutique), which the HAS columns ask for.
    """

    problem: str = ""
    objective: str = ""
    action: str = ""
    who: str = ""
    due: str = ""
    criterion: str = ""
    review: str = ""
    own: bool = False
    etp: bool = False


@dataclass(frozen=True)
class UnmetView:
    """A shared objective that could not be met (PPCS part 4): what, why, what was done about it."""

    need: str
    why: str = ""
    told: str = ""


@dataclass(frozen=True)
class PlanPartView:
    """« Plan de soins » or « Plan d’aides »; a part without lines is not printed."""

    title: str
    lines: tuple[PlanLineView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CarePlanView(Sheet):
    """The care plan of one situation, for professionals; empty sections are left out.

    `facts` fill three columns. `priority` is what the person wants first, the first problem of all.
    `notices` are sentences on how the plan came about. `signatures` are the labels under the lines
    to sign on.
    """

    facts: tuple[Fact, ...] = ()
    wishes: str = ""
    wishes_label: str = "Ce que la personne souhaite"
    priority: str = ""
    parts: tuple[PlanPartView, ...] = ()
    alert: str = ""
    unmet_needs: tuple[UnmetView, ...] = ()
    notices: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()


# --- attendance sheet ------------------------------------------------------------------------


@dataclass(frozen=True)
class SignatureLine:
    """One line to sign; blank arrival and departure are left to the hand.

    `status` is « associé », « salarié », « invité », « MSP » or « hors MSP »; `note` is printed
    small in the signature column (« en visio », « excusé »).
    """

    name: str
    profession: str = ""
    status: str = ""
    arrival: str = ""
    departure: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AttendanceView(Sheet):
    """The sheet to sign: names of professionals, codes of situations, never a patient's name.

    `spare_lines` blank lines follow the people. `totals` are counted facts, a blank value being a
    line to fill in. `foot` are sentences such as the list of the excused. `certification` is
    what the coordinator signs, under the labels of `signatures`.
    """

    facts: tuple[Fact, ...] = ()
    people: tuple[SignatureLine, ...] = ()
    spare_lines: int = 0
    codes: tuple[str, ...] = ()
    totals: tuple[Fact, ...] = ()
    foot: tuple[str, ...] = ()
    certification: str = "Je certifie l’exactitude de cette feuille."
    signatures: tuple[str, ...] = ("Coordination : nom, signature", "Date")


# --- before a meeting ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ConvocationView(Sheet):
    """What calls people to a meeting: no field here could hold a situation.

    `people` have in `state` whether and when they are expected. `foot` are sentences.
    """

    facts: tuple[Fact, ...] = ()
    people: tuple[PersonLine, ...] = ()
    foot: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgendaSheetLine:
    """One item of the agenda: codes only; `guests` is a phrase such as « avec Jeanne Imbert »."""

    at: str
    code: str
    consent: str
    theme: str
    requester: str = ""
    guests: str = ""


@dataclass(frozen=True, kw_only=True)
class AgendaSheetView(Sheet):
    """The agenda of a meeting to come, by codes."""

    facts: tuple[Fact, ...] = ()
    lines: tuple[AgendaSheetLine, ...] = ()


# --- journal ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class AccessLine:
    """One entry of the journal in words."""

    at: str
    who: str
    what: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class AccessLogView(Sheet):
    """The entries of the journal about one situation, the newest first."""

    facts: tuple[Fact, ...] = ()
    lines: tuple[AccessLine, ...] = ()
    foot: str = ""
