# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

_Value: TypeAlias = str | bytes | int | float | None
_Parameters: TypeAlias = Sequence[_Value] | Mapping[str, _Value]
_Authorizer: TypeAlias = Callable[[int, str | None, str | None, str | None, str | None], int]

sqlite_version_info: tuple[int, int, int]
sqlite_version: str

class Error(Exception):
    sqlite_errorcode: int
    sqlite_errorname: str

class Row:
    def keys(self) -> list[str]: ...
    def __getitem__(self, key: int | str, /) -> _Value: ...
    def __len__(self) -> int: ...

class Cursor:
    rowcount: int
    lastrowid: int | None
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...
    def close(self) -> None: ...

class Connection:
    row_factory: type[Row] | None
    @property
    def in_transaction(self) -> bool: ...
    @property
    def total_changes(self) -> int: ...
    def set_key(self, key: bytearray, /) -> None: ...
    def set_authorizer(self, authorizer: _Authorizer | None, /) -> None: ...
    def execute(self, sql: str, parameters: _Parameters = ..., /) -> Cursor: ...
    def executemany(self, sql: str, rows: Iterable[_Parameters], /) -> Cursor: ...
    def backup(
        self,
        target: Connection,
        *,
        pages: int = ...,
        progress: Callable[[int, int, int], object] | None = ...,
        sleep: float = ...,
    ) -> None: ...
    def close(self) -> None: ...

def connect(
    database: str,
    timeout: float = ...,
    *,
    uri: bool = ...,
    isolation_level: str | None = ...,
    check_same_thread: bool = ...,
    cached_statements: int = ...,
) -> Connection: ...
