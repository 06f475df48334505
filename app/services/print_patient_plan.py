# SPDX-License-Identifier: EUPL-1.2
"""The plan in plain French, for the person: one sheet in large type, or a folded booklet."""

from collections.abc import Callable

from app.documents.personal_views import (
    BookletView,
    CallView,
    ContactView,
    PatientPlanView,
    StepView,
)
from app.documents.views import Confidentiality, Fact
from app.domain.care_plan import PlanLine
from app.domain.dates import long_date
from app.domain.plain_words import Jargon, PlainWords
from app.domain.practice import Practice
from app.domain.text import fold
from app.services.people import People
from app.services.plan_recto import whom_to_call, within
from app.services.plan_source import PlanSource
from app.services.plan_voice import HIDDEN, people_said, voice_of
from app.services.print_minutes import letterhead
from app.storage.unit_of_work import Rows

_SENTENCES = ("je ", "j'", "on ", "mon ", "ma ", "mes ", "il ", "elle ", "le ", "la ", "les ", "l'")
"""How a text begins that goes on after « J’appelle si »."""
_KEEP_IT = "gardez-le, ne le prêtez qu’à qui vous aide"


def patient_plan_view(rows: Rows, source: PlanSource, scale: float = 1.0) -> PatientPlanView:
    """The sheet in large type; `scale` above 1 for poor eyes."""
    voice, practice, case = voice_of(rows, source), _practice(rows), source.case
    names, say = people_said(rows, voice), voice.text
    matters = [case.wishes, f"Ma priorité : {case.priority}" if case.priority.strip() else ""]
    criteria = (say(line.criterion) for line in source.lines if line.criterion.strip())
    return PatientPlanView(
        letterhead=letterhead(rows),
        confidentiality=Confidentiality.PERSONAL if source.identity else source.confidentiality,
        band_note=source.noted(_KEEP_IT) if source.identity else source.band_note,
        subtitle=f"{_person(source)} · {standing(source)}",
        scale=scale,
        matters=say("\n".join(text for text in matters if text.strip())),
        steps=tuple(_step(line, names, say) for line in source.lines),
        watch=tuple(dict.fromkeys(criteria)),
        call=_call(source, names, say, practice),
        review=source.review,
        contacts=_contacts(source, names, say),
        signatures=("Moi, date", "Pour l’équipe, date"),
        origin=f"{practice.name} · document personnel",
    )


def booklet_view(rows: Rows, source: PlanSource) -> BookletView:
    """The same on A5 pages, with room to write."""
    plan, practice, case = patient_plan_view(rows, source), _practice(rows), source.case
    version = f"{source.number}, version {source.plan.version if source.plan else 1}"
    names = people_said(rows, voice_of(rows, source))
    referent = names.presented(case.referent_id, case.referent_name)
    facts = (Fact("Plan n°", version), Fact("Je suis suivi·e par", referent))
    first = standing(source)
    back = f" ou d’appeler le {practice.phone}" if practice.phone else ""
    return BookletView(
        letterhead=plan.letterhead,
        confidentiality=plan.confidentiality,
        band_note=plan.band_note,
        subtitle=f"{first[0].upper()}{first[1:]}",
        plan=plan,
        person=_person(source),
        facts=tuple(fact for fact in facts if fact.value),
        found=f"Si vous trouvez ce carnet, merci de le rapporter à la maison de santé{back}.",
        origin=plan.origin,
    )


def standing(source: PlanSource) -> str:
    """« préparé avec moi » only where the person took part."""
    plan = source.plan
    if plan is not None and plan.took_part:
        return f"préparé avec moi le {long_date(plan.agreed_on or source.since)}"
    return f"proposé par mon équipe le {long_date(source.since)}, à revoir ensemble"


def jargon_of(view: PatientPlanView, words: PlainWords) -> tuple[Jargon, ...]:
    """The words of the trade that a person would read, each once, in their order."""
    texts = [view.matters, view.call.when, view.call.evening, *view.watch]
    texts += [contact.role for contact in view.contacts]
    texts += [text for step in view.steps for text in (step.title, step.why)]
    found: dict[str, Jargon] = {}
    for text in texts:
        for jargon in words.find(text):
            found.setdefault(fold(jargon.found), jargon)
    return tuple(found.values())


def _step(line: PlanLine, names: People, say: Callable[[str], str]) -> StepView:
    why = say(line.plain_action or line.action)
    title = say(line.plain_objective or line.objective or line.problem)
    return StepView(
        title=title or why,
        who=names.presented(line.who_id, line.who_name),
        when=f"avant le {long_date(line.due)}" if line.due else "",
        why=why if title else "",
    )


def _call(
    source: PlanSource, names: People, say: Callable[[str], str], practice: Practice
) -> CallView:
    """Whom the plan names, or who coordinates or follows; else the practice."""
    plan = source.plan
    when = say(plan.alert.strip()) if plan else ""
    when = when[3:].lstrip() if fold(when).startswith("si ") else when
    goes_on = fold(when).startswith(_SENTENCES)
    who, _, phone = whom_to_call(source, names).partition("\n")
    if not who:
        who, phone = practice.name, practice.phone
    nights = say(within(plan.alert_nights.strip())) if plan else ""
    return CallView(within(when) if goes_on else when, who, phone, nights, goes_on=goes_on)


def _contacts(
    source: PlanSource, names: People, say: Callable[[str], str]
) -> tuple[ContactView, ...]:
    """The circle; where nobody noted one, whoever has something to do in the plan."""
    people_ = [(m.professional_id, m.name, m.role) for m in source.circle]
    people_ = people_ or [(line.who_id, line.who_name, "") for line in source.lines]
    found: dict[str, ContactView] = {}
    for id_, name, role in people_:
        who = names.get(id_)
        full = names.full(id_, name)
        if full.strip():
            work = say(role) or (who.profession if who else "")
            key = f"{full} {work}" if HIDDEN in full else full  # two whose names are hidden are two
            found.setdefault(fold(key), ContactView(full, work, who.phone if who else ""))
    return tuple(found.values())


def _person(source: PlanSource) -> str:
    return source.identity.full_name if source.identity else f"Situation {source.case.code}"


def _practice(rows: Rows) -> Practice:
    return rows.practice.get() or Practice(name="")
