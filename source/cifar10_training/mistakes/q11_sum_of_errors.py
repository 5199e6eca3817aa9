"""Errors are added up, not their squares.

question: q11_sweep
fails: test_verdict_follows_the_rule
cell: verdict
"""
def verdict(first, second):
    if min(len(first), len(second)) < 2:
        return "can't be ranked"
    error = sum(statistics.stdev(runs) / len(runs) ** 0.5 for runs in (first, second))
    apart = statistics.mean(first) - statistics.mean(second)
    if abs(apart) > 3 * error:
        return "first" if apart > 0 else "second"
    return "can't be ranked"
