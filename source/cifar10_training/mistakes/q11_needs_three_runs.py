"""Two runs are not enough for a spread.

question: q11_sweep
fails: test_verdict_follows_the_rule
cell: verdict
"""
def verdict(first, second):
    """Return "first", "second" or "can't be ranked"."""
    if min(len(first), len(second)) < 3:
        return "can't be ranked"
    error = math.sqrt(sum(statistics.variance(runs) / len(runs) for runs in (first, second)))
    apart = statistics.mean(first) - statistics.mean(second)
    if abs(apart) > 3 * error:
        return "first" if apart > 0 else "second"
    return "can't be ranked"
