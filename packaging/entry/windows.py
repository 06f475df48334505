# SPDX-License-Identifier: EUPL-1.2
"""The program with windows, where a bundle starts it."""

import sys

from ui.main import main

sys.exit(main())
