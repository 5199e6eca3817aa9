"""Says nothing where the second one is better.

question: q11_sweep
fails: test_verdict_follows_the_rule
cell: verdict
"""
def verdict(first, second):
    if min(len(first), len(second)) < 2:
        return "can't be ranked"
    error = math.sqrt(sum(statistics.variance(runs) / len(runs) for runs in (first, second)))
    apart = statistics.mean(first) - statistics.mean(second)
    if apart > 3 * error:
        return "first"
    return "can't be ranked"
