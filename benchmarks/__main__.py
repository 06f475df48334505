# SPDX-License-Identifier: EUPL-1.2
"""`python -m benchmarks [name…]`: prints each ratio beside its aim, from this one run.

Always ends 0: a benchmark tells, a test refuses. Run it on a quiet machine.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import platformdirs

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
from benchmarks.measure import Bench, Finding, Unavailable

BENCHES: dict[str, Callable[[Bench], Iterator[Finding]]] = {
    "start": start.run,
    "bundle": bundle.run,
    "unlock": unlock.run,
    "lock": lock.run,
    "keys": keys.run,
    "autosave": autosave.run,
    "search": search.run,
    "situation": situation.run,
    "backup": backup.run,
    "minutes_pdf": minutes_pdf.run,
    "typing": typing.run,
    "meeting": meeting.run,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks asked for, all of them by default."""
    options = _parser().parse_args(arguments)
    options.data.mkdir(parents=True, exist_ok=True)
    about = {
        "machine": machine(),
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    print(f"{about['machine']}\n{about['date']}\n")
    findings: list[Finding] = []
    # Beside the data and not in the system's temporary folder, which may be memory: a commit
    # must reach a disk.
    with tempfile.TemporaryDirectory(dir=options.data, prefix="run-") as scratch:
        for name in options.names or BENCHES:
            place = Path(scratch) / name
            place.mkdir()
            for finding in _run(name, Bench(options.data, place, options.bundle)):
                findings.append(finding)
                print(line(finding), flush=True)
    if options.json is not None:
        _write(options.json, about, findings)
    return 0


def line(finding: Finding) -> str:
    """One finding as it is printed."""
    value = f"{finding.value:.3g} {finding.unit}"
    aim = "" if finding.aim is None else f"aim ≤ {finding.aim:g} {finding.unit}"
    return f"{finding.label:<44} {value:>10}  {aim:<14} {finding.verdict:<6}  {finding.detail}"


def machine() -> str:
    """What this was measured on."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = (text for text in info.read_text().splitlines() if text.startswith("model name"))
        cpu = next(models, f":{cpu}").partition(":")[2].strip()
    said = [cpu, f"{os.cpu_count()} cores", platform.platform(terse=True)]
    said.append(f"Python {platform.python_version()}")
    if hasattr(os, "getloadavg"):
        said.append(f"load {os.getloadavg()[0]:.1f}")
    return ", ".join(said)


def _run(name: str, bench: Bench) -> Iterator[Finding]:
    try:
        yield from BENCHES[name](bench)
    except Unavailable as reason:
        print(f"{name}: not measured, {reason}")


def _write(file: Path, about: dict[str, str], findings: list[Finding]) -> None:
    lines = [asdict(finding) | {"verdict": finding.verdict} for finding in findings]
    whole = about | {"findings": lines}
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=(*BENCHES, []), metavar="name", help=", ".join(BENCHES)
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the numbers there")
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=platformdirs.user_cache_path("tour-de-table-benchmarks", appauthor=False),
        help="where the fictional practices are built once and kept",
    )
    parser.add_argument(
        "--bundle",
        type=Path,
        metavar="DIR",
        default=Bench.bundle,
        help="the frozen program that `bundle` starts (packaging/bundle.sh makes it)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
