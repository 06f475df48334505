#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Prepares what is missing, then runs every check and test:  sh packaging/test.sh [--soak | other pytest options]
# The cheapest checks come first; the first failure ends the run.
set -eu
cd -- "$(dirname -- "$0")/.."
. packaging/setup.sh

step() {
    printf '\n== %s\n' "$*"
}

set_up packaging/requirements-dev.lock
set_up_stranger packaging/requirements-stranger.lock
[ -z "$(missing_libraries)" ] || fail "Les essais ont besoin de ces bibliothèques du système."

# The same everywhere: no screen, and a UTF-8 locale that every Debian has.
QT_QPA_PLATFORM=offscreen
LC_ALL=C.UTF-8
export QT_QPA_PLATFORM LC_ALL

step "ruff format"
"$PYTHON" -m ruff format --check .
step "ruff check"
"$PYTHON" -m ruff check .
step "Import contracts"
"$PYTHON" -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
step "mypy"
"$PYTHON" -m mypy

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

step "Self-test"
"$PYTHON" -m app self-test
step "Headless demo"
"$PYTHON" -m app demo "$scratch/demo"
step "Headless meeting"
"$PYTHON" -m app play tests/data/reunion-type.json "$scratch/meeting"

step "pytest"
"$PYTHON" -m pytest --numprocesses 2 --dist loadscope "$@" </dev/null
