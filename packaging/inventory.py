# SPDX-License-Identifier: EUPL-1.2
"""Writes down what is in a bundle and who made it.

    python packaging/inventory.py PROGRAM_FOLDER VERSION SBOM_FILE

The notices of all licences go into the program's folder, the list of components (CycloneDX) into
SBOM_FILE. What nobody accounts for ends it with a sentence: nothing unknown ships.
"""

import os
import sys
from pathlib import Path

from bill import notices, sbom, shipped
from bill.account import Account
from bill.components import Unaccounted
from bill.distributions import installed


def main(folder: Path, version: str, target: Path) -> None:
    """Write both files.

    Raises:
        Unaccounted: something in the bundle has no known maker or licence.
    """
    bundle = shipped.read(folder)
    components = Account(bundle, installed()).components()
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))
    document = notices.written(components, version)
    listed = sbom.written(components, bundle, version, moment)
    (folder / shipped.NOTICES).write_text(document, encoding="utf-8", newline="\n")
    target.write_text(listed, encoding="utf-8", newline="\n")
    print(f"{len(components)} components, {len(bundle.files)} files, all accounted for.")


if __name__ == "__main__":
    program_folder, program_version, sbom_file = sys.argv[1:]
    try:
        main(Path(program_folder), program_version, Path(sbom_file))
    except Unaccounted as problem:
        sys.exit(str(problem))
