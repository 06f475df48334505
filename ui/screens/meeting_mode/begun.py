# SPDX-License-Identifier: EUPL-1.2
"""What is typed into an editor and is in no line yet: kept at once, saved like any other text."""

from collections.abc import Callable, Mapping

from app.domain.ids import ItemId, MeetingId
from app.domain.meeting import ItemState
from app.services.meetings import MeetingService
from ui.half_typed import HalfTypedOf
from ui.screens.meeting_mode.drafts import EditorName
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter


class BegunTexts:
    """Keeps them for the current item, or for the whole meeting where no item is meant."""

    def __init__(
        self,
        parts: MeetingLayout,
        presenter: MeetingPresenter,
        meetings: MeetingService,
        half: HalfTypedOf,
        save_soon: Callable[[], object],
    ) -> None:
        """`save_soon` has what changed committed after a pause; `half` keeps what no item holds."""
        self._presenter, self._meetings, self._save_soon = presenter, meetings, save_soon
        self._half = half
        self._alone: dict[MeetingId, Mapping[str, str]] = {}
        """What is begun of a meeting whose agenda is empty."""
        parts.dock.begun.connect(self._on_begun)

    def typed(self, name: EditorName, text: str) -> None:
        """A key changed what an editor holds; empty where that is nothing of its own."""
        item = self._presenter.item
        if item is not None and not self._presenter.is_withdrawn:
            self._keep(item.item.id, name, text)

    def kept(self, name: EditorName) -> str:
        """What an editor of the current item held when it was left."""
        item = self._presenter.item
        return self._presenter.drafts.kept(item.item.id, name) if item else ""

    def typed_of(self, item_id: ItemId, name: EditorName, text: str) -> None:
        """A key changed what an editor holds of any item."""
        self._keep(item_id, name, text)

    def kept_of(self, item_id: ItemId, name: EditorName) -> str:
        """What an editor of any item held when it was left."""
        self._know(item_id)
        return self._presenter.drafts.kept(item_id, name)

    def done(self, item_id: ItemId, name: EditorName) -> None:
        """What an editor of an item held was carried out."""
        self._keep(item_id, name, "")

    def typed_for_all(self, name: EditorName, text: str) -> None:
        """A key changed what is no item's own; an item on which one may write holds it."""
        holder, state = self._holder(name), self._presenter.state
        if holder is not None:
            self._keep(holder, name, text)
        if state is not None:
            alone = {**self._of(state.meeting_id), name.value: text if holder is None else ""}
            self._alone[state.meeting_id] = {name: text for name, text in alone.items() if text}

    def kept_for_all(self, name: EditorName) -> str:
        """What an editor that is no item's own held when it was left."""
        holder, state = self._holder(name), self._presenter.state
        held = self._presenter.drafts.kept(holder, name) if holder is not None else ""
        return held or (self._of(state.meeting_id).get(name.value, "") if state else "")

    def keep_alone(self) -> None:
        """Keep what no item holds: a lock, or another page, brings it back."""
        for meeting, texts in self._alone.items():
            self._half.keep(meeting, texts)

    def _of(self, meeting: MeetingId) -> Mapping[str, str]:
        return self._alone.setdefault(meeting, self._half.of(meeting))

    def _holder(self, name: EditorName) -> ItemId | None:
        """The item that holds it already, else the first one, best of nobody who withdrew."""
        state, drafts = self._presenter.state, self._presenter.drafts
        lines = sorted(
            state.rail if state else (), key=lambda line: line.state is ItemState.WITHDRAWN
        )
        items = [line.item_id for line in lines]
        for item_id in items:
            self._know(item_id)
        return next((each for each in items if drafts.kept(each, name)), next(iter(items), None))

    def _know(self, item_id: ItemId) -> None:
        if not self._presenter.drafts.knows(item_id):
            self._presenter.drafts.take(self._meetings.item(item_id))

    def _keep(self, item_id: ItemId, name: EditorName, text: str) -> None:
        self._presenter.drafts.keep_editor(item_id, name, text)
        self._save_soon()

    def _on_begun(self, name: object, text: str) -> None:
        if isinstance(name, EditorName):
            self.typed(name, text)
