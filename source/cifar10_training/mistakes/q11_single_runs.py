"""A single run is taken to have no spread.

question: q11_sweep
fails: test_sweep_of_four_runs
cell: verdict
"""
def verdict(first, second):
    error = math.sqrt(sum((statistics.variance(runs) if len(runs) > 1 else 0.0) / len(runs) for runs in (first, second)))
    apart = statistics.mean(first) - statistics.mean(second)
    if abs(apart) > 3 * error:
        return "first" if apart > 0 else "second"
    return "can't be ranked"
