"""Measure report.html of a class in a real browser: ready, memory, sort, search.

    python benchmarks/naming.py dropout_scaling --students 1000 --keep /tmp/class
    python benchmarks/report.py /tmp/class/dropout_scaling/grades --students 1000

The page is made anew from the run's grades; where the run has fewer students than are asked for,
its grades stand for several, each under a name of its own, and it says how many were graded.
Each figure is the median of five loads in Chromium, with an empty cache, of a file on this machine;
the processor time is that of the page's main thread, which says something on a busy machine, too.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.browser import browser
from torchgrade.records import Batch
from torchgrade.results import report
from torchgrade.results.merging import open_part

_LOADS = 5

_READY = """() => {
  const [entry] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return [paint ? paint.startTime : 0, entry.domContentLoadedEventEnd, entry.loadEventEnd];
}"""

_CLICK = """(choose) => new Promise((done) => {
  const start = performance.now();
  eval(choose);
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
})"""

_STEPS = {
    "sort by score": 'document.querySelectorAll("#class thead button")[1].click()',
    "sort by name": 'document.querySelectorAll("#class thead button")[0].click()',
    "search": "const box = document.querySelector('.words'); box.value = '77'; "
    "box.dispatchEvent(new Event('input'))",
    "hide names": "const one = document.querySelector('input.nameless'); one.checked = true; "
    "one.dispatchEvent(new Event('change'))",
}


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("--students", type=int, default=1000)
    options = parser.parse_args()
    part = open_part(options.run)
    batch = _of(part.batch, options.students)
    manifest = part.run.manifest
    explained = [(g.submission, q.name) for g in batch.grades for q in g.questions]
    names = [grade.submission for grade in batch.grades]
    start, before = time.perf_counter(), time.process_time()
    page = report(batch, manifest, explained, names)
    made, used = time.perf_counter() - start, time.process_time() - before
    print(f"{len(batch.grades)} students, of whom {len(part.batch.grades)} were graded")
    size = len(page.encode()) / 1e6
    print(f"report made in {made:.1f} s ({used:.1f} s of a processor), {size:.1f} MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(page, encoding="utf-8")
        _look(path)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}, Python {platform.python_version()}")


def _of(batch: Batch, students: int) -> Batch:
    """Return a class of a size, of the grades that there are."""
    there = batch.grades
    grades = [
        replace(
            there[at % len(there)],
            submission=f"student-{at:04}",
            digest=f"{at}" if at >= len(there) else there[at].digest,
        )
        for at in range(students)
    ]
    return replace(batch, grades=tuple(grades))


def _look(path: Path) -> None:
    found: dict[str, list[float]] = {}
    for _ in range(_LOADS):
        with browser(bypass_csp=True) as tab:
            session = tab.context.new_cdp_session(tab)
            session.send("Performance.enable")
            tab.goto(path.as_uri())
            tab.wait_for_load_state("load")
            paint, ready, loaded = tab.evaluate(_READY)
            names = ("first paint, ms", "ready (DOM and script), ms", "loaded, ms")
            for name, value in zip(names, (paint, ready, loaded), strict=True):
                found.setdefault(name, []).append(value)
            found.setdefault("processor time until then, ms", []).append(_processor(session))
            found.setdefault("memory of scripts, MB", []).append(_heap(session))
            for name, choose in _STEPS.items():
                before = _processor(session)
                found.setdefault(f"{name}, ms", []).append(tab.evaluate(_CLICK, choose))
                took = _processor(session) - before
                found.setdefault(f"{name}, processor time, ms", []).append(took)
            found.setdefault("elements", []).append(
                tab.evaluate("document.getElementsByTagName('*').length")
            )
    middle: Callable[[list[float]], float] = statistics.median
    for name, values in found.items():
        print(f"  {name}: {middle(values):.0f} (at most {max(values):.0f})")


def _heap(session: Any) -> float:
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def _processor(session: Any) -> float:
    """Return the processor time, in ms, of the page's main thread: what else runs counts little."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    seconds: float = next(one["value"] for one in metrics if one["name"] == "ThreadTime")
    return 1000 * seconds


if __name__ == "__main__":
    main()
