"""source -> nbgrader course."""

from torchgrade.nbgrader.authoring.course import make_course

__all__ = ["make_course"]
