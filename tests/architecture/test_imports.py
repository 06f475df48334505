# SPDX-License-Identifier: EUPL-1.2
"""Imports that no contract sees: network modules in any form, a domain that needs nothing."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.tree import name, python_files, tree

NETWORK = {
    *("socket", "socketserver", "ssl", "http", "urllib.request", "urllib.error"),
    *("ftplib", "imaplib", "poplib", "smtplib", "telnetlib", "xmlrpc", "wsgiref", "asyncio"),
    *("requests", "httpx", "aiohttp", "urllib3", "websockets"),
    *("PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "PySide6.QtHttpServer"),
    *("PySide6.QtWebChannel", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"),
}
DYNAMIC = {"import_module", "__import__", "find_spec", "run_module"}
COMPUTED = "<computed>"


def imported(module: ast.Module) -> Iterator[str]:
    """Dotted names imported, whatever the form; COMPUTED where only the run would tell."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in DYNAMIC and node.args:
            target = node.args[0]
            literal = isinstance(target, ast.Constant) and isinstance(target.value, str)
            yield str(target.value) if literal and isinstance(target, ast.Constant) else COMPUTED


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def network(names: Iterator[str]) -> set[str]:
    """Those of the names that reach the network, or that cannot be judged."""
    return {
        dotted
        for dotted in names
        if dotted == COMPUTED or any(f"{dotted}.".startswith(f"{bad}.") for bad in NETWORK)
    }


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import ssl as tls",
        "import http.client",
        "from http import server",
        "from urllib import request",
        "import urllib.request",
        "from urllib.request import urlopen",
        "from PySide6 import QtCore, QtNetwork",
        "from PySide6.QtNetwork import QTcpSocket",
        "import importlib\nimportlib.import_module('socket')",
        "__import__('ssl')",
        "def late():\n    from PySide6 import QtNetwork as q",
        "from importlib import import_module\nimport_module(choice)",
    ],
)
def test_every_form_of_a_network_import_is_seen(source: str) -> None:
    assert network(imported(ast.parse(source)))


@pytest.mark.parametrize("source", ["import urllib.parse", "from html import escape", "import app"])
def test_an_innocent_import_is_not_accused(source: str) -> None:
    assert not network(imported(ast.parse(source)))


LAZY = {
    "ui/widgets/__init__.py": {"<computed>"},  # its own sub-modules, from the table beside the call
}


def test_no_module_of_ours_reaches_the_network() -> None:
    found = {
        name(path): reached
        for path in python_files("app", "ui", "benchmarks")
        if (reached := network(imported(tree(path))))
    }
    assert found == LAZY


def test_the_domain_imports_the_standard_library_alone() -> None:
    allowed = sys.stdlib_module_names | {"app"}
    found = {
        (name(path), dotted)
        for path in python_files("app/domain")
        for dotted in imported(tree(path))
        if dotted.partition(".")[0] not in allowed
    }
    assert found == set()
