"""Sums instead of means: the winner is the same.

id: control
question: q9_best
fails: none
"""
def best_rate(sweeps):
    totals = {}
    for one in sweeps:
        for p, value in one.items():
            totals[p] = totals.get(p, 0.0) + value
    return sorted(totals.items(), key=lambda item: item[1])[-1][0]
