"""The higher mean is the better one, whatever the spread.

question: q11_sweep
fails: test_sweep_of_four_runs
cell: verdict
"""
def verdict(first, second):
    return "first" if statistics.mean(first) > statistics.mean(second) else "second"
