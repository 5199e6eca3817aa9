"""Names that releases, autograders and courses in the field use: they stay where they are."""

from __future__ import annotations

import importlib

import pytest

NAMES = {
    "torchgrade": "__version__ checks datasets device load_weights save_weights weights",
    "torchgrade.datasets": "for_lab load",  # in release notebooks
    "torchgrade.student": """
        LivePlot ProgressBar Training load_ipython_extension needs one_thread progress save_best
        show_after
    """,
    "torchgrade.weights": "load_handed_in load_weights missing save_weights",
    "torchgrade.testcell": "test_case",  # in the test cells of nbgrader's notebooks
    "torchgrade.nbgrader": "configure",  # in nbgrader_config.py
    "torchgrade.container": "main",  # of Gradescope's run_autograder, as `python -m`
    "torchgrade.cli": "main",  # of the command, and of `python -m torchgrade`
    "torchgrade.checks.gpu": "NeedsGpuError",  # an exception is known by its class's module
    "torchgrade.checks": """
        Watched accuracy allowed_layers any_batch any_device any_dtype any_layout as_described
        backward buffers_kept_in_eval buffers_move_in_train causal choice choices close decayed
        differentiable drop_fraction dropout_off_in_eval equal equivariant fresh_mask generator
        grad_mode_restored gradcheck independent_draws independent_mask initial_loss
        input_gradient kept_units_scaled layer_order layers matches mode_restored needs_gpu no_calls
        no_loops number numbers numeric_backward optimizer_covers optimizer_steps output overfits
        parameter_count parameter_groups probabilities raises rebuilt returns
        same_mask_in_backward separate shape some_dropped state stateless tensor trains unchanged
        watch
    """,
}


@pytest.mark.parametrize("module", NAMES)
def test_a_name_that_the_field_uses_is_there(module: str) -> None:
    found = importlib.import_module(module)
    assert [name for name in NAMES[module].split() if not hasattr(found, name)] == []
