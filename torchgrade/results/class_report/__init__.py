"""What a class has done, for staff: a page of its own, and one for the lecture, without names."""

from torchgrade.results.class_report.lecture import lecture
from torchgrade.results.class_report.page import report

__all__ = ["lecture", "report"]
