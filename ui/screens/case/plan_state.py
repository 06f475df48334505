# SPDX-License-Identifier: EUPL-1.2
"""The plan tab as data: rows with their words, where the plan stands, what it still lacks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.care_plan import CarePlan, LineState, PlanLine, PlanPart, PlanStatus
from app.domain.case import plan_number
from app.domain.dates import medium_date, short_date
from app.domain.problem import Problems
from app.domain.text import listing
from app.domain.unmet_need import UnmetNeed
from app.services.care_plans import PlanView
from app.services.people import People
from app.services.plan_facts import PlanFacts
from app.services.plan_versions import VersionLine


@dataclass(frozen=True)
class PlanRow:
    """A line with its words; `number` ranks it over both parts as the print does.

    `origin` is what proposed it, a meeting or a protocol; empty for a line that is accepted.
    """

    line: PlanLine
    number: int
    who: str
    due: str
    review: str
    origin: str = ""

    @property
    def sentence(self) -> str:
        """The row for a screen reader."""
        cells = (self.line.problem, self.line.objective, self.line.action, self.who, self.due)
        return f"Ligne {self.number}, " + ", ".join(cell or "à compléter" for cell in cells)


@dataclass(frozen=True)
class NeedRow:
    """A need with its words."""

    need: UnmetNeed
    details: str


@dataclass(frozen=True)
class PlanState:
    """The plan tab; `origin` names the meetings and the protocols that proposed lines.

    `page` is the plan without lines; `priority` the person's own first problem, and
    `priority_missing` whether no line carries it.
    """

    code: str
    page: CarePlan
    standing: str
    remark: str
    origin: str
    proposals: tuple[PlanRow, ...]
    refused: tuple[PlanRow, ...]
    care: tuple[PlanRow, ...]
    aid: tuple[PlanRow, ...]
    needs: tuple[NeedRow, ...]
    versions: tuple[VersionLine, ...]
    people: People
    priority: str = ""
    priority_missing: bool = False
    birth_year: int | None = None

    @property
    def status(self) -> PlanStatus:
        """Where the plan stands."""
        return self.page.status

    def part(self, part: PlanPart) -> tuple[PlanRow, ...]:
        """The accepted lines of one part."""
        return self.care if part is PlanPart.CARE else self.aid


def state_of(
    view: PlanView, facts: PlanFacts, versions: tuple[VersionLine, ...], problems: Problems
) -> PlanState:
    """The tab of a plan."""
    plan = replace(facts.page, lines=facts.lines)
    care, aid = (_rows(view, plan.part(part)) for part in PlanPart)
    days = {day for id_, day in view.origins.items() if _waits(plan, id_)}
    titles = {title for id_, title in view.protocols.items() if _waits(plan, id_)}
    proposals = _rows(view, plan.proposed)
    if len(days) + len(titles) == 1:  # the heading says it
        proposals = tuple(replace(row, origin="") for row in proposals)
    return PlanState(
        code=view.code,
        page=facts.page,
        standing=_standing(view.code, plan),
        remark=_remark(plan, versions),
        origin=_origin(days, titles),
        proposals=proposals,
        refused=_rows(view, plan.refused),
        care=care,
        aid=tuple(replace(row, number=row.number + len(care)) for row in aid),
        needs=tuple(NeedRow(need, _details(need, problems)) for need in facts.needs),
        versions=versions,
        people=view.people,
        priority=view.priority.strip(),
        priority_missing=_missing(view.priority, (*care, *aid)),
        birth_year=view.birth_year,
    )


def _waits(plan: CarePlan, line_id: str) -> bool:
    return any(line.id == line_id for line in plan.proposed)


def _standing(code: str, plan: CarePlan) -> str:
    dated = f" du {medium_date(plan.on)}" if plan.on else ""
    return f"{plan_number(code)} · version {plan.version}{dated}"


def _remark(plan: CarePlan, versions: tuple[VersionLine, ...]) -> str:
    """What to know of a plan that changed since it was validated."""
    if plan.status is not PlanStatus.CURRENT or not versions:
        return ""
    last = versions[0]
    return (
        f"Modifié depuis la version {last.number} {last.words}\u00a0: "
        f"il est de nouveau en cours, à valider comme version {plan.version}."
    )


def _origin(days: Collection[date], titles: Collection[str]) -> str:
    met = " et celle du ".join(medium_date(day) for day in sorted(days))
    told = [f"la séance du {met}"] if met else []
    told += [f"le protocole «\u202f{title}\u202f»" for title in sorted(titles)]
    return f"Proposé par {listing(told) or 'une séance'}"


def _missing(priority: str, rows: Sequence[PlanRow]) -> bool:
    return bool(priority.strip()) and not any(row.line.carries(priority) for row in rows)


def _details(need: UnmetNeed, problems: Problems) -> str:
    known = (problems.label(need.problem_code) if need.problem_code else "", need.cause.label)
    return " · ".join(
        part for part in (*known, f"noté le {short_date(need.noted_on)}", need.note) if part
    )


def _rows(view: PlanView, lines: Sequence[PlanLine]) -> tuple[PlanRow, ...]:
    return tuple(_row(view, line, number) for number, line in enumerate(lines, 1))


def _row(view: PlanView, line: PlanLine, number: int) -> PlanRow:
    day, title = view.origins.get(line.id), view.protocols.get(line.id)
    protocol = f"protocole «\u202f{title}\u202f»" if title else ""
    return PlanRow(
        line=line,
        number=number if line.state is LineState.ACCEPTED else 0,
        who=view.who(line),
        due=short_date(line.due) if line.due else "",
        review=short_date(line.review_on) if line.review_on else "",
        origin=f"séance du {short_date(day)}" if day else protocol,
    )
