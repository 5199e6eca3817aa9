"""What `torchgrade grade` does: grade a batch, show how it goes, write what comes as it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from torchgrade.errors import AuthorError

if TYPE_CHECKING:
    from torchgrade.records import Batch, Grade, Manifest

__all__ = ["run"]


def run(
    autograder: Path,
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int = 1,
    engine: str = "isolated",
    require_isolation: bool = False,
    resume: bool = False,
    explain: Sequence[str] = (),
) -> tuple[Batch, Manifest, bool]:
    """Grade submissions with an autograder, and write all that comes of it below ``out``.

    Returns:
        The grades, what they were graded by, and whether Ctrl-C stopped it.

    Raises:
        AuthorError: there are no submissions, or no such autograder, engine or question.
    """
    from torchgrade.display import Live
    from torchgrade.grade import (
        dataset_of,
        digest_of,
        discover,
        grade_all,
        new_batch,
        new_engine,
        open_bundle,
        similar_weights,
    )
    from torchgrade.results import (
        explain_question,
        read_grades,
        write_batch,
        write_grade,
        write_submission,
    )

    with open_bundle(autograder) as bundle:
        manifest = bundle.manifest
        known = {question.name for question in manifest.questions if not question.manual}
        if unknown := sorted(set(explain) - known):
            raise AuthorError(
                f"no question {', '.join(unknown)}: there are {', '.join(sorted(known))}"
            )
        found = discover(list(paths), manifest.lab)
        runner = new_engine(engine, require_isolation=require_isolation, explain=explain)
        dataset = dataset_of(bundle)
        mark = f"{engine} {manifest.stamp} {dataset}"
        grades: list[Grade] = []
        if resume:
            digests = {submission.name: digest_of(submission.path) for submission in found}
            grades += read_grades(out, mark, digests)
        done = {grade.submission for grade in grades}
        waiting = [submission for submission in found if submission.name not in done]
        stopped = False
        with Live(manifest, len(found), grades) as live:
            results = grade_all(bundle, waiting, runner, jobs=jobs, started=live.started)
            try:
                for grade, outcome in results:
                    write_submission(grade, manifest, bundle.config, out, dataset=dataset)
                    for question in explain:
                        explain_question(grade, outcome.details, question, bundle.folder, out)
                    write_grade(grade, mark, out)  # last: it says that all the rest is there
                    grades.append(grade)
                    live.ended(grade)
            except KeyboardInterrupt:
                stopped = True
            finally:
                results.close()
        batch = new_batch(bundle, runner, sorted(grades, key=lambda grade: grade.submission))
        graded = {grade.submission for grade in grades}
        handed_in = [submission for submission in found if submission.name in graded]
        batch = replace(batch, similar=similar_weights(handed_in, manifest))
        write_batch(batch, manifest, out)
    return batch, manifest, stopped
