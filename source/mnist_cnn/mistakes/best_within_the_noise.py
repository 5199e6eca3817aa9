"""The smallest rate that lies within one percentage point of the best one.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    means = {p: sum(one[p] for one in sweeps) / len(sweeps) for p in sweeps[0]}
    top = max(means.values())
    return min(p for p, m in means.items() if m >= top - 0.01)
