# SPDX-License-Identifier: EUPL-1.2
"""A plan as words, as a version keeps it: canonical JSON with the names of its day, read back."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from app.domain.care_plan import CarePlan, PlanLine, PlanPart
from app.domain.dates import medium_date
from app.domain.seal import canonical
from app.domain.text import plural
from app.domain.unmet_need import UnmetNeed
from app.services.comparing import RecordedLine
from app.services.people import People

PAGE = {
    "coordinator": "Coordonné par",
    "took_part": "Préparé avec la personne",
    "agreed_on": "Accord de la personne",
    "ald": "ALD",
    "gir": "GIR",
    "directives": "Directives anticipées",
    "housing": "Recherche d’hébergement",
    "alert": "En cas d’aggravation",
    "alert_who": "Qui appeler",
    "alert_nights": "Soirs et week-ends",
}
"""The fields of the page and what they are called."""

LINE = {
    "part": "Partie",
    "problem": "Problème",
    "objective": "Objectif partagé",
    "action": "Action",
    "education": "Éducation thérapeutique",
    "who": "Qui",
    "due": "Pour quand",
    "criterion": "Atteint si…",
    "review": "Bilan d’étape",
    "plain_objective": "Objectif, en mots simples",
    "plain_action": "Action, en mots simples",
}
"""The fields of a line and what they are called."""


@dataclass(frozen=True)
class PlanRecord:
    """A whole plan in words."""

    page: dict[str, str] = field(default_factory=dict)
    lines: tuple[RecordedLine, ...] = ()
    unmet: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The canonical JSON."""
        return canonical({"format": 1, **asdict(self)})


def record_of(plan: CarePlan, needs: Iterable[UnmetNeed], names: People) -> PlanRecord:
    """What a version keeps of a plan: its page, its accepted lines, its needs that are not met."""
    lines = [line for part in PlanPart for line in plan.part(part) if not line.blank]
    return PlanRecord(
        page=_page(plan, names),
        lines=tuple(RecordedLine(line.id, _line(line, names)) for line in lines),
        unmet=tuple(need.need for need in needs if need.met_on is None),
    )


def read_record(text: str) -> PlanRecord:
    """A record as it was kept. Raises `ValueError` for what is none."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("a record is an object")  # noqa: TRY004  one kind of error for the caller
    return PlanRecord(
        page=_words(raw["page"]),
        lines=tuple(RecordedLine(str(e["id"]), _words(e["words"])) for e in raw["lines"]),
        unmet=tuple(str(need) for need in raw["unmet"]),
    )


def _words(raw: dict[str, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in raw.items()}


def _page(plan: CarePlan, names: People) -> dict[str, str]:
    known = {True: "oui", False: "non", None: ""}
    return {
        "coordinator": names.presented(plan.coordinator_id, plan.coordinator_name),
        "took_part": "oui" if plan.took_part else "non",
        "agreed_on": medium_date(plan.agreed_on) if plan.agreed_on else "",
        "ald": "" if plan.ald is None else plural(plan.ald, "affection"),
        "gir": "" if plan.gir is None else f"GIR {plan.gir}",
        "directives": known[plan.directives],
        "housing": "oui" if plan.housing else "non",
        "alert": plan.alert,
        "alert_who": names.presented(plan.alert_id, plan.alert_name),
        "alert_nights": plan.alert_nights,
    }


def _line(line: PlanLine, names: People) -> dict[str, str]:
    return {
        "part": line.part.label,
        "problem": line.problem,
        "objective": line.objective,
        "action": line.action,
        "education": "oui" if line.education else "non",
        "who": names.presented(line.who_id, line.who_name),
        "due": medium_date(line.due) if line.due else "",
        "criterion": line.criterion,
        "review": medium_date(line.review_on) if line.review_on else "",
        "plain_objective": line.plain_objective,
        "plain_action": line.plain_action,
    }
