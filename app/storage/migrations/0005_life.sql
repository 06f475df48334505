-- SPDX-License-Identifier: EUPL-1.2
-- The life of a situation: its steps, who is around it, whom the person let know, a plan in versions, a bin.

ALTER TABLE cases ADD COLUMN referent_id TEXT REFERENCES professional (id);
ALTER TABLE cases ADD COLUMN referent_name TEXT NOT NULL DEFAULT '';
-- What the person calls their first problem: n° 1 of the plan (HAS PPS 2014).
ALTER TABLE cases ADD COLUMN priority TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN tried TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN carer TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN protection TEXT NOT NULL DEFAULT 'none'
    CHECK (protection IN ('none', 'minor', 'curatorship', 'guardianship', 'family'));
-- A minor may ask that the parents be not told (art. L1111-5 CSP).
ALTER TABLE cases ADD COLUMN parents_kept_out INTEGER NOT NULL DEFAULT 0 CHECK (parents_kept_out IN (0, 1));
-- For ages and for how long files of minors are kept; the whole date is sealed with the identity.
ALTER TABLE cases ADD COLUMN birth_year INTEGER CHECK (birth_year BETWEEN 1880 AND 2200);
-- The episode before this one, and the file that took this one over.
ALTER TABLE cases ADD COLUMN follows TEXT REFERENCES cases (id);
ALTER TABLE cases ADD COLUMN merged_into TEXT REFERENCES cases (id);
ALTER TABLE cases ADD COLUMN binned_at TEXT;
CREATE INDEX cases_by_follows ON cases (follows) WHERE follows IS NOT NULL;
CREATE INDEX cases_by_merged ON cases (merged_into) WHERE merged_into IS NOT NULL;

-- Each move of a situation along its life, with the reason that was given.
CREATE TABLE case_step (
    id      TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    at      TEXT NOT NULL,
    status  TEXT NOT NULL CHECK (
        status IN ('new', 'to_present', 'followed', 'to_review', 'closed', 'archived')
    ),
    reason  TEXT NOT NULL CHECK (
        reason IN ('', 'objectives_met', 'refusal', 'moved_away', 'death', 'merged', 'other')
    ),
    note    TEXT NOT NULL
) STRICT;
CREATE INDEX case_step_by_case ON case_step (case_id, id);

-- Who is around the person, from the directory or by name; `care_team` as art. L1110-12 CSP has it.
CREATE TABLE circle_member (
    id              TEXT PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    position        INTEGER NOT NULL,
    professional_id TEXT REFERENCES professional (id),
    name            TEXT NOT NULL,
    role            TEXT NOT NULL,
    care_team       INTEGER NOT NULL CHECK (care_team IN (0, 1)),
    CHECK (professional_id IS NOT NULL OR name <> '')
) STRICT;
CREATE INDEX circle_member_by_case ON circle_member (case_id, position);

-- Named outside structures, one a line; who consents, who else was told, how, until when.
ALTER TABLE consent ADD COLUMN structures TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN given_by TEXT NOT NULL DEFAULT 'person'
    CHECK (given_by IN ('person', 'assisted', 'parents', 'guardian', 'trusted'));
ALTER TABLE consent ADD COLUMN informed TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN mode TEXT NOT NULL DEFAULT '' CHECK (mode IN ('', 'oral', 'written'));
ALTER TABLE consent ADD COLUMN sheet_given INTEGER NOT NULL DEFAULT 0 CHECK (sheet_given IN (0, 1));
ALTER TABLE consent ADD COLUMN renew_on TEXT;

-- Until when somebody reports back, what the person agreed to, and why the plan departs from the advice.
ALTER TABLE feedback ADD COLUMN due TEXT;
ALTER TABLE feedback ADD COLUMN agreement TEXT NOT NULL DEFAULT ''
    CHECK (agreement IN ('', 'agrees', 'partly', 'refuses'));
ALTER TABLE feedback ADD COLUMN refused TEXT NOT NULL DEFAULT '';
ALTER TABLE feedback ADD COLUMN departure TEXT NOT NULL DEFAULT '';

