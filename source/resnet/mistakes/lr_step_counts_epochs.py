"""The argument is taken for an epoch and the drops put at epochs 91 and 136.

question: q11_schedule
fails: test_step_schedule
cell: step_schedule
"""
def step_schedule(iteration):
    if iteration < 91:
        return 0.1
    return 0.01 if iteration < 136 else 0.001
