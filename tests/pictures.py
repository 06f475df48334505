# SPDX-License-Identifier: EUPL-1.2
"""Pictures for tests, drawn on the spot: what a practice may choose as its logo."""

from io import BytesIO

from PIL import Image, ImageDraw

from app.domain.logo import Logo
from app.exchange.picture import read_picture

TEAL, NIGHT = (11, 110, 105), (20, 20, 30)


def drawn(
    width: int = 300, height: int = 300, *, mode: str = "RGB", ground: str = "white"
) -> Image.Image:
    """A disc and a bar that touch all four sides, so that nothing of it is margin."""
    image = Image.new("RGBA", (width, height), ground)
    pen = ImageDraw.Draw(image)
    pen.rectangle(
        (0, 0, width - 1, height - 1), outline=TEAL, width=max(min(width, height) // 12, 1)
    )
    pen.ellipse((width * 0.25, height * 0.25, width * 0.75, height * 0.75), fill=TEAL)
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    """The file of a picture."""
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def opened(png: bytes) -> Image.Image:
    """The pixels of a file."""
    image = Image.open(BytesIO(png))
    image.load()
    return image


def logo(width: int = 300, height: int = 300, *, ground: str = "white") -> Logo:
    """A logo as the program keeps it."""
    return read_picture(saved(drawn(width, height, mode="RGBA", ground=ground)))
