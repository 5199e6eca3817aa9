"""The rate 0 is no dropout and may not win.

question: q9_best
fails: test_best_rate_in_any_order
hint: No dropout, the rate 0, may be the best.
"""
def best_rate(sweeps):
    rates = [p for p in sweeps[0] if p > 0]
    means = [sum(one[p] for one in sweeps) / len(sweeps) for p in rates]
    return rates[means.index(max(means))]