-- The recto of the plan (HAS PPS 2014) that says nothing of who the person is.
ALTER TABLE care_plan ADD COLUMN coordinator_id TEXT REFERENCES professional (id);
ALTER TABLE care_plan ADD COLUMN coordinator_name TEXT NOT NULL DEFAULT '';
ALTER TABLE care_plan ADD COLUMN took_part INTEGER NOT NULL DEFAULT 0 CHECK (took_part IN (0, 1));
ALTER TABLE care_plan ADD COLUMN agreed_on TEXT;
ALTER TABLE care_plan ADD COLUMN ald INTEGER CHECK (ald BETWEEN 0 AND 30);
ALTER TABLE care_plan ADD COLUMN gir INTEGER CHECK (gir BETWEEN 1 AND 6);
ALTER TABLE care_plan ADD COLUMN directives TEXT NOT NULL DEFAULT '' CHECK (directives IN ('', 'yes', 'no'));
ALTER TABLE care_plan ADD COLUMN housing INTEGER NOT NULL DEFAULT 0 CHECK (housing IN (0, 1));
-- Whom to call when things get worse, and evenings and weekends.
ALTER TABLE care_plan ADD COLUMN alert_id TEXT REFERENCES professional (id);
ALTER TABLE care_plan ADD COLUMN alert_name TEXT NOT NULL DEFAULT '';
ALTER TABLE care_plan ADD COLUMN alert_nights TEXT NOT NULL DEFAULT '';

-- A problem of the HAS list, therapeutic education, and the words for the person.
ALTER TABLE plan_line ADD COLUMN problem_code TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_line ADD COLUMN education INTEGER NOT NULL DEFAULT 0 CHECK (education IN (0, 1));
ALTER TABLE plan_line ADD COLUMN plain_objective TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_line ADD COLUMN plain_action TEXT NOT NULL DEFAULT '';
-- A line may come of a decision as of an action.
ALTER TABLE plan_line ADD COLUMN source_decision TEXT REFERENCES decision (id) ON DELETE SET NULL;
CREATE INDEX plan_line_by_decision ON plan_line (source_decision) WHERE source_decision IS NOT NULL;

-- The plan as it was when it was validated or closed: canonical JSON, never rewritten.
CREATE TABLE plan_version (
    id         TEXT PRIMARY KEY,
    plan_id    TEXT NOT NULL REFERENCES care_plan (id),
    number     INTEGER NOT NULL CHECK (number > 0),
    at         TEXT NOT NULL,
    account_id TEXT NOT NULL,
    record     TEXT NOT NULL CHECK (json_valid(record)),
    UNIQUE (plan_id, number)
) STRICT;
CREATE TRIGGER plan_version_kept BEFORE UPDATE ON plan_version
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

-- A shared objective that could not be met (PPCS part 4), counted by year.
CREATE TABLE unmet_need (
    id           TEXT PRIMARY KEY,
    case_id      TEXT NOT NULL REFERENCES cases (id),
    noted_on     TEXT NOT NULL,
    need         TEXT NOT NULL CHECK (need <> ''),
    problem_code TEXT NOT NULL,
    cause        TEXT NOT NULL CHECK (cause IN ('', 'no_offer', 'delay', 'cost', 'distance', 'refusal', 'other')),
    note         TEXT NOT NULL,
    met_on       TEXT
) STRICT;
CREATE INDEX unmet_need_by_case ON unmet_need (case_id, noted_on);
CREATE INDEX unmet_need_by_day ON unmet_need (noted_on);
-- What was one text at the end of each plan is the first need of its situation.
INSERT INTO unmet_need (id, case_id, noted_on, need, problem_code, cause, note)
SELECT id, case_id, coalesce(dated, date('now')), unmet, '', '', '' FROM care_plan WHERE trim(unmet) <> '';
ALTER TABLE care_plan DROP COLUMN unmet;

-- What was taken out, as it was, for thirty days.
CREATE TABLE binned (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    record_id  TEXT NOT NULL,
    case_id    TEXT REFERENCES cases (id),
    at         TEXT NOT NULL,
    account_id TEXT NOT NULL,
    record     TEXT NOT NULL CHECK (json_valid(record))
) STRICT;
CREATE UNIQUE INDEX binned_by_record ON binned (kind, record_id);
CREATE INDEX binned_by_case ON binned (case_id);
CREATE INDEX binned_by_time ON binned (at);

-- How long files are kept, where the practice says other than `resources/retention.json`.
CREATE TABLE retention_rule (
    name   TEXT PRIMARY KEY CHECK (name IN ('active', 'archived', 'minor_until')),
    years  INTEGER NOT NULL CHECK (years BETWEEN 1 AND 100),
    source TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the journal says of one situation or action in its timeline: prints, and answers.
CREATE INDEX journal_prints ON journal (record_id) WHERE event >= 'document.' AND event < 'document/';
CREATE INDEX journal_answers ON journal (record_id) WHERE event >= 'action.' AND event < 'action/';
