# SPDX-License-Identifier: EUPL-1.2
"""The installation checks itself: a vault, every document, every font, in a temporary folder."""

import tempfile
from collections.abc import Callable
from datetime import UTC, date
from pathlib import Path

from app.demo.papers import person_documents, protocol_documents
from app.demo.practice import DEMO_PASSPHRASE, Demo, build_demo
from app.domain.care_plan import PlanPart
from app.domain.code_places import code_places
from app.domain.errors import UserError
from app.domain.text import plural
from app.exchange.professions import load_professions
from app.services.documents import Printable
from app.services.plain_words import shipped_plain_words
from app.services.vault import Workshop, system_ids
from app.system.clock import SystemClock
from app.system.console import say, warn
from app.system.holidays import public_holiday
from app.system.spelling import load_lexicon

_FONT_PROOF = "Œuvre, cœur, « là » ; ça ? 12 h 30 → ☐ ☑ ≥ −"


class CheckFailed(Exception):
    """A check found something wrong; the message says what, without any content."""


def self_test() -> int:
    """Run every check and say how each ended; 0 when all passed, 1 otherwise."""
    with tempfile.TemporaryDirectory(prefix="tour-de-table-") as place:
        return _SelfTest(Path(place)).run()


class _SelfTest:
    """The checks, in order; a check that fails does not keep the next ones from running."""

    def __init__(self, place: Path) -> None:
        self._vault = place / "essai.tdt"
        self._clock = SystemClock()
        self._demo: Demo | None = None
        self._failures = 0

    def run(self) -> int:
        """Every check, each on its line."""
        checks: tuple[tuple[str, Callable[[], None]], ...] = (
            ("polices", self._fonts),
            ("vocabulaires", self._vocabularies),
            ("orthographe", self._spelling),
            ("jours fériés", self._holidays),
            ("coffre créé et rempli", self._build),
            ("documents", self._documents),
            ("dossier de séance et fiche de secours", self._before_a_meeting),
            ("sceaux et journal", self._seals),
            ("coffre fermé puis rouvert", self._reopen),
            ("mauvaise phrase de passe refusée", self._wrong_passphrase),
        )
        for name, check in checks:
            self._try(name, check)
        if self._demo is not None:
            self._demo.session.close()
        failed = plural(self._failures, "vérification en échec", "vérifications en échec")
        say(f"{failed}." if self._failures else "Tout va bien.")
        return 1 if self._failures else 0

    def _try(self, name: str, check: Callable[[], None]) -> None:
        try:
            check()
        except CheckFailed as failed:
            self._fail(name, str(failed))
        except Exception as error:  # noqa: BLE001 - the check's whole purpose is to name any failure
            self._fail(name, f"{type(error).__name__} at {code_places(error.__traceback__)}")
        else:
            say(f"ok      {name}")

    def _fail(self, name: str, why: str) -> None:
        self._failures += 1
        warn(f"ÉCHEC   {name} : {why}")

    @staticmethod
    def _fonts() -> None:
        from app.documents.fonts import Face, FontBook  # noqa: PLC0415 - slow import, on demand

        book = FontBook()
        for face in Face:
            book.runs(_FONT_PROOF, face)
        if book.missing:
            raise CheckFailed(f"caractères absents : {' '.join(book.missing)}")

    @staticmethod
    def _vocabularies() -> None:
        if not load_professions():
            raise CheckFailed("la liste des professions est vide")
        if not shipped_plain_words().find("HTA"):
            raise CheckFailed("la liste du jargon est vide")

    @staticmethod
    def _spelling() -> None:
        lexicon = load_lexicon()
        if lexicon is None:
            raise CheckFailed("le dictionnaire ne se charge pas")
        if not lexicon.knows("concertation") or "réunion" not in lexicon.suggest("réunoin"):
            raise CheckFailed("le dictionnaire ne connaît pas ses mots")

    @staticmethod
    def _holidays() -> None:
        if not public_holiday(date(2026, 7, 14)) or public_holiday(date(2026, 7, 15)):
            raise CheckFailed("le 14 juillet n’est pas reconnu")

    def _build(self) -> None:
        now = self._clock.local()
        self._demo = build_demo(self._vault, now, now.astimezone().tzinfo or UTC)

    def _documents(self) -> None:
        desk = self._built.session.desk
        view = desk.agendas.view(self._built.next_meeting)
        documents = [
            desk.documents.minutes(desk.minutes.all()[0].id),
            desk.documents.attendance(self._built.next_meeting),
        ]
        cases = [line.item.case_id for line in view.lines if line.item.case_id is not None]
        documents.extend(
            desk.documents.care_plan(case_id, part)
            for case_id in cases
            for part in (None, *PlanPart)
        )
        documents.extend(person_documents(desk.documents, cases[0]))
        documents.extend(protocol_documents(desk.protocols))
        for document in documents:
            _set_twice(document)

    def _before_a_meeting(self) -> None:
        desk = self._built.session.desk
        for printable in desk.dossiers.dossier(self._built.next_meeting).printables:
            _set_twice(printable)
        _, calendar = desk.dossiers.calendar(self._built.next_meeting)
        if not calendar.startswith(b"BEGIN:VCALENDAR"):
            raise CheckFailed("le fichier d’agenda est illisible")
        if not desk.recovery.draw().printable.render().pdf.startswith(b"%PDF"):
            raise CheckFailed("la fiche de secours n’est pas un PDF")

    def _seals(self) -> None:
        desk = self._built.session.desk
        for line in desk.minutes.all():
            fault = desk.minutes.verify(line.id)
            if fault is not None:
                raise CheckFailed(fault)
        if self._built.session.store.rows.journal.first_fault() is not None:
            raise CheckFailed("le journal ne s’enchaîne pas")

    def _reopen(self) -> None:
        count = len(self._built.session.desk.cases.all())
        self._built.session.close()
        self._demo = None
        session = self._workshop().unlock(self._vault, DEMO_PASSPHRASE)
        try:
            if len(session.desk.cases.all()) != count:
                raise CheckFailed("des situations manquent après réouverture")
        finally:
            session.close()

    def _wrong_passphrase(self) -> None:
        try:
            session = self._workshop().unlock(self._vault, "une tout autre phrase de passe")
        except UserError:
            return
        session.close()
        raise CheckFailed("elle a ouvert le coffre")

    @property
    def _built(self) -> Demo:
        if self._demo is None:
            raise CheckFailed("le coffre n’a pas pu être créé")
        return self._demo

    def _workshop(self) -> Workshop:
        return Workshop(self._clock, system_ids(self._clock), plays=True)


def _set_twice(document: Printable) -> None:
    built = document.render()
    if not built.pdf.startswith(b"%PDF"):
        raise CheckFailed(f"{document.stem} n’est pas un PDF")
    if built.missing:
        raise CheckFailed(f"{document.stem} : caractères absents des polices")
    if document.render().pdf != built.pdf:
        raise CheckFailed(f"{document.stem} change d’une fois à l’autre")
