# SPDX-License-Identifier: EUPL-1.2
"""Texts that earlier sessions kept aside and that found no place: read here, copied, erased.

A meeting may have been sealed meanwhile, or a record be no more: what was typed is then in the
outbox alone, where nobody would ever see it. So it is with the half-typed pages of an account that
was removed: the coordination reads them here.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.changes import Changes, Kind
from app.domain.dates import medium_date
from app.domain.errors import NotFoundError
from app.domain.ids import ItemId
from app.services.accounts import AccountService
from app.services.kept_subjects import About, Cases, KeptPage, Subjects
from app.services.signatures import Signatures
from app.services.unfinished import is_unfinished, page_of
from app.storage.unit_of_work import Store
from app.system.clock import Clock
from app.vault.account import Role
from app.vault.encoding import Fields, Malformed
from app.vault.folder import said_plainly
from app.vault.outbox import Kept, Outbox

__all__ = ["KeptText", "KeptTextService"]

_FIELDS = {
    "question": "Question posée",
    "wishes": "Souhaits de la personne",
    "organic": "Champ organique",
    "psychic": "Champ psychique",
    "social": "Champ social",
    "text": "Texte du point",
    "decision": "Décision commencée",
    "action": "Action commencée",
    "letters": "Nom commencé",
    "outside": "Nom commencé",
    "due": "Échéance commencée",
    "rewrite_decision": "Décision reprise",
    "rewrite_action": "Action reprise",
    "why_not_done": "Raison de ce qui n’est pas fait",
    "postponed_to": "Nouvelle échéance",
    "why_postponed": "Raison du report",
    "correction": "Correction du compte rendu",
    "why_of_its_fate": "Raison de la suite",
    "why_to_rework": "Raison de retravailler un protocole",
    "kept_until": "Nouvelle date de révision d’un protocole",
    "unplanned": "Situation non prévue",
    "brought_by": "Qui la présente",
    "guest": "Invité·e",
}
"""What is typed in a meeting, by the name before the id of its line."""
_HIDDEN = frozenset({"decision_id", "action_id", "who", "unended"})
"""Parts of a line that are ids, or places in it: nothing to read."""
_FORMS = {
    About.CASE: ("Situation", Kind.CASE),
    About.PLAN_LINE: ("Ligne d’un plan personnalisé de santé", Kind.PLAN_LINE),
    About.PLAN: ("Plan personnalisé de santé", Kind.CASE),
    About.IDENTITY: ("Identité", Kind.IDENTITY),
    About.CONSENT: ("Accord", Kind.CONSENT),
    About.PRACTICE: ("Réglages de la structure", Kind.PRACTICE),
    About.PERSON: ("Personne de l’annuaire", Kind.PROFESSIONAL),
    About.FEEDBACK: ("Retour au patient", Kind.FEEDBACK),
    About.PROTOCOL: ("Protocole", Kind.PROTOCOL),
}
_PAGES = {
    KeptPage.CASE: ("Situation", Kind.CASE),
    KeptPage.IDENTITY: ("Identité", Kind.IDENTITY),
    KeptPage.CONSENT: ("Accord", Kind.CONSENT),
    KeptPage.FEEDBACK: ("Retour au patient", Kind.FEEDBACK),
    KeptPage.FILING: ("Extrait", Kind.FILING),
    KeptPage.MINUTES: ("Compte rendu", Kind.MINUTES),
    KeptPage.ACTIONS: ("Action", Kind.ACTION),
    KeptPage.PREPARE: ("Préparation", Kind.MEETING),
    KeptPage.MEETING: ("Réunion", Kind.MEETING),
    KeptPage.RHYTHM: ("Rythme", Kind.RHYTHM),
    KeptPage.SETTINGS: ("Réglages de la structure", Kind.PRACTICE),
    KeptPage.ACCOUNT: ("Compte", Kind.VAULT),
    KeptPage.PROTOCOL_STEPS: ("Étapes d’un protocole", Kind.PROTOCOL),
    KeptPage.PROTOCOL_USE: ("Chiffre d’un protocole", Kind.PROTOCOL),
    KeptPage.PRUNING: ("Élagage du journal", Kind.VAULT),
    KeptPage.PROTOCOL: ("Protocole", Kind.PROTOCOL),
    KeptPage.PROTOCOLS: ("Nouveau protocole", Kind.PROTOCOL),
    KeptPage.PROTOCOL_LIFE: ("Vie d’un protocole", Kind.PROTOCOL),
    KeptPage.TROUBLE: ("Problème à signaler", Kind.VAULT),
}
_NO_WORDS = frozenset(
    {"action", "account", "act", "asking", "by", "identities", "line", "role", "state"}
    | {"topic", "week"}
)
"""Parts of a page that are ids or codes of the program: nothing to read."""
WITHHELD = "Ce texte ne se montre pas\u00a0: la personne s’est opposée, ou son accord manque."
SEALED = "Ce texte est une identité scellée\u00a0: il ne se lit pas ici."
CLOSED = "Ce texte ne s’ouvre plus avec les clés de ce coffre."


@dataclass(frozen=True)
class KeptText:
    """One text; `about` says what it belonged to, `note` why there is nothing to read.

    `at` is local, None where it is not known. `kind` and `record` name it for the journal.
    """

    key: str
    about: str
    text: str = ""
    note: str = ""
    at: datetime | None = None
    kind: Kind = Kind.VAULT
    record: str = ""


class KeptTextService:
    """The texts of one open vault on this machine; without an outbox there are none."""

    def __init__(
        self,
        store: Store,
        outbox: Outbox | None,
        clock: Clock,
        signatures: Signatures,
        accounts: AccountService | None,
    ) -> None:
        """Without `accounts` (a bare database) nobody was ever removed."""
        self._store, self._outbox, self._clock = store, outbox, clock
        self._subjects, self._signatures = Subjects(store.rows), signatures
        self._accounts = accounts

    @property
    def may_erase(self) -> bool:
        """Whether this account may erase one now: one that may write."""
        return self._outbox is not None and self._store.refusal is None

    def all(self) -> tuple[KeptText, ...]:
        """Each of them, the newest first; nothing is journalled."""
        found = (self._said(kept) for kept in self._kept())
        kept = [text for text in found if text is not None]
        return tuple(sorted(kept, key=lambda text: text.at or datetime.min, reverse=True))  # noqa: DTZ901  unknown: last

    def read(self, key: str) -> KeptText:
        """One of them, to be read; journalled by the id of its record. Raises `NotFoundError`."""
        text = next((each for each in self.all() if each.key == key), None)
        if text is None:
            raise _gone()
        if text.text:
            self._store.note("kept_text.read", text.kind, text.record)
        return text

    def erase(self, key: str) -> Changes:
        """Remove one for good; journalled by the id of its record.

        Raises `NotAllowedError`, `NotFoundError`, or what the disk refuses: it is then still there.
        """
        kept = next((each for each in self._kept() if each.path.stem == key), None)
        said = None if kept is None else self._said(kept)
        if kept is None or said is None:
            raise _gone()
        with self._store.write() as work:
            work.journal("kept_text.erased", said.kind, said.record)
            with said_plainly():
                kept.path.unlink()
        return Changes(frozenset({(Kind.VAULT, key)}))

    def _kept(self) -> tuple[Kept, ...]:
        earlier = () if self._outbox is None else self._outbox.earlier()
        return tuple(kept for kept in earlier if not is_unfinished(kept) or self._is_left(kept))

    def _is_left(self, kept: Kept) -> bool:
        """Whether it is a page of an account that was removed: for the coordination."""
        if self._accounts is None or self._signatures.role is not Role.COORDINATOR:
            return False
        known = {account.id for account in self._accounts.all()}
        return kept.content is not None and kept.content.raw.get("by") not in {None, *known}

    def _said(self, kept: Kept) -> KeptText | None:
        key, content = kept.path.stem, kept.content
        if content is None:
            return KeptText(key, "Texte gardé à part", note=CLOSED)
        try:
            if is_unfinished(kept):
                return self._page(kept, content)
            if "about" in content.raw:
                return self._form(key, content)
            return self._of_meeting(key, content)
        except (Malformed, ValueError):  # by another version
            return KeptText(key, "Texte gardé à part", note=CLOSED)

    def _of_meeting(self, key: str, content: Fields) -> KeptText | None:
        name, id_ = content.text("field"), ItemId(content.text("item"))
        field = name.partition(":")[0]
        if field in _HIDDEN:
            return None
        rows = self._store.rows
        item = rows.agenda.get(id_)
        meeting = rows.meetings.heading(item.meeting_id) if item else None
        parts = [f"Réunion du {medium_date(meeting.on)}" if meeting else "Réunion retirée"]
        case = rows.cases.get(item.case_id) if item and item.case_id else None
        if item is not None:
            parts.append(case.code if case else item.title)
        parts.append(_FIELDS.get(field, "Texte commencé"))
        text = KeptText(
            key,
            _named(*parts),
            content.text("text"),
            at=self._at(content),
            kind=Kind.ITEM,
            record=id_,
        )
        return self._shown(text, self._subjects.of(content.raw))

    def _form(self, key: str, content: Fields) -> KeptText:
        about, id_ = About(content.text("about")), content.text("id")
        words, kind = _FORMS[about]
        texts, base = content.child("texts").raw, content.child("base").raw
        cases = self._subjects.of(content.raw)
        text = KeptText(
            key,
            _named(words, self._subjects.code(cases)),
            "\n".join(_typed(texts, base)),
            at=self._at(content),
            kind=kind,
            record=id_,
        )
        return self._shown(text, cases)

    def _page(self, kept: Kept, content: Fields) -> KeptText:
        page, _, record = page_of(kept).partition(":")
        words, kind = _PAGES[KeptPage(page)]
        cases = self._subjects.of(content.raw)
        author = f"page commencée par {self._signatures.book().name(content.text('by'))}"
        text = KeptText(
            kept.path.stem,
            _named(words, self._subjects.code(cases), author),
            "\n".join(_typed(_words(content), {})),
            at=self._at(content),
            kind=kind,
            record=record,
        )
        return self._shown(text, cases)

    def _shown(self, text: KeptText, cases: Cases | None) -> KeptText:
        """The text, unless it is sealed or speaks of somebody who does not want it."""
        if text.kind is Kind.IDENTITY:
            return replace(text, text="", note=SEALED)
        return replace(text, text="", note=WITHHELD) if self._subjects.withheld(cases) else text

    def _at(self, content: Fields) -> datetime | None:
        with suppress(ValueError):
            return self._clock.local(datetime.fromisoformat(content.text("at")))
        return None


def _gone() -> NotFoundError:
    return NotFoundError("Ce texte n’est plus gardé à part.", "Rouvrez l’écran.")


def _named(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _words(content: Fields) -> dict[str, object]:
    """What a page holds but for ids and codes."""
    texts = content.child("texts").raw.items()
    return {name: each for name, each in texts if name not in _NO_WORDS and name[-4:] != "_key"}


def _typed(texts: object, base: object) -> list[str]:
    """What was typed of a form over what stood there."""
    known = base if isinstance(base, dict) else {}
    typed = texts if isinstance(texts, dict) else {}
    return [
        text
        for name, text in typed.items()
        if isinstance(text, str) and text.strip() and text != known.get(name)
        if name != "case"
    ]
