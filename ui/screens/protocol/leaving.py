# SPDX-License-Identifier: EUPL-1.2
"""What leaves of a protocol: its papers in the preview, its file once the names in it were seen."""

from collections.abc import Callable, Sequence

from app.domain.errors import UserError
from app.domain.ids import ProtocolId
from app.domain.text import NARROW, NO_BREAK, plural
from app.services.protocol_files import ProtocolExport
from app.services.protocol_names import Naming
from ui.output import Output
from ui.screens.protocol.services import ProtocolServices
from ui.shell import Entry, Shell
from ui.theme import Tone
from ui.widgets import Banner

_SHOWN = 6
"""How many passages that seem to name somebody are spelt out."""
_FILE = "Fichier de protocole"
_NOT_SOUGHT = (
    "Les identités sont fermées : aucun nom de patient n’a été cherché dans ce fichier. "
    "Relisez-le avant de le transmettre."
)


class Leaving:
    """Prints and exports the protocol that is shown; `remark` is the line in which it speaks."""

    def __init__(
        self, shell: Shell, services: ProtocolServices, saved: Callable[[], ProtocolId | None]
    ) -> None:
        """`saved` saves what is typed and says which protocol it is.

        Where it cannot, it calls `refuse` and answers None.
        """
        self._desk, self._saved, self._output = services.protocols, saved, Output(shell)
        self.remark = Banner()

    def refuse(self, error: UserError) -> None:
        """Say why nothing leaves: what is typed could not be saved."""
        said = f"Rien n’est sorti{NARROW}; ce qui est tapé n’est pas enregistré. {error.text}"
        self.remark.show_message(said, Tone.LATE)

    def print_whole(self) -> None:
        """Show the whole protocol, with its page to sign."""
        self.remark.clear()
        id_ = self._saved()
        if id_ is not None:
            self._output.preview(self._desk.papers.protocol(id_))

    def print_summary(self) -> None:
        """Show the page for the wall."""
        self.remark.clear()
        id_ = self._saved()
        if id_ is not None:
            self._output.preview(self._desk.papers.summary(id_))

    def export(self) -> None:
        """Save the file for another practice; what seems to name somebody is shown first."""
        self._export(read=())

    def _export(self, read: Sequence[Naming]) -> None:
        """Save the text as it is now, once each of its passages that name somebody was `read`."""
        self.remark.clear()
        id_ = self._saved()
        if id_ is None:
            return
        file = self._desk.files.export(id_)
        if set(file.names) <= set(read):
            saved = self._output.save_file(file.file_name, file.data, _FILE)
            if saved and not file.patients_sought:
                self.remark.show_message(_NOT_SOUGHT, Tone.WARN)
            return
        self.remark.show_message(
            _names(file),
            Tone.WARN,
            action="Enregistrer quand même",
            on_action=lambda: self._export(file.names),
        )
        self.remark.button.setFocus()

    def entries(self) -> Sequence[Entry]:
        """The same, for the palette."""
        return (
            Entry("Imprimer", "Protocole entier", self.print_whole),
            Entry("Imprimer", "Résumé pour le mur", self.print_summary),
            Entry("Exporter", "Fichier du protocole", self.export),
        )


def _names(file: ProtocolExport) -> str:
    told = [naming.sentence for naming in file.names[:_SHOWN]]
    more = len(file.names) - _SHOWN
    if more > 0:
        told.append(f"{more} de plus")
    count = plural(len(file.names), "passage semble", "passages semblent")
    goes = "partirait" if len(file.names) == 1 else "partiraient"
    said = f"{NARROW}; ".join(told)
    return f"{count} nommer quelqu’un et {goes} avec le fichier{NO_BREAK}: {said}."
