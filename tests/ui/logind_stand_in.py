# SPDX-License-Identifier: EUPL-1.2
"""A stand-in for systemd-logind: `python -m tests.ui.logind_stand_in ADDRESS`.

Answers what the program asks, then sends the signal named on each line of standard input. The
inhibitor it hands out is one end of a pipe: « held » and « let go » are printed as its life ends.
"""

import os
import sys
import threading

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVirtualObject,
)

ROOT = "/org/freedesktop/login1"
SESSION, OTHER = f"{ROOT}/session/_32", f"{ROOT}/session/_33"
MANAGER = "org.freedesktop.login1.Manager"
SIGNALS: dict[str, tuple[str, str, str, list[object]]] = {
    "lock": (SESSION, "org.freedesktop.login1.Session", "Lock", []),
    "lock another": (OTHER, "org.freedesktop.login1.Session", "Lock", []),
    "sleep": (ROOT, MANAGER, "PrepareForSleep", [True]),
    "inactive": (
        SESSION,
        "org.freedesktop.DBus.Properties",
        "PropertiesChanged",
        ["org.freedesktop.login1.Session", {"Active": False}, ["Name"]],
    ),
    "active": (
        SESSION,
        "org.freedesktop.DBus.Properties",
        "PropertiesChanged",
        ["org.freedesktop.login1.Session", {"Active": True}, ["Name"]],
    ),
    "hint": (
        SESSION,
        "org.freedesktop.DBus.Properties",
        "PropertiesChanged",
        ["org.freedesktop.login1.Session", {"LockedHint": True}, ["Name"]],
    ),
    "saver": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    "saver off": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [False]),
}


class Logind(QDBusVirtualObject):
    """Answers the three methods that are asked of it."""

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:  # noqa: N802 - Qt's name
        answers = {"GetSession": self._session, "Inhibit": self._brake}
        answer = answers.get(message.member())
        if answer is None:
            return False
        reply = message.createReply()
        reply.setArguments([answer()])
        return connection.send(reply)

    def _session(self) -> object:
        return QDBusObjectPath(SESSION)

    def _brake(self) -> object:
        inner, outer = os.pipe()
        brake = QDBusUnixFileDescriptor(outer)  # a duplicate
        os.close(outer)
        self._sent = brake
        QTimer.singleShot(200, self._let_ours_go)

        def watch() -> None:
            say("held")
            os.read(inner, 1)
            say("let go")

        threading.Thread(target=watch, daemon=True).start()
        return brake

    def _let_ours_go(self) -> None:
        del self._sent


class Commands(QObject):
    """Lines of standard input, on the main thread."""

    said = Signal(str)


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(address: str) -> None:
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(address, "logind")
    logind, commands = Logind(), Commands()
    bus.registerService("org.freedesktop.login1")
    options = QDBusConnection.VirtualObjectRegisterOption.SubPath
    assert bus.registerVirtualObject(ROOT, logind, options)

    def send(name: str) -> None:
        path, interface, member, arguments = SIGNALS[name]
        message = QDBusMessage.createSignal(path, interface, member)
        message.setArguments(arguments)
        bus.send(message)

    commands.said.connect(send)

    def listen() -> None:
        for line in sys.stdin:
            commands.said.emit(line.strip())
        app.quit()

    threading.Thread(target=listen, daemon=True).start()
    say("ready")
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1])
