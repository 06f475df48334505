#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Prepares what is missing, then opens Tour de table:  sh packaging/run.sh [--demo]
# Without a screen it plays the demonstration headless and ends by itself.
set -eu
cd -- "$(dirname -- "$0")/.."
. packaging/setup.sh

has_screen() {
    [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]
}

# free_folder: prints a folder name under the user's home that does not exist yet.
free_folder() {
    folder="$HOME/Tour de table - démonstration"
    [ ! -e "$folder" ] || folder="$folder $(date +'%Y-%m-%d %Hh%M')"
    candidate=$folder
    number=2
    while [ -e "$candidate" ]; do
        candidate="$folder ($number)"
        number=$((number + 1))
    done
    printf '%s' "$candidate"
}

set_up packaging/requirements.lock

if has_screen; then
    exec "$PYTHON" -m ui "$@"
fi

folder=$(free_folder)
say "Aucun écran : la démonstration est jouée sans fenêtre."
"$PYTHON" -m app demo "$folder"
say "Les documents de la démonstration sont dans : $folder"
