# SPDX-License-Identifier: EUPL-1.2
"""Row 19: what locks, sleeps or switches the session locks the vault."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.durability.lock_stage import lock_stage, readable
from tests.durability.meeting import Ground

if not sys.platform.startswith("linux"):
    pytest.skip("logind and D-Bus are those of Linux", allow_module_level=True)

from ui.platform.logind import Buses, LogindWatch

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a bus of the test's own."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is missing: no bus can be made")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@dataclass
class Logind:
    """The stand-in, in a process of its own."""

    process: "subprocess.Popen[str]"

    def send(self, name: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()

    def heard(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def logind(bus: str) -> Iterator[Logind]:
    command = [sys.executable, "-m", "tests.ui.logind_stand_in", bus]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        stand_in = Logind(process)
        assert stand_in.heard() == "ready"
        yield stand_in
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def watch(bus: str, logind: Logind) -> Iterator[LogindWatch]:
    watch = LogindWatch(Buses(bus, bus, "2"))
    yield watch
    watch.stop()


@pytest.mark.parametrize(
    ("signal", "reason"),
    [
        ("lock", "session locked"),
        ("sleep", "sleep"),
        ("inactive", "user switched"),
        ("hint", "session locked"),
        ("saver", "session locked"),
    ],
)
def test_row_19_the_vault_locks_when_the_session_does(
    signal: str,
    reason: str,
    watch: LogindWatch,
    logind: Logind,
    ground: Ground,
    qapp: QApplication,
    qtbot: QtBot,
) -> None:
    with lock_stage(ground, qapp) as stage:
        reasons: list[str] = []
        watch.away.connect(reasons.append)
        watch.away.connect(stage.program.lock)
        logind.send(signal)
        qtbot.waitUntil(lambda: bool(stage.restarts), timeout=5000)
        assert reasons == [reason]
        assert readable() == []
        stage.reread()


def test_row_19_control_others_sessions_and_good_news_lock_nothing(
    watch: LogindWatch, logind: Logind, qtbot: QtBot
) -> None:
    reasons: list[str] = []
    watch.away.connect(reasons.append)
    for signal in ("lock another", "active", "saver off", "sleep"):
        logind.send(signal)
    qtbot.waitUntil(lambda: bool(reasons), timeout=5000)
    assert reasons == ["sleep"], "in order: those before it said nothing"


def test_row_19_sleep_waits_until_the_vault_is_locked(
    watch: LogindWatch, logind: Logind, qtbot: QtBot
) -> None:
    assert watch.holds_sleep
    assert logind.heard() == "held"
    qtbot.wait(400)  # the stand-in has let its own end go: ours alone is left
    watch.stop()  # as the end of the process does
    assert logind.heard() == "let go"


def silent(_watch: LogindWatch) -> bool:
    return not _watch.holds_sleep


@pytest.mark.parametrize(
    "address", ["", "unix:path=/nonexistent/bus"], ids=["no bus", "a bus that is gone"]
)
def test_row_19_without_a_bus_nothing_is_said(address: str, qapp: QApplication) -> None:
    watch = LogindWatch(Buses(address, address))
    assert silent(watch)
    watch.stop()


def test_row_19_a_bus_without_logind_is_no_trouble(bus: str, qapp: QApplication) -> None:
    watch = LogindWatch(Buses(bus, bus, "2"))
    assert silent(watch)
    watch.stop()


@pytest.mark.parametrize("address", ["tcp:host=localhost,port=4", "unix:path=/a;tcp:host=b"])
def test_row_19_a_bus_that_is_no_local_socket_is_not_opened(address: str) -> None:
    environment = {"DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
    assert Buses.of_this_session(environment) == Buses("", "")


def test_row_19_the_buses_are_those_of_the_session(tmp_path: Path) -> None:
    (tmp_path / "bus").touch()
    found = Buses.of_this_session({"XDG_RUNTIME_DIR": str(tmp_path), "XDG_SESSION_ID": "7"})
    assert (found.session, found.name) == (f"unix:path={tmp_path}/bus", "7")
