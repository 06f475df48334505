# SPDX-License-Identifier: EUPL-1.2
"""Texts that found no place again, on the backups screen: fiction, since the tour opens once."""

from datetime import datetime

from app.domain.changes import Changes, Kind
from app.services.kept_texts import KeptText
from ui.screens.backups import BackupsScreen
from ui.tour.stage import Stage


class _KeptTexts:
    """Two texts of a meeting that was closed before the disk took them."""

    may_erase = True

    def all(self) -> tuple[KeptText, ...]:
        about = "Réunion du jeu. 12 nov. 2026 · "
        at = datetime(2026, 11, 12, 13, 52)  # noqa: DTZ001  local
        said = (
            "Sa fille passe le samedi. Elle demande si une aide pourrait venir le soir ; "
            "le portage des repas ne suffit plus."
        )
        return (
            KeptText("1", f"{about}S26-014 · Champ social", said, at=at),
            KeptText("2", f"{about}S26-021 · Décision commencée", "Revoir la demande", at=at),
        )

    def read(self, key: str) -> KeptText:
        return next(text for text in self.all() if text.key == key)

    def erase(self, key: str) -> Changes:
        return Changes(frozenset({(Kind.VAULT, key)}))


def kept_texts(stage: Stage) -> None:
    """Texts that wait aside, the first of them read."""
    stage.go("backups")
    card = stage.screen("backups", BackupsScreen).kept_texts
    if card is not None:
        card.texts = _KeptTexts()
        card.reload()
        card.choose("1")
