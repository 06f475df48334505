-- SPDX-License-Identifier: EUPL-1.2
-- Before and after a meeting: its rhythm, who comes and when, what comes back, what is filed where.

-- Alsace and Moselle keep two more public holidays.
ALTER TABLE practice ADD COLUMN region TEXT NOT NULL DEFAULT 'metropole'
    CHECK (region IN ('metropole', 'alsace_moselle'));

-- What differs from the weekly rhythm, by the day that the rhythm gives.
CREATE TABLE rhythm_exception (
    day      TEXT PRIMARY KEY,
    kind     TEXT NOT NULL CHECK (kind IN ('skipped', 'moved', 'kept')),
    moved_to TEXT,
    starts   TEXT,
    ends     TEXT,
    reason   TEXT NOT NULL,
    CHECK ((kind = 'moved') = (moved_to IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Somebody who is away, both days included: excused without being asked.
CREATE TABLE absence (
    id              TEXT PRIMARY KEY,
    professional_id TEXT NOT NULL REFERENCES professional (id),
    first_day       TEXT NOT NULL,
    last_day        TEXT NOT NULL,
    CHECK (first_day <= last_day)
) STRICT;
CREATE INDEX absence_by_last_day ON absence (last_day);

-- 'short' is a concertation of two or three professionals, noted afterwards and counted apart.
ALTER TABLE meeting ADD COLUMN form TEXT NOT NULL DEFAULT 'weekly'
    CHECK (form IN ('weekly', 'extra', 'short'));

-- Local times of day; empty where nobody noted one.
ALTER TABLE attendance ADD COLUMN arrived TEXT NOT NULL DEFAULT '';
ALTER TABLE attendance ADD COLUMN departed TEXT NOT NULL DEFAULT '';

-- The consent also covers people from outside of the care team (art. L1110-4 CSP asks for it first).
ALTER TABLE consent ADD COLUMN outside_team INTEGER NOT NULL DEFAULT 0 CHECK (outside_team IN (0, 1));

-- A point that is no situation has a topic and one text instead of three fields.
ALTER TABLE agenda_item ADD COLUMN topic TEXT NOT NULL DEFAULT 'other'
    CHECK (topic IN ('other', 'protocol', 'team', 'approval'));
ALTER TABLE agenda_item ADD COLUMN text TEXT NOT NULL DEFAULT '';
-- The minutes that an item of the topic 'approval' is about.
ALTER TABLE agenda_item ADD COLUMN minutes_id TEXT REFERENCES minutes (id);
-- What becomes of it afterwards, as the closing said: 'yes', 'no', or not said yet.
ALTER TABLE agenda_item ADD COLUMN comes_back TEXT NOT NULL DEFAULT '' CHECK (comes_back IN ('', 'yes', 'no'));
ALTER TABLE agenda_item ADD COLUMN back_on TEXT;
ALTER TABLE agenda_item ADD COLUMN back_why TEXT NOT NULL DEFAULT '';

-- Who comes for one situation only.
CREATE TABLE item_guest (
    item_id         TEXT NOT NULL REFERENCES agenda_item (id),
    professional_id TEXT NOT NULL REFERENCES professional (id),
    position        INTEGER NOT NULL,
    PRIMARY KEY (item_id, professional_id)
) STRICT, WITHOUT ROWID;

-- The extract of a situation that is owed to the patient's record, until somebody put it there.
CREATE TABLE filing (
    id            TEXT PRIMARY KEY,
    case_id       TEXT NOT NULL REFERENCES cases (id),
    meeting_id    TEXT NOT NULL REFERENCES meeting (id),
    minutes_id    TEXT NOT NULL REFERENCES minutes (id),
    filed_on      TEXT,
    filed_by      TEXT REFERENCES professional (id),
    filed_by_name TEXT NOT NULL,
    UNIQUE (case_id, meeting_id)
) STRICT;
CREATE INDEX filing_owed ON filing (meeting_id) WHERE filed_on IS NULL;
