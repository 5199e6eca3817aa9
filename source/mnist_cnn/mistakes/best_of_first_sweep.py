"""Only the first sweep is looked at.

id: BP5
question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    first = sweeps[0]
    return max(first, key=first.get)
