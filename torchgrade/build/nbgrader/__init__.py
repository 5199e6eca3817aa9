"""source -> nbgrader course."""

from torchgrade.build.nbgrader.course import make_course

__all__ = ["make_course"]
