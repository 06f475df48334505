# SPDX-License-Identifier: EUPL-1.2
"""Decoding and encoding pictures with Pillow, which does not trust what it is given either.

The two decoders are called by name: none of the fifty others of the library ever sees a byte.
"""

from io import BytesIO
from math import ceil, floor

from PIL import Image, ImageChops, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from app.domain.errors import UserError
from app.domain.text import number

Size = tuple[int, int]
Box = tuple[int, int, int, int]

_SIXTEEN_BITS = ("I", "I;16", "I;16B", "I;16L", "I;16N")
_OPAQUE, _CLEAR_WHITE = 255, (255, 255, 255, 0)


def decoded(data: bytes, most_pixels: int, kept: Size, unseen: int) -> Image.Image:
    """The pixels of a PNG or of a JPEG, upright, in RGBA, within the size `kept`.

    Wide margins are cut before it is lessened: of a logo on a page of A4 little would be left.
    `unseen` is as in `trimmed`. Raises `UserError` for what is damaged, animated, or larger than
    `most_pixels` once unpacked: its size is judged before any pixel is.
    """
    try:
        image = JpegImageFile(BytesIO(data)) if data[0] == 0xFF else PngImageFile(BytesIO(data))
        width, height = image.size
        moves = bool(getattr(image, "is_animated", False))
    except Exception as error:  # a decoder meets what it was never tried on
        raise _damaged() from error
    if width * height > most_pixels:
        raise UserError(
            f"Cette image est immense : {number(width)} × {number(height)} pixels.",
            "Réduisez-la à 2 000 pixels de large, puis choisissez le nouveau fichier.",
        )
    if moves:
        raise UserError(
            "Cette image est animée, ce que le papier ne sait pas montrer.",
            "Choisissez une image fixe, au format PNG ou JPEG.",
        )
    try:
        image.draft(None, kept)
        image.load()
        whole = _eight_bits(image)
        # Turned once it is small: of the whole picture there is never a second copy.
        return _upright(
            _drawn(whole if whole.mode == "RGBA" else whole.convert("RGBA"), kept, unseen)
        )
    except Exception as error:  # as above; a lack of memory among them
        raise _damaged() from error


def trimmed(image: Image.Image, unseen: int) -> Image.Image | None:
    """The picture without the margins that white paper would not show; None where all is such.

    `unseen` is how many steps from white nobody sees.
    """
    box = _shown_box(image, unseen)
    return None if box is None else image.crop(box)


def _shown_box(image: Image.Image, unseen: int) -> Box | None:
    paper = Image.new("RGBA", image.size, "white")
    shown = Image.alpha_composite(paper, image).convert("RGB")
    apart = ImageChops.difference(shown, Image.new("RGB", image.size, "white"))
    red, green, blue = apart.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([0] * (unseen + 1) + [255] * (255 - unseen)).getbbox()


def png_of(image: Image.Image, most: Size) -> tuple[bytes, Size]:
    """A PNG of the pixels alone, within the size `most`; opaque where every pixel is."""
    image = _fitted(image, most)
    alpha = image.getchannel("A")
    # Under what is clear lies whatever was cut away.
    image.paste(_CLEAR_WHITE, mask=alpha.point([255] + [0] * 255))
    lowest, _ = alpha.getextrema()
    bare = image.convert("RGB") if lowest == _OPAQUE else image
    out = BytesIO()
    # Made of the pixels: what the file said of itself stays with the picture that was read.
    Image.frombytes(bare.mode, bare.size, bare.tobytes()).save(out, "PNG", optimize=True)
    return out.getvalue(), bare.size


def _drawn(image: Image.Image, most: Size, unseen: int) -> Image.Image:
    """The part of a picture that paper shows, and a little around it, within a size."""
    small = _fitted(image, most)
    box = _shown_box(small, unseen)
    if small is image or box is None:
        return small
    across, down = image.width / small.width, image.height / small.height
    part = (
        max(floor((box[0] - 1) * across), 0),
        max(floor((box[1] - 1) * down), 0),
        min(ceil((box[2] + 1) * across), image.width),
        min(ceil((box[3] + 1) * down), image.height),
    )
    return small if part == (0, 0, *image.size) else _fitted(image, most, part)


def _fitted(image: Image.Image, most: Size, part: Box | None = None) -> Image.Image:
    """The picture, or a part of it, within a size, never enlarged."""
    left, top, right, lower = part or (0, 0, *image.size)
    width, height = right - left, lower - top
    scale = min(most[0] / width, most[1] / height, 1.0)
    if scale == 1.0:
        return image if part is None else image.crop(part)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    return image.resize(size, Image.Resampling.LANCZOS, box=part)


def _eight_bits(image: Image.Image) -> Image.Image:
    # The library cuts sixteen bits of grey at 255 rather than scale them.
    if image.mode not in _SIXTEEN_BITS:
        return image
    return image.point(lambda grey: grey * (1 / 256)).convert("L")


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera noted that it was held; as it lies where that note cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001  notes are the least reliable part of a picture
        return image


def _damaged() -> UserError:
    return UserError(
        "Cette image est abîmée ou incomplète.",
        "Copiez-la de nouveau depuis son origine, ou choisissez-en une autre.",
    )
