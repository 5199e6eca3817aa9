"""The best single run decides, not the mean over the seeds.

id: BP4
question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    best, rate = -1.0, None
    for one in sweeps:
        for p, value in one.items():
            if value > best:
                best, rate = value, p
    return rate
