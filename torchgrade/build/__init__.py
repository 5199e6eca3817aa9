"""Source -> release, autograder and solutions."""

from torchgrade.build.door import Built, Trees, build, read_source, staged

__all__ = ["Built", "Trees", "build", "read_source", "staged"]
