# SPDX-License-Identifier: EUPL-1.2
"""The program with windows, where a bundle starts it."""

import os
import sys

from ui.main import main

# The bundle's start leads the loader to its own libraries. A file manager that we start, or the
# spooler's client, must find those of the system; this process has read the variable already.
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is not None:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

sys.exit(main())
