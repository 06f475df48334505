# SPDX-License-Identifier: EUPL-1.2
"""How the use of a protocol is said: figures, shares, who is in it since when."""

from app.domain.dates import medium_date
from app.domain.inclusion import InclusionState
from app.domain.text import NO_BREAK, number, plural
from app.services.protocol_figures import Counted, Totals, Use
from ui.theme import Tone

TONES = {
    InclusionState.INCLUDED: Tone.OK,
    InclusionState.EXCLUDED: Tone.NEUTRAL,
    InclusionState.LEFT: Tone.WARN,
    InclusionState.COMPLETED: Tone.ACCENT,
}
NOT_COUNTED = "pas encore compté"


def figures(counted: Counted) -> str:
    """« 1 sur 3 », a number alone, or that nobody counted."""
    if counted.numerator is None:
        return NOT_COUNTED
    if counted.denominator is None:
        return number(counted.numerator)
    return f"{number(counted.numerator)} sur {number(counted.denominator)}"


def share(counted: Counted) -> str:
    """« 33 % »; the number itself for a plain count; a dash where there is none."""
    if counted.percent is not None:
        return f"{counted.percent}{NO_BREAK}%"
    plain = counted.numerator is not None and counted.denominator is None
    return number(counted.numerator or 0) if plain else "–"


def details(counted: Counted) -> str:
    """Under the name of an indicator: its figures, its target, where they come from."""
    indicator, note = counted.indicator, counted.figure.note if counted.figure else ""
    target = indicator.target.strip()
    plain = counted.numerator is not None and counted.denominator is None
    parts = (
        "" if plain else figures(counted),
        f"cible{NO_BREAK}: {target}" if target else "",
        indicator.measure.label,
        note,
    )
    return " · ".join(part for part in parts if part)


def summary(totals: Totals, year: int) -> str:
    """The persons of a year in one sentence."""
    if not (totals.during or totals.excluded or totals.now):
        return f"Personne n’a été inclus en {year}."
    happened = (
        (totals.included, "incluse", "incluses"),
        (totals.excluded, "non incluse", "non incluses"),
        (totals.left, "sortie", "sorties"),
        (totals.completed, "terminée", "terminées"),
    )
    parts = [plural(count, one, several) for count, one, several in happened if count]
    year_said = f"En {year}{NO_BREAK}: {', '.join(parts)}. " if parts else ""
    during = plural(totals.during, "personne suivie", "personnes suivies")
    return f"{during} dans l’année. {year_said}Aujourd’hui{NO_BREAK}: {number(totals.now)}."


def of_year(use: Use, year: int) -> bool:
    """Whether a decision says something of a year."""
    if use.state is InclusionState.EXCLUDED:
        return use.on.year == year
    return use.on.year <= year and (use.ended_on is None or use.ended_on.year >= year)


def days(use: Use) -> str:
    """Since when, and until when, under which version."""
    if use.state is InclusionState.EXCLUDED:
        said = f"le {medium_date(use.on)}"
    elif use.ended_on is None:
        said = f"depuis le {medium_date(use.on)}"
    else:
        said = f"du {medium_date(use.on)} au {medium_date(use.ended_on)}"
    return f"{said}, version {use.version}"
