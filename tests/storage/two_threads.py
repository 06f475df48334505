# SPDX-License-Identifier: EUPL-1.2
"""Two threads over one connection, as a backup beside the work: `two_threads FILE TURNS`.

Each prepares statements that are not in the cache (SQLite then asks the authorizer, which is
Python) and leaves results half read. `TURNS` 0 takes the turns away: the control.
"""

import sys
import threading
from contextlib import nullcontext
from pathlib import Path

from app.storage.driver import DATABASE_KEY_BYTES, open_database

STATEMENTS = 3000


def main() -> None:
    """Print `done` once both have ended."""
    connection = open_database(Path(sys.argv[1]), bytes(DATABASE_KEY_BYTES), create=True)
    if sys.argv[2] == "0":
        connection.turn = nullcontext()  # type: ignore[assignment]  # the mistake on purpose
    connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)")
    connection.executemany("INSERT INTO line VALUES (?, ?)", [(n, str(n)) for n in range(50)])

    def work(name: int) -> None:
        for number in range(STATEMENTS):
            sql = f"SELECT id, {name * STATEMENTS + number} FROM line WHERE id >= ?"  # noqa: S608
            connection.execute(sql, (number % 40,)).fetchone()

    threads = [threading.Thread(target=work, args=(name,), daemon=True) for name in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("done")  # noqa: T201  what the test waits for


main()
