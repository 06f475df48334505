# SPDX-License-Identifier: EUPL-1.2
"""What holds for every test: a home of its own, no unexpected log record, no widget left behind."""

import gc
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from app.storage import engine

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection as Raw

# Before anything of Qt is loaded: tests never need a screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

HERE = Path(__file__).parent
DATA = HERE / "data"

MEMORY_RULE = "cipher_memory_security"
GUARDED = {"storage", "vault", "durability", "migrations"}
"""The folders whose tests keep the rule, as every process that a test starts does."""
_pragma = engine.pragma

# As the program does (`ui.heap`): a task's thread never collects a widget.
gc.disable()

# A deadline measures the machine, not the program; CI replays the same examples each time.
settings.register_profile("tour-de-table", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tour-de-table")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the endurance tests too")
    parser.addoption(
        "--meeting",
        type=Path,
        default=DATA / "reunion-type.json",
        metavar="FILE",
        help="the meeting file that the journeys type in",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("soak"):
        return
    soak = [item for item in items if item.get_closest_marker("soak")]
    if soak:
        config.hook.pytest_deselected(items=soak)
        items[:] = [item for item in items if item not in soak]


@pytest.fixture(scope="session")
def meeting_file(request: pytest.FixtureRequest) -> Path:
    """The meeting file given by --meeting, the example of tests/data otherwise."""
    path: Path = request.config.getoption("meeting")
    return path.resolve()


@pytest.fixture(scope="session", autouse=True)
def _private_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every default path of the platform away from the person who runs the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        for kind in ("LOCAL_APPDATA", "PERSONAL"):  # of platformdirs, which asks Windows itself
            patch.setenv(f"WIN_PD_OVERRIDE_{kind}", str(home / kind.lower()))
        yield


def _pragma_without_the_rule(raw: "Raw", name: str, value: str | None = None) -> str:
    if name != MEMORY_RULE:
        return _pragma(raw, name, value)
    return "1" if value is None else _pragma(raw, name, "OFF")


@pytest.fixture(scope="session", autouse=True)
def _memory_unlocked() -> Iterator[None]:
    """Spare most tests a rule that changes no answer and was a third of the suite's time.

    It has the system lock, and let go of, each piece of memory that SQLCipher takes.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "pragma", _pragma_without_the_rule)
        yield


@pytest.fixture(autouse=True)
def _memory_locked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the rule where the vault's own promises are tested.

    Not by `monkeypatch`: asked for here, what a test changes by it would outlive its fixtures.
    """
    with pytest.MonkeyPatch.context() as patch:
        if request.path.relative_to(HERE).parts[0] in GUARDED:
            patch.setattr(engine, "pragma", _pragma)
        yield


@pytest.fixture(autouse=True)
def _no_unexpected_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail on a WARNING or worse that no `logs` marker announces, or on one that never came."""
    yield
    expected = [text for mark in request.node.iter_markers("logs") for text in mark.args]
    seen = [
        record.getMessage()
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    surprises = [line for line in seen if not any(text in line for text in expected)]
    absent = [text for text in expected if not any(text in line for line in seen)]
    assert not surprises, f"unexpected log records: {surprises}"
    assert not absent, f"log records that never came: {absent}"


@pytest.fixture(autouse=True)
def _no_widget_left() -> Iterator[None]:
    """Close and delete what a test opened, so that no widget reacts during a later test."""
    yield
    from PySide6.QtWidgets import QApplication

    from ui.heap import collect_due

    if QApplication.instance() is not None:
        _close_windows()
    gc.unfreeze()  # what a whole program set apart for its lifetime
    collect_due()


def _close_windows() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        if widget.parent() is None:
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    assert QApplication.topLevelWidgets() == []
