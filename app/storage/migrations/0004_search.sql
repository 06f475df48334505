-- SPDX-License-Identifier: EUPL-1.2
-- The words of what people wrote, for one search over everything.

-- Newest first: each new entry has a smaller number, so that reading in the order of the index
-- finds the newest and may stop early.
CREATE TABLE search_entry (
    id        INTEGER PRIMARY KEY CHECK (id < 0),
    kind      TEXT NOT NULL CHECK (kind IN ('case', 'item', 'decision', 'action', 'professional')),
    record_id TEXT NOT NULL,
    UNIQUE (kind, record_id)
) STRICT;

-- Folded words alone, without their places nor a copy of the texts (`app.domain.search`).
CREATE VIRTUAL TABLE search_index USING fts5(
    words,
    content = '',
    contentless_delete = 1,
    detail = none,
    tokenize = "unicode61 remove_diacritics 0",
    prefix = '1 2 3 4 5 6 7 8'
);

-- What changed since its words were taken.
CREATE TABLE search_stale (
    kind      TEXT NOT NULL,
    record_id TEXT NOT NULL,
    PRIMARY KEY (kind, record_id)
) STRICT, WITHOUT ROWID;
INSERT INTO search_stale SELECT 'case', id FROM cases;
INSERT INTO search_stale SELECT 'item', id FROM agenda_item;
INSERT INTO search_stale SELECT 'decision', id FROM decision;
INSERT INTO search_stale SELECT 'action', id FROM action;
INSERT INTO search_stale SELECT 'professional', id FROM professional;
