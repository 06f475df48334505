# SPDX-License-Identifier: EUPL-1.2
"""Row 16: a report about a problem holds no word, name, code, id nor place of a vault."""

import logging
import platform
import re
import traceback
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Machine
from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.domain.directory import Professional
from app.domain.errors import UserError
from app.domain.field import Field
from app.domain.ids import ProfessionalId
from app.domain.practice import Practice
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.meetings import ActionDraft, ItemText
from app.services.vault import Session
from app.system.log import LOG_NAME
from app.system.paths import Paths
from tests.durability.meeting import begin_meeting, workshop
from tests.durability.traces import MARKERS, words_in
from ui.report_door import _with
from ui.screens.report import ReportPresenter

PHRASE = "ancre cerise moulin vapeur tilleul crayon fenetre"
PRACTICE, ACCOUNT = "Zwyqkport Maison", "Zwyqkandra Rivoal"
MORE = ("Zwyqkport", "Zwyqkandra", "01 99 00 10 01", "msp.example")


def _fill(session: Session) -> list[str]:
    """Markers in every kind of record; gives the ids and codes that the vault knows them by."""
    desk = session.desk
    meeting, items = begin_meeting(session, CaseDraft(question=MARKERS[10], wishes=MARKERS[11]))
    session.vault.reopen_identities(PHRASE)
    colleague, _ = desk.directory.save(
        Professional(
            ProfessionalId(""), MARKERS[9], "Ivo", field=Field.SOCIAL,
            structure=MARKERS[18], phone="01 99 00 10 01", mail=f"{MARKERS[9]}@msp.example",
        )
    )  # fmt: skip
    case = desk.cases.all()[0].id
    desk.cases.save_identity(case, Identity(MARKERS[7], MARKERS[8]))
    answer = ConsentDraft(ConsentState.OBTAINED, on=desk.clock.today(), collected_by=colleague)
    desk.consents.record(case, answer)
    desk.meetings.write_text(items[0], ItemText.SOCIAL, MARKERS[14], "visit")
    desk.meetings.decide(items[0], MARKERS[15])
    desk.meetings.act(items[0], ActionDraft(MARKERS[16], who_name=MARKERS[17]))
    desk.minutes.close(meeting)
    codes = [each.code for each in desk.cases.all()]
    ids = [desk.accounts.me.id, session.vault.vault_id, meeting, case, colleague, *items, *codes]
    return [str(each) for each in ids]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    places = [tmp_path / name for name in ("data", "config", "logs", "documents", "state")]
    return Machine(Paths(*places))


def _pollute(machine: Machine) -> None:
    """Lines that another library, a crash or a hand could have left in the log."""
    machine.paths.logs.mkdir(parents=True)
    lines = traceback.format_exception(UserError(MARKERS[0]))
    ours = "2026-11-29 08:30:01,123 ERROR tdt.ui bug KeyError at view.py:12 show"
    with (machine.paths.logs / LOG_NAME).open("w", encoding="utf-8") as log:
        log.writelines(lines)
        log.write(f"{ours}\n{MARKERS[1]}\n{ours}: {MARKERS[2]}\n{machine.paths.data}\n")
        log.write(logging.Formatter("%(message)s").format(_record()) + "\n")


def _record() -> logging.LogRecord:
    return logging.LogRecord("tdt.ui", logging.INFO, "", 0, "lock: %s", (MARKERS[3],), None)


def test_row_16_a_report_holds_nothing_of_the_vault_but_counts_and_codes(
    machine: Machine, qapp: QApplication
) -> None:
    folder = machine.paths.default_vault(PRACTICE)
    folder.parent.mkdir(parents=True)
    _pollute(machine)
    practice = Practice(PRACTICE, place=MARKERS[18], address=MARKERS[18])
    with closing(workshop().create(folder, practice, ACCOUNT, PHRASE)) as session:
        ids = _fill(session)
        figures = session.desk.figures
        assert figures is not None
        presenter = ReportPresenter(lambda: (), session.desk.clock.today, vault=folder)
        report = presenter.take(_with(machine.about(), figures.sections()))
        report = presenter.say(f"Rien dans {folder}, ni dans {Path.home()}.")
    text = report.text
    assert words_in(report.content) == set()
    assert [word for word in MORE if word.casefold() in text.casefold()] == []
    assert [id_ for id_ in ids if id_ in text] == []
    assert str(machine.paths.data) not in text
    assert str(Path.home()) not in text
    assert platform.node() not in re.findall(r"[\w.-]+", text)
    assert "bug KeyError at view.py:12 show" in text
    assert "lignes non reprises" in text
    assert "\n  professional : 1\n" in text
    assert "\n  minutes.sealed : 1\n" in text
    assert "État : writable" in text


def test_row_16_control_the_markers_would_be_found(qapp: QApplication) -> None:
    presenter = ReportPresenter(lambda: (), lambda: date(2026, 11, 29))
    assert words_in(presenter.say(" ".join(MARKERS)).content) == set(MARKERS)
