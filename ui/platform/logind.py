# SPDX-License-Identifier: EUPL-1.2
"""Linux: systemd-logind on the system bus, and the desktop's screen saver on the session bus.

Signals and methods as in org.freedesktop.login1(5). A bus is a local socket: an address that is not
one (a bus over TCP) is not opened, and none is ever started.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBus,
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
)

from ui.platform.session import LOCKED, SLEEP, SWITCHED, SessionWatch

PATIENCE_MS = 1000
_LOGIND, _ROOT = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER, _SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_SYSTEM_BUS = "/run/dbus/system_bus_socket"


@dataclass(frozen=True)
class Buses:
    """Addresses of the two buses, empty where there is none, and the session's own name."""

    system: str
    session: str
    name: str = ""

    @classmethod
    def of_this_session(cls, environment: Mapping[str, str] = os.environ) -> "Buses":
        """Those of whoever runs the program."""
        own = Path(environment.get("XDG_RUNTIME_DIR", "")) / "bus"
        usual = f"unix:path={own}" if own.is_absolute() and own.exists() else ""
        system = f"unix:path={_SYSTEM_BUS}" if Path(_SYSTEM_BUS).exists() else ""
        return cls(
            _local(environment.get("DBUS_SYSTEM_BUS_ADDRESS", system)),
            _local(environment.get("DBUS_SESSION_BUS_ADDRESS", usual)),
            environment.get("XDG_SESSION_ID", ""),
        )


def _local(address: str) -> str:
    parts = address.split(";")
    return address if address and all(part.startswith("unix:") for part in parts) else ""


class LogindWatch(SessionWatch):
    """Listens to logind and to screen savers.

    Sleep is held up (a delay lock, at most the five seconds that logind grants) until this process
    ends, which it does once the vault is locked.
    """

    def __init__(self, buses: Buses, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._brake: QDBusUnixFileDescriptor | None = None
        self._heard: list[tuple[QDBusConnection, tuple[str, ...], str]] = []
        system, session = self._connect(buses.system), self._connect(buses.session)
        if system is not None:
            self._follow_logind(system, buses.name)
        if session is not None:
            for saver in _SAVERS:
                self._listen(session, ("", "", saver, "ActiveChanged"), "_on_saver(QDBusMessage)")

    @property
    def holds_sleep(self) -> bool:
        """Whether logind waits for this process before it puts the computer to sleep."""
        return self._brake is not None and self._brake.isValid()

    def stop(self) -> None:
        """Listen no longer, and hold up nothing.

        The connections stay until the process ends: Qt takes them apart in a thread of its own,
        which PySide 6.12 does not survive while the listener goes (measured).
        """
        self._brake = None
        for bus, where, slot in self._heard:
            bus.disconnect(*where, self, SLOT(slot))  # type: ignore[call-overload]  # as below
        self._heard.clear()

    @staticmethod
    def _connect(address: str) -> QDBusConnection | None:
        if not address:
            return None
        connection = QDBusConnection.connectToBus(address, f"tour-de-table {address}")
        return connection if connection.isConnected() else None

    def _follow_logind(self, bus: QDBusConnection, name: str) -> None:
        sleep = (_LOGIND, _ROOT, _MANAGER, "PrepareForSleep")
        self._listen(bus, sleep, "_on_sleep(QDBusMessage)")
        why: list[object] = ["sleep", "Tour de table", "Le coffre se verrouille", "delay"]
        match _ask(bus, _ROOT, _MANAGER, "Inhibit", why):
            case [QDBusUnixFileDescriptor() as brake]:
                self._brake = brake
        path = _own_session(bus, name)
        if path:
            self._listen(bus, (_LOGIND, path, _SESSION, "Lock"), "_on_lock(QDBusMessage)")
            # With its signature: Qt ends the process over a message of another shape.
            changed = (_LOGIND, path, _PROPERTIES, "PropertiesChanged", "sa{sv}as")
            self._listen(bus, changed, "_on_properties(QString,QVariantMap,QStringList)")

    def _listen(self, bus: QDBusConnection, where: tuple[str, ...], slot: str) -> None:
        self._heard.append((bus, where, slot))
        bus.connect(*where, self, SLOT(slot))  # type: ignore[call-overload]  # the stub says bytes; only what SLOT gives is taken

    @Slot(QDBusMessage)
    def _on_sleep(self, message: QDBusMessage) -> None:
        # On waking too: a computer that was too fast asleep locks before anybody reads it.
        self.away.emit(SLEEP)

    @Slot(QDBusMessage)
    def _on_lock(self, message: QDBusMessage) -> None:
        self.away.emit(LOCKED)

    @Slot(QDBusMessage)
    def _on_saver(self, message: QDBusMessage) -> None:
        if message.arguments() == [True]:
            self.away.emit(LOCKED)

    # Typed: the dictionary of a bare message cannot be read from Python.
    @Slot("QString", "QVariantMap", "QStringList")
    def _on_properties(self, _interface: str, changed: dict[str, object], _gone: object) -> None:
        if changed.get("Active") is False:
            self.away.emit(SWITCHED)
        elif changed.get("LockedHint") is True:
            self.away.emit(LOCKED)


def _own_session(bus: QDBusConnection, name: str) -> str:
    """The object of the session this process belongs to, empty when logind knows none.

    "auto" is the session of the caller or, for a program started by the user's service manager,
    the one the user looks at; older logind knows the name in the environment only.
    """
    for asked in ("auto", name):
        match _ask(bus, _ROOT, _MANAGER, "GetSession", [asked]) if asked else []:
            case [QDBusObjectPath() as found]:
                return found.path()
    return ""


def _ask(
    bus: QDBusConnection, path: str, interface: str, method: str, arguments: list[object]
) -> list[object]:
    """What logind answers, nothing when it does not."""
    message = QDBusMessage.createMethodCall(_LOGIND, path, interface, method)
    message.setArguments(arguments)
    reply = bus.call(message, QDBus.CallMode.Block, PATIENCE_MS)
    if reply.type() is not QDBusMessage.MessageType.ReplyMessage:
        return []
    return list(reply.arguments())
