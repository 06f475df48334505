# SPDX-License-Identifier: EUPL-1.2
"""The same office for the demo: a vault's database without the half second of a passphrase."""

from tests.services.conftest import office

__all__ = ["office"]
