"""Extends otter's `grader.export`, so that the zip contains what is on the page."""

from torchgrade.student.export.call import true_exports

__all__ = ["true_exports"]
