"""Means are rounded to a percentage point first; the smaller rate wins a tie.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    return max(sorted(sweeps[0]), key=lambda p: round(sum(one[p] for one in sweeps) / len(sweeps), 2))
