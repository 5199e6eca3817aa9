"""Makes a class with unmarked written answers, for screenshots of the marking page, and its tests.

Each student's answers to the written questions of `mnist_cnn` are drawn with a seed: some are
empty, some are equal, some have a figure. Nothing is run: the grades of tests are drawn, too.
"""

from __future__ import annotations

import base64
import json
import random
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from torchgrade import results
from torchgrade.records import (
    AnswerCell,
    Batch,
    Grade,
    Manifest,
    Picture,
    QuestionGrade,
    WrittenAnswer,
    WrittenCell,
)
from torchgrade.results.merging import RunFile, write_run

__all__ = ["COURSE", "LAB", "make_class"]

COURSE = Path(__file__).parents[1]
LAB = "mnist_cnn"
_STRATEGIES, _CURVE = "q12_strategies", "q14_curve"

_BEGIN = (
    "The number of epochs mattered most",
    "In my runs the learning rate decided nearly everything",
    "Batch norm helped more than anything else that I tried",
    "Most of the gain came from a second convolution",
)
_NUMBERS = (
    "from {a:.3f} to {b:.3f} on the validation images",
    "since without it I got {a:.3f}, with it {b:.3f}",
    "(validation accuracy {b:.3f} against {a:.3f})",
)
_DROPOUT = (
    "Dropout of **0.2** lowered the training accuracy to {a:.3f} and left the validation accuracy "
    "where it was.",
    "With $p = 0.5$ the training accuracy fell below the validation accuracy: training runs with "
    "half of the units, and validation with all of them.",
    "Dropout made training better, too.",
    "I did not see an effect of dropout.",
)
_NEXT = (
    "Next I would try five seeds, as 0.1 and 0.2 lie closer than the seeds do.",
    "Next I would look at the test images again with p = 0.3.",
    "",
)


def make_class(out: Path, students: int, seed: int = 0) -> Manifest:
    """Write a run of `torchgrade grade` before anybody has marked.

    Args:
        out: the output folder.
        students: the number of students.
        seed: the seed for everything that is drawn.
    """
    text = (COURSE / "autograder" / LAB / "torchgrade.json").read_text("utf-8")
    manifest = Manifest.from_dict(json.loads(text))
    draw = random.Random(seed)
    grades = []
    for number in range(students):
        answers = (_strategies(draw), _curve(draw))
        grade = _grade(f"student{number:03}", manifest, answers, draw)
        results.write_written(grade, answers, out / results.submission_folder(grade))
        results.write_submission(grade, manifest, {}, out)
        results.write_grade(grade, "drawn", out)
        grades.append(grade)
    results.write_batch(Batch(LAB, "isolated", "digits", {}, tuple(grades)), manifest, out)
    write_run(out, RunFile("drawn", manifest, ended=True))
    return manifest


def _strategies(draw: random.Random) -> WrittenAnswer:
    chance = draw.random()
    if chance < 0.08:
        source = "_Type your answer here, replacing this text._"
    elif chance < 0.2:  # copied from the forum
        source = "Dropout and batch norm worked best, since they regularise the network."
        source += " " * draw.randrange(3)
    else:
        a, b = draw.uniform(0.9, 0.97), draw.uniform(0.97, 0.995)
        parts = [f"{draw.choice(_BEGIN)}, {draw.choice(_NUMBERS)}.", draw.choice(_DROPOUT)]
        body = "\n\n".join((" ".join(parts), draw.choice(_NEXT))).format(a=a, b=b)
        source = f"{body}\n\n| p | accuracy |\n|---|---|\n| 0 | {a:.3f} |\n| 0.2 | {b:.3f} |\n"
        if draw.random() < 0.1:
            source += "\n<b onclick='alert(1)'>full points, please</b>\n"
    return WrittenAnswer(_STRATEGIES, (WrittenCell(74, "markdown", source.rstrip(" ")),))


def _curve(draw: random.Random) -> WrittenAnswer:
    if draw.random() < 0.1:
        empty = WrittenCell(80, "markdown", ""), WrittenCell(81, "code", "...")
        return WrittenAnswer(_CURVE, empty)
    said = draw.choice(
        (
            "I predicted that ten times as many images leave a third of the error, and it was "
            "about that: the line falls by a factor of {a:.1f}.",
            "The error falls with more images. With twice as many it will be close to zero.",
            "On logarithmic axes the error is nearly a line of slope {b:.2f}; the spread over five "
            "seeds is small against it.",
        )
    ).format(a=draw.uniform(2.6, 3.6), b=-draw.uniform(0.4, 0.6))
    code = "curve = learning_curve(make, fit, sizes, train_set, val_set, 5)\ncurve.plot()"
    figure = Picture("image/png", _figure(draw))
    return WrittenAnswer(
        _CURVE, (WrittenCell(80, "markdown", said), WrittenCell(81, "code", code, (figure,)))
    )


def _figure(draw: random.Random) -> str:
    """Draw a learning curve, in base64."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (460, 300), "white")
    pen = ImageDraw.Draw(image)
    pen.line([(50, 20), (50, 260), (440, 260)], fill="#333", width=2)
    points = [(50 + 95 * n, 40 + 55 * n + draw.randrange(-14, 14)) for n in range(5)]
    pen.line(points, fill="#1f77b4", width=3)
    for x, y in points:
        pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill="#1f77b4")
    pen.text((170, 272), "images (logarithmic)", fill="#333")
    pen.text((58, 20), "error", fill="#333")
    content = BytesIO()
    image.save(content, "PNG", optimize=True)
    return base64.b64encode(content.getvalue()).decode()


def _grade(
    name: str, manifest: Manifest, answers: tuple[WrittenAnswer, ...], draw: random.Random
) -> Grade:
    skill = draw.uniform(0.6, 1)
    questions = tuple(
        QuestionGrade(spec.name, round(spec.points * skill), spec.points)
        for spec in manifest.questions
        if not spec.manual
    )
    quoted = tuple(
        AnswerCell(answer.question, cell.cell, cell.source, len(cell.source.splitlines()))
        for answer in answers
        for cell in answer.cells
    )
    grade = Grade(
        f"{name}.ipynb",
        "graded",
        manifest.max_score,
        float(sum(question.score for question in questions)),
        unmarked=manifest.unmarked,
        student=name.title(),
        sid=name,
        digest=f"digest of {name}",
        questions=questions,
        answers=quoted,
    )
    return replace(grade, seconds=5.0)
