"""Products of accuracies take the place of means.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    return max(sweeps[0], key=lambda p: math.prod(one[p] for one in sweeps))
