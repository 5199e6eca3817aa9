"""The rate that wins most of the sweeps.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    winners = [max(one, key=one.get) for one in sweeps]
    return max(set(winners), key=winners.count)
