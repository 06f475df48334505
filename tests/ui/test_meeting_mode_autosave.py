# SPDX-License-Identifier: EUPL-1.2
"""Nothing typed is forgotten before the vault has it; time asleep is not time spent."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from app.domain.changes import Changes, Kind
from app.domain.errors import ConsentError, NotSavedError, UserError
from app.domain.ids import ItemId
from app.services.meetings import ItemText
from app.services.outbox import KEPT
from ui.screens.meeting_mode.autosave import Autosave, Name, SaveState, SaveStatus
from ui.screens.meeting_mode.stopwatch import LONGEST_GAP, Stopwatch

ITEM, OTHER = ItemId("item"), ItemId("other")
DONE = Changes(frozenset({(Kind.ITEM, "item")}))


@dataclass
class Vault:
    """Takes texts, or fails the way it is told to."""

    failure: Exception | None = None
    written: list[tuple[ItemId, Name, str, str]] = field(default_factory=list)
    published: list[Changes] = field(default_factory=list)
    visits: int = 0

    def write(self, item_id: ItemId, name: Name, text: str, visit: str) -> Changes:
        if self.failure is not None:
            raise self.failure
        self.written.append((item_id, name, text, visit))
        return DONE

    def new_visit(self) -> str:
        self.visits += 1
        return f"visit {self.visits}"


@dataclass
class Elsewhere:
    """Another place, which takes texts or not."""

    works: bool = True
    kept: dict[tuple[ItemId, str], str] = field(default_factory=dict)
    writes: int = 0

    def keep(self, item_id: ItemId, name: str, text: str) -> bool:
        self.writes += 1
        if self.works:
            self.kept[item_id, name] = text
        return self.works

    def taken(self, item_id: ItemId, fields: Iterable[str]) -> None:
        for name in fields:
            self.kept.pop((item_id, name), None)


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def vault() -> Vault:
    return Vault()


@pytest.fixture
def autosave(vault: Vault, elsewhere: Elsewhere) -> Autosave:
    return Autosave(
        vault.write,
        time_now=lambda: "12:47",
        new_visit=vault.new_visit,
        published=vault.published.append,
        aside=elsewhere,
    )


def test_the_word_says_saved_only_after_the_commit(autosave: Autosave, vault: Vault) -> None:
    autosave.typed(ITEM, ItemText.ORGANIC, "Deux")
    assert autosave.state == SaveState(SaveStatus.SAVING)
    assert vault.written == []
    assert autosave.flush()
    assert autosave.state == SaveState(SaveStatus.SAVED, at="12:47")
    assert vault.published == [DONE]


def test_two_edits_of_one_visit_share_its_name(autosave: Autosave, vault: Vault) -> None:
    autosave.typed(ITEM, ItemText.ORGANIC, "Deux")
    autosave.flush()
    autosave.typed(ITEM, ItemText.ORGANIC, "Deux chutes")
    autosave.flush()
    autosave.end_visit(ITEM, ItemText.ORGANIC)
    autosave.typed(ITEM, ItemText.ORGANIC, "Deux chutes.")
    autosave.flush()
    assert [visit for *_, visit in vault.written] == ["visit 1", "visit 1", "visit 2"]


def test_what_could_not_be_saved_waits_and_is_said(autosave: Autosave, vault: Vault) -> None:
    vault.failure = NotSavedError("Le disque est plein.", "Libérez de la place.")
    autosave.typed(ITEM, ItemText.SOCIAL, "Fille à 300 km")
    assert not autosave.flush()
    assert autosave.state.status is SaveStatus.FAILED
    assert autosave.state.reason == f"Le disque est plein. Libérez de la place. {KEPT}"
    autosave.typed(ITEM, ItemText.SOCIAL, "Fille à 300 km, voisine")
    assert autosave.state.status is SaveStatus.FAILED, "typing on must not hide the failure"
    assert autosave.waiting(ITEM, ItemText.SOCIAL) == "Fille à 300 km, voisine"
    vault.failure = None
    assert autosave.flush()
    assert vault.written[-1][2] == "Fille à 300 km, voisine"
    assert not autosave.is_waiting


def test_a_field_that_fails_does_not_keep_the_others_from_the_disk(
    autosave: Autosave, vault: Vault
) -> None:
    def write(item_id: ItemId, name: Name, text: str, visit: str) -> Changes:
        if item_id == OTHER:
            raise UserError("Point fermé.")
        return vault.write(item_id, name, text, visit)

    autosave = Autosave(
        write,
        time_now=str,
        new_visit=vault.new_visit,
        published=vault.published.append,
        aside=Elsewhere(),
    )
    autosave.typed(OTHER, ItemText.ORGANIC, "perdu ?")
    autosave.typed(ITEM, ItemText.ORGANIC, "gardé")
    assert not autosave.flush()
    assert [text for _, _, text, _ in vault.written] == ["gardé"]
    assert autosave.state.status is SaveStatus.FAILED
    assert autosave.waiting(OTHER, ItemText.ORGANIC) == "perdu ?"


def test_a_bug_keeps_the_text_and_is_not_hushed_up(autosave: Autosave, vault: Vault) -> None:
    vault.failure = ZeroDivisionError()
    autosave.typed(ITEM, ItemText.ORGANIC, "texte")
    with pytest.raises(ZeroDivisionError):
        autosave.flush()
    assert autosave.is_waiting
    assert autosave.state.status is SaveStatus.FAILED


def test_a_withdrawn_consent_lets_the_text_go(autosave: Autosave, vault: Vault) -> None:
    vault.failure = ConsentError("La personne a retiré son accord.")
    autosave.typed(ITEM, ItemText.ORGANIC, "texte")
    assert not autosave.flush()
    assert not autosave.is_waiting
    assert autosave.state.reason == "La personne a retiré son accord."


def test_what_the_disk_did_not_take_is_kept_elsewhere_until_it_does(
    autosave: Autosave, vault: Vault, elsewhere: Elsewhere
) -> None:
    vault.failure = NotSavedError("Le disque est plein.")
    autosave.typed(ITEM, ItemText.SOCIAL, "Fille à 300 km")
    autosave.flush()
    autosave.flush()
    assert elsewhere.kept == {(ITEM, "social"): "Fille à 300 km"}
    assert [autosave.is_kept_aside] == [True]
    assert elsewhere.writes == 1, "a retry with the same text writes nothing again"
    assert autosave.is_waiting
    assert autosave.state.reason == f"Le disque est plein. {KEPT}"
    autosave.typed(ITEM, ItemText.SOCIAL, "Fille à 300 km, voisine")
    assert not autosave.is_kept_aside, "the last keys are not kept yet"
    autosave.flush()
    assert elsewhere.kept == {(ITEM, "social"): "Fille à 300 km, voisine"}
    vault.failure = None
    assert autosave.flush()
    assert elsewhere.kept == {}


def test_where_the_other_place_fails_too_nothing_is_promised(
    autosave: Autosave, vault: Vault, elsewhere: Elsewhere
) -> None:
    vault.failure, elsewhere.works = NotSavedError("Le disque est plein."), False
    autosave.typed(ITEM, ItemText.SOCIAL, "texte")
    autosave.flush()
    assert not autosave.is_kept_aside
    assert autosave.state.reason == "Le disque est plein."


@pytest.mark.parametrize("how", ["withdrawn", "refused"])
def test_a_withdrawn_consent_leaves_nothing_elsewhere(
    autosave: Autosave, vault: Vault, elsewhere: Elsewhere, how: str
) -> None:
    vault.failure = NotSavedError("Le disque est plein.")
    autosave.typed(ITEM, ItemText.SOCIAL, "texte")
    autosave.flush()
    if how == "withdrawn":
        autosave.forget(ITEM)
    else:
        vault.failure = ConsentError("La personne a retiré son accord.")
        autosave.flush()
    assert elsewhere.kept == {}


class Seconds:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def test_ticks_add_up_and_are_taken_in_whole_seconds(seconds: Seconds) -> None:
    watch = Stopwatch(seconds)
    for _ in range(5):
        seconds.now += 0.9
        watch.tick()
    assert watch.take() == 4
    seconds.now += 0.6
    assert watch.take() == 1, "the half second left over is not lost"


def test_a_clock_set_back_adds_nothing_and_takes_nothing_away(seconds: Seconds) -> None:
    watch = Stopwatch(seconds)
    seconds.now += 10
    watch.tick()
    seconds.now -= 3600
    assert watch.tick() == 10
    seconds.now += 1
    assert watch.take() == 11


def test_a_laptop_asleep_counts_for_nothing(seconds: Seconds) -> None:
    watch = Stopwatch(seconds)
    seconds.now += LONGEST_GAP + 1
    assert watch.take() == 0


def test_seconds_that_could_not_be_saved_come_back(seconds: Seconds) -> None:
    watch = Stopwatch(seconds)
    seconds.now += 30
    taken = watch.take()
    watch.give_back(taken)
    assert watch.take() == 30
