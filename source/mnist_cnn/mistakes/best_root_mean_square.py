"""Squares of accuracies are averaged.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    return max(sweeps[0], key=lambda p: sum(one[p] ** 2 for one in sweeps))
