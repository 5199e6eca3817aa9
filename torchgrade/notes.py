"""Everything that students are told about grading besides scores and test messages.

A student's code can choose what it does while hidden tests run, so it must not influence what a
student reads. This is a closed list of sentences; the numbers in them are the grader's own. How a
hidden test ended is only for staff: some courses don't show it until after the deadline.
"""

from __future__ import annotations

import enum

__all__ = ["Note"]


class Note(enum.Enum):
    """A sentence for students, without its full stop."""

    ANOTHER_RELEASE = (
        "made from another release of the assignment; graded by the names of the questions"
    )
    AFTER_HIDDEN = "what this test said is not shown: it ran after hidden tests had run"
    CELL_LATE = "cell {cell} did not end within {seconds} s"
    CELL_RAISED = "cell {cell} raised an error"
    CELL_NO_TIME = "no time was left for cell {cell}"
    CELL_MEMORY = "cell {cell} took more memory than there is"
    CELL_ENDED = "cell {cell} ended the process that the notebook ran in"
    CELL_NONSENSE = "cell {cell} disturbed the process that the notebook ran in, which was ended"
    REPLAYED = "the notebook ended processes that only wait; what it left is graded"

    def text(self, **numbers: int) -> str:
        """Return the sentence with the grader's numbers filled in."""
        return self.value.format(**numbers)
