# SPDX-License-Identifier: EUPL-1.2
"""Where the fonts and icons that are shipped with the program lie."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""Beside the `ui` package, in a checkout as well as in a bundle."""
