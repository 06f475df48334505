# SPDX-License-Identifier: EUPL-1.2
"""Which licence applies, where the metadata says it in words or not at all.

After the licence files of the wheels and the copyright files of Debian 12. Of several offered
licences the one that is chosen stands here. What is missing stops the build: somebody has to read
first.
"""

import re

from bill.components import Unaccounted

_DISTRIBUTIONS = {
    "altgraph": "MIT",
    "charset-normalizer": "MIT",
    "chunspell": "MIT",
    "defusedxml": "PSF-2.0",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "Apache-2.0",  # of the hooks that run in the program
    "pyside6-essentials": "LGPL-3.0-only",
    "pyside6-pdf": "LGPL-3.0-only",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "six": "MIT",
    "sqlcipher3": "Zlib",
    "tzdata": "Apache-2.0",
}

_KERBEROS = "MIT AND BSD-2-Clause AND BSD-3-Clause AND HPND"
_GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
_PUBLIC_DOMAIN = "LicenseRef-public-domain"

_SYSTEM = {
    r"libbrotli\d": "MIT",
    r"libbz2-1\.0": "bzip2-1.0.6",
    r"libcap2": "BSD-3-Clause",
    r"libcom-err2": "MIT",
    r"libdbus-1-3": "AFL-2.1 OR GPL-2.0-or-later",
    r"libexpat1": "MIT",
    r"libffi\d": "MIT",
    r"libfontconfig1": "HPND-sell-variant",
    r"libfreetype6": "FTL",
    r"libgcc-s1|libstdc\+\+6": _GCC,
    r"libgcrypt20|libgpg-error0": "LGPL-2.1-or-later",
    r"libglib2\.0-0": "LGPL-2.1-or-later",
    r"libgssapi-krb5-2|libk5crypto3|libkrb5-3|libkrb5support0": _KERBEROS,
    r"libkeyutils1": "LGPL-2.0-or-later",
    r"liblz4-1": "BSD-2-Clause",
    r"liblzma5": _PUBLIC_DOMAIN,
    r"libmpdec3": "BSD-2-Clause",
    r"libpcre2-8-0": "BSD-3-Clause WITH PCRE2-exception",
    r"libpng16-16": "libpng-2.0",
    r"libsqlite3-0": "blessing",
    r"libssl3": "Apache-2.0",
    r"libsystemd0": "LGPL-2.1-or-later",
    r"libuuid1": "BSD-3-Clause",
    r"libwayland-(client|cursor)0": "MIT",
    r"libx11-(6|xcb1)|libxau6|libxdmcp6": "MIT AND X11",
    r"libxcb1|libxcb-[a-z-]+\d": "MIT",
    r"libxkbcommon(-x11-)?0": "MIT",
    r"libzstd1": "BSD-3-Clause",
    r"zlib1g": "Zlib",
}


def of_distribution(name: str, declared: str) -> str:
    """The licence of a Python distribution; `declared` is the expression in its metadata.

    Raises:
        Unaccounted: neither this table nor the metadata gives an expression.
    """
    licence = _DISTRIBUTIONS.get(name) or declared
    if not licence:
        raise Unaccounted(
            f"Nobody has said under which licence the Python distribution {name} is:"
            " read it and add it to packaging/bill/licences.py."
        )
    return licence


def of_system_package(name: str) -> str:
    """The licence of the libraries in a package of the building system.

    Raises:
        Unaccounted: this table does not know the package.
    """
    plain = name.removesuffix("t64")
    for pattern, licence in _SYSTEM.items():
        if re.fullmatch(pattern, plain):
            return licence
    raise Unaccounted(
        f"Nobody has said under which licence the system package {name} is:"
        " read its copyright file and add it to packaging/bill/licences.py."
    )
