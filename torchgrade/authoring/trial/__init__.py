"""Grades a lab as it would be published, and describes problems in terms of its source."""

from torchgrade.authoring.trial.prove import prove_blank, prove_solution, questions_inside

__all__ = ["prove_blank", "prove_solution", "questions_inside"]
