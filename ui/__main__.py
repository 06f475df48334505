# SPDX-License-Identifier: EUPL-1.2
"""`python -m ui`: open Tour de table."""

import sys

from ui.main import main

sys.exit(main())
