"""Reports on a class: a page for staff, and one for the lecture, without names."""

from torchgrade.results.class_report.lecture import lecture
from torchgrade.results.class_report.page import report

__all__ = ["lecture", "report"]
