"""Ranked only where no run of one lies among those of the other.

question: q11_sweep
fails: test_verdict_follows_the_rule
cell: verdict
"""
def verdict(first, second):
    if min(len(first), len(second)) < 2:
        return "can't be ranked"
    if min(first) > max(second):
        return "first"
    return "second" if min(second) > max(first) else "can't be ranked"
