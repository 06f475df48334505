# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=sh
# Set-up shared by run.sh and test.sh, which source it from the root of the sources and call `set_up LOCK_FILE`.
# The sentences are French: whoever starts the program reads them.
#
# What is done, in order, each only when it is missing: the Python venv module and Qt's system libraries through
# apt, `.venv`, the packages of the hashed lock file, a stamp. The stamp comes last and `.venv/incomplete` first,
# so an interrupted set-up is begun again. With a valid stamp nothing is done at all.

PATH=$PATH:/usr/sbin:/sbin # ldconfig, often absent from a user's path
HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
export PATH HOME

PYTHON=.venv/bin/python

# Library that Qt loads, Debian package that holds it. From ldd over the platform plugins (xcb, wayland, offscreen),
# the print plugin and the Qt modules that we use, on a Debian 12 with nothing but python3.11.
SYSTEM_LIBRARIES='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11.so.6 libx11-6
libX11-xcb.so.1 libx11-xcb1
libbrotlidec.so.1 libbrotli1
libcups.so.2 libcups2
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libgthread-2.0.so.0 libglib2.0-0
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libxcb.so.1 libxcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-glx.so.0 libxcb-glx0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render.so.0 libxcb-render0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
'

say() {
    printf '%s\n' "$*"
}

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# python_command: prints the Python to build on, python3.11 if it is there, else any later python3.
python_command() {
    for candidate in python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# missing_libraries: prints the Debian packages of the libraries that the dynamic loader does not know.
missing_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    command -v ldconfig >/dev/null 2>&1 || return 0
    known=$(ldconfig -p)
    say "$SYSTEM_LIBRARIES" | while read -r library package; do
        case $known in
        *"$library "*) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

# as_root COMMAND...: runs it with the rights to install, or fails.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo -- "$@"
    else
        sudo -n -- "$@" # nobody is there to type a password
    fi
}

# install_system_packages PACKAGE...: says what it is about to install, then tries; the caller looks at the result.
install_system_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Ce système n’a pas apt : demandez à qui l’administre d’installer l’équivalent de : $*"
    elif [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
        say "Ce compte n’a pas le droit d’installer des paquets. Demandez à qui administre ce poste : apt-get install $*"
    else
        say "Il manque des paquets du système. Ils vont être installés par apt : $*"
        as_root apt-get update -q </dev/null ||
            say "La liste des paquets n’a pas pu être mise à jour."
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
            -o DPkg::Lock::Timeout=120 "$@" </dev/null ||
            say "L’installation par apt n’a pas abouti. Demandez à qui administre ce poste : apt-get install $*"
    fi
}

# prepare_system BASE_PYTHON: installs what is missing of the system; stops only where nothing can go on.
prepare_system() {
    wanted=$(missing_libraries)
    if ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        wanted="$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])') $wanted"
    fi
    # shellcheck disable=SC2086 # a list of package names
    [ -z "$wanted" ] || install_system_packages $wanted
    "$1" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "Python ne peut pas créer d’environnement (module venv ou ensurepip absent) : le programme ne peut pas être préparé."
}

# prepare_packages BASE_PYTHON LOCK_FILE: leaves a .venv that holds exactly what the lock file pins.
prepare_packages() {
    if [ -e .venv/incomplete ] || ! "$PYTHON" -m pip --version >/dev/null 2>&1; then
        [ ! -e .venv ] || say "L’environnement Python (.venv) est incomplet : il est refait."
        rm -rf .venv
        mkdir .venv
        : >.venv/incomplete
        say "Création de l’environnement Python…"
        "$1" -m venv .venv
    fi
    : >.venv/incomplete
    say "Installation des bibliothèques (versions figées, empreintes vérifiées)…"
    "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps \
        --only-binary :all: -r "$2" ||
        fail "Les bibliothèques n’ont pas pu être installées : vérifiez la connexion, puis relancez la même commande."
}

# fingerprint LOCK_FILE: the stamp of a finished set-up, the lock file's checksum and the version of Python.
fingerprint() {
    cksum <"$1"
    sed -n 's/^version *= *//p' .venv/pyvenv.cfg 2>/dev/null || true
}

# set_up_stranger LOCK_FILE: an environment of its own with nothing of the program, which reads a vault by its documented
# format alone. Nothing but a test needs it: where it cannot be made the test says that it was skipped.
set_up_stranger() {
    home=.venv/stranger
    [ -f $home/ready ] && [ "$(cat $home/ready)" = "$(fingerprint "$1")" ] && return
    rm -rf $home
    say "Installation d’un second moteur, pour relire un coffre sans le programme…"
    if "$PYTHON" -m venv --without-pip $home && "$PYTHON" -m pip --python $home/bin/python install --quiet \
        --disable-pip-version-check --no-input --require-hashes --no-deps --only-binary :all: -r "$1"; then
        fingerprint "$1" >$home/ready
    else
        say "Ce moteur n’a pas pu être installé : l’essai qui s’en sert sera sauté."
    fi
}

# set_up LOCK_FILE: everything ready in .venv, or a sentence and a non-zero exit.
set_up() {
    stamp=.venv/ready-$(basename "$1" .lock)
    [ -x "$PYTHON" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint "$1")" ] && return

    base=$(python_command) || fail "Il faut Python 3.11 ou plus récent. Sous Debian : apt-get install python3.11"
    prepare_system "$base"
    installed=.venv/installed-$(basename "$1" .lock)
    if [ ! -x "$PYTHON" ] || [ -e .venv/incomplete ] || [ "$(cat "$installed" 2>/dev/null)" != "$(fingerprint "$1")" ]; then
        prepare_packages "$base" "$1"
        fingerprint "$1" >"$installed"
        rm -f .venv/incomplete
    fi

    wanted=$(missing_libraries)
    if [ -n "$wanted" ]; then # no final stamp: the next start looks again
        say "Il manque encore à l’affichage : $wanted"
    else
        mv "$installed" "$stamp"
    fi
}
