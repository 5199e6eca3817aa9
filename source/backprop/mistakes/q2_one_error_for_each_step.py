"""The errors go through a dict, so a step that is listed twice is lost.

question: q2_limits
fails: test_error_by_step_of_many_steps
cell: error_by_step
"""
def error_by_step(f, df, x, steps):
    return list({h: relative_error(numeric_gradient(f, x, h), df(x)) for h in steps}.values())
