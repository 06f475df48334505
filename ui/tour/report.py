# SPDX-License-Identifier: EUPL-1.2
"""The pictures of the report about a problem: over a vault, and before one is open."""

from ui.gate import GateWindow
from ui.screens.report import ReportScreen
from ui.screens.report.pane import ReportPane
from ui.tour.stage import Stage

_SAID = "Après Ctrl+P, l’aperçu du dossier de séance reste vide."
_NAMED = f"{_SAID} Chez Mme Keranguen aussi."


def report(stage: Stage) -> None:
    """What happened is typed."""
    stage.go("report")
    _say(stage.screen("report", ReportScreen).pane, _SAID)


def named(stage: Stage) -> None:
    """The same with a name that should not be there."""
    _say(stage.screen("report", ReportScreen).pane, _NAMED)


def before(stage: Stage) -> None:
    """From the window that asks for the passphrase."""
    gate = stage.program.window
    if isinstance(gate, GateWindow):
        gate.show_report()


def _say(pane: ReportPane, text: str) -> None:
    pane.said.set_text(text)
    pane.look()
