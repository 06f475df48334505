# SPDX-License-Identifier: EUPL-1.2
"""Typed reading of the demo's JSON files: a value of the wrong type is named, never guessed."""

import json
from datetime import date, time
from typing import TypeVar

T = TypeVar("T")


class Node:
    """One JSON object; each method reads one key and raises `TypeError` naming a wrong one."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise TypeError(f"{where} is not an object")
        self._value: dict[str, object] = value
        self._where = where

    @classmethod
    def parse(cls, text: str, where: str) -> "Node":
        """The object that a file holds."""
        return cls(json.loads(text), where)

    @property
    def names(self) -> tuple[str, ...]:
        """Its keys, in the order of the file."""
        return tuple(self._value)

    def text(self, key: str) -> str:
        """A string."""
        return _typed(self._value.get(key), str, f"{self._where}.{key}")

    def number(self, key: str) -> int:
        """A whole number."""
        return _typed(self._value.get(key), int, f"{self._where}.{key}")

    def share(self, key: str) -> float:
        """A number with decimals."""
        return _typed(self._value.get(key), float, f"{self._where}.{key}")

    def flag(self, key: str) -> bool:
        """True or false."""
        return _typed(self._value.get(key), bool, f"{self._where}.{key}")

    def day(self, key: str) -> date:
        """An ISO date."""
        return date.fromisoformat(self.text(key))

    def hour(self, key: str) -> time:
        """A time of day, `HH:MM`."""
        return time.fromisoformat(self.text(key))

    def number_or_none(self, key: str) -> int | None:
        """A whole number, or null."""
        return None if self._value.get(key) is None else self.number(key)

    def text_or_blank(self, key: str) -> str:
        """A string; null reads as blank."""
        return "" if self._value.get(key) is None else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        where = f"{self._where}.{key}"
        return tuple(_typed(item, str, where) for item in self._list(key))

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        where = f"{self._where}.{key}"
        return tuple(_typed(item, int, where) for item in self._list(key))

    def node(self, key: str) -> "Node":
        """An object."""
        return Node(self._value.get(key), f"{self._where}.{key}")

    def node_or_none(self, key: str) -> "Node | None":
        """An object, or null."""
        return None if self._value.get(key) is None else self.node(key)

    def nodes(self, key: str) -> tuple["Node", ...]:
        """A list of objects."""
        return tuple(
            Node(item, f"{self._where}.{key}[{index}]")
            for index, item in enumerate(self._list(key))
        )

    def _list(self, key: str) -> list[object]:
        return _typed(self._value.get(key), list, f"{self._where}.{key}")


def _typed(value: object, kind: type[T], where: str) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"{where} is not {kind.__name__}")
    return value
