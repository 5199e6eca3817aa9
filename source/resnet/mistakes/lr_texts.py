"""The rates are texts (the text asks for floats; an optimizer cannot use them).

question: q11_schedule
fails: test_step_schedule
cell: step_schedule
"""
def step_schedule(iteration):
    return "0.1" if iteration < 32_000 else "0.01" if iteration < 48_000 else "0.001"
