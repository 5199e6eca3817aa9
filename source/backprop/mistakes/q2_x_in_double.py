"""x is brought to float64 before it is moved.

question: q2_limits
fails: test_error_by_step_of_many_steps
cell: error_by_step
"""
def error_by_step(f, df, x, steps):
    x = x.double()
    return [relative_error(numeric_gradient(f, x, h), df(x)) for h in steps]
