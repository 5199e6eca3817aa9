"""Grade a lab as it would be published, and say in its author's words what is wrong with it."""

from torchgrade.authoring.trial.prove import prove_blank, prove_solution, questions_inside

__all__ = ["prove_blank", "prove_solution", "questions_inside"]
