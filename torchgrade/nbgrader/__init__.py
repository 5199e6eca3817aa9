"""What torchgrade changes in nbgrader: a course's ``nbgrader_config.py`` calls :func:`configure`.

The commands, the exchange, the gradebook and formgrader stay nbgrader's own.
"""

from __future__ import annotations

from typing import Any

__all__ = ["configure"]

_CELL_SECONDS = 120  # nbgrader's 30 s are too few for a test that trains a little, at half a CPU


def configure(c: Any, *, isolated: bool = True, without_walls: bool = False) -> None:
    """Replace some of nbgrader's steps by torchgrade's.

    ``nbgrader collect`` follows no link of a student's, ``nbgrader generate_assignment`` leaves the
    stubs that otter would leave, ``nbgrader autograde`` keeps students' code away from hidden tests
    and scores, and ``nbgrader generate_feedback`` shows no hidden test.

    Args:
        c: nbgrader's configuration, from ``get_config()``.
        isolated: grade with torchgrade's engine; otherwise in nbgrader's kernel, together with the
            tests, where a student's code can read the tests and write its own score.
        without_walls: grade even if a student's code could read hidden tests or others'
            submissions; the log says so for each.
    """
    from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
    from nbgrader import preprocessors as theirs

    from torchgrade.nbgrader.collect import Collect
    from torchgrade.nbgrader.execute import Execute
    from torchgrade.nbgrader.feedback import HideTests
    from torchgrade.nbgrader.isolated import GradeIsolated, SaveGrades
    from torchgrade.nbgrader.markup import SAFE_OUTPUTS, markdown_to_html
    from torchgrade.nbgrader.restore import Restore
    from torchgrade.nbgrader.stubs import LeaveStubs

    c.ExchangeFactory.collect = Collect
    c.GradeIsolated.without_walls = without_walls
    c.GenerateAssignment.preprocessors = [
        theirs.IncludeHeaderFooter,
        theirs.LockCells,
        LeaveStubs,
        theirs.ClearOutput,
        theirs.CheckCellMetadata,
        theirs.ComputeChecksums,
        theirs.SaveCells,
        theirs.ClearHiddenTests,
        theirs.ClearMarkScheme,
        theirs.ComputeChecksums,
        theirs.CheckCellMetadata,
    ]
    c.Autograde.sanitize_preprocessors = [
        Restore,
        theirs.ClearOutput,
        theirs.DeduplicateIds,
        theirs.OverwriteKernelspec,
        theirs.OverwriteCells,
        theirs.CheckCellMetadata,
    ]
    c.Autograde.autograde_preprocessors = [
        GradeIsolated if isolated else Execute,
        theirs.IgnorePattern,
        ClearMetadataPreprocessor,
        theirs.LimitOutput,
        SaveGrades if isolated else theirs.SaveAutoGrades,
        theirs.AssignLatePenalties,
        theirs.CheckCellMetadata,
    ]
    c.Execute.timeout = _CELL_SECONDS
    c.GenerateFeedback.preprocessors = [theirs.GetGrades, HideTests, CSSHTMLHeaderPreprocessor]
    # For formgrader's pages and feedback.
    c.HTMLExporter.filters = {"markdown2html": markdown_to_html}
    c.NbConvertBase.display_data_priority = SAFE_OUTPUTS
