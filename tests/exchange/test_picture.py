# SPDX-License-Identifier: EUPL-1.2
"""A picture that somebody chose: what becomes of it, and what is said of one that is no use."""

import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from app.domain.errors import UserError
from app.exchange.picture import (
    LEAST_SIDE,
    MOST_BYTES,
    MOST_HIGH,
    MOST_WIDE,
    open_picture,
    read_picture,
)
from tests.pictures import TEAL, drawn, opened, saved

ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825


def refused(data: bytes) -> UserError:
    with pytest.raises(UserError) as caught:
        read_picture(data)
    assert caught.value.sentence.endswith(".")
    assert caught.value.remedy.endswith(".")
    return caught.value


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def claimed(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says to be of that size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    rows = zlib.compress(bytes(1024))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_a_png_of_the_same_shape(kind: str) -> None:
    logo = read_picture(saved(drawn(300, 200), kind))
    assert (logo.width, logo.height, logo.ratio) == (300, 200, 1.5)
    image = opened(logo.png)
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (300, 200))
    assert image.getpixel((150, 100)) == pytest.approx(TEAL, abs=3)


def test_the_same_picture_becomes_the_same_bytes() -> None:
    data = saved(drawn(400, 300))
    assert read_picture(data) == read_picture(data)


@pytest.mark.parametrize(("width", "height"), [(4000, 900), (900, 4000), (2500, 2500), (901, 90)])
def test_a_large_picture_is_scaled_to_what_paper_shows(width: int, height: int) -> None:
    logo = read_picture(saved(drawn(width, height)))
    assert logo.width <= MOST_WIDE
    assert logo.height <= MOST_HIGH
    assert MOST_WIDE in {logo.width, logo.height} or logo.height == MOST_HIGH
    assert logo.ratio == pytest.approx(width / height, rel=0.02)
    assert opened(logo.png).size == (logo.width, logo.height)


@pytest.mark.parametrize(
    ("kind", "mode", "ground", "blur"),
    [("PNG", "RGB", "white", 0), ("PNG", "RGBA", "#00000000", 0), ("JPEG", "RGB", "white", 16)],
)
def test_a_logo_in_a_corner_of_a_whole_page_keeps_its_pixels(
    kind: str, mode: str, ground: str, blur: int
) -> None:
    page = Image.new("RGBA", (2480, 3508), ground)
    page.paste(drawn(600, 250), (200, 3200))
    logo = read_picture(saved(page.convert(mode), kind))
    assert logo.width == pytest.approx(600, abs=blur)
    assert logo.height == pytest.approx(250, abs=blur)


def test_a_small_picture_is_not_enlarged() -> None:
    assert read_picture(saved(drawn(64, 48))).width == 64


@pytest.mark.parametrize("ground", ["white", "#fdfdfd", "#00000000"])
def test_margins_that_paper_does_not_show_are_cut(ground: str) -> None:
    page = Image.new("RGBA", (1000, 800), ground)
    page.paste(drawn(300, 200, mode="RGBA"), (40, 500))
    logo = read_picture(saved(page))
    assert (logo.width, logo.height) == (300, 200)


