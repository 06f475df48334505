# SPDX-License-Identifier: EUPL-1.2
"""`packaging/pruning.py` on the names of Windows and macOS, which no bundle made here has."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "pruning.py"
Entry = tuple[str, str, str]


@pytest.fixture
def pruning(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, for which a file asks for what is written in its name after « > »."""
    spec = importlib.util.spec_from_file_location("pruning_of_the_bundle", SCRIPT)
    assert spec is not None and spec.loader is not None  # noqa: PT018  one fact
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "_asked_by", lambda file: file.casefold().split(">")[1:])
    return module


def _kept(pruning: ModuleType, *entries: Entry) -> set[str]:
    return {name for name, _, _ in pruning.kept_files(entries)}


def test_windows_keeps_the_plugin_without_which_no_window_opens(pruning: ModuleType) -> None:
    kept = _kept(
        pruning,
        ("PySide6\\plugins\\platforms\\qwindows.dll", "qwindows>Qt6Gui.dll", "BINARY"),
        ("PySide6\\plugins\\platforms\\qminimal.dll", "qminimal>Qt6Gui.dll", "BINARY"),
        ("PySide6\\Qt6Gui.dll", "Qt6Gui", "BINARY"),
        ("PySide6\\Qt6Quick.dll", "Qt6Quick", "BINARY"),
        ("PySide6\\translations\\qtbase_fr.qm", "", "DATA"),
        ("PySide6\\translations\\qtbase_de.qm", "", "DATA"),
        ("python311.dll", "python>VCRUNTIME140.dll", "BINARY"),
        ("VCRUNTIME140.dll", "vcruntime", "BINARY"),
    )
    assert kept == {
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\Qt6Gui.dll",
        "PySide6\\translations\\qtbase_fr.qm",
        "python311.dll",
        "VCRUNTIME140.dll",
    }


def test_macos_keeps_a_framework_whole_or_not_at_all(pruning: ModuleType) -> None:
    def framework(name: str) -> list[Entry]:
        home = f"PySide6/Qt/lib/{name}.framework"
        return [
            (f"{home}/Versions/A/{name}", name, "BINARY"),
            (f"{home}/Versions/A/Resources/Info.plist", "", "DATA"),
            (f"{home}/Versions/Current", "A", "SYMLINK"),
            (f"{home}/Resources", "Versions/Current/Resources", "SYMLINK"),
            (f"{home}/{name}", f"Versions/Current/{name}", "SYMLINK"),
        ]

    plugin = ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", "cocoa>QtGui", "BINARY")
    python = [
        ("Python.framework/Versions/3.11/Python", "python", "BINARY"),
        ("Python", "Python.framework/Versions/3.11/Python", "SYMLINK"),
    ]
    kept = _kept(pruning, plugin, *python, *framework("QtGui"), *framework("QtQuick"))
    assert kept == {name for name, _, _ in (plugin, *python, *framework("QtGui"))}
