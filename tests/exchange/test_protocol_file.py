# SPDX-License-Identifier: EUPL-1.2
"""The file of a protocol: it comes back whole, and what is no such file is refused in French."""

import json
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.ids import IndicatorId, ProtocolStepId
from app.domain.lengths import LONGEST_TEXT
from app.domain.protocol import (
    Indicator,
    Measure,
    Moment,
    ProtocolContent,
    ProtocolStep,
    Reference,
)
from app.domain.protocol_fields import MOST_INDICATORS, MOST_REFERENCES, MOST_STEPS
from app.exchange.encoding import MAX_BYTES
from app.exchange.protocol_file import (
    FILE_FORMAT,
    open_protocol_file,
    protocol_file,
    read_protocol_file,
)

CONTENT = ProtocolContent(
    title="Chute à domicile",
    theme="complexity",
    inclusion="Vit à domicile\nEst tombée",
    alerts="<b>Appeler</b> & [lien](x) <script>alert(1)</script>",
    references=(Reference("HAS", "Chutes répétées", "2009"),),
    steps=(
        ProtocolStep(ProtocolStepId("s1"), Moment.ALERT, who="Médecin traitant", what="Appeler"),
        ProtocolStep(ProtocolStepId("s2"), Moment.SPOT, who="Infirmier", how="À l’œil"),
    ),
    indicators=(Indicator(IndicatorId("i1"), "Incluses", measure=Measure.INCLUDED),),
)


def read(data: bytes) -> ProtocolContent:
    numbers = count(1)
    return read_protocol_file(data, lambda: f"id-{next(numbers)}")


def file_of(content: object = None, **members: object) -> bytes:
    body: dict[str, object] = {"format": FILE_FORMAT, "version": 1, "content": content}
    return json.dumps(body | members).encode()


def refused(data: bytes) -> UserError:
    with pytest.raises(UserError) as refusal:
        read(data)
    assert refusal.value.remedy
    return refusal.value


def without_ids(content: ProtocolContent) -> ProtocolContent:
    return replace(
        content,
        steps=tuple(replace(step, id=ProtocolStepId("")) for step in content.steps),
        indicators=tuple(replace(each, id=IndicatorId("")) for each in content.indicators),
    )


def test_a_protocol_comes_back_from_its_file_with_ids_given_anew() -> None:
    back = read(protocol_file(CONTENT))
    assert without_ids(back) == without_ids(CONTENT)
    assert [step.id for step in back.steps] == ["id-1", "id-2"]
    assert [each.id for each in back.indicators] == ["id-3"]


def test_no_id_and_nothing_empty_is_in_the_file() -> None:
    data = protocol_file(CONTENT).decode()
    assert '"s1"' not in data
    assert '"id"' not in data
    assert '""' not in data
    assert "œ" in data  # for people too: no escapes


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_another_program_saved_again_is_read(codec: str) -> None:
    again = protocol_file(CONTENT).decode().replace("\n", "\r\n").encode(codec)
    assert without_ids(read(again)) == without_ids(CONTENT)


def test_markup_stays_the_text_that_it_is() -> None:
    assert read(protocol_file(CONTENT)).alerts == CONTENT.alerts


def deep(levels: int) -> bytes:
    return b'{"format":' + b"[" * levels + b"]" * levels + b"}"


CUT = protocol_file(CONTENT)[:300]
TWICE = b'{"format":"tour-de-table/protocole","version":1,"content":{"title":"A","title":"B"}}'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf \n", "vide"),
        (CUT, "coupé"),
        (b"a" * (MAX_BYTES + 1), "2 Mo"),
        (b"\0\1\2\3", "texte"),
        (b"PK\x03\x04rest", "classeur"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xff\xfe\x80 {", "JSON"),
        (b"pas du JSON", "JSON"),
        (deep(100_000), "JSON"),
        (b"[" * 100_000, "JSON"),
        (file_of({"title": "A"}, version=float("nan")), "JSON"),
        (b'{"format":' + b"9" * 5_000 + b"}", "JSON"),
        (TWICE, "deux fois"),
        (b"[]", "pas un protocole"),
        (b"3", "pas un protocole"),
        (b'{"format":"tour-de-table/compte-rendu","version":1}', "pas un protocole"),
        (b'{"meeting":{},"items":[]}', "pas un protocole"),
        (file_of({"title": "A"}, version=2), "plus récente"),
        (file_of({"title": "A"}, version=10**30), "plus récente"),
        (file_of({"title": "A"}, version=True), "version"),
        (file_of({"title": "A"}, version="1"), "version"),
        (file_of({"title": "A"}, version=0), "version"),
        (file_of(None), "ne contient pas"),
        (file_of([]), "« Protocole » n’a pas la forme"),
        (file_of({"title": 3}), "« Titre »"),
        (file_of({"title": "A", "theme": []}), "« Thème »"),
        (file_of({"title": "A", "inclusion": ["a"]}), "« Critères d’inclusion »"),
        (file_of({"title": "A", "steps": {}}), "« Étapes »"),
        (file_of({"title": "A", "steps": [3]}), "« Étapes »"),
        (file_of({"title": "A", "steps": [{"who": 1e400}]}), "JSON"),
        (file_of({"title": "A", "steps": [{"who": 12}]}), "« Qui »"),
        (file_of({"title": "A", "steps": [{"moment": "later"}]}), "« Moment » a une valeur"),
        (file_of({"title": "A", "indicators": [{"measure": "x"}]}), "« Mesure » a une valeur"),
        (file_of({"title": "A", "references": None}), "« Références »"),
        (file_of({}), "pas de titre"),
        (file_of({"title": " \u200b\n "}), "pas de titre"),
        (file_of({"title": "A" * 121}), "120 au plus"),
        (file_of({"title": "A", "theme": "A" * 121}), "120 au plus"),
        (file_of({"title": "A", "need": "A" * (LONGEST_TEXT + 1)}), "« Besoin »"),
        (file_of({"title": "A", "steps": [{"what": "A"}] * (MOST_STEPS + 1)}), "51 étapes"),
        (
            file_of({"title": "A", "indicators": [{"name": "A"}] * (MOST_INDICATORS + 1)}),
            "21 indicateurs",
        ),
        (
            file_of({"title": "A", "references": [{"title": "A"}] * (MOST_REFERENCES + 1)}),
            "31 références",
        ),
    ],
)
def test_what_is_no_protocol_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    error = refused(data)
    assert any(word in error.sentence for word in words.split("|")), error.sentence
    assert "CSV" not in error.remedy