def test_what_is_clear_stays_clear_and_hides_nothing() -> None:
    image = drawn(200, 200, mode="RGBA", ground="#00000000")
    secret = Image.new("RGBA", (40, 40), (200, 10, 10, 0))
    image.paste(secret, (20, 20))
    kept = opened(read_picture(saved(image)).png)
    assert kept.mode == "RGBA"
    assert kept.getpixel((30, 30)) == (255, 255, 255, 0)
    assert kept.getpixel((100, 100)) == (*TEAL, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    if mode == "I;16":
        image = Image.new("I;16", (100, 100), 65535)
        image.paste(20_000, (0, 0, 100, 50))
    else:
        image = drawn(100, 100).convert(mode, dither=Image.Dither.NONE)
    kept = opened(read_picture(saved(image)).png).convert("L")
    counts = kept.crop((45, 35, 55, 45)).histogram()
    assert sum(counts[:140]) == sum(counts)


def test_a_jpeg_of_a_print_shop_keeps_its_colours() -> None:
    red = Image.new("CMYK", (120, 80), (0, 255, 255, 0))
    kept = opened(read_picture(saved(red, "JPEG")).png)
    assert kept.getpixel((60, 40)) == pytest.approx((255, 0, 0), abs=4)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("times", [1, 20])
def test_a_picture_is_turned_as_it_was_held(kind: str, times: int) -> None:
    notes = Image.Exif()
    notes[ORIENTATION] = 6
    logo = read_picture(saved(drawn(150 * times, 100 * times), kind, exif=notes))
    assert logo.ratio == pytest.approx(2 / 3, abs=0.01)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_nothing_of_the_file_but_its_pixels_is_kept(kind: str) -> None:
    notes = Image.Exif()
    notes[ARTIST] = "Jeanne Dupont"
    notes.get_ifd(GPS)[2] = (48.0, 51.0, 30.0)
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "Jeanne Dupont, 3 rue du Port")
    more = {"exif": notes, "icc_profile": b"profil" * 40}
    data = saved(drawn(), kind, **more, **({"pnginfo": told} if kind == "PNG" else {}))
    assert b"Dupont" in data
    kept = read_picture(data).png
    assert b"Dupont" not in kept
    assert opened(kept).info == {}
    chunks = [
        kept[at + 4 : at + 8]
        for at in range(8, len(kept) - 8)
        if kept[at + 4 : at + 8] in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP", b"tIME", b"pHYs")
    ]
    assert chunks == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "n’est pas une image"),
        (b"Bonjour", "n’est pas une image"),
        (b"GIF89a" + bytes(40), "une image GIF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "une image WebP"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "une photo HEIC"),
        (b"%PDF-1.7", "un document PDF"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x"><image href="file:///etc/passwd"/></svg>', "SVG"),
    ],
)
def test_what_is_no_picture_of_ours_is_named(data: bytes, words: str) -> None:
    assert words in refused(data).sentence


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_that_is_cut_is_said_to_be(kind: str) -> None:
    noise = random.Random(4).randbytes(3 * 200 * 200)
    data = saved(Image.frombytes("RGB", (200, 200), noise), kind)
    for length in (8, 20, 100, len(data) // 2):
        assert "abîmée ou incomplète" in refused(data[:length]).sentence


def test_a_picture_that_unpacks_to_gigabytes_is_refused_before_it_does() -> None:
    error = refused(claimed(60_000, 60_000))
    assert "60\u202f000 × 60\u202f000 pixels" in error.sentence


def test_a_file_that_is_too_heavy_is_refused() -> None:
    assert "10 Mo" in refused(b"\x89PNG\r\n\x1a\n" + bytes(MOST_BYTES)).sentence


def test_a_picture_that_moves_is_refused() -> None:
    frames = [drawn(100, 100), Image.new("RGB", (100, 100), "red")]
    data = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert "animée" in refused(data).sentence


@pytest.mark.parametrize("ground", ["white", "#00000000", "#fafbfc"])
def test_a_picture_that_paper_would_not_show_is_refused(ground: str) -> None:
    blank = Image.new("RGBA", (200, 200), ground)
    assert "ne se verrait pas" in refused(saved(blank)).sentence


def test_a_white_logo_for_dark_grounds_is_refused() -> None:
    image = Image.new("RGBA", (200, 100), "#00000000")
    image.paste("white", (20, 20, 180, 80))
    assert "fond clair" in refused(saved(image)).remedy


@pytest.mark.parametrize("size", [(1, 1), (LEAST_SIDE - 1, 20)])
def test_a_picture_too_small_to_print_is_refused(size: tuple[int, int]) -> None:
    error = refused(saved(Image.new("RGB", size, TEAL)))
    assert "trop petit" in error.sentence
    assert f"{size[0]} × {size[1]} pixel" in error.sentence


@pytest.mark.parametrize("size", [(20_000, 40), (40, 20_000), (600, 40)])
def test_a_picture_that_no_page_holds_is_refused(size: tuple[int, int]) -> None:
    assert "trop allongée" in refused(saved(Image.new("RGB", size, TEAL))).sentence


def test_a_file_that_is_not_there_is_said_without_its_name(tmp_path: Path) -> None:
    for path in (tmp_path / "Dupont.png", tmp_path):
        with pytest.raises(UserError, match="ne peut pas être lue") as caught:
            open_picture(path)
        assert "Dupont" not in caught.value.text


def test_a_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "logo.gif"
    path.write_bytes(saved(drawn(120, 60)))
    assert open_picture(path).width == 120


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_with_any_byte_wrong_is_read_or_refused(kind: str) -> None:
    rng = random.Random(26)
    notes = Image.Exif()
    notes[ORIENTATION] = 3
    good = saved(drawn(60, 50, mode="RGB"), kind, exif=notes)
    for _ in range(400):
        data = bytearray(good)
        for _ in range(rng.choice((1, 1, 4))):
            data[rng.randrange(3, len(data))] = rng.randrange(256)
        try:
            logo = read_picture(bytes(data))
        except UserError:
            continue
        assert logo.width <= MOST_WIDE
        assert logo.height <= MOST_HIGH
