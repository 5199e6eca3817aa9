"""The two are mixed up.

question: q11_sweep
fails: test_sweep_of_four_runs
cell: verdict
"""
def verdict(first, second):
    if min(len(first), len(second)) < 2:
        return "can't be ranked"
    error = math.sqrt(sum(statistics.variance(runs) / len(runs) for runs in (first, second)))
    apart = statistics.mean(first) - statistics.mean(second)
    if abs(apart) > 3 * error:
        return "second" if apart > 0 else "first"
    return "can't be ranked"
