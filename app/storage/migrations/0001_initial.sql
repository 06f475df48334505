-- SPDX-License-Identifier: EUPL-1.2
-- The first schema. Ids are UUIDv7 text, instants are UTC ISO text, days are ISO text.
-- Texts are stored as typed (LF line ends); typography is applied on display and on paper only.

CREATE TABLE vault_state (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE practice (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    name       TEXT NOT NULL CHECK (name <> ''),
    place      TEXT NOT NULL,
    finess     TEXT NOT NULL,
    address    TEXT NOT NULL,
    phone      TEXT NOT NULL,
    weekday    INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    slot_start TEXT NOT NULL,
    slot_end   TEXT NOT NULL
) STRICT;

CREATE TABLE professional (
    id         TEXT PRIMARY KEY,
    last       TEXT NOT NULL CHECK (last <> ''),
    first      TEXT NOT NULL,
    profession TEXT NOT NULL,
    field      TEXT NOT NULL CHECK (field IN ('organic', 'psychic', 'social', 'other')),
    structure  TEXT NOT NULL,
    member     INTEGER NOT NULL CHECK (member IN (0, 1)),
    rpps       TEXT NOT NULL,
    phone      TEXT NOT NULL,
    mail       TEXT NOT NULL,
    active     INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE cases (
    id              TEXT PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE CHECK (code <> ''),
    title           TEXT NOT NULL,
    requester_id    TEXT REFERENCES professional (id),
    requester_name  TEXT NOT NULL,
    reason          TEXT NOT NULL CHECK (reason IN ('blocked', 'expertise')),
    question        TEXT NOT NULL,
    wishes          TEXT NOT NULL,
    organic         TEXT NOT NULL,
    psychic         TEXT NOT NULL,
    social          TEXT NOT NULL,
    over_75         INTEGER NOT NULL CHECK (over_75 IN (0, 1)),
    ald             INTEGER NOT NULL CHECK (ald IN (0, 1)),
    treating_doctor INTEGER NOT NULL CHECK (treating_doctor IN (0, 1)),
    status          TEXT NOT NULL CHECK (
        status IN ('new', 'to_present', 'followed', 'to_review', 'closed', 'archived')
    ),
    review_on       TEXT,
    created_at      TEXT NOT NULL
) STRICT;
CREATE INDEX cases_by_status ON cases (status, code);

-- Who the patient is: one sealed record, readable only with the identity key.
CREATE TABLE identity (
    case_id TEXT PRIMARY KEY REFERENCES cases (id),
    sealed  BLOB NOT NULL
) STRICT;

-- Statements are only added; the one with the highest id is in force.
CREATE TABLE consent (
    id           TEXT PRIMARY KEY,
    case_id      TEXT NOT NULL REFERENCES cases (id),
    state        TEXT NOT NULL CHECK (state IN ('obtained', 'not_asked', 'refused', 'withdrawn')),
    stated_on    TEXT,
    collected_by TEXT REFERENCES professional (id),
    collected_by_name TEXT NOT NULL,
    scope        TEXT NOT NULL
) STRICT;
CREATE INDEX consent_by_case ON consent (case_id, id);

CREATE TABLE meeting (
    id           TEXT PRIMARY KEY,
    held_on      TEXT NOT NULL,
    starts       TEXT NOT NULL,
    ends         TEXT NOT NULL,
    place        TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('prepared', 'running', 'closed')),
    started_at   TEXT,
    closed_at    TEXT,
    amendment    TEXT NOT NULL,
    current_item TEXT REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    CHECK (state = 'prepared' OR started_at IS NOT NULL),
    CHECK (state <> 'closed' OR closed_at IS NOT NULL)
) STRICT;
CREATE INDEX meeting_by_day ON meeting (held_on);
CREATE INDEX meeting_by_state ON meeting (state, held_on);

CREATE TABLE meeting_role (
    meeting_id      TEXT NOT NULL REFERENCES meeting (id),
    role            TEXT NOT NULL CHECK (role IN ('chair', 'scribe', 'timekeeper', 'referent')),
    position        INTEGER NOT NULL,
    professional_id TEXT NOT NULL REFERENCES professional (id),
    PRIMARY KEY (meeting_id, role, professional_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attendance (
    meeting_id      TEXT NOT NULL REFERENCES meeting (id),
    professional_id TEXT NOT NULL REFERENCES professional (id),
    position        INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (
        state IN ('invited', 'present', 'remote', 'guest', 'excused', 'absent')
    ),
    PRIMARY KEY (meeting_id, professional_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE agenda_item (
    id         TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    position   INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('case', 'free')),
    case_id    TEXT REFERENCES cases (id),
    title      TEXT NOT NULL,
    planned    INTEGER NOT NULL CHECK (planned > 0),
    spent      INTEGER NOT NULL CHECK (spent >= 0),
    state      TEXT NOT NULL CHECK (
        state IN ('to_come', 'current', 'seen', 'postponed', 'withdrawn')
    ),
    question   TEXT NOT NULL,
    wishes     TEXT NOT NULL,
    organic    TEXT NOT NULL,
    psychic    TEXT NOT NULL,
    social     TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    CHECK ((kind = 'case') = (case_id IS NOT NULL))
) STRICT;
CREATE INDEX agenda_item_by_meeting ON agenda_item (meeting_id, position);
CREATE INDEX agenda_item_by_case ON agenda_item (case_id, meeting_id);

-- A sentence begun and not yet made a decision or an action: kept when the screen locks.
CREATE TABLE item_draft (
    item_id TEXT NOT NULL REFERENCES agenda_item (id),
    name    TEXT NOT NULL,
    text    TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (item_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
    id       TEXT PRIMARY KEY,
    item_id  TEXT NOT NULL REFERENCES agenda_item (id),
    position INTEGER NOT NULL,
    text     TEXT NOT NULL CHECK (text <> '')
) STRICT;
CREATE INDEX decision_by_item ON decision (item_id, position);

CREATE TABLE action (
    id       TEXT PRIMARY KEY,
    item_id  TEXT NOT NULL REFERENCES agenda_item (id),
    case_id  TEXT REFERENCES cases (id),
    position INTEGER NOT NULL,
    text     TEXT NOT NULL CHECK (text <> ''),
    who_id   TEXT REFERENCES professional (id),
    who_name TEXT NOT NULL,
    due      TEXT,
    state    TEXT NOT NULL CHECK (state IN ('open', 'done', 'not_done', 'postponed')),
    note     TEXT NOT NULL
) STRICT;
CREATE INDEX action_by_item ON action (item_id, position);
CREATE INDEX action_by_case ON action (case_id);
CREATE INDEX action_open_by_due ON action (due) WHERE state IN ('open', 'postponed');

CREATE TABLE feedback (
    id           TEXT PRIMARY KEY,
    case_id      TEXT NOT NULL REFERENCES cases (id),
    meeting_id   TEXT NOT NULL REFERENCES meeting (id),
    owed_by      TEXT REFERENCES professional (id),
    owed_by_name TEXT NOT NULL,
    done_on      TEXT,
    done_by      TEXT REFERENCES professional (id),
    reaction     TEXT NOT NULL,
    UNIQUE (case_id, meeting_id)
) STRICT;
CREATE INDEX feedback_owed ON feedback (meeting_id) WHERE done_on IS NULL;

CREATE TABLE care_plan (
    id      TEXT PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE REFERENCES cases (id),
    version INTEGER NOT NULL CHECK (version > 0),
    dated   TEXT,
    status  TEXT NOT NULL CHECK (status IN ('current', 'validated', 'closed')),
    alert   TEXT NOT NULL,
    unmet   TEXT NOT NULL
) STRICT;

CREATE TABLE plan_line (
    id            TEXT PRIMARY KEY,
    plan_id       TEXT NOT NULL REFERENCES care_plan (id),
    position      INTEGER NOT NULL,
    part          TEXT NOT NULL CHECK (part IN ('care', 'aid')),
    state         TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'refused')),
    problem       TEXT NOT NULL,
    objective     TEXT NOT NULL,
    action        TEXT NOT NULL,
    who_id        TEXT REFERENCES professional (id),
    who_name      TEXT NOT NULL,
    due           TEXT,
    criterion     TEXT NOT NULL,
    review_on     TEXT,
    source_action TEXT REFERENCES action (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX plan_line_by_plan ON plan_line (plan_id, position);
CREATE INDEX plan_line_by_source ON plan_line (source_action);

-- Sealed minutes: the texts are the canonical JSON that was digested.
CREATE TABLE minutes (
    id            TEXT PRIMARY KEY,
    meeting_id    TEXT NOT NULL REFERENCES meeting (id),
    version       INTEGER NOT NULL CHECK (version > 0),
    sealed_at     TEXT NOT NULL,
    header        TEXT NOT NULL,
    header_salt   TEXT NOT NULL,
    header_digest TEXT NOT NULL,
    previous      TEXT NOT NULL,
    seal          TEXT NOT NULL,
    UNIQUE (meeting_id, version)
) STRICT;

CREATE TABLE minutes_item (
    minutes_id TEXT NOT NULL REFERENCES minutes (id),
    position   INTEGER NOT NULL,
    item_id    TEXT NOT NULL,
    case_id    TEXT REFERENCES cases (id),
    salt       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    record     TEXT,
    PRIMARY KEY (minutes_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX minutes_item_by_case ON minutes_item (case_id);

CREATE TRIGGER minutes_sealed BEFORE UPDATE ON minutes
BEGIN SELECT RAISE(ABORT, 'sealed'); END;
CREATE TRIGGER minutes_kept BEFORE DELETE ON minutes
BEGIN SELECT RAISE(ABORT, 'sealed'); END;
CREATE TRIGGER minutes_item_kept BEFORE DELETE ON minutes_item
BEGIN SELECT RAISE(ABORT, 'sealed'); END;
-- The one change allowed is an erasure: the record becomes NULL, its digest stays.
CREATE TRIGGER minutes_item_sealed BEFORE UPDATE ON minutes_item
WHEN NEW.record IS NOT NULL OR NEW.digest IS NOT OLD.digest OR NEW.salt IS NOT OLD.salt
    OR NEW.minutes_id IS NOT OLD.minutes_id OR NEW.position IS NOT OLD.position
    OR NEW.item_id IS NOT OLD.item_id OR NEW.case_id IS NOT OLD.case_id
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

-- One entry per item change. Autosaves of the same visit to a text share a burst and one entry.
CREATE TABLE operation (
    id         TEXT PRIMARY KEY,
    at         TEXT NOT NULL,
    account_id TEXT NOT NULL,
    kind       TEXT NOT NULL,
    record_id  TEXT NOT NULL,
    change     TEXT NOT NULL CHECK (json_valid(change)),
    burst      TEXT UNIQUE
) STRICT;
CREATE INDEX operation_by_record ON operation (record_id);

-- Who did what to which record, never any text; each entry covers the one before it.
CREATE TABLE journal (
    seq        INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,
    account_id TEXT NOT NULL,
    event      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    record_id  TEXT NOT NULL,
    previous   TEXT NOT NULL,
    hash       TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX journal_by_record ON journal (record_id);
CREATE TRIGGER journal_append_only BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER journal_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
