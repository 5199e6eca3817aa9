"""Source -> release, autograder and solutions."""

from torchgrade.build.door import Built, build, read_source

__all__ = ["Built", "build", "read_source"]
