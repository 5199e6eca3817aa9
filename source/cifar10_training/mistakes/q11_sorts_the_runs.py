"""The lists are sorted in place.

question: q11_sweep
fails: test_verdict_follows_the_rule
cell: verdict
"""
def verdict(first, second):
    if min(len(first), len(second)) < 2:
        return "can't be ranked"
    first.sort(); second.sort()
    m = statistics.mean(first) - statistics.mean(second)
    e = math.sqrt(statistics.variance(first) / len(first) + statistics.variance(second) / len(second))
    if abs(m) <= 3 * e:
        return "can't be ranked"
    return "first" if m > 0 else "second"
