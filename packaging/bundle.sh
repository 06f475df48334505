#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Makes what is installed on a machine without Python and without a network:  sh packaging/bundle.sh [FOLDER]
#
# FOLDER (dist when not given) then holds the program in `tour-de-table/`, a .deb, a .tar.xz that runs from a stick,
# the list of what is inside (CycloneDX) and SHA256SUMS. docs/bundle.md says how and why; the same sources, lock file
# and system give the same bytes. The .deb installs on a system as old as the one that builds it, or newer.
set -eu
cd -- "$(dirname -- "$0")/.."
. packaging/setup.sh

out=${1:-dist}
NAME=tour-de-table
VERSION=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
# The day of the sources, not of the build: SOURCE_DATE_EPOCH, or the last commit's.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 315532800)}
PYTHONHASHSEED=0 # the order of a set must not reach the byte code
LC_ALL=C.UTF-8
# The system's own Python before any other: it is kept safe with the system, and knows no folder of this machine.
PATH=/usr/bin:$PATH
export SOURCE_DATE_EPOCH PYTHONHASHSEED LC_ALL PATH

prepare_tools() {
    wanted=
    for pair in objdump:binutils strip:binutils patchelf:patchelf xz:xz-utils dpkg-deb:dpkg; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || wanted="$wanted ${pair##*:}"
    done
    # Debian keeps Python's shared library, which a bundle carries, in a package of its own.
    "$(python_command)" - <<'PYTHON' || wanted="$wanted libpython3.11"
import ctypes.util, pathlib, sys, sysconfig
folder, name = (sysconfig.get_config_var(key) or "" for key in ("LIBDIR", "INSTSONAME"))
sys.exit(not (pathlib.Path(folder, name).is_file() or ctypes.util.find_library("python3.11")))
PYTHON
    # shellcheck disable=SC2086 # a list of package names
    [ -z "$wanted" ] || install_system_packages $wanted
}

# freeze: the program in $work/tour-de-table, without what only a debugger reads, nor the folders of this machine where a
# Python that was built here would look for libraries.
freeze() {
    say "Assemblage du programme…"
    "$PYTHON" -m PyInstaller --noconfirm --clean --log-level ERROR \
        --distpath "$work" --workpath "$work/steps" packaging/$NAME.spec
    find "$program" -name 'libpython*' -o -path '*/lib-dynload/*.so' -o -path '*/sqlcipher3/*.so' >"$work/ours"
    xargs strip --strip-unneeded <"$work/ours"
    xargs patchelf --remove-rpath <"$work/ours"
    "$PYTHON" packaging/inventory.py "$program" "$VERSION" "$work/$NAME-$VERSION.cdx.json"
    find "$program" -type d -exec chmod 755 {} + -o -type f -perm /u+x -exec chmod 755 {} + \
        -o -type f -exec chmod 644 {} +
}

# archive FOLDER FILE: everything in FOLDER, in a fixed order, with the day of the sources and nobody's name. The two programs
# hold the same modules: only the window of -9 is wide enough to say them once.
archive() {
    tar --create --sort=name --format=gnu --owner=0 --group=0 --numeric-owner \
        --mtime="@$SOURCE_DATE_EPOCH" --directory "$1" . | xz -9 --threads=1 >"$2"
}

make_portable() {
    say "Archive à poser sur une clé…"
    stick=$work/stick
    mkdir -p "$stick/$NAME-$VERSION"
    cp -a "$program/." "$stick/$NAME-$VERSION/"
    cp packaging/linux/LISEZ-MOI.txt "$stick/$NAME-$VERSION/"
    archive "$stick" "$work/$NAME-$VERSION-linux-$(uname -m).tar.xz"
}

# asked_of_the_system: the Debian packages of the libraries that the bundle leaves to the system, with the oldest C library
# that suits. A library that the table of setup.sh does not know ends the build.
asked_of_the_system() {
    find "$program" -type f \( -name '*.so*' -o -path "$program/$NAME*" \) -exec objdump -p {} + >"$work/headers"
    find "$program" -name '*.so*' -exec basename {} \; | sort -u >"$work/inside"
    sed -n 's/^ *NEEDED *//p' "$work/headers" | sort -u | comm -23 - "$work/inside" >"$work/outside"
    printf 'libc6 (>= %s), ' "$(sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' "$work/headers" | sort -Vu | tail -n 1)"
    while read -r library; do
        case $library in
        ld-linux* | libc.so.* | libdl.so.* | libm.so.* | libpthread.so.* | libresolv.so.* | librt.so.*) continue ;;
        libcups.so.*) continue ;; # recommended: only who prints needs it
        esac
        package=$(say "$SYSTEM_LIBRARIES" | sed -n "s/^$library //p")
        [ -n "$package" ] || fail "Aucun paquet connu pour $library : complétez la table de packaging/setup.sh."
        say "$package,"
    done <"$work/outside" >"$work/packages" || exit 1
    sort -u "$work/packages" | tr '\n' ' '
}

make_debian_package() {
    say "Paquet Debian…"
    root=$work/root
    mkdir -p "$root/usr/lib" "$root/usr/bin" "$root/DEBIAN"
    cp -a "$program" "$root/usr/lib/$NAME"
    install_to() { # install_to FILE FOLDER [NAME]
        install -D -m 644 "$1" "$root/usr/share/$2/${3:-$(basename "$1")}"
    }
    for command in $NAME $NAME-console; do
        ln -s "../lib/$NAME/$command" "$root/usr/bin/$command"
        install_to "packaging/linux/$command.1" man/man1
    done
    gzip -n9 "$root/usr/share/man/man1/"*.1
    install_to packaging/linux/$NAME.desktop applications
    install_to packaging/linux/$NAME.xml mime/packages
    install_to packaging/linux/$NAME.metainfo.xml metainfo
    install_to LICENSE doc/$NAME copyright
    install_to resources/app-icon/$NAME.svg icons/hicolor/scalable/apps $NAME.svg
    for size in 16 24 32 48 64 128 256 512; do
        install_to "resources/app-icon/$NAME-$size.png" icons/hicolor/${size}x$size/apps $NAME.png
    done
    depends=$(asked_of_the_system)
    sed -e "s/@DEPENDS@/$depends/" -e "s/@VERSION@/$VERSION/" -e "s/@ARCHITECTURE@/$(dpkg --print-architecture)/" \
        -e "s/@SIZE@/$(du -sk --apparent-size "$root/usr" | cut -f1)/" packaging/linux/control >"$root/DEBIAN/control"
    find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz -z9 --threads-max=1 --build "$root" \
        "$work/${NAME}_${VERSION}_$(dpkg --print-architecture).deb" >/dev/null
}

set_up packaging/requirements-bundle.lock
prepare_tools
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
program=$work/$NAME

freeze
make_portable
make_debian_package
say "Vérification…"
"$program/$NAME-console" self-test >/dev/null || fail "Le programme assemblé ne passe pas sa propre vérification."

rm -rf "$out/$NAME" "$out"/$NAME[-_]* "$out/SHA256SUMS"
mkdir -p "$out"
mv "$program" "$work"/$NAME[-_]*.* "$out/"
(cd "$out" && sha256sum $NAME[-_]*.* >SHA256SUMS)
say "Dans le dossier $out :"
(cd "$out" && ls -1sh $NAME[-_]*.* SHA256SUMS)
