# SPDX-License-Identifier: EUPL-1.2
"""From a picture that somebody chose to a logo: judged, turned upright, trimmed, made anew.

Nothing of the file but its pixels is kept: no place, author, date or colour profile. SVG is not
taken: what draws it needs Qt, which stops above this floor, and can fetch other files.
"""

from pathlib import Path

from app.domain.errors import UserError
from app.domain.logo import Logo
from app.domain.text import plural
from app.system.plain_file import read_plain

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 25_000_000
"""A hundred megabytes in memory, once unpacked: five times the largest scan of a letterhead."""
MOST_WIDE, MOST_HIGH = 900, 300
"""Pixels that are kept: some 400 to the inch of what a page shows (`documents/picture.py`)."""
LEAST_SIDE = 40
"""Pixels of the longer side: under it, a page shows but squares."""
MOST_STRETCHED = 12
"""How many times longer than the other a side may be."""

_FINER = 3
"""How many times finer than what is kept the picture is trimmed."""
_UNSEEN = 8
"""Steps of 255 by which a colour differs from white without being seen on paper."""
_HEAD = 4096
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_OTHER_FORMATS = {
    b"GIF8": "une image GIF",
    b"BM": "une image BMP",
    b"II*\0": "une image TIFF",
    b"MM\0*": "une image TIFF",
    b"8BPS": "un document Photoshop",
    b"%PDF": "un document PDF",
    b"%!PS": "un dessin PostScript",
    b"PK\x03\x04": "un document ou une archive",
}
_BRANDS = {b"heic": "une photo HEIC", b"mif1": "une photo HEIC", b"avif": "une image AVIF"}
_CONVERT = "Enregistrez-le au format PNG ou JPEG, puis choisissez le nouveau fichier."
_ANOTHER = "Choisissez-en un autre, au format PNG ou JPEG."


def open_picture(path: Path) -> Logo:
    """The logo that a file holds, at most `MOST_BYTES` of it read. Raises `UserError`; slow."""
    try:
        data = read_plain(path, MOST_BYTES)
    except (OSError, ValueError) as error:
        raise UserError(
            "Cette image ne peut pas être lue.",
            "Vérifiez qu’elle est toujours là et que vous y avez droit, puis recommencez.",
        ) from error
    return read_picture(data)


def read_picture(data: bytes) -> Logo:
    """The logo that those bytes hold. Raises `UserError` for what is none; slow."""
    if len(data) > MOST_BYTES:
        raise UserError(
            f"Cette image dépasse {MOST_BYTES // 1024**2} Mo.",
            "Réduisez-la, ou demandez un fichier plus léger à qui l’a dessinée.",
        )
    if not data.startswith((_PNG, _JPEG)):
        raise _of_no_use(data)
    # Slow to load, and asked for a few times in the life of a vault.
    from app.exchange.pixels import decoded, png_of, trimmed  # noqa: PLC0415

    working = (_FINER * MOST_WIDE, _FINER * MOST_HIGH)
    image = trimmed(decoded(data, MOST_PIXELS, working, _UNSEEN), _UNSEEN)
    if image is None:
        raise UserError(
            "Sur du papier blanc, cette image ne se verrait pas.",
            "Choisissez la version du logo qui est faite pour un fond clair.",
        )
    _require_shape(*image.size)
    png, (width, height) = png_of(image, (MOST_WIDE, MOST_HIGH))
    return Logo(png, width, height)


def _require_shape(width: int, height: int) -> None:
    longer, shorter = max(width, height), min(width, height)
    if longer > MOST_STRETCHED * shorter and longer >= LEAST_SIDE:
        raise UserError(
            "Cette image est trop allongée pour tenir en tête d’une page.",
            "Recadrez-la autour du logo, puis choisissez le nouveau fichier.",
        )
    if longer < LEAST_SIDE:
        raise UserError(
            f"Ce logo est trop petit pour être imprimé : {width} × {plural(height, 'pixel')} sans "
            "ses marges.",
            "Demandez un fichier plus grand à qui l’a dessiné : 300 pixels de haut suffisent.",
        )


def _of_no_use(data: bytes) -> UserError:
    """Why bytes that are neither PNG nor JPEG are not taken, named where their kind is known."""
    kind = next((words for mark, words in _OTHER_FORMATS.items() if data.startswith(mark)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "une image WebP"
    if data[4:8] == b"ftyp":
        kind = _BRANDS.get(data[8:12], "une photo ou une vidéo")
    if b"<svg" in data[:_HEAD].lower():
        kind = "un dessin SVG"
    if not kind:
        return UserError("Ce fichier n’est pas une image.", _ANOTHER)
    return UserError(f"Ce fichier est {kind} : le programme n’en imprime pas.", _CONVERT)
