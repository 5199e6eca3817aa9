"""Networks of a class that are alike: by their weights, and by what they answer."""

from torchgrade.grade.similar.answers import with_answers
from torchgrade.grade.similar.submissions import WeightsOfClass

__all__ = ["WeightsOfClass", "with_answers"]
