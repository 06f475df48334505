# SPDX-License-Identifier: EUPL-1.2
"""Which version this is: a constant, so that a bundle without package metadata knows it too."""

VERSION = "0.1.0"
"""That of `pyproject.toml`; a test compares them."""
