"""Makes an nbgrader course from labs."""

from torchgrade.nbgrader.authoring.course import make_course

__all__ = ["make_course"]
