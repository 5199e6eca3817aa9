"""The rate drops every 32,000 iterations.

question: q11_schedule
fails: test_step_schedule
cell: step_schedule
"""
def step_schedule(iteration):
    return 0.1 * 0.1 ** (iteration // 32_000)
