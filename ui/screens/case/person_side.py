# SPDX-License-Identifier: EUPL-1.2
"""What is known of the person: their consent, and an identity that stays sealed by default."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.case import Identity
from app.domain.changes import Changes
from app.domain.consent import ConsentState
from app.domain.errors import NotSavedError, UserError
from app.domain.ids import CaseId, ConsentId
from app.services.cases import CaseFile, CaseService
from app.services.consents import ConsentDraft, ConsentService
from app.services.directory import DirectoryService
from app.services.kept_forms import About, KeptForms
from app.services.kept_subjects import KeptPage
from app.services.outbox import kept_aside
from app.services.people import People
from ui.autosave import commit_all
from ui.person_edit import Person
from ui.screens.case import consent
from ui.screens.case.closed_file import is_closed
from ui.screens.case.protection_line import Protected
from ui.screens.case.summary_page import SummaryPage


@dataclass(frozen=True)
class _Confirmed:
    """An answer that was confirmed, under the id of its first try."""

    case_id: CaseId
    id: ConsentId
    draft: ConsentDraft


class PersonServices(Protocol):
    """What of the services of the screen is about the person."""

    @property
    def cases(self) -> CaseService:
        """Situations and their sealed identities."""
        ...

    @property
    def consents(self) -> ConsentService:
        """What persons answered."""
        ...

    @property
    def directory(self) -> DirectoryService:
        """The people, and the structures that they are of."""
        ...

    @property
    def kept(self) -> KeptForms:
        """What the disk did not take."""
        ...

    @property
    def today(self) -> Callable[[], date]:
        """The local day."""
        ...


class PersonSide(QObject):
    """Ties the consent and identity cards to the services; holds no identity itself."""

    consent_opened = Signal()
    consent_noted = Signal()

    def __init__(
        self,
        page: SummaryPage,
        services: PersonServices,
        tell: Callable[[Changes], object],
    ) -> None:
        """`tell` receives what a deed changed."""
        super().__init__(page)
        self._kept = services.kept
        self._owed: _Confirmed | None = None
        self._consent, self._identity = page.consent, page.identity
        self._cases, self._consents = services.cases, services.consents
        self._today, self._tell = services.today, tell
        self._file: CaseFile | None = None
        self._people: People | None = None
        self._consent.asked.connect(self.note_consent)
        self._consent.protection.changed.connect(self._save_protection)
        self._consent.form.foresee = self._foresee
        self._consent.form.structures_of = services.directory.structures
        self._consent.confirmed.connect(self._record_consent)
        self._identity.asked.connect(self._show_identity)
        self._identity.cancel_button.clicked.connect(lambda: self._keep_identity({}))
        self._identity.set_saver(self._save_identity)

    @property
    def case_id(self) -> CaseId | None:
        """The situation whose person it is."""
        return self._file.case.id if self._file else None

    def show_file(self, file: CaseFile | None, people: People | None) -> None:
        """Another situation, or the same one read again; None while a new one is typed."""
        other = file is None or file.case.id != self.case_id
        if other:
            self._keep_begun()
        self._file, self._people = file, people
        if file is not None:
            self._consent.protection.show_case(file.case, fresh=other)
            due = file.consent is not None and file.consent.to_renew(self._today())
            self._consent.set_renewal(due=due)
        if not other and not self._consent.form.isHidden():
            self._consent.form.render_choice()  # what a refusal would do may have changed
        if other:
            self._consent.close_form()
            self._show_begun()
        if other or not self._identity.dirty:
            self._identity.fold(has_identity=file is not None and file.has_identity)
        if other and self._begun_identity():
            self._show_identity()

    def note_consent(self, *, withdrawn: bool = False) -> None:
        """Begin to note what the person answered: that they agree, or no longer do."""
        if self._file is None or self._people is None or is_closed(self._file.case):
            return
        draft = consent.suggested(self._file, self._today())
        if withdrawn:
            draft = replace(draft, state=ConsentState.WITHDRAWN)
        shown = self._people.full(draft.collected_by, draft.collected_by_name)
        by = Person(draft.collected_by, draft.collected_by_name, shown)
        self.consent_opened.emit()
        self._consent.open_form(draft, by, self._file.case.birth_year)

    def leave(self) -> None:
        """Note what was confirmed, seal what was typed. Raises `UserError` when it cannot be."""
        self._keep_begun()
        commit_all(self._note_owed, self._seal)
        self.hide_identity()

    def _seal(self) -> None:
        """Seal what was typed of the person; what is no identity yet is kept, sealed too."""
        try:
            self._identity.seal()
        except NotSavedError:
            raise
        except UserError:
            self._keep_identity(self._identity.begun())
            raise

    def _keep_identity(self, texts: Mapping[str, str]) -> None:
        if self.case_id is None:
            return
        page = f"{KeptPage.IDENTITY}:{self.case_id}"
        if not texts:
            self._kept.pages.keep(page, {})
            return
        with suppress(UserError):  # without its key nothing of an identity is written anywhere
            sealed = self._cases.sealed_text(self.case_id, json.dumps(dict(texts)).encode())
            self._kept.pages.keep(page, {"sealed": b64encode(sealed).decode()})

    def _begun_identity(self) -> dict[str, str]:
        """What was typed of this person and not sealed, for an account that may read it."""
        if self.case_id is None:
            return {}
        texts = self._kept.pages.take(f"{KeptPage.IDENTITY}:{self.case_id}")
        try:
            sealed = b64decode(texts.get("sealed", ""))
            return dict(json.loads(self._cases.unsealed(self.case_id, sealed))) if sealed else {}
        except UserError:
            return {}

    def _keep_begun(self) -> None:
        """Keep an answer that is half typed: nobody has confirmed it yet."""
        if self.case_id is not None:
            texts = self._consent.begun() if self._owed is None else {}
            self._kept.pages.keep(f"{KeptPage.CONSENT}:{self.case_id}", texts)

    def _show_begun(self) -> None:
        """Show again the answer that was half typed about this person."""
        if self.case_id is None:
            return
        texts = self._kept.pages.take(f"{KeptPage.CONSENT}:{self.case_id}")
        if "state" in texts:
            self.note_consent()
        self._consent.show_begun(texts)

    def _foresee(self, draft: ConsentDraft) -> tuple[str, ...]:
        """What would happen if the answer were noted now."""
        if self._file is None:
            return ()
        case_id, state = self._file.case.id, draft.state
        if state.allows_presentation:
            return consent.uninvited(self._consents.uncovered(case_id, draft))
        effects = self._consents.withdrawal_preview(case_id)
        apart = consent.elsewhere(self._consents.elsewhere(case_id))
        return (*consent.consequences(state, effects), *apart)

    def _save_protection(self, wanted: object) -> None:
        if self._file is None or not isinstance(wanted, Protected):
            return
        case = self._cases.file(self._file.case.id).case
        after = replace(
            case,
            protection=wanted.protection,
            parents_kept_out=wanted.parents_kept_out,
            birth_year=wanted.birth_year,
        )
        try:
            self._tell(self._cases.save(after))
        except UserError as error:
            self._consent.protection.year.set_error(error.text)
            return
        self._file = replace(self._file, case=after)
        self._consent.protection.show_case(after)

    def hide_identity(self) -> None:
        """Fold the identity, unless something typed is not sealed yet."""
        if self._identity.unfolded and not self._identity.dirty:
            self._identity.fold(has_identity=self._file is not None and self._has_identity())

    def _record_consent(self, draft: object) -> None:
        if self._file is None or not isinstance(draft, ConsentDraft):
            return
        case_id = self._file.case.id
        before = self._owed
        again = before is not None and before.case_id == case_id
        try:
            id_ = before.id if before and again else self._consents.new_id(case_id)
            self._owed = _Confirmed(case_id, id_, consent.settled(draft))
            self._note_owed()
        except UserError as error:
            self._consent.say(error.text)
            return
        self._consent.close_form()
        self.consent_noted.emit()
        self._consent.note_button.setFocus()

    def _note_owed(self) -> None:
        """Note the answer that was confirmed, if the disk has not taken it yet."""
        owed = self._owed
        if owed is None:
            return
        if self._consent.form.isHidden():  # given up by who had confirmed it
            self._owed = None
        else:
            try:
                self._tell(self._consents.record(owed.case_id, owed.draft, owed.id))
            except NotSavedError as error:
                if self._kept.keep_consent(owed.case_id, owed.draft, owed.id):
                    raise kept_aside(error) from error
                raise
            self._owed = None
        self._kept.taken(About.CONSENT, owed.id)

    def _show_identity(self) -> None:
        if self._file is None or self._identity.key.needed(self._show_identity):
            return
        try:
            identity = self._cases.identity(self._file.case.id)
        except UserError as error:
            self._identity.say(error.text)
            return
        first = min((each.on for each in self._file.consents if each.on), default=None)
        self._identity.unfold(identity, first)
        begun = self._begun_identity()
        if begun:
            self._identity.show_begun(begun)

    def _save_identity(self, identity: Identity) -> None:
        if self._file is None:
            return
        case_id = self._file.case.id
        try:
            self._tell(self._cases.save_identity(case_id, identity))
        except NotSavedError as error:
            if self._kept.keep_identity(case_id, identity):
                raise kept_aside(error) from error
            raise
        self._kept.taken(About.IDENTITY, case_id)
        self._keep_identity({})

    def _has_identity(self) -> bool:
        return self._file is not None and self._cases.file(self._file.case.id).has_identity
