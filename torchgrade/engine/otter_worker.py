"""One real ``otter run``, in its own process; answers in JSON.

``python -m torchgrade.engine.otter_worker AUTOGRADER.zip SUBMISSION.zip ANSWER.json``
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

from torchgrade.texts import without_escapes


def _cell_errors(executed: Any, submission: Path) -> list[dict[str, Any]]:
    """List the cells that raised, by their numbers in the submitted notebook."""
    if executed is None:
        return []
    with zipfile.ZipFile(submission) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".ipynb")]
        cells = json.loads(archive.read(name))["cells"]
    numbers = {_mark(cell): number for number, cell in enumerate(cells, start=1)}
    errors = []
    for cell in executed.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error" and _mark(cell) in numbers:
                errors.append(
                    {
                        "cell": numbers[_mark(cell)],
                        "error": f"{output.ename}: {output.evalue}"[:2000],
                        "traceback": without_escapes("\n".join(output.traceback))[:20000],
                    }
                )
    return errors


def _mark(cell: Any) -> str:
    """Return a cell's key: its id, or, before nbformat 4.5, its text."""
    return str(cell.get("id") or "".join(cell["source"]))


def main(autograder: str, submission: str, answer: str) -> None:
    """Grade one submission."""
    from otter.run import main as otter_run

    results = otter_run(submission, autograder=autograder, output_dir="", no_logo=True)
    fatal = str(results.catastrophic_error) if results.has_catastrophic_failure() else ""
    questions = {
        name: [
            {"passed": bool(result.passed), "message": str(result.message or "")}
            for result in test_file.test_case_results
        ]
        for name, test_file in results.results.items()
    }
    content = {
        "fatal": fatal,
        "questions": questions,
        "errors": _cell_errors(results.notebook, Path(submission)),
    }
    Path(answer).write_text(json.dumps(content), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
