# SPDX-License-Identifier: EUPL-1.2
"""The headless shell: `python -m app demo|play|self-test`, with a meaningful end code."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from app.demo.commands import play_file, show_demo
from app.demo.self_test import self_test
from app.domain.errors import UserError
from app.system.clock import SystemClock
from app.system.console import FrenchParser, speak_utf8, warn
from app.system.dumps import forbid_dumps

DONE, REFUSED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was done, 1 when it was refused with a sentence on stderr."""
    speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except UserError as refusal:
        warn(refusal.text)
        return REFUSED


def _run(options: argparse.Namespace) -> int:
    if options.command == "demo":
        now = SystemClock().local()
        if options.on is not None:
            now = datetime.combine(options.on, time(9, 0))
        return show_demo(options.folder, now, options.scale)
    if options.command == "play":
        return play_file(options.file, options.folder, options.passphrase_file)
    return self_test()


def _parser() -> argparse.ArgumentParser:
    parser = FrenchParser(prog="python -m app", description="Tour de table, sans fenêtre.")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="commande", title="commandes"
    )
    demo = commands.add_parser("demo", help="créer le centre fictif et ses documents")
    demo.add_argument("folder", type=Path, metavar="DOSSIER")
    demo.add_argument(
        "--scale", type=_scale, default=1, metavar="N", help="ajouter N années d’activité fictive"
    )
    demo.add_argument("--on", type=_day, metavar="AAAA-MM-JJ", help="le jour où se placer")
    play = commands.add_parser("play", help="jouer un fichier de réunion dans un coffre neuf")
    play.add_argument("file", type=Path, metavar="FICHIER")
    play.add_argument("folder", type=Path, metavar="DOSSIER")
    play.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FICHIER",
        help="lire la phrase de passe du coffre dans ce fichier",
    )
    commands.add_parser("self-test", help="vérifier cette installation")
    return parser


def _scale(text: str) -> int:
    count = int(text)
    if not 1 <= count <= 50:
        raise ValueError("from 1 to 50")
    return count


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not 2000 <= day.year <= 2999:
        raise ValueError("from 2000 to 2999")
    return day


if __name__ == "__main__":
    forbid_dumps()
    sys.exit(main())
