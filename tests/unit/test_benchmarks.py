# SPDX-License-Identifier: EUPL-1.2
"""The runner of the benchmarks: it tells and never refuses."""

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as runner
from benchmarks import (
    autosave,
    backup,
    bundle,
    keys,
    lock,
    meeting,
    minutes_pdf,
    search,
    situation,
    start,
    typing,
    unlock,
)
from benchmarks.measure import Bench, Finding, Unavailable, in_turn, ratio, span


def test_sides_take_turns_and_each_begins_as_often() -> None:
    called: list[str] = []

    def side(name: str) -> float:
        called.append(name)
        return len(called)

    ours, theirs = in_turn(4, lambda: side("a"), lambda: side("b"))
    assert "".join(called) == "abbaabba"
    assert (ours, theirs) == ([1, 4, 5, 8], [2, 3, 6, 7])


def test_a_ratio_is_of_medians_and_is_held_against_its_aim() -> None:
    ours, theirs = [0.002, 0.9, 0.003], [0.001, 0.002, 0.004]
    finding = ratio("commit", ours, theirs, 1.5, "SQLite")
    assert finding.value == pytest.approx(1.5)
    assert finding.verdict == "ok"
    assert finding.detail == "3 ms against 2 ms, median of 3; SQLite"
    assert ratio("commit", ours, theirs, 1.4).verdict == "missed"
    assert ratio("commit", ours, theirs, None).verdict == ""


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.00078, "0.78 ms"), (0.236, "236 ms"), (4.784, "4.78 s")]
)
def test_a_duration_is_written_in_the_unit_that_reads_best(seconds: float, said: str) -> None:
    assert span(seconds) == said


def test_what_cannot_be_measured_is_said_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(_bench: Bench) -> list[Finding]:
        raise Unavailable("soffice is not installed")

    found = Finding("start", 2.0, "×", 1.3)
    monkeypatch.setitem(runner.BENCHES, "minutes_pdf", absent)
    monkeypatch.setitem(runner.BENCHES, "start", lambda _bench: [found])
    written = tmp_path / "numbers.json"
    code = runner.main(
        ["minutes_pdf", "start", "--data", str(tmp_path / "data"), "--json", str(written)]
    )
    assert code == 0
    said = capsys.readouterr().out
    assert "minutes_pdf: not measured, soffice is not installed" in said
    assert runner.line(found) in said
    numbers = json.loads(written.read_text(encoding="utf-8"))
    assert [(one["label"], one["verdict"]) for one in numbers["findings"]] == [("start", "missed")]
    assert "Python 3." in numbers["machine"]


def test_every_benchmark_has_a_module_that_runs() -> None:
    modules = {
        module.__name__
        for module in (
            start,
            bundle,
            unlock,
            lock,
            keys,
            autosave,
            search,
            situation,
            backup,
            minutes_pdf,
            typing,
            meeting,
        )
    }
    assert modules == {f"benchmarks.{name}" for name in runner.BENCHES}


def test_an_autosave_is_measured_with_the_statements_that_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "COMMITS", 2)
    service, alone = autosave.run(Bench(tmp_path / "data", tmp_path / "scratch"))
    assert service.value > 0
    assert alone.value > 0
    assert "write" in service.detail
