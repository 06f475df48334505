# SPDX-License-Identifier: EUPL-1.2
"""The headless commands: the fictional practice, and a meeting file in a vault of its own."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from app.demo.papers import person_documents, protocol_documents, write_documents
from app.demo.playback import Playback, named
from app.demo.practice import DEMO_PASSPHRASE, build_demo
from app.domain.errors import UserError
from app.domain.ids import MeetingId
from app.domain.meeting import Role
from app.domain.names import LONGEST_NAME
from app.domain.text import ellipsis, listing, plural
from app.exchange.meeting_file import read_meeting_file
from app.exchange.meeting_script import MeetingScript
from app.exchange.professions import load_professions
from app.services.documents import Printable
from app.services.vault import Session, Workshop, system_ids
from app.system.clock import HeldClock
from app.system.console import is_heard, say, warn
from app.system.first_line import first_line
from app.vault.passphrase import generate_passphrase

VAULT, DOCUMENTS = "vault", "documents"


def show_demo(folder: Path, now: datetime, scale: int) -> int:
    """Build the fictional practice in `folder`/vault and write its documents beside it.

    `now` is local. Raises `UserError` when there is already a vault.
    """
    demo = build_demo(_new_vault(folder), now, _local_zone(now), scale=scale)
    try:
        documents = _demo_documents(demo.session, demo.next_meeting)
        files, problems = write_documents(folder / DOCUMENTS, documents)
    finally:
        demo.session.close()
    for problem in problems:
        warn(problem)
    say(f"Centre fictif créé dans {folder / VAULT}")
    say(f"Sa phrase de passe : {DEMO_PASSPHRASE}")
    say(f"{plural(len(files), 'document')} dans {folder / DOCUMENTS}")
    return 0


def play_file(file: Path, folder: Path, passphrase_file: Path | None) -> int:
    """Play a meeting file into `folder`/vault; refusals go to stderr, counts to the last line.

    Raises `UserError` when the file cannot be read or there is already a vault.
    """
    script = named(read_meeting_file(file, load_professions()))
    passphrase = _passphrase(passphrase_file)
    vault = _new_vault(folder)
    now = datetime.now(UTC).astimezone()
    clock = HeldClock(now, now.tzinfo or UTC)
    workshop = Workshop(clock, system_ids(clock), plays=True)
    session = workshop.create(vault, script.practice, _scribe(script), passphrase)
    if passphrase_file is None:
        # At once: whatever happens next, the vault exists and must not stay closed for ever.
        say(f"Phrase de passe du coffre, affichée cette seule fois : {passphrase}")
    try:
        played = Playback(session.desk, clock, script, warn).play()
        documents = played.documents(session.desk)
        files, problems = write_documents(folder / DOCUMENTS, documents)
    finally:
        session.close()
    for problem in problems:
        warn(problem)
    say(f"Documents : {folder / DOCUMENTS}")
    say(
        f"décisions={played.decisions} actions={played.actions} "
        f"situations={len(played.cases)} documents={len(files)}"
    )
    return 0


def _demo_documents(session: Session, next_meeting: MeetingId) -> Iterator[Printable]:
    desk = session.desk
    last = desk.minutes.all()[0]
    yield desk.documents.minutes(last.id)
    yield desk.documents.attendance(next_meeting)
    lines = desk.agendas.view(last.meeting_id).lines + desk.agendas.view(next_meeting).lines
    cases = [line.item.case_id for line in lines if line.item.case_id is not None]
    for case_id in cases:
        yield desk.documents.care_plan(case_id)
    if cases:
        yield from person_documents(desk.documents, cases[0])
    yield from protocol_documents(desk.protocols)


def _new_vault(folder: Path) -> Path:
    vault = folder / VAULT
    if os.path.lexists(vault):
        raise UserError(
            f"Il y a déjà un coffre dans « {folder} » ; il n’a pas été modifié.",
            "Choisissez un dossier neuf.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"Le dossier « {folder} » ne peut pas être créé.",
            "Vérifiez le chemin et vos droits, ou choisissez un autre dossier.",
        ) from error
    return vault


def _passphrase(file: Path | None) -> str:
    if file is None:
        if not is_heard():
            raise UserError(
                "La phrase de passe du coffre ne peut être montrée nulle part ; rien n’a été fait.",
                "Utilisez --passphrase-file, ou gardez la sortie de la commande.",
            )
        return generate_passphrase()
    return first_line(file)


def _scribe(script: MeetingScript) -> str:
    """The account that seals: the scribe as named in the file."""
    named = listing(script.meeting.roles.get(Role.SCRIBE, ()))
    return ellipsis(named, LONGEST_NAME) or "Coordination"


def _local_zone(now: datetime) -> tzinfo:
    return now.astimezone().tzinfo or UTC
