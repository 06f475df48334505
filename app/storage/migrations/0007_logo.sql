-- SPDX-License-Identifier: EUPL-1.2
-- The logo of the practice, apart from its row: that one is read often, the picture for a paper alone.

-- `png` is re-encoded by the program (app/exchange/picture.py): pixels, and nothing of where they came from.
CREATE TABLE practice_logo (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    png    BLOB NOT NULL CHECK (length(png) BETWEEN 1 AND 2097152),
    width  INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0)
) STRICT;
