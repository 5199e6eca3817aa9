"""All errors are those of the default step.

question: q2_limits
fails: test_error_by_step_of_a_cube
cell: error_by_step
"""
def error_by_step(f, df, x, steps):
    return [relative_error(numeric_gradient(f, x), df(x)) for h in steps]
