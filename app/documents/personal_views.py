# SPDX-License-Identifier: EUPL-1.2
"""What is written for the person: the plan in plain French, and the same as a folded booklet."""

from dataclasses import dataclass

from app.documents.views import Fact, Sheet


@dataclass(frozen=True)
class StepView:
    """One thing that will be done, in plain words; a blank line is left out."""

    title: str
    who: str = ""
    when: str = ""
    why: str = ""


@dataclass(frozen=True)
class CallView:
    """When to call for help, whom, and what number serves in the evening and at the weekend.

    `goes_on`: `when` reads on after « J’appelle si »; else it stands by itself.
    """

    when: str = ""
    who: str = ""
    phone: str = ""
    evening: str = ""
    goes_on: bool = True


@dataclass(frozen=True)
class ContactView:
    """Somebody who helps: their name, what they do, how to reach them."""

    name: str
    role: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class PatientPlanView(Sheet):
    """« Mon plan de santé »: who does what, when, whom to call, what to watch.

    `review` is a day in words. `watch` are sentences. `steps` are numbered in their order.
    """

    title: str = "Mon plan de santé"
    large: bool = True
    matters: str = ""
    steps: tuple[StepView, ...] = ()
    watch: tuple[str, ...] = ()
    call: CallView = CallView()
    review: str = ""
    contacts: tuple[ContactView, ...] = ()
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BookletView(Sheet):
    """The same plan on A5 pages: A4 sheets printed on both sides, turned on the short edge, folded.

    `person` is the name or the code on the cover, `facts` are under it. `found` asks whoever finds
    it to bring it back.
    """

    plan: PatientPlanView
    title: str = "Mon plan de santé"
    person: str = ""
    facts: tuple[Fact, ...] = ()
    found: str = ""
