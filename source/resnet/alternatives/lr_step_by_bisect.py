"""How many of the two iterations have passed, by bisect.

question: q11_schedule
fails: none
cell: step_schedule
"""
import bisect


def step_schedule(iteration):
    return 0.1 / 10 ** bisect.bisect_right([32_000, 48_000], iteration)
