"""The median over the sweeps in place of the mean.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    return max(sweeps[0], key=lambda p: np.median([one[p] for one in sweeps]))
