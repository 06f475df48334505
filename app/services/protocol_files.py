# SPDX-License-Identifier: EUPL-1.2
"""Protocols that come from elsewhere, shown before they are kept, and the file that one leaves as.

The library of structures and the files of other practices are read alike
(`exchange/protocol_file.py`). Keeping what was shown is `ProtocolService.create`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.changes import Kind
from app.domain.errors import NotFoundError
from app.domain.ids import ProtocolId
from app.domain.protocol import Moment, ProtocolContent
from app.domain.protocol_fields import text_fields
from app.domain.text import NARROW, NO_BREAK, listing, plural, safe_file_name
from app.exchange.protocol_file import open_protocol_file, protocol_file, read_protocol_file
from app.services.name_filter import NameFilter
from app.services.protocol_names import Naming, Namings
from app.services.protocol_themes import ProtocolThemes
from app.services.protocols import ProtocolService
from app.storage.unit_of_work import Store
from app.system import resources

LIBRARY = (
    "fall_at_home",
    "chronic_wound",
    "heart_failure",
    "anticoagulant",
    "low_back_pain",
    "adolescent_distress",
)
"""The structures that are shipped, in the order in which they are shown."""

TO_COMPLETE = "à compléter par l’équipe"
"""What stands in a structure wherever a threshold, a treatment, a delay or a figure would."""


@dataclass(frozen=True)
class LibraryEntry:
    """One structure of the library; `theme` is in words."""

    key: str
    title: str
    theme: str
    steps: int
    indicators: int
    to_complete: int

    @property
    def sentence(self) -> str:
        """What is in it, in one line."""
        counts = (plural(self.steps, "étape"), plural(self.indicators, "indicateur"))
        return f"{listing(counts)}, {plural(self.to_complete, 'point')} {TO_COMPLETE}"


@dataclass(frozen=True)
class ProtocolPreview:
    """What a file or a structure would bring, before anything is kept.

    `content` has the title that is proposed: a free one where `taken` says whose title it was.
    """

    source: str
    content: ProtocolContent
    theme: str
    taken: str
    sentences: tuple[str, ...]
    blank: tuple[str, ...]
    names: tuple[Naming, ...]


@dataclass(frozen=True)
class ProtocolExport:
    """The file of a protocol; `names` are to be shown before it is saved.

    `patients_sought` says whether the patients' were looked for.
    """

    file_name: str
    data: bytes
    names: tuple[Naming, ...]
    patients_sought: bool


Patients = Callable[[], NameFilter | None]
"""What finds the patients' names; None while nobody may."""


class ProtocolFiles:
    """The library, files of other practices, and the file for another one."""

    def __init__(
        self, store: Store, texts: ProtocolService, themes: ProtocolThemes, patients: Patients
    ) -> None:
        """`texts` knows which titles are taken."""
        self._store, self._texts, self.themes = store, texts, themes
        self._patients = patients

    def library(self) -> tuple[LibraryEntry, ...]:
        """The structures to start from. Raises OSError in a broken installation."""
        return tuple(self._entry(key) for key in LIBRARY)

    def open_library(self, key: str) -> ProtocolPreview:
        """One structure as a preview. Raises `NotFoundError` for a key that is none."""
        if key not in LIBRARY:
            raise NotFoundError("Cette structure n’est pas dans la bibliothèque.")
        return self._preview("Bibliothèque de Tour de table", self._shipped(key))

    def open_file(self, path: Path) -> ProtocolPreview:
        """A file on a disk as a preview; a huge one is not read. Raises `UserError`."""
        return self._preview(path.name, open_protocol_file(path, self._store.new_id))

    def read(self, name: str, data: bytes) -> ProtocolPreview:
        """The bytes of a file of that name as a preview. Raises `UserError`."""
        return self._preview(name, read_protocol_file(data, self._store.new_id))

    def export(self, id_: ProtocolId) -> ProtocolExport:
        """The file of a protocol's present text, and what in it seems to name somebody.

        Patients too, while identities are open. Journalled. Raises `NotFoundError`.
        """
        content = self._texts.get(id_).content
        self._store.note("protocol.exported", Kind.PROTOCOL, id_)
        name = safe_file_name(f"protocole {content.title}")
        patients = self._patients()
        names = self._namings(patients).of(content)
        sought = patients is not None
        return ProtocolExport(f"{name}.json", protocol_file(content), names, sought)

    def _entry(self, key: str) -> LibraryEntry:
        content = self._shipped(key)
        return LibraryEntry(
            key=key,
            title=content.title,
            theme=self.themes.label(content.theme),
            steps=len(content.steps),
            indicators=len(content.indicators),
            to_complete=protocol_file(content).decode().count(TO_COMPLETE),
        )

    def _shipped(self, key: str) -> ProtocolContent:
        data = resources.path(f"protocols/{key}.json").read_bytes()
        return read_protocol_file(data, self._store.new_id)

    def _namings(self, patients: NameFilter | None = None) -> Namings:
        practice, team = self._store.rows.practice.get(), self._store.rows.professionals.all()
        return Namings(team, practice.name if practice else "", patients)

    def _preview(self, source: str, content: ProtocolContent) -> ProtocolPreview:
        title = self._texts.free_title(content.title)
        taken = content.title if title != content.title else ""
        blank = tuple(
            field.label for field in text_fields() if not getattr(content, field.name).strip()
        )
        names = self._namings().of(content)
        theme = self.themes.label(content.theme)
        unknown = "" if content.theme in ("", *self.themes.codes) else f"{theme}."
        sentences = (*_sentences(content, taken, title, blank, names), unknown)
        return ProtocolPreview(
            source=source,
            content=replace(content, title=title),
            theme=theme,
            taken=taken,
            sentences=tuple(sentence for sentence in sentences if sentence),
            blank=blank,
            names=names,
        )


def _sentences(
    content: ProtocolContent,
    taken: str,
    title: str,
    blank: tuple[str, ...],
    names: tuple[Naming, ...],
) -> Iterable[str]:
    """What a person is told before keeping it, the most important first."""
    counts = (
        plural(len(content.ordered), "étape"),
        plural(len(content.indicators), "indicateur"),
        plural(len(content.references), "référence"),
    )
    yield f"{listing(counts)}."
    if taken:
        yield (
            f"Un protocole a déjà ce titre{NO_BREAK}: celui-ci sera gardé à côté, sous le titre "
            f"«{NARROW}{title}{NARROW}». Rien n’est remplacé."
        )
    bare = [moment.label.lower() for moment in Moment if not content.at(moment)]
    if bare:
        yield f"Aucune étape pour{NO_BREAK}: {listing(bare)}."
    if blank:
        empty = listing([label[:1].lower() + label[1:] for label in blank])  # « CPAM » stays
        yield f"Non renseigné{NO_BREAK}: {empty}."
    open_points = protocol_file(content).decode().count(TO_COMPLETE)
    if open_points:
        yield f"{plural(open_points, 'point')} «{NARROW}{TO_COMPLETE}{NARROW}»."
    if names:
        passages = plural(len(names), "passage semble", "passages semblent")
        yield f"{passages} nommer quelqu’un{NO_BREAK}: relisez-les avant de le garder."
