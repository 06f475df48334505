# SPDX-License-Identifier: EUPL-1.2
"""Dialogs that answer by themselves and remember what they were asked."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter


@dataclass
class FakeDialogs:
    """Set the answers; read `asked` afterwards."""

    file_to_open: Path | None = None
    file_to_save: Path | None = None
    folder: Path | None = None
    agrees: bool = True
    printer: QPrinter | None = None
    asked: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)

    def open_file(self, title: str, kinds: str) -> Path | None:
        self.asked += [title, kinds]
        return self.file_to_open

    def save_file(self, title: str, suggested: str, kinds: str) -> Path | None:
        self.asked += [title, suggested, kinds]
        return self.file_to_save

    def choose_folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.folder

    def confirm(self, question: str, consequence: str, action: str) -> bool:
        self.asked += [question, consequence, action]
        return self.agrees

    def tell(self, sentence: str, remedy: str = "", action: str = "") -> bool:
        self.told.append((sentence, remedy))
        return bool(action) and self.agrees

    def choose_printer(self) -> QPrinter | None:
        self.asked.append("imprimante")
        return self.printer
