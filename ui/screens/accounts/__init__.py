# SPDX-License-Identifier: EUPL-1.2
"""Who can open the vault, and the sheet that opens it when a passphrase is forgotten."""

from ui.screens.accounts.first_sheet import FirstSheet
from ui.screens.accounts.view import AccountsScreen

__all__ = ["AccountsScreen", "FirstSheet"]
