"""Take the README's screenshots of what students and staff see, in a real browser.

    python tools/screenshots.py

It opens the first questions of `dropout_scaling`, with a mistake in one of them, in JupyterLab, and
grades another student's notebook for the page of feedback. The report shows a class with random
results, drawn with a seed, and a wrong test; the marking page shows another such class. It needs
Chromium (`make browser`).
"""

from __future__ import annotations

import contextlib
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import nbformat
from PIL import Image

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.browser import browser, jupyterlab, open_and_run
from tools.written_class import make_class
from torchgrade.records import Batch, CaseGrade, Grade, Manifest, QuestionGrade
from torchgrade.results import report

__all__ = ["IMAGES", "PICTURES", "main"]

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PICTURES = ("card.png", "board.png", "feedback.png", "report.png", "marking.png")

LAB = "dropout_scaling"
_LAST = "q5_backward"  # of the opened questions
_WRONG = "test_layer_drops_the_right_share"  # in the random class
_COLOURS, _SCALE = 96, 2

_STOPS = """\
def dropout_forward(x, dropout_param):
    \"\"\"Inverted dropout with a KEEP probability.\"\"\"
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, dropout_param["mask"]
    mask = torch.rand(x.shape) < p
    return x * mask, (dropout_param, mask)"""

_READS_P_AS_DROP = """\
def dropout_forward(x, dropout_param):
    \"\"\"Inverted dropout with a KEEP probability.\"\"\"
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    generator = None
    if dropout_param.get("seed") is not None:
        generator = torch.Generator(x.device).manual_seed(dropout_param["seed"])
    kept = torch.rand(x.shape, generator=generator, device=x.device) < p
    mask = kept.to(x.dtype) / (1 - p)
    return x * mask, (dropout_param, mask)"""

_DRAWS_AGAIN = """\
def dropout_backward(dout, cache):
    \"\"\"Draws once more.\"\"\"
    dropout_param, mask = cache
    if mask is None:
        return dout
    p = dropout_param["p"]
    return dout * (torch.rand(dout.shape) < p) / p"""


def notebook(**answers: str) -> Any:
    """Return the release, filled in with the solution, except for some definitions.

    Args:
        answers: answers by the name that they define; empty: as in the release.
    """
    release = nbformat.read(ROOT / "release" / LAB / f"{LAB}.ipynb", as_version=4)
    solution = nbformat.read(ROOT / "solutions" / LAB / f"{LAB}.ipynb", as_version=4)
    right = _code(solution, "otter_assign_solution_cell")
    for cell, answer in zip(_code(release, "otter_answer_cell"), right, strict=True):
        name = re.match(r"(?:def |class )?(\w+)", answer["source"])
        code = re.sub(r"\n? *# (BEGIN |END )?SOLUTION\b.*", "", answer["source"])
        cell["source"] = answers.get(name[1], code) or cell["source"] if name else code
    return release


def _code(book: Any, tag: str) -> list[Any]:
    return [
        cell
        for cell in book.cells
        if cell.cell_type == "code" and tag in cell.metadata.get("tags", ())
    ]


def first_questions(book: Any) -> Any:
    """Cut off a notebook after a few questions, keeping the cell with all checks at its end."""
    sources = [cell["source"] for cell in book.cells]
    last = sources.index(f'grader.check("{_LAST}")')
    book.cells = [*book.cells[: last + 1], book.cells[sources.index("grader.check_all()")]]
    tests = book.metadata["otter"]["tests"]
    names = re.findall(r'grader\.check\("(\w+)"\)', "\n".join(sources[: last + 1]))
    book.metadata["otter"]["tests"] = {name: tests[name] for name in names}
    return book


@contextlib.contextmanager
def _opened(folder: Path, book: Any) -> Iterator[Any]:
    """Run a notebook in JupyterLab, and yield the page, showing only the notebook."""
    for file in (ROOT / "release" / LAB).iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    nbformat.write(book, folder / f"{LAB}.ipynb")
    view = {"width": 1060, "height": 2400}
    with (
        jupyterlab(folder) as address,
        browser(viewport=view, device_scale_factor=_SCALE) as page,
    ):
        open_and_run(page, address, f"{LAB}.ipynb")
        page.locator(".tg").nth(5).wait_for()
        page.locator(".jp-MarkdownCell").first.click()  # no other cell is marked as selected
        page.keyboard.press("Control+b")  # hide the file browser on the left
        page.wait_for_timeout(1000)  # and use its space
        yield page


def in_jupyterlab(folder: Path) -> None:
    """Take the screenshots of a card, with its cell, and of the board."""
    book = first_questions(notebook(dropout_forward=_STOPS, dropout_backward=""))
    with _opened(folder, book) as page:
        cells = page.locator(".jp-CodeCell")
        answer = cells.filter(has_text="Inverted dropout with a KEEP").first
        _save(page, "card.png", answer, cells.filter(has=page.locator(".tg-card")).nth(3))
        board = cells.filter(has_text="grader.check_all()").last
        _save(page, "board.png", board, board)


def of_kept(folder: Path) -> None:
    """Take the screenshot of a card with a picture of what dropout kept."""
    with _opened(folder, first_questions(notebook(dropout_backward=_DRAWS_AGAIN))) as page:
        cells = page.locator(".jp-CodeCell")
        answer = cells.filter(has_text="Draws once more").first
        _save(page, "kept.png", answer, cells.filter(has=page.locator(".tg-picture")).first)


