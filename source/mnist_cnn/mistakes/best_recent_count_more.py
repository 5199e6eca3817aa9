"""Later sweeps count more than earlier ones.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    mean = dict(sweeps[0])
    for one in sweeps[1:]:
        mean = {p: 0.5 * mean[p] + 0.5 * one[p] for p in mean}
    return max(mean, key=mean.get)
