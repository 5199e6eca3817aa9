"""The numeric gradient is compared with the one of the smallest step.

question: q2_limits
fails: test_error_by_step_of_many_steps
cell: error_by_step
"""
def error_by_step(f, df, x, steps):
    return [relative_error(numeric_gradient(f, x, h), numeric_gradient(f, x, 1e-5)) for h in steps]
