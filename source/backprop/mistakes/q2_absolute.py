"""Errors are absolute.

question: q2_limits
fails: test_error_by_step_of_a_cube
cell: error_by_step
"""
def error_by_step(f, df, x, steps):
    return [float((numeric_gradient(f, x, h) - df(x)).abs().max()) for h in steps]
