"""The best and the worst run are left out, from five seeds on.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    def mean(p):
        values = sorted(one[p] for one in sweeps)
        if len(values) >= 5:
            values = values[1:-1]
        return sum(values) / len(values)
    return max(sweeps[0], key=mean)
