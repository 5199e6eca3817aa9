"""The error of the first three numbers of x stands for all.

question: q2_limits
fails: test_error_by_step_of_many_steps
cell: error_by_step
"""
def error_by_step(f, df, x, steps):
    """Return the relative errors of numeric gradients of f at x, whose gradient is df(x)."""
    found = []
    for h in steps:
        numeric, true = numeric_gradient(f, x, h), df(x)
        found.append(relative_error(numeric.flatten()[:3], true.flatten()[:3]))
    return found
