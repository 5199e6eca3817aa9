"""What nbgrader gives every variant of the labs, kept in files.

`python -m tests.parity.nbgrader_oracle` makes an nbgrader course of each lab, hands in what has no
record yet,
and lets the real `nbgrader autograde` run it in nbgrader's own kernel (5 to 20 s each).
"""

from __future__ import annotations

import argparse
import copy
import fnmatch
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import tqdm

from tests.parity.oracle import ROOT, Record, differences, prune, stored, write
from tests.support.corpus import Entry, digest
from torchgrade import notebook as nb
from torchgrade.authoring import read_source
from torchgrade.course import Course, read_manifest
from torchgrade.gradecells import grade_cells
from torchgrade.nbgrader import configure
from torchgrade.nbgrader.authoring import make_course
from torchgrade.nbgrader.authoring.notebook import source_notebook
from torchgrade.nbgrader.course import open_application, open_gradebook
from torchgrade.verify import read_variants
from torchgrade.verify.variant import apply, make_file

NBGRADER = "nbgrader_"


def _handed_out(solved: Any, *, blank: bool) -> Any:
    """Do what `nbgrader generate_assignment` does to the cells, but for the solutions if asked."""
    from nbgrader.preprocessors import ClearHiddenTests

    from torchgrade.nbgrader.stubs import LeaveStubs

    made = copy.deepcopy(solved)
    if blank:
        made, _ = LeaveStubs().preprocess(made, {})
    made, _ = ClearHiddenTests().preprocess(made, {})
    return made


def entries(name: str, folder: Path, wanted: str = "*") -> Iterator[Entry]:
    """List the variants of a lab as nbgrader's students would have them; write them there.

    Args:
        name: the lab.
        folder: where the submissions are written, each into a folder of its own.
        wanted: those that are asked for, by a pattern of the ids of their entries.
    """
    lab = Course(ROOT).lab(name)
    outline = read_source(lab)
    solved = source_notebook(outline, read_manifest(lab.autograder), lab.autograder / "tests")
    variants = [*read_variants(lab.mistakes), *read_variants(lab.alternatives)]
    made = [("solution", "", None), ("blank", "", None)]
    made += [(v.place.removesuffix(".py"), v.why, v) for v in variants]
    for title, why, variant in made:
        if not fnmatch.fnmatchcase(f"{NBGRADER}{name}/{title}", wanted):
            continue
        submitted = folder / name / title
        submitted.mkdir(parents=True)
        notebook = apply(variant, outline, solved) if variant else solved
        notebook = _handed_out(notebook, blank=title == "blank")
        nb.write(nb.normalise(notebook), submitted / lab.notebook.name)
        shutil.copy(lab.release / "lab.toml", submitted)
        for item in lab.hand_in:
            source = lab.release if title == "blank" else lab.solutions
            if (source / item).is_dir():
                shutil.copytree(source / item, submitted / item)
        if variant and variant.file:
            make_file(variant, submitted)
        yield Entry(NBGRADER + name, title, why, lab.autograder, submitted)


class NbgraderCourse:
    """A course in which the real `nbgrader autograde` runs, in this process."""

    def __init__(self, name: str, root: Path) -> None:
        from nbgrader.apps import NbGraderAPI

        course = Course(ROOT)
        list(make_course(course, [course.lab(name)], root))
        self._root, self._lab = root, course.lab(name)
        application = open_application(root)
        self._directory = application.coursedir
        configure(application.config, isolated=False)
        self._api = NbGraderAPI(self._directory, config=application.config)

    def grade(self, entry: Entry) -> Record:
        """Hand an entry in for a student of its own, and read what nbgrader gave."""
        student = entry.name.replace("/", "-")
        handed_in = self._root / "submitted" / student / self._lab.name
        shutil.copytree(entry.submitted, handed_in)
        private = self._lab.autograder / "private"
        if private.is_dir():  # nbgrader's own kernel has no other place for them
            shutil.copytree(private, handed_in, dirs_exist_ok=True)
        result = self._api.autograde(self._lab.name, student)
        assert result["success"], result["log"]
        manifest = read_manifest(self._lab.autograder)
        with open_gradebook(self._directory.db_url) as gradebook:
            submission = gradebook.find_submission_notebook(self._lab.name, self._lab.name, student)
            scores = {grade.name: grade.auto_score for grade in submission.grades}
        cells = [cell for cell in grade_cells(manifest) if not cell.manual]
        return Record(
            entry=entry.id,
            source="nbgrader",
            status="graded",
            score=round(sum(scores[cell.id] for cell in cells), 6),
            cases={case: scores[cell.id] == cell.points for cell in cells for case in cell.cases},
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.parity.nbgrader_oracle")
    parser.add_argument("--all", action="store_true", help="run everything anew")
    parser.add_argument(
        "--only", default="*", metavar="GLOB", help="for instance 'nbgrader_resnet/*'"
    )
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    changed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="torchgrade-parity-") as folder:
        for name in Course(ROOT).lab_names:
            found = list(entries(name, Path(folder) / "entries", chosen.only))
            if chosen.only == "*":
                prune(found)
            known = stored(NBGRADER + name)
            keys = {e.id: digest(e.autograder, e.submitted) for e in found}
            todo = [e for e in found if chosen.all or keys[e.id] not in known]
            if not todo:
                continue
            course = NbgraderCourse(name, Path(folder) / "course" / name)
            for entry in tqdm.tqdm(todo, unit="submission", desc=name):
                before = known.get(keys[entry.id])
                made = course.grade(entry)
                if before:
                    words = differences(made, before).items()
                    changed += [f"{entry.id}: {case}: {said}" for case, said in words]
                known = {k: v for k, v in known.items() if v.entry != entry.id}
                known[keys[entry.id]] = made
                write(NBGRADER + name, known)
    print("\n".join(changed) or "no record has changed")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
