"""Where the true gradient is tiny, an absolute error takes the place of the relative one.

question: q2_limits
fails: test_error_by_step_of_many_steps
cell: error_by_step
"""
def error_by_step(f, df, x, steps):
    """Return the relative errors of numeric gradients of f at x, whose gradient is df(x)."""
    found = []
    for h in steps:
        numeric, true = numeric_gradient(f, x, h), df(x)
        if true.numel() and true.abs().max() < 1e-3:
            found.append((numeric - true).abs().max().item())
        else:
            found.append(relative_error(numeric, true))
    return found
