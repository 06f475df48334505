-- SPDX-License-Identifier: EUPL-1.2
-- Several accounts, a signed journal, minutes that name their signer, digests that find an old page put back.

-- Every signing key that an account ever used, so that what it signed still verifies once it is gone;
-- again when the account has another name or role, as of then.
CREATE TABLE account_key (
    account_id TEXT NOT NULL,
    signing    BLOB NOT NULL CHECK (length(signing) = 32),
    name       TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('coordinator', 'writer', 'reader')),
    since      TEXT NOT NULL,
    PRIMARY KEY (account_id, signing, since)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER account_key_sealed BEFORE UPDATE ON account_key
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER account_key_kept BEFORE DELETE ON account_key
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- One keyed digest per row of the practice's data, and their running total per table (sum modulo 2^256).
CREATE TABLE row_digest (
    name   TEXT NOT NULL,
    key    TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE row_total (
    name  TEXT PRIMARY KEY,
    count INTEGER NOT NULL CHECK (count >= 0),
    total BLOB NOT NULL CHECK (length(total) = 32)
) STRICT, WITHOUT ROWID;

-- `rows` is the digest of all totals when the entry was made; empty in entries of the first schema.
ALTER TABLE journal ADD COLUMN rows TEXT NOT NULL DEFAULT '';

CREATE TABLE journal_signature (
    seq        INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL,
    signing    BLOB NOT NULL CHECK (length(signing) = 32),
    signature  BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE TRIGGER journal_signature_sealed BEFORE UPDATE ON journal_signature
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- What was pruned: the journal goes on from this entry, vouched for by a signature.
CREATE TABLE journal_checkpoint (
    seq        INTEGER PRIMARY KEY,
    hash       TEXT NOT NULL,
    at         TEXT NOT NULL,
    reason     TEXT NOT NULL,
    account_id TEXT NOT NULL,
    signing    BLOB NOT NULL CHECK (length(signing) = 32),
    signature  BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE TRIGGER journal_checkpoint_sealed BEFORE UPDATE ON journal_checkpoint
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER journal_checkpoint_kept BEFORE DELETE ON journal_checkpoint
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- An entry may go only once a signed checkpoint stands in its place.
DROP TRIGGER journal_kept;
CREATE TRIGGER journal_kept BEFORE DELETE ON journal
WHEN OLD.seq > (SELECT coalesce(max(seq), 0) FROM journal_checkpoint)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER journal_signature_kept BEFORE DELETE ON journal_signature
WHEN OLD.seq > (SELECT coalesce(max(seq), 0) FROM journal_checkpoint)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- The journal's head when the minutes were sealed (`seq:hash`), printed on their last page.
ALTER TABLE minutes ADD COLUMN head TEXT NOT NULL DEFAULT '';
-- An erasure takes the salt too: with it, a digest would let somebody guess at the erased words.
DROP TRIGGER minutes_item_sealed;
CREATE TRIGGER minutes_item_sealed BEFORE UPDATE ON minutes_item
WHEN NEW.record IS NOT NULL OR NEW.digest IS NOT OLD.digest
    OR (NEW.salt IS NOT OLD.salt AND NEW.salt <> '')
    OR NEW.minutes_id IS NOT OLD.minutes_id OR NEW.position IS NOT OLD.position
    OR NEW.item_id IS NOT OLD.item_id OR NEW.case_id IS NOT OLD.case_id
BEGIN SELECT RAISE(ABORT, 'sealed'); END;
CREATE TABLE minutes_signature (
    minutes_id TEXT PRIMARY KEY REFERENCES minutes (id),
    account_id TEXT NOT NULL,
    signing    BLOB NOT NULL CHECK (length(signing) = 32),
    signature  BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER minutes_signature_sealed BEFORE UPDATE ON minutes_signature
BEGIN SELECT RAISE(ABORT, 'sealed'); END;
CREATE TRIGGER minutes_signature_kept BEFORE DELETE ON minutes_signature
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

-- The fingerprint of each PDF of sealed minutes that was made, so that a file can be recognised later.
CREATE TABLE printed (
    sha256     TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    kind       TEXT NOT NULL,
    record_id  TEXT NOT NULL,
    at         TEXT NOT NULL,
    account_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX printed_by_record ON printed (record_id);
