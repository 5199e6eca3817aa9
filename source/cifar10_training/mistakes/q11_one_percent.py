"""Ranked where the means are a percentage point apart.

question: q11_sweep
fails: test_verdict_follows_the_rule
cell: verdict
"""
def verdict(first, second):
    apart = statistics.mean(first) - statistics.mean(second)
    if abs(apart) < 0.01 or min(len(first), len(second)) < 2:
        return "can't be ranked"
    return "first" if apart > 0 else "second"
