"""Builds a lab: a source notebook becomes release, autograder and solutions."""

from torchgrade.authoring.pipeline import Built, Trees, build, read_source, staged

__all__ = ["Built", "Trees", "build", "read_source", "staged"]
