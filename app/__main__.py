# SPDX-License-Identifier: EUPL-1.2
"""The headless shell: `python -m app demo|play|check|backup|restore|salvage|self-test`.

Each command ends with a meaningful code: see `app.services.upkeep`.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime, time

from app.bootstrap import Machine
from app.demo.commands import play_file, show_demo
from app.demo.self_test import self_test
from app.domain.errors import UserError
from app.services.upkeep import REFUSED, read_sheet_way, read_way
from app.system.clock import SystemClock
from app.system.console import (
    INTERRUPTED,
    FrenchParser,
    called,
    end_quietly,
    speak,
    stop_when_asked,
    warn,
)
from app.system.dumps import forbid_dumps
from app.vault.folder import typed_path

CODES = (
    "Codes de fin : 0 tout va bien ; 1 refusé, la phrase dit pourquoi ; 2 commande mal écrite ; "
    "3 dommage trouvé, ou perte nommée ; 130 interrompu."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was done, 1 when it was refused with a sentence on stderr.

    A command of upkeep ends with 3 when it found damage.
    """
    speak()
    try:
        return _run(_parser().parse_args(arguments))
    except UserError as refusal:
        warn(refusal.text)
        return REFUSED
    except KeyboardInterrupt:
        warn("Commande interrompue\u202f; relancez-la pour la mener au bout.")
        return INTERRUPTED
    finally:
        end_quietly()


def _run(options: argparse.Namespace) -> int:
    if options.command == "demo":
        now = SystemClock().local()
        if options.on is not None:
            now = datetime.combine(options.on, time(9, 0))
        return show_demo(options.folder, now, options.scale)
    if options.command == "play":
        return play_file(options.file, options.folder, options.passphrase_file)
    if options.command == "self-test":
        return self_test()
    return _look_after(options)


def _look_after(options: argparse.Namespace) -> int:
    upkeep = Machine().upkeep()
    account, secret = options.account, options.passphrase_file
    if options.command == "restore":
        by_sheet = options.sheet or options.sheet_file is not None
        way = (
            read_sheet_way(account, options.sheet_file, secret)
            if by_sheet
            else read_way(account, secret)
        )
        return upkeep.restore(options.file, options.folder, way)
    way = read_way(account, secret)
    if options.command == "check":
        return upkeep.check(options.place, way)
    if options.command == "backup":
        return upkeep.backup(options.folder, way, options.to)
    return upkeep.salvage(options.folder, options.target, way)


def _parser() -> argparse.ArgumentParser:
    parser = FrenchParser(prog=called("app"), description="Tour de table, sans fenêtre.")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="commande", title="commandes"
    )
    demo = commands.add_parser("demo", help="créer le centre fictif et ses documents")
    demo.add_argument("folder", type=typed_path, metavar="DOSSIER")
    demo.add_argument(
        "--scale", type=_scale, default=1, metavar="N", help="ajouter N années d’activité fictive"
    )
    demo.add_argument("--on", type=_day, metavar="AAAA-MM-JJ", help="le jour où se placer")
    play = commands.add_parser("play", help="jouer un fichier de réunion dans un coffre neuf")
    play.add_argument("file", type=typed_path, metavar="FICHIER")
    play.add_argument("folder", type=typed_path, metavar="DOSSIER")
    play.add_argument(
        "--passphrase-file",
        type=typed_path,
        metavar="FICHIER",
        help="lire la phrase de passe du coffre dans ce fichier",
    )
    commands.add_parser("self-test", help="vérifier cette installation")
    _add_upkeep(commands)
    return parser


def _add_upkeep(commands: "argparse._SubParsersAction[FrenchParser]") -> None:
    said = {
        "check": "vérifier un coffre fermé, ou une sauvegarde",
        "backup": "sauvegarder un coffre fermé",
        "restore": "restaurer une sauvegarde",
        "salvage": "récupérer ce qui se lit d’un coffre abîmé",
    }
    arguments = {
        "check": (("place", "COFFRE|SAUVEGARDE"),),
        "backup": (("folder", "COFFRE"),),
        "restore": (("file", "SAUVEGARDE"), ("folder", "COFFRE")),
        "salvage": (("folder", "COFFRE"), ("target", "NOUVEAU")),
    }
    for name, sentence in said.items():
        command = commands.add_parser(name, help=sentence, description=sentence, epilog=CODES)
        for argument, shown in arguments[name]:
            command.add_argument(argument, type=typed_path, metavar=shown)
        command.add_argument("--account", metavar="NOM", help="le compte, s’il y en a plusieurs")
        command.add_argument(
            "--passphrase-file",
            type=typed_path,
            metavar="FICHIER",
            help="lire la phrase de passe dans ce fichier",
        )
        if name == "backup":
            command.add_argument(
                "--to", type=typed_path, metavar="DOSSIER", help="y écrire la sauvegarde"
            )
        if name == "restore":
            _add_sheet(command)


def _add_sheet(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--sheet",
        action="store_true",
        help="par la fiche de secours de ce jour-là ; la phrase demandée est alors la nouvelle",
    )
    command.add_argument(
        "--sheet-file",
        type=typed_path,
        metavar="FICHIER",
        help="la même, son code lu dans ce fichier",
    )


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
    stop_when_asked()
    sys.exit(main())
