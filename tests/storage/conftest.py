# SPDX-License-Identifier: EUPL-1.2
"""The same office for the tests of rows: what is stored comes from the services that store it."""

from tests.services.conftest import office

__all__ = ["office"]
