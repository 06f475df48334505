#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Proves a Debian package on a system that has neither Python nor a network:
#   sh packaging/prove.sh PACKAGE.deb RESULTS [OLDER.deb]
#
# For whoever makes a release; as root, on Debian, with debootstrap, Xvfb, xdotool, ImageMagick and strace. A bare Debian is
# laid in a temporary folder; everything after its making runs there without a network, as an ordinary person. RESULTS gets
# what was seen: pictures, the documents, the calls for sockets. The first thing that is not as promised ends the run.
set -eu
cd -- "$(dirname -- "$0")/.."
. packaging/setup.sh

[ $# -ge 2 ] || fail "Usage : sh packaging/prove.sh PAQUET.deb RÉSULTATS [ANCIEN.deb]"
package=$1 results=$2 older=${3:-}
[ "$(id -u)" -eq 0 ] || fail "Cette preuve crée un système Debian à part : il faut être root."
for tool in debootstrap Xvfb xdotool import strace unshare; do
    command -v $tool >/dev/null || fail "Il manque $tool."
done

MEETING=tests/data/reunion-type.json
PERSON=coordination PERSON_UID=58231 # nobody else's on this machine: its processes are ended by it
PASSPHRASE='sept mots choisis pour cette preuve seulement ici'
screen=:$((90 + $$ % 100))
root=$(mktemp -d)
chmod 755 "$root" # somebody without rights enters it
mkdir -p "$results"
results=$(cd "$results" && pwd)

cleanup() {
    kill "${display:-}" 2>/dev/null || true
    umount "$root/proc" "$root/tmp/.X11-unix" 2>/dev/null || true
    rm -rf --one-file-system "$root"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# inside COMMAND...: there, without a network, as root.
inside() {
    unshare --net chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
}

# as_person COMMAND...: there, without a network, as somebody who may install nothing, with the screen.
as_person() {
    unshare --net chroot --userspec=$PERSON "$root" /usr/bin/env -i HOME=/home/$PERSON PATH=/usr/bin:/bin \
        LANG=C.UTF-8 DISPLAY=$screen "$@"
}

# promise SENTENCE COMMAND...: what is said when the command succeeds; anything else ends the proof.
promise() {
    sentence=$1
    shift
    "$@" || fail "NON : $sentence"
    say "oui : $sentence"
}

# until SECONDS COMMAND...: tries once a second.
until_done() {
    left=$1
    shift
    while ! "$@" >/dev/null 2>&1; do
        [ "$left" -gt 0 ] || return 1
        left=$((left - 1))
        sleep 1
    done
}

has_no_python() {
    ! find "$root" -xdev \( -name 'python*' -o -name 'libpython*' \) -type f | grep -q .
}

has_no_network() {
    [ "$(inside cat /proc/net/dev | grep -c :)" -eq 1 ] # the loopback, which is down
}

lay_system() {
    say "Un Debian nu, dans un dossier à part…"
    mirror=$(apt-get indextargets --format '$(SITE)' | head -n 1)
    debootstrap --variant=minbase bookworm "$root" "$mirror" >"$results/debootstrap.txt" 2>&1 ||
        fail "debootstrap n’a pas abouti : voir $results/debootstrap.txt"
    cp /etc/resolv.conf "$root/etc/"
    mount -t proc proc "$root/proc"
    mkdir -p "$root/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    chroot "$root" useradd --create-home --uid $PERSON_UID $PERSON
    cp "$MEETING" "$root/home/$PERSON/reunion.json"
    for file in "$package" ${older:+"$older"}; do
        cp "$file" "$root/root/"
        # The libraries that every Debian with a screen has; the package itself comes when the network is gone.
        chroot "$root" apt-get satisfy -y -q --no-install-recommends "$(dpkg-deb --field "$file" Depends)" \
            >>"$results/apt.txt" 2>&1 || fail "apt ne trouve pas ce dont le paquet dépend : voir $results/apt.txt"
    done
}

install_package() { # install_package FILE
    inside dpkg --install "/root/$(basename "$1")" >>"$results/apt.txt" 2>&1
}

# shown WINDOW_TITLE PICTURE: waits for a window, then takes a picture of the screen.
shown() {
    until_done 40 xdotool search --onlyvisible --name "$1"
    found=$?
    sleep 2
    DISPLAY=$screen import -window root "$results/$2.png"
    return $found
}

# with_window ARGUMENT...: starts the program with windows.
with_window() {
    watched tour-de-table "$@" &
    window=$!
}

# watched COMMAND...: the same as as_person; every call for a socket is written down.
watched() {
    strace -f -qq -e trace=socket -o "$results/sockets-$pictures.txt" \
        unshare --net chroot --userspec=$PERSON "$root" /usr/bin/env -i HOME=/home/$PERSON PATH=/usr/bin:/bin \
        LANG=C.UTF-8 DISPLAY=$screen "$@" >"$results/said-$pictures.txt" 2>&1
}

# shows_every_screen: the tour opens each screen of the program, and prints.
shows_every_screen() {
    watched env QT_QPA_PLATFORM=offscreen tour-de-table --tour "/home/$PERSON/ecrans" &&
        [ "$(find "$root/home/$PERSON/ecrans" -name '*.png' | wc -l)" -gt 100 ]
}

# close_window: locks, as somebody does who leaves the room, and ends the process that waits for the passphrase.
close_window() {
    xdotool search --onlyvisible --name '^Maison' windowfocus # no window manager gives it the keys
    xdotool key ctrl+l
    shown '^Tour de table$' "$pictures-verrouillage" || return 1
    pkill -TERM --uid $PERSON_UID
    wait $window || true
}

opens_no_connection() {
    ! grep -h 'AF_INET' "$results"/sockets-*.txt
}

unlock_vault() {
    with_window --vault "$1"
    shown 'Tour de table' "$pictures-deverrouillage" || return 1
    xdotool type --delay 20 "$PASSPHRASE"
    xdotool key Return
    # Once open, the window is called by the practice: the vault of the meeting file is that of a Maison de santé.
    shown '^Maison' "$pictures-accueil" && close_window
}

play_meeting() {
    as_person tour-de-table-console play --passphrase-file "/home/$PERSON/phrase" "/home/$PERSON/reunion.json" \
        "/home/$PERSON/$1" >"$results/play-$1.txt" 2>&1
}

has_documents() {
    [ "$(find "$root/home/$PERSON/$1/documents" -name '*.pdf' | wc -l)" -gt 5 ] &&
        cp -a "$root/home/$PERSON/$1/documents" "$results/"
}

is_there() {
    [ -s "$root$1/data.db" ] && [ -s "$root$1/keys-1.json" ]
}

check_vault() {
    as_person tour-de-table-console check --passphrase-file "/home/$PERSON/phrase" "$1" >"$results/check.txt" 2>&1
}

newest_backup() {
    find "$root/home/$PERSON/.local/share/tour-de-table/sauvegardes" -name '*.tdtb' | sort | tail -n 1
}

says_that_it_is_newer() {
    ! check_vault "$1" && grep -qi 'plus récent' "$results/check.txt"
}

prove_upgrade() {
    kept=/home/$PERSON/.local/share/tour-de-table/preuve.tdt
    promise "l’ancienne version s’installe" install_package "$older"
    promise "elle tient une réunion" play_meeting ancien
    as_person mkdir -p "/home/$PERSON/.local/share/tour-de-table"
    as_person mv "/home/$PERSON/ancien/vault" "$kept"
    promise "la nouvelle version la remplace" install_package "$package"
    pictures=passage
    promise "elle ouvre le coffre de l’ancienne" unlock_vault "$kept"
    saved=$(newest_backup)
    promise "une sauvegarde a été faite avant" test -n "$saved"
    promise "cette sauvegarde est bonne" check_vault "${saved#"$root"}"
    promise "le coffre est bon" check_vault "$kept"
    inside dpkg --install "/root/$(basename "$older")" >>"$results/apt.txt" 2>&1
    promise "l’ancienne version le refuse, et dit pourquoi" says_that_it_is_newer "$kept"
    cat "$results/check.txt"
}

printf '%s\n' "$PASSPHRASE" >"$root/phrase"
lay_system
mv "$root/phrase" "$root/home/$PERSON/phrase"
chroot "$root" chown -R $PERSON: /home/$PERSON
Xvfb $screen -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
display=$!
DISPLAY=$screen
export DISPLAY

promise "ce système n’a pas Python" has_no_python
promise "ce système n’a pas de réseau" has_no_network
[ -z "$older" ] || prove_upgrade
promise "le paquet s’installe" install_package "$package"
promise "le programme se vérifie lui-même" as_person tour-de-table-console self-test
promise "une réunion y est tenue" play_meeting reunion
promise "ses documents sont écrits" has_documents reunion
pictures=ouverture
vault=/home/$PERSON/reunion/vault
promise "une fenêtre ouvre ce coffre" unlock_vault "$vault"
pictures=ecrans
promise "chaque écran se montre" shows_every_screen
promise "aucune connexion n’a été demandée" opens_no_connection
promise "le paquet se retire" inside dpkg --purge tour-de-table
promise "le programme n’est plus là" test ! -e "$root/usr/lib/tour-de-table"
promise "le coffre est toujours là" is_there "$vault"
say "Tout est comme promis. Ce qui a été vu : $results"
