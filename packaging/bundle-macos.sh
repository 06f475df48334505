#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Builds what is handed out for macOS, the twin of bundle.sh:  sh packaging/bundle-macos.sh
# In dist/: `Tour de table.app`, the same in a .zip, the list of components, SHA256SUMS. Neither signed nor notarised: docs/bundle.md.
set -eu
cd -- "$(dirname -- "$0")/.."
. packaging/setup.sh

[ "$(uname -s)" = Darwin ] || fail "Cette commande construit le programme pour macOS, sur macOS."
# Libraries that are locked have no wheel for Intel any more; pip would blame the connection.
[ "$(uname -m)" = arm64 ] || fail "Il faut un Mac à puce Apple : des bibliothèques n’existent plus pour Intel."
set_up packaging/requirements-bundle.lock

# Two builds of one commit are the same: hashes and hours come from it, not from today.
export PYTHONHASHSEED=0
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || true)}"
[ -n "$SOURCE_DATE_EPOCH" ] || unset SOURCE_DATE_EPOCH

version=$("$PYTHON" -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
archive=tour-de-table-$version-macos-$(uname -m).zip
application="dist/Tour de table.app"

rm -f "dist/$archive" "dist/${archive%.zip}.cdx.json" dist/SHA256SUMS # a failure must leave none
say "Construction du programme…"
"$PYTHON" -m PyInstaller --noconfirm --clean --distpath dist --workpath build packaging/tour-de-table.spec
"$PYTHON" packaging/inventory.py dist/tour-de-table "$version" "dist/${archive%.zip}.cdx.json"
cp dist/tour-de-table/THIRD_PARTY_NOTICES.txt "$application/Contents/Resources/"
codesign --force --deep --sign - "$application" # nobody's name, as PyInstaller does; it covers the notices

say "Essai du programme construit…"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
commands="$application/Contents/MacOS/tour-de-table-console"
env -i HOME="$scratch" PATH=/usr/bin:/bin "$commands" self-test
env -i HOME="$scratch" PATH=/usr/bin:/bin "$commands" play tests/data/reunion-type.json "$scratch/meeting"
env -i HOME="$scratch" PATH=/usr/bin:/bin "$application/Contents/MacOS/tour-de-table" --demo &
program=$!
sleep 20
kill "$program" 2>/dev/null || fail "Le programme construit ne reste pas ouvert : rien n’a été empaqueté."
wait "$program" || true

say "Archive…"
ditto -c -k --keepParent "$application" "dist/$archive" # keeps modes and links, which an .app needs
(cd dist && shasum -a 256 "$archive" "${archive%.zip}.cdx.json" >SHA256SUMS)
say "Tout est dans le dossier dist."
