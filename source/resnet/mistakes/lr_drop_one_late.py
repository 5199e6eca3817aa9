"""The rate drops one iteration too late.

question: q11_schedule
fails: test_step_schedule
cell: step_schedule
"""
def step_schedule(iteration):
    if iteration <= 32_000:
        return 0.1
    return 0.01 if iteration <= 48_000 else 0.001
