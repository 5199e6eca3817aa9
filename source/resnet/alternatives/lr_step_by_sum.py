"""The number of drops is counted.

question: q11_schedule
fails: none
cell: step_schedule
"""
def step_schedule(iteration):
    drops = sum(iteration >= place for place in (32_000, 48_000))
    return 10.0 ** -(1 + drops)
