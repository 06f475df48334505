# SPDX-License-Identifier: EUPL-1.2
"""The readable answer to a person who asks what is kept about them (GDPR art. 15)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from app.documents.access_view import AccessDossierView, AccessEntry, AccessSection
from app.documents.views import Confidentiality, Fact
from app.domain.action import Action
from app.domain.care_plan import PlanLine
from app.domain.case import Case, Identity
from app.domain.case_step import CaseStep
from app.domain.dates import clock as clock_text
from app.domain.dates import long_date, medium_date
from app.domain.feedback import PatientFeedback
from app.domain.inclusion import Criterion
from app.domain.minutes import ActionRecord, ItemRecord
from app.domain.protection import with_secrecy
from app.domain.text import listing
from app.services.person_files import Included, PersonFile, Talk
from app.services.print_minutes import letterhead
from app.services.retention import clock_of, kept_file, rules_of
from app.services.snapshot import consent_sentence
from app.storage.unit_of_work import Rows

Local = Callable[[datetime], datetime]
T = TypeVar("T")
_RIGHTS = (
    "Faire corriger ce qui est faux : ce qui est déjà scellé est corrigé par une nouvelle version.",
    "Retirer votre accord : rien ne sera plus dit de vous aux réunions à venir.",
    "Faire effacer ce qui n’a plus à être gardé.",
    "Saisir la CNIL si la réponse ne vous convient pas.",
)
_LEAD = (
    "Voici tout ce que la structure garde sur vous dans Tour de table, l’outil de ses réunions "
    "de concertation. Votre dossier médical est tenu ailleurs, par vos soignants."
)


def access_view(rows: Rows, file: PersonFile, today: date, local: Local) -> AccessDossierView:
    """The whole file in sections; what is empty says so. Raises `NotFoundError`."""
    case = file.case
    every = sorted((file, *file.others), key=lambda one: one.case.merged_into is not None)
    secret = next((one.case for one in every if one.case.parents_kept_out), case)
    identity = next((one.identity for one in every if one.identity is not None), None)
    kept = clock_of(rules_of(rows), kept_file(rows, case.id))
    return AccessDossierView(
        letterhead=letterhead(rows),
        subtitle=f"Situation {case.code} · arrêté au {long_date(today)}",
        confidentiality=Confidentiality.PERSONAL if identity else Confidentiality.PSEUDONYMISED,
        band_note=with_secrecy(secret, "à remettre en main propre"),
        origin=f"Situation {case.code}",
        facts=(
            Fact("Personne", identity.full_name if identity else "identité non notée"),
            Fact("Ouverte le", _day(case.created_at, local)),
            Fact("Gardée jusqu’au", long_date(kept.over_on)),
        ),
        lead=_LEAD,
        sections=(
            *_sections(file, local),
            *(section for one in file.others for section in _of_other(one, local)),
        ),
        rights=_RIGHTS,
        signatures=("Remis par, le", "Reçu par, le"),
    )


def _of_other(file: PersonFile, local: Local) -> Iterator[AccessSection]:
    """What there is in another file of the same person, each under its code."""
    for section in _sections(file, local):
        facts = tuple(fact for fact in section.facts if fact.value)
        if facts or section.entries or any(text for _, text in section.paragraphs):
            yield replace(section, title=f"{section.title} · {file.case.code}")


def _sections(file: PersonFile, local: Local) -> Iterator[AccessSection]:
    names = file.people
    yield _identity(file.identity)
    yield _situation(file.case, file)
    yield AccessSection(
        "Étapes de la situation", entries=tuple(_step(step, local) for step in file.steps)
    )
    yield _circle(file)
    yield _consents(file)
    yield AccessSection("Réunions", entries=tuple(_meetings(file.talks)))
    yield AccessSection(
        "Actions",
        entries=tuple(_action(action, file) for talk in file.talks for action in talk.actions),
    )
    yield AccessSection(
        "Retours vers vous", entries=tuple(_feedback(one, file) for one in file.feedbacks)
    )
    yield _plan(file)
    yield AccessSection(
        "Besoins qui n’ont pas pu être couverts",
        entries=tuple(
            AccessEntry(medium_date(one.noted_on), one.need, one.cause.label, (("", one.note),))
            for one in file.needs
        ),
    )
    yield AccessSection(
        "Protocoles de soins où vous avez été",
        entries=tuple(_included(one) for one in file.inclusions),
    )
    yield AccessSection(
        "Corbeille",
        note="Ce qui a été retiré et peut encore être repris pendant trente jours. Le fichier "
        "joint en donne les termes.",
        entries=tuple(AccessEntry(_day(one.at, local), "Élément retiré") for one in file.binned),
    )
    yield AccessSection(
        "Extraits versés à votre dossier",
        entries=tuple(
            AccessEntry(
                medium_date(one.filed_on) if one.filed_on else "pas encore",
                "Extrait de compte rendu",
                names.full(one.filed_by, one.filed_by_name),
            )
            for one in file.filings
        ),
    )
    yield AccessSection(
        "Qui a lu ou modifié votre situation",
        entries=tuple(AccessEntry(one.at, one.what, one.who) for one in file.accesses),
    )


def _identity(identity: Identity | None) -> AccessSection:
    if identity is None:
        return AccessSection("Identité")
    said = (
        ("Nom", identity.last),
        ("Prénom", identity.first),
        ("Date de naissance", long_date(identity.born) if identity.born else ""),
        ("Sexe", identity.sex),
        ("Contact", identity.contact),
        ("Adresse", identity.address),
        ("Téléphone", identity.phone),
        ("Courriel", identity.mail),
        ("Aidant", identity.carer),
        ("Personne de confiance", identity.trusted),
        ("Proches", identity.relatives),
        ("Caisse de retraite", identity.pension_fund),
        ("Mutuelle", identity.insurance),
    )
    return AccessSection("Identité", facts=tuple(Fact(*pair) for pair in said))


def _situation(case: Case, file: PersonFile) -> AccessSection:
    names, flags = file.people, case.eligibility
    yes = [
        word
        for word, true in (
            ("75 ans ou plus", flags.over_75),
            ("ALD", flags.ald),
            ("médecin traitant dans la structure", flags.treating_doctor_in_sisa),
        )
        if true
    ]
    return AccessSection(
        "Situation",
        facts=(
            Fact("Motif", case.title),
            Fact("Demandée par", names.presented(case.requester_id, case.requester_name)),
            Fact("Référent", names.presented(case.referent_id, case.referent_name)),
            Fact("Pourquoi", case.reason.label),
            Fact("État", case.status.label),
            Fact("Protection", case.protection.label),
            Fact("Repères", listing(yes)),
            Fact("À réévaluer le", long_date(case.review_on) if case.review_on else ""),
        ),
        paragraphs=(
            ("Question posée à l’équipe", case.question),
            ("Ce que vous souhaitez", case.wishes),
            ("Votre problème prioritaire", case.priority),
            ("Déjà essayé", case.tried),
            ("Aidant", case.carer),
            ("Organique", case.organic),
            ("Psychique", case.psychic),
            ("Social", case.social),
        ),
    )


def _circle(file: PersonFile) -> AccessSection:
    names = file.people
    return AccessSection(
        "Professionnels autour de vous",
        entries=tuple(
            AccessEntry(
                "dans l’équipe" if member.care_team else "hors équipe",
                names.presented(member.professional_id, member.name),
                texts=(("Rôle", member.role),),
            )
            for member in file.circle
        ),
    )


def _consents(file: PersonFile) -> AccessSection:
    names = file.people
    return AccessSection(
        "Vos accords",
        entries=tuple(
            AccessEntry(
                medium_date(one.on) if one.on else "sans date",
                consent_sentence(one, names.full(one.collected_by, one.collected_by_name)),
                texts=(
                    ("Structures extérieures", listing(one.structures.splitlines())),
                    ("Autres personnes informées", one.informed),
                ),
            )
            for one in file.consents
        ),
    )


def _step(step: CaseStep, local: Local) -> AccessEntry:
    return AccessEntry(
        _day(step.at, local), step.status.label.capitalize(), step.reason.label, (("", step.note),)
    )


def _meetings(talks: tuple[Talk, ...]) -> Iterator[AccessEntry]:
    for talk in talks:
        on = medium_date(talk.meeting.on)
        for part in talk.sealed:
            title = f"Compte rendu scellé, version {part.version}"
            if part.record is None:
                yield AccessEntry(on, f"{title}, effacé")
            else:
                yield AccessEntry(on, title, texts=_record_texts(part.record))
        if not talk.sealed:
            item = talk.item
            yield AccessEntry(
                on,
                "Réunion en cours ou préparée",
                item.state.label,
                (
                    ("Demande", item.question),
                    ("Souhait", item.wishes),
                    ("Organique", item.notes.organic),
                    ("Psychique", item.notes.psychic),
                    ("Social", item.notes.social),
                    *((f"Décision {n}", one.text) for n, one in enumerate(talk.decisions, 1)),
                    *(("Commencé", text) for _, text in talk.drafts),
                ),
            )


def _record_texts(record: ItemRecord) -> tuple[tuple[str, str], ...]:
    return (
        ("", record.withheld),
        ("Demande", record.question),
        ("Souhait", record.wishes),
        ("Organique", record.organic),
        ("Psychique", record.psychic),
        ("Social", record.social),
        *(("Action antérieure", answer.sentence) for answer in record.answers),
        *((f"Décision {number}", one) for number, one in enumerate(record.decisions, 1)),
        *((f"Action {number}", _agreed(one)) for number, one in enumerate(record.actions, 1)),
        ("Suite", record.outcome or record.fate),
    )


def _agreed(action: ActionRecord) -> str:
    due = medium_date(date.fromisoformat(action.due)) if action.due else "sans date"
    return f"{action.text} ({', '.join(part for part in (action.who, due) if part)})"


def _action(action: Action, file: PersonFile) -> AccessEntry:
    who = file.people.presented(action.who_id, action.who_name)
    on = medium_date(action.due) if action.due else "sans date"
    return AccessEntry(on, action.text, who, ((action.state.label.capitalize(), action.note),))


def _feedback(feedback: PatientFeedback, file: PersonFile) -> AccessEntry:
    done = feedback.done_on
    return AccessEntry(
        medium_date(done) if done else "pas encore fait",
        feedback.agreement.label or "Retour après la réunion",
        file.people.presented(feedback.done_by or feedback.owed_by, feedback.owed_by_name),
        (
            ("Votre réaction", feedback.reaction),
            ("Ce que vous n’avez pas voulu", feedback.refused),
            ("Pourquoi le plan s’écarte de l’avis", feedback.departure),
        ),
    )


def _plan(file: PersonFile) -> AccessSection:
    plan = file.plan
    if plan is None:
        return AccessSection("Plan personnalisé de santé")
    return AccessSection(
        "Plan personnalisé de santé",
        note=f"Version {plan.version}, {plan.status.label.lower()}. Versions gardées : "
        f"{len(file.versions)}, dans le fichier joint.",
        paragraphs=(("En cas d’aggravation", plan.alert),),
        entries=tuple(_line(line, file) for line in plan.lines),
    )


def _line(line: PlanLine, file: PersonFile) -> AccessEntry:
    return AccessEntry(
        medium_date(line.due) if line.due else "sans date",
        line.problem or line.action,
        file.people.presented(line.who_id, line.who_name),
        (
            ("Objectif", line.objective),
            ("Action", line.action if line.problem else ""),
            ("Atteint si", line.criterion),
            ("Bilan le", long_date(line.review_on) if line.review_on else ""),
        ),
    )


def _included(one: Included) -> AccessEntry:
    inclusion = one.inclusion
    ended = f", jusqu’au {medium_date(inclusion.ended_on)}" if inclusion.ended_on else ""
    return AccessEntry(
        medium_date(inclusion.on),
        f"{one.protocol}, version {inclusion.version}",
        f"{inclusion.state.label}{ended}",
        (
            ("Pourquoi", inclusion.reason),
            ("Fin", inclusion.ended_why),
            ("Critères remplis", _criteria(inclusion.criteria, met=True)),
            ("Critères non remplis", _criteria(inclusion.criteria, met=False)),
        ),
    )


def _criteria(criteria: tuple[Criterion, ...], *, met: bool) -> str:
    return " ; ".join(one.text for one in criteria if one.met is met)


def _day(at: datetime | None, local: Local) -> str:
    if at is None:
        return ""
    here = local(at)
    return f"{medium_date(here.date())}, {clock_text(here.time())}"
