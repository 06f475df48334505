# SPDX-License-Identifier: EUPL-1.2
"""The directory: the people of the practice and around it, added one by one or from a table."""

from ui.screens.directory.importing import ImportPane
from ui.screens.directory.view import DirectoryScreen

__all__ = ["DirectoryScreen", "ImportPane"]
