"""Similar networks within a class: by their weights, and by their answers."""

from torchgrade.grade.similar.answers import with_answers
from torchgrade.grade.similar.submissions import WeightsOfClass

__all__ = ["WeightsOfClass", "with_answers"]
