-- SPDX-License-Identifier: EUPL-1.2
-- Protocols: written together, validated, applied to situations, called back for revision.

-- `content` is the text of `version` as canonical JSON; `in_force` the version that is applied.
CREATE TABLE protocol (
    id            TEXT PRIMARY KEY,
    content       TEXT NOT NULL CHECK (json_valid(content)),
    status        TEXT NOT NULL CHECK (
        status IN ('draft', 'review', 'validated', 'in_force', 'to_revise', 'archived')
    ),
    version       INTEGER NOT NULL CHECK (version > 0),
    in_force      INTEGER CHECK (in_force BETWEEN 1 AND version),
    in_force_on   TEXT,
    written_on    TEXT,
    revise_on     TEXT,
    referent_id   TEXT REFERENCES professional (id),
    referent_name TEXT NOT NULL,
    CHECK ((in_force IS NULL) = (in_force_on IS NULL))
) STRICT;

-- A version as it was validated, in a meeting or by dated signatures: never rewritten.
CREATE TABLE protocol_version (
    id          TEXT PRIMARY KEY,
    protocol_id TEXT NOT NULL REFERENCES protocol (id),
    number      INTEGER NOT NULL CHECK (number > 0),
    at          TEXT NOT NULL,
    account_id  TEXT NOT NULL,
    meeting_id  TEXT REFERENCES meeting (id),
    record      TEXT NOT NULL CHECK (json_valid(record)),
    UNIQUE (protocol_id, number)
) STRICT;
CREATE TRIGGER protocol_version_kept BEFORE UPDATE ON protocol_version
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

-- Each move of a protocol along its life, with the meeting that made it where one did;
-- `revised_from` is the day of revision that it replaced.
CREATE TABLE protocol_move (
    id           TEXT PRIMARY KEY,
    protocol_id  TEXT NOT NULL REFERENCES protocol (id),
    at           TEXT NOT NULL,
    account_id   TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (
        status IN ('draft', 'review', 'validated', 'in_force', 'to_revise', 'archived')
    ),
    version      INTEGER NOT NULL CHECK (version > 0),
    meeting_id   TEXT REFERENCES meeting (id),
    note         TEXT NOT NULL,
    revised_from TEXT
) STRICT;
CREATE INDEX protocol_move_by_protocol ON protocol_move (protocol_id, id);

-- Who approved which text on which day: `digest` is of the text.
CREATE TABLE protocol_signature (
    id              TEXT PRIMARY KEY,
    protocol_id     TEXT NOT NULL REFERENCES protocol (id),
    version         INTEGER NOT NULL CHECK (version > 0),
    signed_on       TEXT NOT NULL,
    digest          TEXT NOT NULL,
    professional_id TEXT REFERENCES professional (id),
    name            TEXT NOT NULL,
    profession      TEXT NOT NULL,
    CHECK (professional_id IS NOT NULL OR name <> '')
) STRICT;
CREATE INDEX protocol_signature_by_version ON protocol_signature (protocol_id, version, id);

-- A situation in a protocol, with the criteria as they were shown and ticked (JSON).
CREATE TABLE protocol_inclusion (
    id          TEXT PRIMARY KEY,
    protocol_id TEXT NOT NULL REFERENCES protocol (id),
    case_id     TEXT NOT NULL REFERENCES cases (id),
    version     INTEGER NOT NULL CHECK (version > 0),
    state       TEXT NOT NULL CHECK (state IN ('included', 'excluded', 'left', 'completed')),
    decided_on  TEXT NOT NULL,
    ended_on    TEXT,
    reason      TEXT NOT NULL,
    criteria    TEXT NOT NULL CHECK (json_valid(criteria)),
    ended_why   TEXT NOT NULL,
    CHECK ((state IN ('left', 'completed')) = (ended_on IS NOT NULL)),
    CHECK (ended_on IS NULL OR ended_on >= decided_on)
) STRICT;
CREATE INDEX protocol_inclusion_by_protocol ON protocol_inclusion (protocol_id, decided_on);
CREATE INDEX protocol_inclusion_by_case ON protocol_inclusion (case_id, id);

-- What somebody counted by hand for one indicator in one year.
CREATE TABLE protocol_figure (
    protocol_id  TEXT NOT NULL REFERENCES protocol (id),
    indicator_id TEXT NOT NULL,
    year         INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2200),
    numerator    INTEGER NOT NULL CHECK (numerator >= 0),
    denominator  INTEGER NOT NULL CHECK (denominator >= 0),
    note         TEXT NOT NULL,
    PRIMARY KEY (protocol_id, indicator_id, year)
) STRICT, WITHOUT ROWID;

-- What an item of the topic 'protocol' is about, and what the team is asked.
ALTER TABLE agenda_item ADD COLUMN protocol_id TEXT REFERENCES protocol (id);
ALTER TABLE agenda_item ADD COLUMN protocol_asked TEXT NOT NULL DEFAULT ''
    CHECK (protocol_asked IN ('', 'validate', 'revise'));
CREATE INDEX agenda_item_by_protocol ON agenda_item (protocol_id) WHERE protocol_id IS NOT NULL;

-- A line of a plan may come of a step of a protocol; the step may be gone since.
ALTER TABLE plan_line ADD COLUMN source_protocol TEXT REFERENCES protocol (id);
ALTER TABLE plan_line ADD COLUMN source_step TEXT NOT NULL DEFAULT '';
CREATE INDEX plan_line_by_step ON plan_line (source_protocol, source_step) WHERE source_protocol IS NOT NULL;

-- Protocols are searched too. The words that were taken stay: entries keep their numbers.
CREATE TABLE search_entry_2 (
    id        INTEGER PRIMARY KEY CHECK (id < 0),
    kind      TEXT NOT NULL CHECK (
        kind IN ('case', 'item', 'decision', 'action', 'professional', 'protocol')
    ),
    record_id TEXT NOT NULL,
    UNIQUE (kind, record_id)
) STRICT;
INSERT INTO search_entry_2 SELECT id, kind, record_id FROM search_entry;
DROP TABLE search_entry;
ALTER TABLE search_entry_2 RENAME TO search_entry;
