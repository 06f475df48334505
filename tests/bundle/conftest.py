# SPDX-License-Identifier: EUPL-1.2
"""The scripts of `packaging` are neighbours of one another, not a package of the program."""

import sys
from pathlib import Path

PACKAGING = Path(__file__).parents[2] / "packaging"

if str(PACKAGING) not in sys.path:
    sys.path.append(str(PACKAGING))
