# SPDX-License-Identifier: EUPL-1.2
"""The commands, where a bundle starts them."""

import sys

from app.__main__ import main

sys.exit(main())
