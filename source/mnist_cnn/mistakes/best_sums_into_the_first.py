"""The sums are collected in the caller's first dictionary.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    total = sweeps[0]
    for one in sweeps[1:]:
        for p in one:
            total[p] += one[p]
    return max(total, key=total.get)
