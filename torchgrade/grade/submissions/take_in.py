"""Take in a submission: find its notebook safely, and lay out the files that may be graded.

A submission is not trusted: only the notebook and what the lab asks for are unpacked, and every
size is bounded before a byte is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from torchgrade import notebook as nb
from torchgrade.errors import GraderError, SubmissionError
from torchgrade.files.hashing import digest_of
from torchgrade.files.regular import is_full, why
from torchgrade.grade.submissions.handed_in import HandedIn, copy, handed_in, read, shown
from torchgrade.grade.submissions.submission import Submission, is_notebook, is_zip, stem_of
from torchgrade.grade.submissions.test_cells import check_in_test_cells
from torchgrade.grade.written import written_of
from torchgrade.notebook import Notebook
from torchgrade.notes import Note
from torchgrade.records import Manifest, WrittenAnswer
from torchgrade.texts import one_line

__all__ = ["TakenIn", "take_in"]

_MOST_CHECKS = 100  # checks in one cell
_STAMP = re.compile(r"[A-Za-z0-9_.-]{1,64}")

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}

_NAME = re.compile(r"[\w .+-]{1,100}")
"""A valid name for a question; otter accepts any file name."""

_CHECK = re.compile(r"""\.check\(\s*["']([^"']+)["']""")
"""A check of a question, whatever the grader's variable is called."""


@dataclass(frozen=True)
class TakenIn:
    """A submission that was taken in: everything that is graded, and what is known about it.

    ``folder`` holds the files that an engine runs, ``notebook`` is the notebook among them, without
    outputs, and ``digest`` the hash of the folder: the same for a notebook, a folder or a zip of
    it, whatever the outputs of cells and files that the lab does not ask for. ``release`` is the
    stamp that the notebook carries, ``flags`` are for staff, ``notes`` for the student, ``written``
    are answers for people to mark, and ``seconds`` is how long it took.
    """

    submission: Submission
    folder: Path
    notebook: Notebook
    digest: str
    release: str
    flags: tuple[str, ...]
    notes: tuple[str, ...]
    written: tuple[WrittenAnswer, ...] = ()
    seconds: float = 0.0


def take_in(submission: Submission, manifest: Manifest, folder: Path) -> TakenIn:
    """Copy everything that is graded into the empty ``folder``.

    Raises:
        SubmissionError: with a message for the student.
        GraderError: the folder can't be written.
        OSError: the disk is full.
    """
    with handed_in(submission, manifest.hand_in) as source:
        chosen = submission.notebook or _choose(source, manifest.lab)
        source.require_once(chosen)
        copy(source, _wanted(source, chosen, manifest), folder)
        content = read(source, chosen, nb.MAX_BYTES)
    try:
        notebook = nb.loads(content, PurePosixPath(chosen).name)
    except nb.NotebookError as error:
        raise SubmissionError(
            f"{error} Download it again from JupyterLab and hand it in."
        ) from None
    release, flags, notes = _admit(notebook, manifest)
    _lay_out(notebook, folder / f"{manifest.lab}.ipynb")
    pictures = nb.pictures_of(content) if manifest.unmarked else {}
    written = written_of(notebook, manifest, pictures)
    return TakenIn(submission, folder, notebook, digest_of(folder), release, flags, notes, written)


def _choose(source: HandedIn, lab: str) -> str:
    notebooks = sorted(name for name in source.files if is_notebook(PurePosixPath(name).name))
    exact = [name for name in notebooks if PurePosixPath(name).name == f"{lab}.ipynb"]
    named = [name for name in notebooks if stem_of(PurePosixPath(name).name) == lab]
    for group in (exact, named, notebooks):
        if len(group) == 1:
            return group[0]
    zips = [name for name in source.files if is_zip(PurePosixPath(name).name)]
    if zips and not notebooks:
        raise SubmissionError(
            "There is no notebook in the submission, but a zip in it, "
            f"{shown(min(zips))}: hand that one in, alone."
        )
    if not notebooks:
        raise SubmissionError(f"There is no notebook in the submission: expected {lab}.ipynb.")
    raise SubmissionError(
        f"There are {len(notebooks)} notebooks in the submission "
        f"({', '.join(map(shown, notebooks[:5]))}): expected one, {lab}.ipynb."
    )


def _wanted(source: HandedIn, chosen: str, manifest: Manifest) -> dict[str, str]:
    """Select the files that the lab asks for; others could only shadow something."""
    base = PurePosixPath(chosen).parent
    wanted = {}
    for name in source.files:
        path = PurePosixPath(name)
        if not path.is_relative_to(base) or path.name.startswith("._"):
            continue
        below = path.relative_to(base)
        asked = any(below.is_relative_to(item) for item in manifest.hand_in)
        if "." in manifest.hand_in:
            asked = not _ours(below)
        # Gradescope's upload form has no folders: weights may be beside the notebook.
        beside = bool(manifest.hand_in) and len(below.parts) == 1 and path.suffix == ".safetensors"
        if asked or beside:
            wanted[name] = str(below)
    return wanted


def _ours(path: PurePosixPath) -> bool:
    """Return whether a file is never taken in, whatever the lab asks for."""
    hidden = any(part.startswith((".", "__")) for part in path.parts)
    of_ours = is_notebook(path.name) or path.suffix.lower() in {".ipynb", ".pdf", ".zip"}
    return hidden or of_ours or path.parts[0] == "tests"


def _admit(notebook: Notebook, manifest: Manifest) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Check that the notebook belongs to the lab, and prepare it for engines.

    Returns:
        The stamp of its release, flags for staff, and notes for the student.
    """
    otter = notebook.metadata.get("otter")
    said = otter.get("assignment_name") if isinstance(otter, dict) else None
    expected = manifest.foreign.assignment if manifest.foreign else manifest.lab
    if said is not None and expected is not None and said != expected:
        raise SubmissionError(
            f"This is a notebook of the assignment {_quoted(said)}, expected {expected!r}. "
            f"Hand in {manifest.lab}.ipynb."
        )
    flags = _recognised(notebook, manifest) if said is None and expected is not None else []
    release, notes = _release(notebook), []
    if manifest.stamp and release != manifest.stamp:
        flags.append(
            f"made from another release ({release or 'unknown'}, this autograder is "
            f"{manifest.stamp}); graded by the names of the questions"
        )
        notes.append(Note.ANOTHER_RELEASE.text())
    if not manifest.foreign:
        check_in_test_cells(notebook, manifest)
    for cell in notebook.cells:
        if "otter" in cell.metadata:
            cell.metadata["otter"] = _of_otter(cell.metadata["otter"])
    notebook.metadata["otter"] = {"assignment_name": expected} if expected else {}
    notebook.metadata["kernelspec"] = dict(_KERNEL)
    return release, tuple(flags), tuple(notes)


def _recognised(notebook: Notebook, manifest: Manifest) -> list[str]:
    """Recognise a notebook that does not name its assignment by the questions that it checks."""
    names = {question.name for question in manifest.questions if not question.manual}
    code = "\n".join(nb.source(c) for c in notebook.cells if c.cell_type == "code")
    if not names.intersection(_CHECK.findall(code)):
        expected = manifest.foreign.assignment if manifest.foreign else manifest.lab
        raise SubmissionError(
            "This notebook does not say which assignment it is, and checks no question of "
            f"{expected!r}. Start from the notebook that was handed out."
        )
    return ["the notebook's metadata is missing; the lab was recognised by its questions"]


def _release(notebook: Notebook) -> str:
    """Return the stamp of the release; anything else there is the student's text, and ignored."""
    stamped = notebook.metadata.get("torchgrade")
    stamp = stamped.get("stamp") if isinstance(stamped, dict) else None
    return stamp if isinstance(stamp, str) and _STAMP.fullmatch(stamp) else ""


def _lay_out(notebook: Notebook, path: Path) -> None:
    try:
        nb.write_valid(notebook, path)
    except (FileExistsError, IsADirectoryError):
        raise SubmissionError(f"{path.name} is a folder in what was handed in.") from None
    except OSError as error:
        if is_full(error):
            raise
        raise GraderError(f"the work folder can't be written: {why(error)}") from None


def _of_otter(found: object) -> dict[str, object]:
    """Keep the metadata of a cell that otter uses in grading, if it has the right types."""
    if not isinstance(found, dict):
        return {}
    tests = found.get("tests")
    names = tests[:_MOST_CHECKS] if isinstance(tests, list) else []
    kept = [name for name in names if isinstance(name, str) and _NAME.fullmatch(name)]
    return {"ignore": found.get("ignore") is True, **({"tests": kept} if kept else {})}


def _quoted(name: object) -> str:
    return repr(one_line(name, 80)) if isinstance(name, str) else "of another kind"
