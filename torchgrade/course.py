"""A course and its labs: the only module that knows the names of their folders and files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import read_json
from torchgrade.files.writing import write_text
from torchgrade.records import Manifest
from torchgrade.settings import LabSettings, read_settings

__all__ = [
    "EVALUATION",
    "MANIFEST",
    "MOST_SECONDS",
    "OTTER_CONFIG",
    "PRIVATE",
    "SETTINGS",
    "SIGNATURES",
    "VERDICTS",
    "Course",
    "Lab",
    "check_name",
    "read_manifest",
]

SETTINGS = "lab.toml"
MANIFEST = "torchgrade.json"
OTTER_CONFIG = "otter_config.json"
SIGNATURES = "signatures.json"
VERDICTS = "verdicts.json"
PRIVATE = "private"
"""The folder of an autograder with files that only tests see."""
EVALUATION = "evaluation"
"""The folder of an autograder's zip with the test part of the lab's data set."""

MOST_SECONDS = 480
"""Of Gradescope's 600, what a submission's cells and tests may take; start and end need the rest.
"""

_NBGRADERS = ("submitted", "autograded", "feedback", "gradebook.db")
"""Where nbgrader keeps students' data in a course, by default."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def read_manifest(autograder: Path) -> Manifest:
    """Read the manifest of an autograder's folder.

    Raises:
        FileNotFoundError: there is none.
        FormError: it is from another version, or damaged; the message names the file and the field.
    """
    return read_json(autograder / MANIFEST, Manifest)


def check_name(name: str) -> None:
    """Raise ``AuthorError`` unless this can be a lab's name, which is a folder and an argument."""
    if not _NAME.fullmatch(name):
        raise AuthorError(
            f"{name!r} is not a lab's name: expected lower-case letters, digits and "
            "underscores, a letter first"
        )


@dataclass(frozen=True)
class Lab:
    """One assignment: its files, and its settings from ``lab.toml``."""

    name: str
    course: Path
    settings: LabSettings = field(default=LabSettings(), repr=False)

    @property
    def source(self) -> Path:
        """The folder that an author writes."""
        return self.course / "source" / self.name

    @property
    def notebook(self) -> Path:
        """The source notebook."""
        return self.source / f"{self.name}.ipynb"

    @property
    def mistakes(self) -> Path:
        """The folder of wrong solutions, one file each."""
        return self.source / "mistakes"

    @property
    def alternatives(self) -> Path:
        """The folder of right solutions that look different, one file each."""
        return self.source / "alternatives"

    @property
    def equivalent(self) -> Path:
        """The file that lists the mutants of the solution that are not mistakes, with reasons."""
        return self.source / "equivalent.toml"

    @property
    def silenced(self) -> Path:
        """The file that lists silenced findings of verify, with reasons."""
        return self.source / "silenced.toml"

    @property
    def signatures(self) -> Path:
        """The file that records how each mistake shows; it is optional."""
        return self.source / SIGNATURES

    @property
    def calibrate(self) -> Path:
        """The file that trains the reference and known-bad variants of it."""
        return self.source / "calibrate.py"

    @property
    def calibration(self) -> Path:
        """The evidence for the thresholds, by data set."""
        return self.source / "calibration.json"

    def calibration_plot(self, dataset: str) -> Path:
        """Return the path of one calibration's picture."""
        return self.source / f"calibration-{dataset}.png"

    @property
    def release(self) -> Path:
        """The folder that students get."""
        return self.course / "release" / self.name

    @property
    def autograder(self) -> Path:
        """The autograder as a readable folder."""
        return self.course / "autograder" / self.name

    @property
    def autograder_zip(self) -> Path:
        """The autograder as a zip to upload to Gradescope: the same files as ``autograder``."""
        return self.course / "autograder" / f"{self.name}.zip"

    @property
    def solutions(self) -> Path:
        """The folder with the solved notebook and whatever else a perfect student would hand in."""
        return self.course / "solutions" / self.name

    @property
    def title(self) -> str:
        """The title that people read."""
        return self.settings.title or self.name

    @property
    def points(self) -> float:
        """The points of the whole lab, written questions included."""
        return self.settings.points

    @property
    def hand_in(self) -> tuple[str, ...]:
        """Files and folders that a student hands in beside the notebook."""
        return self.settings.hand_in

    @property
    def given(self) -> tuple[str, ...]:
        """Lines that students may see even if they occur in a solution, hidden test or mistake."""
        return self.settings.given

    @property
    def seconds(self) -> int:
        """How long a whole submission may take, in seconds."""
        return self.settings.limits.seconds

    @property
    def wanted_dataset(self) -> str:
        """The data set that the lab is about; empty for a lab without data."""
        return self.settings.data.dataset if self.settings.data else ""

    @property
    def leaderboard(self) -> Mapping[str, str]:
        """The columns of Gradescope's leaderboard: title -> the part of a grade that it shows."""
        return self.settings.leaderboard

    @property
    def datasets(self) -> tuple[str, ...]:
        """The data sets that the notebook may read, in the order of their names."""
        data = self.settings.data
        return tuple(sorted({data.dataset, data.offline})) if data else ()

    @property
    def thresholds(self) -> Mapping[str, float]:
        """The accuracy to reach on each data set, in [0, 1]; empty if the lab asks for none."""
        return self.settings.data.threshold if self.settings.data else {}


@dataclass(frozen=True)
class Course:
    """The folder that holds source/, release/, autograder/ and solutions/."""

    root: Path

    @cached_property
    def lab_names(self) -> list[str]:
        """The labs of the course, by name."""
        return sorted(path.parent.name for path in (self.root / "source").glob(f"*/{SETTINGS}"))

    @property
    def closed(self) -> tuple[Path, ...]:
        """The existing paths of the course that no student's code may open."""
        names = ("source", "autograder", "solutions", *_NBGRADERS)
        return (*(self.root / name for name in names), self.cache)

    @property
    def cache(self) -> Path:
        """The folder in which builds remember their inputs; safe to delete."""
        return self.root / ".torchgrade"

    def to_keep(self, *names: str) -> Path:
        """Return a path in :attr:`cache`, which is created with a .gitignore."""
        ignored = self.cache / ".gitignore"
        if not ignored.is_file():
            write_text(ignored, "*\n")
        return self.cache.joinpath(*names)

    def lab(self, name: str) -> Lab:
        """Read the lab called ``name``.

        Raises:
            AuthorError: there is no such lab, or its ``lab.toml`` or notebook is missing or
                invalid.
        """
        check_name(name)
        path = self.root / "source" / name / SETTINGS
        if not path.is_file():
            known = ", ".join(self.lab_names) or "none"
            raise AuthorError(f"there is no lab {name!r}: {path} is missing (labs here: {known})")
        lab = Lab(name, self.root, read_settings(path))
        if not lab.notebook.is_file():
            raise AuthorError(f"the lab {name!r} has no notebook: {lab.notebook} is missing")
        return lab

    def labs(self, names: list[str] | None = None) -> list[Lab]:
        """Read the named labs, or all of them.

        Raises:
            AuthorError: a lab is missing or invalid, or the course has none.
        """
        chosen = list(names or self.lab_names)
        if not chosen:
            raise AuthorError(
                f"no labs in {self.root / 'source'}: expected source/<lab>/{SETTINGS} there. "
                "`torchgrade new LAB` makes a first one; --course names another course."
            )
        return [self.lab(name) for name in chosen]