def test_a_newer_file_says_to_update_the_program() -> None:
    assert "à jour" in refused(file_of({"title": "A"}, version=2)).remedy


def test_controls_and_lone_surrogates_are_no_part_of_a_text() -> None:
    raw = (
        b'{"format":"tour-de-table/protocole","version":1,"content":{"title":"A\\u0007\\nB\\ud800",'
    )
    raw += '"need":"un\u2028deux\\r\\ntrois\\u0000\\u001b[31m"}}'.encode()
    content = read(raw)
    assert content.title == "A B\ufffd"
    assert content.need == "un\ndeux\ntrois[31m"
    protocol_file(content)  # can be written again


def test_signs_that_show_nothing_or_turn_a_line_round_are_no_part_of_a_text() -> None:
    told = {
        "title": "Chu\u200bte\u202e à do\u00admicile\ufeff",
        "need": "\u2066Ker\u2060vella\u2069",
    }
    content = read(file_of(told))
    assert (content.title, content.need) == ("Chute à domicile", "Kervella")


def test_rows_that_say_nothing_are_left_out_and_unknown_members_passed_over() -> None:
    content = read(
        file_of(
            {
                "title": "A",
                "later": {"deep": [1, 2.5, None]},
                "steps": [{}, {"id": 7, "what": "Voir", "colour": "red"}, {"who": " "}],
                "indicators": [{"measure": "included"}],
                "references": [{"link": ""}],
            },
            colour="red",
        )
    )
    assert [(step.moment, step.what) for step in content.steps] == [(Moment.SPOT, "Voir")]
    assert content.indicators == ()
    assert content.references == ()


def test_the_longest_protocol_that_the_program_keeps_comes_back() -> None:
    row: dict[str, Any] = dict.fromkeys(("what", "where", "when", "why", "how"), "é" * 1_000)
    long = replace(
        CONTENT,
        need="é" * LONGEST_TEXT,
        alerts='"\\\n' * (LONGEST_TEXT // 3 - 1) + "fin",
        steps=(ProtocolStep(ProtocolStepId("s"), who="Infirmier", **row),) * MOST_STEPS,
    )
    assert without_ids(read(protocol_file(long))) == without_ids(long)


def test_a_file_on_a_disk_is_never_read_beyond_what_a_protocol_may_have(tmp_path: Path) -> None:
    file = tmp_path / "protocole.json"
    file.write_bytes(protocol_file(CONTENT))
    assert open_protocol_file(file, lambda: "id").title == CONTENT.title
    with file.open("wb") as huge:
        huge.truncate(5 * 1024**3)  # a hole: takes no room, and would not fit in memory
    with pytest.raises(UserError, match="2 Mo"):
        open_protocol_file(file, lambda: "id")
    for none in (tmp_path, tmp_path / "absent", Path("a\0b")):
        with pytest.raises(UserError, match="ne peut pas être lu"):
            open_protocol_file(none, lambda: "id")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["title", "steps", "who", "id", "moment", "indicators", "name", "theme"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(JSON)
def test_whatever_the_content_is_it_is_read_or_refused(content: object) -> None:
    try:
        kept = read(file_of(content))
    except UserError:
        return
    assert without_ids(read(protocol_file(kept))) == without_ids(kept)


@given(st.binary(max_size=200), st.integers(0, 500))
def test_a_damaged_file_is_read_or_refused(noise: bytes, at: int) -> None:
    data = protocol_file(CONTENT)
    try:
        read(data[:at] + noise + data[at + len(noise) :])
    except UserError as error:
        assert error.sentence  # noqa: PT017  either outcome is right, another exception is not
