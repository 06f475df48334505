# SPDX-License-Identifier: EUPL-1.2
"""Makes the fixture of the present format: `python -m tests.migrations.make_vault PLACE`.

Once a format is released its fixture is never made again: it is what an older program wrote. Two
accounts, a recovery sheet, closed minutes in two versions, a pruned journal; and a backup of it.
"""

import shutil
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.care_plan import PlanPart
from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.domain.dates import moved
from app.domain.directory import Professional
from app.domain.ids import IndicatorId, ProfessionalId, ProtocolStepId, random_ids
from app.domain.practice import Practice
from app.domain.protocol import (
    Indicator,
    Measure,
    Moment,
    ProtocolContent,
    ProtocolStatus,
    ProtocolStep,
)
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.desk import Desk
from app.services.meetings import ActionDraft, ItemText
from app.services.vault import Session, Workshop
from app.storage.migrator import latest_version, packaged_migrations
from app.system.clock import HeldClock
from app.vault.account import Account, Role
from app.vault.folder import ATTEMPTS, LOCK
from app.vault.keyring import DrawnSheet, add_account, confirm_sheet
from app.vault.keys import FLOOR_KDF
from tests.migrations.facts import FIRST_PHRASE
from tests.vault.backing import back_up, source_of

READER_PHRASE = "brouette cascade dentelle fougère harpon jonquille limace"
READER = Account("lecture", "Paul Lecteur", Role.READER, may_see_identities=False)
SHEET_SECRET = bytes(range(20))


@dataclass(frozen=True)
class Maker:
    """Writes a small vault over eighteen months of a clock that is held."""

    folder: Path
    clock: HeldClock

    @property
    def workshop(self) -> Workshop:
        """Opens it at the cheapest derivation."""
        return Workshop(
            self.clock, random_ids(lambda: int(self.clock.now().timestamp() * 1000)), FLOOR_KDF
        )

    def make(self) -> Path:
        """The vault, then its backup; returns the backup."""
        practice = Practice("MSP des Tilleuls", place="Salle de réunion")
        with closing(
            self.workshop.create(self.folder, practice, "Claire Vasseur", FIRST_PHRASE)
        ) as session:
            _meet(session, "S25-001", self.clock)
            session.vault.reopen_identities(FIRST_PHRASE)  # the meeting closed them
            add_account(session.vault, READER, READER_PHRASE, FLOOR_KDF)
            sheet = DrawnSheet("fiche", self.clock.now().isoformat(), bytearray(SHEET_SECRET))
            confirm_sheet(session.vault, sheet)
        self.clock.advance(timedelta(days=540))
        owner = session.vault.account.id
        with closing(self.workshop.unlock(self.folder, FIRST_PHRASE, owner)) as session:
            _meet(session, "S26-001", self.clock)
            assert session.desk.journal.verify() is None
            session.desk.journal.prune()
            while session.desk.journal.sweep():
                continue
            session.desk.journal.sign_head()
        with closing(self.workshop.unlock(self.folder, FIRST_PHRASE, owner)) as session:
            local = self.clock.local().replace(tzinfo=None)
            made = back_up(source_of(session.vault), self.folder.parent, local)
        for name in (LOCK, ATTEMPTS):
            (self.folder / name).unlink(missing_ok=True)
        return made.path


def _meet(session: Session, code: str, clock: HeldClock) -> None:
    """A situation, its meeting, its minutes closed twice, its plan."""
    desk = session.desk
    doctor, _ = desk.directory.save(Professional(ProfessionalId(""), f"Roy {code}", "Inès"))
    case, _ = desk.cases.open(
        CaseDraft(code=code, requester_id=doctor, question="Que faire ?", organic="Chutes")
    )
    desk.cases.save_identity(case, Identity("Dupont", "Jeanne"))
    consent = ConsentDraft(ConsentState.OBTAINED, on=desk.clock.today(), collected_by=doctor)
    desk.consents.record(case, consent)
    meeting, _ = desk.agendas.prepare_next()
    item, _ = desk.agendas.add_case(meeting, case)
    clock.advance(timedelta(days=1))
    desk.meetings.start(meeting)
    desk.meetings.enter(item)
    for name in ItemText:
        desk.meetings.write_text(item, name, f"« {name.value} » : vu ensemble", "visite")
    desk.meetings.decide(item, "Revoir le traitement")
    desk.meetings.act(item, ActionDraft("Appeler la famille", who_id=doctor))
    desk.minutes.close(meeting)
    clock.advance(timedelta(hours=2))
    desk.minutes.reopen(meeting, "Une date fausse")
    desk.minutes.close(meeting)
    desk.care_plans.add_line(case, PlanPart.CARE)
    _apply_protocol(desk, code)


def _apply_protocol(desk: Desk, code: str) -> None:
    """A protocol with a version in force and the next one begun."""
    step = ProtocolStep(ProtocolStepId(""), Moment.SPOT, "Infirmier", "Repérer les chutes")
    indicator = Indicator(IndicatorId(""), "Inclus", measure=Measure.INCLUDED)
    content = ProtocolContent(title=f"Chute {code}", steps=(step,), indicators=(indicator,))
    protocol, _ = desk.protocols.texts.create(content)
    today = desk.clock.today()
    desk.protocols.life.move(protocol, ProtocolStatus.REVIEW)
    desk.protocols.signatures.sign(protocol, today, name="Docteur Roy")
    desk.protocols.life.move(protocol, ProtocolStatus.VALIDATED)
    desk.protocols.life.move(protocol, ProtocolStatus.IN_FORCE, revise_on=moved(today, 365))
    desk.protocols.life.move(protocol, ProtocolStatus.DRAFT)


def main() -> None:
    """Write the fixture of the present format beside the others."""
    place = Path(sys.argv[1])
    name = f"format-{latest_version(packaged_migrations())}"
    folder = place / name
    backup = Maker(folder, HeldClock(datetime(2025, 1, 9, 11, tzinfo=UTC))).make()
    shutil.move(backup, place / f"{name}.tdtb")


if __name__ == "__main__":
    main()
