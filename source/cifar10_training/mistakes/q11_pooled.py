"""The spread is that of all runs together.

question: q11_sweep
fails: test_verdict_follows_the_rule
cell: verdict
"""
def verdict(first, second):
    """Return "first", "second" or "can't be ranked"."""
    if min(len(first), len(second)) < 2:
        return "can't be ranked"
    error = math.sqrt(statistics.variance([*first, *second]) / min(len(first), len(second)))
    apart = statistics.mean(first) - statistics.mean(second)
    if abs(apart) > 3 * error:
        return "first" if apart > 0 else "second"
    return "can't be ranked"
