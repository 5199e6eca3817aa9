"""Grade a class whose mistakes are known, and count how many of them the grades name.

    python benchmarks/naming.py dropout_scaling --students 200
    python benchmarks/naming.py dropout_scaling --students 1000 --keep /tmp/class
    python benchmarks/naming.py --recorded

Each student is the lab's solution with up to four of its mistakes, each in a question of its own,
drawn by a seed. For every question that lost points the named mistake is compared with the one that
was put in; then again with that one struck from what is known, as if nobody had met it before:
whatever is named now is wrong. `--recorded` grades nobody: each mistake of all labs is looked at
once, as it is written down.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from torchgrade import notebook as nb
from torchgrade.authoring import read_source
from torchgrade.bundle.naming import Naming
from torchgrade.bundle.signatures import Message, Signatures, failed_tests, message_of, values_of
from torchgrade.course import Course, Lab, read_manifest
from torchgrade.files.decoding import read_json
from torchgrade.records import Batch, Grade, LikelyMistake
from torchgrade.verify import Variant, apply, read_variants

_MOST = 4  # mistakes of a student

Class = Mapping[str, Mapping[str, Variant]]
"""Student -> question -> the mistake that was put in."""

Seen = tuple[str, str, Mapping[str, Message], str]
"""A question, the mistake in it, the messages of what fails, and the hash of its values."""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labs", nargs="*")
    parser.add_argument("--recorded", action="store_true", help="grade nobody, by signatures.json")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="keep what is handed in, and the grades, here")
    options = parser.parse_args()
    course = Course(Path.cwd())
    for lab in map(course.lab, options.labs) if options.labs else course.labs():
        if options.recorded:
            _say_recorded(lab)
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = options.keep / lab.name if options.keep else Path(temporary)
            truth = _hand_in(lab, folder / "class", options.students, options.seed)
            command = [sys.executable, "-m", "torchgrade", "grade", lab.name, folder / "class"]
            command += ["--out", folder / "grades", "--jobs", str(options.jobs)]
            subprocess.run([*command, "--resume"], check=True)
            batch = read_json(folder / "grades" / "grades.json", Batch)
        _say(lab, truth, batch.grades)


def _hand_in(lab: Lab, folder: Path, students: int, seed: int) -> Class:
    """Write a class of submissions, and return what is wrong with each."""
    chance = random.Random(seed)
    outline, solved = read_source(lab), nb.read(lab.solutions / lab.notebook.name)
    of_question: dict[str, list[Variant]] = {}
    for variant in read_variants(lab.mistakes):
        if not variant.file:
            of_question.setdefault(variant.question, []).append(variant)
    truth = {}
    for number in range(students):
        chosen = chance.sample(sorted(of_question), chance.randint(1, _MOST))
        mistakes = {question: chance.choice(of_question[question]) for question in chosen}
        notebook = solved
        for variant in mistakes.values():
            notebook = apply(variant, outline, notebook)
        student = f"student-{number:04}"
        (folder / student).mkdir(parents=True, exist_ok=True)
        nb.write(notebook, folder / student / lab.notebook.name)
        truth[student] = mistakes
    return truth


def _say(lab: Lab, truth: Class, grades: Sequence[Grade]) -> None:
    known, names = Signatures.read(lab.signatures), read_manifest(lab.autograder).test_names
    found = []
    for grade in grades:
        for question in grade.questions:
            mistake = truth[grade.submission].get(question.name)
            failed = failed_tests(question, names)
            if mistake and failed:
                seen = {test: message_of(text) for test, text in failed.items()}
                found.append((question.name, mistake.name, seen, values_of(mistake.code)))
    print(f"{lab.name}: {len(truth)} students, {len(found)} questions with a mistake")
    _compare(known, found)


def _say_recorded(lab: Lab) -> None:
    known = Signatures.read(lab.signatures)
    found = [(one.question, one.name, one.shows, one.values) for one in known.mistakes if one.tests]
    print(f"{lab.name}: {len(found)} mistakes")
    _compare(known, found)


def _compare(known: Signatures, found: Sequence[Seen]) -> None:
    """Say how many of what was seen are named, and how many if each had never been met."""
    all_known, unknown = Counter[str](), Counter[str]()
    naming = Naming(known)
    left_out = {one.name: naming.without(one) for one in known.mistakes}
    for question, truth, seen, values in found:
        all_known[_kind(naming.likely(question, seen, values), truth)] += 1
        unknown[_kind(left_out[truth].likely(question, seen, values), truth)] += 1
    named = all_known["named right"] + all_known["named wrong"] + unknown["named wrong"]
    right = 100 * all_known["named right"] / max(1, named)
    print(f"  as it is:                  {_shares(all_known)}")
    print(f"  the mistake not known yet: {_shares(unknown)}")
    print(f"  right in what is named, if half of what students do is not known: {right:.1f} %")


def _kind(likely: LikelyMistake, truth: str) -> str:
    if likely.sure:
        return "named right" if likely.names == (truth,) else "named wrong"
    if likely.is_explained:
        return "among the candidates" if truth in likely.names else "other candidates"
    return "unexplained"


def _shares(counts: Counter[str]) -> str:
    total = counts.total() or 1
    return ", ".join(f"{what} {100 * n / total:.1f} %" for what, n in counts.most_common())


if __name__ == "__main__":
    main()
