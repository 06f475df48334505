# SPDX-License-Identifier: EUPL-1.2
"""The promises of the vault, one module per row of its table of tests.

What each row proves, with figures, is told in `docs/durability.md`. Counts are reduced by default
and full with `--soak` (the fixture `count`). Each row has a control: the same test on something
broken on purpose, which it must catch. What needs root, a C compiler or Linux skips elsewhere,
with its reason.

- `meeting`: a small vault with a running meeting, and what is read back from its file.
- `large`: the same in a vault of many years.
- `writer`: the child that types as the meeting screen does, and says what is saved.
- `nursery`: starts such children and kills them.
- `ledger`: what a child said, against what is in the file.
- `power_loss`: from a record of writes and syncs to what a disk may hold after a loss of power.
- `disks`: file systems that can be cut off, or fill up.
- `scribe`: hands at the real meeting screen, and what it must show while the disk fails.
- `puppet`, `traces`: the real program in a child, and the search for what was typed in it.
- `*.c`: the libraries that come between SQLite and the system, compiled by the fixture `library`.
"""
