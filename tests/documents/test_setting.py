# SPDX-License-Identifier: EUPL-1.2
"""Several documents set as one file."""

import pytest

from app.documents.setting import set_view, set_views
from tests.documents import samples
from tests.documents.reading import font_names, pages, reader, unembedded

ALL = (samples.MINUTES, samples.CARE_PLAN, samples.ATTENDANCE)


def test_each_document_of_a_file_keeps_its_band_its_footer_and_its_page_numbers() -> None:
    alone = [pages(set_view(view).pdf) for view in ALL]
    assert pages(set_views("Tout", ALL).pdf) == [page for some in alone for page in some]


def test_the_outline_of_the_file_leads_to_each_document() -> None:
    file = reader(set_views("Tout", ALL).pdf)
    titles = [str(entry.title) for entry in file.outline if not isinstance(entry, list)]
    assert [title.partition(" · ")[0] for title in titles] == [view.title for view in ALL]
    places = [file.get_destination_page_number(e) for e in file.outline if not isinstance(e, list)]
    lengths = [len(reader(set_view(view).pdf).pages) for view in ALL]
    assert places == [0, lengths[0], lengths[0] + lengths[1]]
    assert file.metadata is not None
    assert file.metadata.title == "Tout"


def test_the_file_is_the_same_each_time_and_carries_its_fonts() -> None:
    built = set_views("Tout", ALL)
    assert built == set_views("Tout", ALL)
    assert font_names(built.pdf)
    assert not unembedded(built.pdf)


def test_nothing_cannot_be_set() -> None:
    with pytest.raises(ValueError, match="nothing"):
        set_views("Rien", ())
