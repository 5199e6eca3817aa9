"""The mean minus one standard deviation decides: steady rates are preferred.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    def steady(p):
        values = [one[p] for one in sweeps]
        return np.mean(values) - np.std(values)

    return max(sweeps[0], key=steady)
