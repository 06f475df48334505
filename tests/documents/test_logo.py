# SPDX-License-Identifier: EUPL-1.2
"""The logo on every paper: once, in its place, over nothing; and a page without one as it was."""

from dataclasses import dataclass, field, replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.documents import theme
from app.documents.any_view import View
from app.documents.lines import Line
from app.documents.pen import Pen
from app.documents.picture import is_long, shown_size
from app.documents.recovery_sheet import build_recovery_sheet
from app.documents.setting import set_view, set_views
from app.domain.logo import Logo
from tests import pictures
from tests.documents import person_samples, protocol_samples, samples, test_recovery_sheet
from tests.documents.reading import pages, reader

VIEWS: tuple[View, ...] = (
    samples.MINUTES,
    samples.CARE_PLAN,
    samples.ATTENDANCE,
    person_samples.PATIENT_PLAN,
    person_samples.BOOKLET,
    person_samples.CONSENT_FORM,
    person_samples.NOTICE,
    person_samples.DOSSIER,
    protocol_samples.PROTOCOL,
    protocol_samples.SUMMARY,
)
SHAPES = {
    "square": (300, 300),
    "photo": (400, 300),
    "wide": (600, 100),
    "wider": (900, 80),
    "tall": (100, 500),
}
NO_END = "Maison de santé pluriprofessionnelle universitaire des Trois-Vallées-et-du-Haut-Plateau"


def bearing(view: View, logo: Logo | None, name: str = "") -> View:
    head = replace(view.letterhead, logo=logo, practice=name or view.letterhead.practice)
    return replace(view, letterhead=head)


def words_of(pdf: bytes) -> list[str]:
    """Every word; a subtitle that turns at a point between its parts leaves the point out."""
    return sorted(word for word in " ".join(pages(pdf)).split() if word != "·")


@dataclass(frozen=True)
class Box:
    """A place on a page, in points from the bottom left."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > 0.01 and up > 0.01


@dataclass
class Drawn:
    """Where texts and pictures came to stand, page by page."""

    texts: list[list[Box]] = field(default_factory=lambda: [[]])
    pictures: list[list[Box]] = field(default_factory=lambda: [[]])
    shift: float = 0.0


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """What is drawn while a file is set."""
    seen, text, picture = Drawn(), Pen.text, Pen.picture
    translate, turn = Canvas.translate, Canvas.showPage

    def note_text(pen: Pen, line: Line, x: float, top: float) -> None:
        box = Box(x + seen.shift, top - line.leading, x + seen.shift + line.width, top)
        seen.texts[-1].append(box)
        text(pen, line, x, top)

    def note_picture(pen: Pen, logo: Logo, x: float, top: float, wide: float, high: float) -> None:
        at = x + seen.shift
        seen.pictures[-1].append(Box(at, top - high, at + wide, top))
        held, seen.shift = seen.shift, 0.0
        picture(pen, logo, x, top, wide, high)
        seen.shift = held

    def note_move(canvas: Canvas, right: float, up: float) -> None:
        if not up:  # the second page of a side; a picture is moved both ways
            seen.shift = right
        translate(canvas, right, up)

    def note_turn(canvas: Canvas) -> None:
        turn(canvas)
        seen.texts.append([])
        seen.pictures.append([])
        seen.shift = 0.0

    monkeypatch.setattr(Pen, "text", note_text)
    monkeypatch.setattr(Pen, "picture", note_picture)
    monkeypatch.setattr(Canvas, "translate", note_move)
    monkeypatch.setattr(Canvas, "showPage", note_turn)
    return seen


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["", NO_END])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_a_logo_stands_once_on_the_first_page_beside_every_text(
    view: View, name: str, shape: str, drawn: Drawn
) -> None:
    logo = pictures.logo(*SHAPES[shape])
    set_view(bearing(view, logo, name))
    (box,) = drawn.pictures[0]
    assert not any(drawn.pictures[1:])
    assert [text for text in drawn.texts[0] if text.meets(box)] == []
    assert len(drawn.texts[0]) > 3
    wide = max(text.right for text in drawn.texts[0])
    assert box.left >= min(text.left for text in drawn.texts[0]) - 0.01
    assert box.right <= max(wide, theme.PAGE_WIDTH - theme.MARGIN) + 0.01
    assert box.top <= max(text.top for text in drawn.texts[0])
    assert (box.right - box.left) / (box.top - box.bottom) == pytest.approx(logo.ratio, rel=0.01)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_a_logo_adds_no_page_and_takes_no_word(view: View) -> None:
    plain, bearing_one = set_view(view).pdf, set_view(bearing(view, pictures.logo())).pdf
    assert len(pages(plain)) == len(pages(bearing_one))
    assert words_of(bearing_one) == words_of(plain)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_a_page_without_a_logo_has_no_picture(view: View, drawn: Drawn) -> None:
    file = reader(set_view(view).pdf)
    assert not any(drawn.pictures)
    assert not any(page.images for page in file.pages)


@pytest.mark.parametrize("shape", SHAPES.values())
def test_no_logo_is_larger_than_a_head(shape: tuple[int, int]) -> None:
    logo = pictures.logo(*shape)
    wide, high = shown_size(logo)
    assert wide <= 150
    assert high <= 40
    assert wide / high == pytest.approx(logo.ratio)
    assert is_long(logo) is (logo.ratio > 3)


def test_the_same_logo_is_in_a_file_once_however_many_documents_bear_it() -> None:
    logo = pictures.logo()
    views = [bearing(view, logo) for view in (samples.MINUTES, samples.CARE_PLAN, *VIEWS[3:6])]
    pdf = set_views("Tout", views).pdf
    assert pdf.count(b"/Subtype /Image") == 1
    assert set_views("Tout", views).pdf == pdf


def test_what_is_clear_in_a_logo_stays_so_on_paper() -> None:
    clear = set_view(bearing(samples.MINUTES, pictures.logo(ground="#00000000"))).pdf
    full = set_view(bearing(samples.MINUTES, pictures.logo())).pdf
    assert clear.count(b"/SMask") == 1
    assert full.count(b"/SMask") == 0
    (image,) = reader(full).pages[0].images
    assert image.image is not None
    assert image.image.convert("RGB").getpixel((150, 150)) == pictures.TEAL


def test_the_recovery_sheet_bears_it_too(drawn: Drawn) -> None:
    sheet = test_recovery_sheet.VIEW
    head = replace(sheet.letterhead, logo=pictures.logo())
    build_recovery_sheet(replace(sheet, letterhead=head))
    (box,) = drawn.pictures[0]
    assert [text for text in drawn.texts[0] if text.meets(box)] == []
