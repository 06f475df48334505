# SPDX-License-Identifier: EUPL-1.2
"""The extract of sealed minutes for one patient's record, as a page.

It is made from the sealed item: whoever compares it with the minutes finds the same words and the
same fingerprint. The identity comes from its own seal, and only where the person consented.
"""

from dataclasses import dataclass
from datetime import date

from app.documents.views import Confidentiality, ExtractView, Fact
from app.domain.case import Identity
from app.domain.dates import age_text, long_date, medium_date
from app.domain.feedback import due_of
from app.domain.filing import Filing
from app.domain.ids import CaseId
from app.domain.minutes import Minutes, SealedItem
from app.domain.protection import with_secrecy
from app.domain.seal import fingerprint
from app.domain.text import stopped
from app.services.people import People, people
from app.services.print_minutes import held_words, item_view, letterhead, people_lines
from app.services.records import files_of, going_on, printed_case_of
from app.storage.unit_of_work import Rows


@dataclass(frozen=True)
class ExtractSource:
    """What one extract is made from; `identity` is None where it may not or cannot appear."""

    minutes: Minutes
    item: SealedItem
    case_id: CaseId
    identity: Identity | None
    filing: Filing | None


def extract_view(rows: Rows, source: ExtractSource) -> ExtractView:
    """The page of one situation."""
    minutes, header = source.minutes, source.minutes.header
    on = date.fromisoformat(header.on)
    names = people(rows)
    return ExtractView(
        letterhead=letterhead(rows, header.practice),
        confidentiality=_confidentiality(rows, source),
        band_note=with_secrecy(printed_case_of(rows, source.case_id), _band_note(rows, source)),
        title="Extrait du compte rendu de concertation",
        subtitle=f"{held_words(header)} du {long_date(on)} · pour le dossier de la personne",
        facts=_facts(rows, source, on),
        people=people_lines(header),
        item=item_view(rows, source.item),
        follow_up=_follow_up(rows, source, on, names),
        filed=_filed(source.filing, names),
        origin=f"Extrait du compte rendu n° {header.number} du {medium_date(on)}, "
        f"version {minutes.version}",
        fingerprint=fingerprint(minutes.seal),
    )


def _anonymous(rows: Rows, source: ExtractSource) -> bool:
    consent = rows.consents.current(source.case_id)
    return consent is None or consent.strictly_anonymous


def _confidentiality(rows: Rows, source: ExtractSource) -> Confidentiality:
    if source.identity is not None:
        return Confidentiality.NOMINATIVE
    if _anonymous(rows, source):
        return Confidentiality.ANONYMOUS
    return Confidentiality.PSEUDONYMISED


def _band_note(rows: Rows, source: ExtractSource) -> str:
    if source.identity is not None:
        return "à verser au dossier de la personne"
    if _anonymous(rows, source):
        return "présentation strictement anonyme, code seul"
    return "code seul"


def _facts(rows: Rows, source: ExtractSource, on: date) -> tuple[Fact, ...]:
    case, identity = rows.cases.get(source.case_id), source.identity
    header = source.minutes.header
    facts = [Fact("Personne", "désignée par son code")]
    if identity is not None:
        facts = [Fact("Personne", identity.full_name)]
        if identity.born is not None:
            born = f"{identity.born:%d/%m/%Y} · {age_text(identity.born, on)}"
            facts.append(Fact("Naissance", born))
    facts.append(Fact("Situation", case.code if case else ""))
    facts.append(Fact("Compte rendu", f"n° {header.number} de {on.year}"))
    if header.held:
        facts.append(Fact("Tenue", header.held))
    if header.place:
        facts.append(Fact("Lieu", header.place))
    return tuple(fact for fact in facts if fact.value)


def _follow_up(rows: Rows, source: ExtractSource, on: date, names: People) -> tuple[str, ...]:
    """Who tells the person and by when, or who did."""
    files = files_of(rows, going_on(rows, source.case_id))
    for feedback in (each for file in files for each in rows.feedbacks.of_case(file)):
        if feedback.meeting_id != source.minutes.meeting_id:
            continue
        if feedback.done_on is None:
            who = names.presented(feedback.owed_by, feedback.owed_by_name)
            by = f" par {who}" if who else ""
            due = medium_date(due_of(feedback, on))
            return (f"Retour à la personne{by}, d’ici le {due}.",)
        by = f" par {who}" if (who := names.presented(feedback.done_by)) else ""
        told = (
            feedback.agreement.label,
            feedback.reaction,
            f"Refuse : {feedback.refused}" if feedback.refused.strip() else "",
            f"Écart avec l’avis de l’équipe : {feedback.departure}"
            if feedback.departure.strip()
            else "",
        )
        said = "".join(f" {stopped(text)}" for text in told if text.strip())
        return (f"Retour fait à la personne le {medium_date(feedback.done_on)}{by}.{said}",)
    return ()


def _filed(filing: Filing | None, names: People) -> str:
    if filing is None or filing.filed_on is None:
        return ""
    who = names.presented(filing.filed_by, filing.filed_by_name)
    by = f" par {who}" if who else ""
    return f"Versé au dossier le {medium_date(filing.filed_on)}{by}."
