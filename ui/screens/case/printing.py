# SPDX-License-Identifier: EUPL-1.2
"""From the plan to the preview: read here, set in the background, shown when it is ready."""

from app.domain.care_plan import PlanPart
from app.domain.ids import CaseId
from app.services.documents import Built, DocumentService, Printable
from ui.shell import Shell


class PlanPrinting:
    """One print at a time is shown; the last one asked for wins."""

    def __init__(self, shell: Shell, documents: DocumentService) -> None:
        self._shell, self._documents = shell, documents

    def needs_identity(self, case_id: CaseId) -> bool:
        """Whether the plan of that situation names the person."""
        return self._documents.names_person(case_id)

    def start(self, case_id: CaseId, only: PlanPart | None) -> None:
        """Set a plan, whole or one part. Raises `UserError` when it may not be printed."""
        printable = self._documents.care_plan(case_id, only)
        self._shell.tasks.run(
            printable.render, lambda built: self._show(printable, built), self._fail
        )

    def _show(self, printable: Printable, built: Built) -> None:
        name, done = f"{printable.stem}.pdf", printable.trace.output
        self._shell.preview(printable.title, built.pdf, name, band=printable.band, done=done)
        if built.missing:
            signs = " ".join(built.missing)
            self._shell.toast(f"Sans dessin dans nos polices, marqués sur le papier\u00a0: {signs}")

    @staticmethod
    def _fail(error: Exception) -> None:
        raise error
