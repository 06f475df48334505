# SPDX-License-Identifier: EUPL-1.2
"""The practice's own page of settings."""

from dataclasses import replace
from hashlib import sha256

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.logo import Logo
from app.domain.names import kept_name
from app.domain.practice import Practice
from app.domain.text import clean
from app.storage.unit_of_work import Store


class PracticeService:
    """Read and write what the head of every document says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self) -> Practice:
        """The practice; a vault that was never set up has one without a name."""
        return self._store.rows.practice.get() or Practice(name="")

    def save(self, practice: Practice) -> Changes:
        """Write the practice. Raises `UserError` without a name, or for one that cannot be kept."""
        before = self._store.rows.practice.get()
        name = kept_name(practice.name, before.name if before else "")
        if not name:
            raise UserError(
                "Le nom de la structure est vide.", "Écrivez-le : il figure sur chaque document."
            )
        kept = replace(
            practice,
            name=name,
            place=clean(practice.place),
            finess=clean(practice.finess),
            address=clean(practice.address),
            phone=clean(practice.phone),
        )
        with self._store.write() as work:
            work.rows.practice.save(kept)
            work.changed(Kind.PRACTICE, "practice", {"name": kept.name})
            work.journal("practice.changed", Kind.PRACTICE)
            return work.changes

    def logo(self) -> Logo | None:
        """The picture at the head of every document; None where there is none."""
        return self._store.rows.practice.logo()

    def save_logo(self, logo: Logo | None) -> Changes:
        """Keep another logo, or none any more. Journalled where it changes.

        The log of operations keeps its SHA-256, as it keeps no content of a file.
        """
        if logo == self.logo():
            return Changes()
        with self._store.write() as work:
            work.rows.practice.save_logo(logo)
            digest = "" if logo is None else sha256(logo.png).hexdigest()
            work.changed(Kind.PRACTICE, "practice", {"logo": digest})
            work.journal("practice.logo_changed", Kind.PRACTICE)
            return work.changes
