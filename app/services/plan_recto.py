# SPDX-License-Identifier: EUPL-1.2
"""The recto of a plan (HAS PPS 2014): who follows the person, who is around them, their rights.

What is not known is left out, but for the few facts that a team has to fill in. A print for the
social side alone carries no fact of health, one for care alone none of the social file.
"""

from app.documents.views import Fact
from app.domain.care_plan import PlanPart
from app.domain.ids import ProfessionalId
from app.domain.text import fold
from app.services.people import People
from app.services.plan_source import PlanSource


def recto_facts(source: PlanSource, names: People) -> tuple[Fact, ...]:
    """The facts in the order of the HAS model."""
    health, social = source.only is not PlanPart.AID, source.only is not PlanPart.CARE
    facts = [Fact("Personne", source.person)]
    if not source.nameless:
        number = f"{source.number} · {source.case.code}"
        facts.append(Fact("N° du plan · situation", number))
    filled = [Fact("Coordination du plan", _coordinator(source, names, health=health))]
    if health:
        ald = Fact("ALD", _ald(source))
        filled += [ald, Fact("Médecin traitant", _treating_doctor(source, names))]
    filled += _around(source, names, health=health)
    if health:
        filled.append(Fact("Directives anticipées", _directives(source)))
    if social:
        filled += _social(source)
    facts += [fact for fact in filled if fact.value.strip()]
    return (*facts, Fact("Réévaluation", source.review))


def reachable(names: People, id_: ProfessionalId | None, name: str, *, trade: bool = True) -> str:
    """Somebody with their telephone number, and their profession where it may be said."""
    who = names.presented(id_, name) if trade else names.full(id_, name)
    person = names.get(id_)
    return f"{who}\n{person.phone}" if person is not None and person.phone else who


def whom_to_call(source: PlanSource, names: People) -> str:
    """Whom the plan names; else who coordinates it or follows the person; empty where nobody."""
    plan, case = source.plan, source.case
    choices = [(case.referent_id, case.referent_name)]
    if plan is not None:
        choices.insert(0, (plan.coordinator_id, plan.coordinator_name))
        choices.insert(0, (plan.alert_id, plan.alert_name))
    id_, name = next(((i, n) for i, n in choices if i or n), (None, ""))
    return reachable(names, id_, name)


def within(text: str) -> str:
    """A text as it goes on within a sentence: « Le 15 » is « le 15 », « SOS » stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _coordinator(source: PlanSource, names: People, *, health: bool) -> str:
    plan, case = source.plan, source.case
    if plan is not None and (plan.coordinator_id or plan.coordinator_name):
        return reachable(names, plan.coordinator_id, plan.coordinator_name, trade=health)
    return reachable(names, case.referent_id, case.referent_name, trade=health)


def _ald(source: PlanSource) -> str:
    if source.plan is not None and source.plan.ald is not None:
        return f"Oui ({source.plan.ald})" if source.plan.ald else "Non"
    return "Oui" if source.case.eligibility.ald else ""


def _treating_doctor(source: PlanSource, names: People) -> str:
    """Whoever of the circle is said to treat: « médecin traitant », « traitante »."""
    treating = (m for m in source.circle if "traitant" in fold(m.role))
    return "\n".join(reachable(names, m.professional_id, m.name, trade=False) for m in treating)


def _around(source: PlanSource, names: People, *, health: bool) -> list[Fact]:
    """Relatives, as the sealed identity knows them; without it the carer as the case says it."""
    who = source.identity
    if who is None:
        carer = source.case.carer if health and not source.nameless else ""
        return [Fact("Aidant", names.full(None, carer))]
    contact = "\n".join(filter(None, (who.address, who.phone, who.mail, who.contact)))
    carer = who.carer or (source.case.carer if health else "")
    return [
        Fact("Coordonnées", contact),
        Fact("Aidant", carer),
        Fact("Personne de confiance", who.trusted),
        Fact("Proches", who.relatives),
    ]


def _directives(source: PlanSource) -> str:
    known = source.plan.directives if source.plan else None
    return {None: "", True: "Oui", False: "Non"}[known]


def _social(source: PlanSource) -> list[Fact]:
    plan, who = source.plan, source.identity
    return [
        Fact("GIR (APA)", str(plan.gir) if plan and plan.gir else ""),
        Fact("Hébergement", "recherche en cours" if plan and plan.housing else ""),
        Fact("Caisse de retraite", who.pension_fund if who else ""),
        Fact("Mutuelle", who.insurance if who else ""),
    ]