def of_feedback(folder: Path) -> None:
    """Take the screenshot of a student's page of feedback."""
    inbox, out = folder / "ada", folder / "grades"
    inbox.mkdir()
    nbformat.write(notebook(dropout_forward=_READS_P_AS_DROP), inbox / f"{LAB}.ipynb")
    command = [sys.executable, "-m", "torchgrade", "grade", LAB, str(inbox), "--out", str(out)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    [page_of_ada] = out.rglob("feedback.html")
    view = {"width": 1180, "height": 800}
    with browser(viewport=view, device_scale_factor=_SCALE) as page:
        page.goto(page_of_ada.as_uri())
        _write("feedback.png", page.screenshot())


def of_report(folder: Path) -> None:
    """Take the screenshot of the report of a class."""
    text = (ROOT / "autograder" / LAB / "torchgrade.json").read_text("utf-8")
    manifest = Manifest.from_dict(json.loads(text))
    draw = random.Random(0)
    grades = tuple(_drawn(f"student{n:03}.ipynb", manifest, draw) for n in range(240))
    path = folder / "report.html"
    path.write_text(report(Batch(LAB, "isolated", "digits", {}, grades), manifest), "utf-8")
    with browser(viewport={"width": 1180, "height": 1000}, device_scale_factor=_SCALE) as page:
        page.goto(path.as_uri())
        _write("report.png", page.screenshot())


def of_marking(folder: Path) -> None:
    """Take the screenshot of the marking page, with an answer that has a figure."""
    make_class(folder / "marked", 60)
    command = [sys.executable, "-m", "torchgrade", "mark", str(folder / "marked"), "--port", "0"]
    served = subprocess.Popen(
        [*command, "--seed", "7"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert served.stdout is not None
    address = next(line.strip() for line in served.stdout if "?token=" in line)
    view = {"width": 1360, "height": 800}
    try:
        with browser(viewport=view, device_scale_factor=_SCALE) as page:
            page.goto(f"{address}&as=Ada")
            page.select_option("#question", "q14_curve")
            page.get_by_text("left empty").wait_for()
            for keys in ("x", "Enter", "1", "Enter", "4", "c"):
                page.keyboard.press(keys)
                page.wait_for_timeout(500)
            page.keyboard.type("What does your slope say of twice as many images?")
            page.get_by_role("heading", name="Answer 3").click()
            page.locator("#saved", has_text="saved").wait_for()
            page.locator("figure").wait_for()
            _write("marking.png", page.screenshot())
    finally:
        served.terminate()
        served.wait(60)


def of_proof(folder: Path) -> None:
    """Take the screenshot of a question in verify's report: which test catches which mistake."""
    path = folder / "proof.html"
    command = [sys.executable, "-m", "torchgrade", "verify", LAB, "--question", "q5_backward"]
    quick = ["--quick", "--sample", "3", "--html", str(path)]
    subprocess.run([*command, *quick], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    with browser(viewport={"width": 1180, "height": 900}, device_scale_factor=_SCALE) as page:
        page.goto(path.as_uri())
        question = page.locator("details").filter(has_text="Who catches what").first
        question.evaluate("part => part.open = true")
        page.evaluate("part => part.scrollIntoView()", question.element_handle())
        _write("proof.png", page.screenshot())


def _drawn(name: str, manifest: Manifest, draw: random.Random) -> Grade:
    """Draw a random grade of a student who is more or less good at the lab."""
    if draw.random() < 0.02:
        return Grade(name, "rejected", manifest.max_score, message="This is not a notebook.")
    skill = min(1.0, max(0.0, draw.gauss(0.8, 0.2)))
    questions = []
    for spec in (one for one in manifest.questions if not one.manual):
        cases = []
        for case in spec.cases:
            passed = draw.random() < (1 - skill if case.test == _WRONG else skill)
            points = case.points if passed else 0.0
            status: Literal["passed", "failed"] = "passed" if passed else "failed"
            cases.append(CaseGrade(case.name, status, case.hidden, points, case.points))
        score = sum(case.score for case in cases)
        questions.append(QuestionGrade(spec.name, score, spec.points, tuple(cases)))
    total = sum(question.score for question in questions)
    took = round(draw.uniform(5, 9), 1)
    return Grade(
        name, "graded", manifest.max_score, total, seconds=took, questions=tuple(questions)
    )


def _save(page: Any, name: str, first: Any, last: Any) -> None:
    """Take a screenshot from one cell to another."""
    last.scroll_into_view_if_needed()
    first.scroll_into_view_if_needed()
    above, below = first.bounding_box(), last.bounding_box()
    clip = {**above, "height": below["y"] + below["height"] - above["y"]}
    _write(name, page.screenshot(clip=clip))


def _write(name: str, picture: bytes) -> None:
    """Save a picture with few colours, which suffice for text."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    few = image.quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(IMAGES / name, optimize=True)
    print(name, image.size, (IMAGES / name).stat().st_size)


def main() -> None:
    """Take all screenshots, or the named ones, such as jupyterlab, kept or feedback."""
    takes = (in_jupyterlab, of_kept, of_feedback, of_report, of_marking, of_proof)
    named = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for take in takes:
            if not named or take.__name__.partition("_")[2] in named:
                take(Path(folder))


if __name__ == "__main__":
    main()
