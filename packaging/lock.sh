#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Writes the lock files again from pyproject.toml. For whoever changes a dependency; never run by a user.
# Needs uv (`pip install uv` anywhere). `--upgrade` and other options of `uv pip compile` may follow.
set -eu
cd -- "$(dirname -- "$0")/.."

uv=$(command -v uv || echo .venv/bin/uv)

lock() { # lock OUTPUT SOURCE [OPTION...]
    output=$1
    shift
    # --universal keeps the markers of Windows and macOS; the options in --no-emit-* keep every registry
    # address and machine path out of the file; --no-header keeps this machine's command line out.
    "$uv" pip compile --universal --python-version 3.11 --generate-hashes \
        --only-binary :all: --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --quiet --output-file "$output" "$@"
}

lock packaging/requirements.lock pyproject.toml "$@"
lock packaging/requirements-dev.lock pyproject.toml --group dev "$@"
# The bundle ships the very versions that are tested.
lock packaging/requirements-bundle.lock pyproject.toml --group bundle --constraint packaging/requirements.lock "$@"
lock packaging/requirements-stranger.lock --group stranger "$@"
