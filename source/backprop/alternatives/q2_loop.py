"""A loop.

question: q2_limits
fails: none
cell: error_by_step
"""
def error_by_step(f, df, x, steps):
    errors, right = [], df(x)
    for step in steps:
        found = numeric_gradient(f, x, h=step)
        errors += [relative_error(right, found)]
    return tuple(errors)
