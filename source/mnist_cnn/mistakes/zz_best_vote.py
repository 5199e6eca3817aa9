"""Trial.

question: q9_best
fails: unknown
"""
def best_rate(sweeps):
    winners = [max(one, key=one.get) for one in sweeps]
    return max(winners, key=winners.count)
