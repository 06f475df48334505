# SPDX-License-Identifier: EUPL-1.2
"""What must not be forgotten, and where an item's consent stands: numbers and chips as words."""

from datetime import date

from app.domain.consent import Consent
from app.domain.dates import day_month, medium_date, short_date
from app.domain.protocol import ProtocolStatus
from app.domain.text import number, plural
from app.services.home import Overview
from ui.screens.home.state import Level, MarkWords, Reminder

_SHEET = Reminder("accounts", "sheet", MarkWords("à imprimer", Level.WARN), "Fiche de secours")


def reminders(
    overview: Overview,
    *,
    sheet_missing: bool = False,
    unsaved: int = 0,
    kept_enough: int = 0,
) -> tuple[Reminder, ...]:
    """The lists that are not empty, the most pressing first; last, the sheet not printed yet.

    `unsaved` is for how many days no backup was made, 0 while that is not late; `kept_enough` how
    many files no rule keeps where they are.
    """
    sheet = _SHEET if sheet_missing else None
    found = (
        _unsaved(unsaved),
        _overdue(overview),
        _owed(overview),
        _unfiled(overview),
        _undated(overview),
        _to_renew(overview),
        _to_revise(overview.protocols_to_revise),
        _to_validate(overview.protocols_to_validate),
        _kept_enough(kept_enough),
        sheet,
    )
    return tuple(reminder for reminder in found if reminder is not None)


def consent_mark(consent: Consent | None, today: date) -> MarkWords:
    """The chip of an agenda item: « accord du 20 nov. », « anonyme stricte », and others."""
    if consent is None:
        return MarkWords("accord non noté", Level.WARN)
    if consent.strictly_anonymous:
        return MarkWords("anonyme stricte", Level.WARN)
    if not consent.state.allows_presentation:
        return MarkWords(f"accord {consent.state.label}", Level.LATE)
    if consent.on is None:
        return MarkWords("accord obtenu", Level.OK)
    written = short_date(consent.on) if consent.on.year == today.year else medium_date(consent.on)
    return MarkWords(f"accord du {written.partition(' ')[2]}", Level.OK)


def _unsaved(days: int) -> Reminder | None:
    if not days:
        return None
    words = f"Aucune sauvegarde depuis {plural(days, 'jour')}"
    return Reminder("backups", "", MarkWords("à sauvegarder", Level.WARN), words)


def _overdue(overview: Overview) -> Reminder | None:
    if not overview.overdue:
        return None
    since = ""
    if overview.oldest_overdue is not None:
        days = (overview.today - overview.oldest_overdue).days
        since = "depuis hier" if days == 1 else f"depuis {number(days)} jours"
    words = f"Actions · la plus ancienne {since}" if overview.overdue > 1 else f"Action · {since}"
    mark = MarkWords(f"{number(overview.overdue)} en retard", Level.LATE)
    return Reminder("actions", "overdue", mark, words.rstrip(" ·"))


def _owed(overview: Overview) -> Reminder | None:
    if not overview.feedback_owed:
        return None
    several = overview.feedback_owed > 1
    words = "Retours au patient" if several else "Retour au patient"
    if overview.feedback_oldest is not None:
        words += f" · depuis le {day_month(overview.feedback_oldest)}"
    owed = f"{number(overview.feedback_owed)} {'dus' if several else 'dû'}"
    if overview.feedback_late:
        words += f" · {number(overview.feedback_late)} en retard"
    level = Level.LATE if overview.feedback_late else Level.WARN
    return Reminder("feedback", "due", MarkWords(owed, level), words)


def _unfiled(overview: Overview) -> Reminder | None:
    if not overview.filings_owed:
        return None
    several = overview.filings_owed > 1
    words = "Extraits aux dossiers" if several else "Extrait au dossier"
    since = ""
    if overview.filings_oldest is not None:
        since = f" · depuis le {day_month(overview.filings_oldest)}"
    mark = MarkWords(f"{number(overview.filings_owed)} à verser", Level.WARN)
    return Reminder("filings", "", mark, f"{words}{since}")


def _to_renew(overview: Overview) -> Reminder | None:
    if not overview.to_renew:
        return None
    words = "Accords à redemander" if overview.to_renew > 1 else "Accord à redemander"
    mark = MarkWords(f"{number(overview.to_renew)} à renouveler", Level.WARN)
    return Reminder("cases", "to_renew", mark, words)


def _undated(overview: Overview) -> Reminder | None:
    if not overview.without_review:
        return None
    words = "Situations sans date" if overview.without_review > 1 else "Situation sans date"
    mark = MarkWords(number(overview.without_review), Level.PLAIN)
    return Reminder("cases", "without_review", mark, f"{words} de réévaluation")


def _to_revise(count: int) -> Reminder | None:
    if not count:
        return None
    words = "Protocoles en vigueur" if count > 1 else "Protocole en vigueur"
    mark = MarkWords(f"{number(count)} à réviser", Level.WARN)
    return Reminder("protocols", ProtocolStatus.TO_REVISE.value, mark, words)


def _to_validate(count: int) -> Reminder | None:
    if not count:
        return None
    words = "Protocoles en relecture" if count > 1 else "Protocole en relecture"
    mark = MarkWords(f"{number(count)} à valider", Level.PLAIN)
    return Reminder("protocols", ProtocolStatus.REVIEW.value, mark, words)


def _kept_enough(count: int) -> Reminder | None:
    if not count:
        return None
    have = "dossiers ont dépassé leur" if count > 1 else "dossier a dépassé sa"
    words = f"{number(count)} {have} durée de conservation"
    return Reminder("keeping", "", MarkWords("à décider", Level.PLAIN), words)
