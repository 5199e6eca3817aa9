"""`--only q3 --merge DIR`: grade some questions again, after a test was fixed.

Every submission that the earlier run graded is run again, but only with the tests of these
questions. The rest of each grade stays, which requires that all other tests are unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from torchgrade import results
from torchgrade.cli.batch.completing import Completing
from torchgrade.errors import AuthorError
from torchgrade.grade import Completed, Submission, other_changes
from torchgrade.records import Grade

__all__ = ["Regrading"]


class Regrading(Completing):
    """Grades questions of submissions that have grades; see :class:`Work`.

    Raises:
        AuthorError: the earlier run has no grades, they were made with another engine or data set,
            or the tests of other questions have changed.
        GraderError: they can't be written to ``out``.
    """

    def read(self, merge: Path) -> dict[str, str]:
        """See :class:`Completing`."""
        found = results.read_files(merge)
        ours = _but_for_the_build(self.mark)
        for each in found:
            if _but_for_the_build(each.mark) != ours:
                raise AuthorError(
                    f"the grades in {merge} were made by {each.mark!r} and would be mended by "
                    f"{self.mark!r}: expected the same engine and data set"
                )
        self.grades.update({each.submission: self._with_points(each.grade) for each in found})
        self._check_others(merge)
        marks = {each.submission: each.mark for each in found}
        self.moved = {
            each.submission
            for each in found
            if each.status == "rejected" and each.mark != self.mark  # whatever the tests are
        }
        return {**marks, **dict.fromkeys(self.moved, self.mark)}

    def _with_points(self, stored: Grade) -> Grade:
        """Return an earlier grade; one without scores gets today's maximum points."""
        grade, manifest = self.earlier(stored), self.bundle.manifest
        if grade.status == "graded":
            return grade
        return replace(grade, max_score=manifest.max_score, unmarked=manifest.unmarked)

    def is_open(self, grade: Grade) -> bool:
        """Return whether it has scores to keep: a rejected one has none."""
        return grade.status == "graded" and grade.submission not in self.problems

    def is_done(self, grade: Grade, earlier: Grade) -> bool:
        """See :class:`Completing`; unknowable in a copy of grades of the same build."""
        return self.in_place or self.marks[earlier.submission] != self.mark

    def finish(self, result: Completed) -> str:
        """See :class:`Completing`."""
        return result[1]

    @property
    def questions(self) -> Sequence[str]:
        """See :class:`Completing`."""
        return self.options.only

    def check_found(self, found: Mapping[str, Submission]) -> None:
        """Report submissions that came in later: they would be in no list of grades.

        An attempt that does not count is no such case: it has no grade for that reason.
        """
        known = {grade.digest for grade in self.grades.values()}
        for digest, submission in found.items():
            is_new = digest not in known and submission.name not in self.grades
            if is_new and submission.name in self.counting:
                self.problems[submission.name] = (
                    "it has no grade yet. Grade it by itself, and put the two runs together with "
                    "`torchgrade merge`"
                )

    def _check_others(self, merge: Path) -> None:
        """Record which grades can't keep their other scores; raise if none can."""
        scored = [grade for grade in self.grades.values() if grade.status == "graded"]
        for grade in scored:
            if not any(question.seed for question in grade.questions):
                self.problems[grade.submission] = (
                    f"{merge} does not say with which random inputs each question was tested, "
                    "since an earlier torchgrade graded it: grade everything once with this one "
                    "(`torchgrade grade` without --only), and from then on a question can be "
                    "graded anew by itself"
                )
            elif changed := other_changes(self.bundle, grade, self.options.only):
                more = " ".join(f"--only {name}" for name in (*self.options.only, *changed))
                self.problems[grade.submission] = (
                    f"its scores in {', '.join(changed)} can't stay, since {merge} does not say "
                    f"that they were made with the tests and points of today: grade these anew, "
                    f"too ({more}), or everything"
                )
        if scored and len(self.problems) == len(scored):
            name, why = next(iter(self.problems.items()))
            raise AuthorError(f"{name}: {why}")


def _but_for_the_build(mark: str) -> tuple[str, str]:
    """Return engine and data set of a mark; see `torchgrade.cli.batch.work.mark_of`."""
    engine, _, rest = mark.partition(" ")
    return engine, rest.partition(" ")[2]
