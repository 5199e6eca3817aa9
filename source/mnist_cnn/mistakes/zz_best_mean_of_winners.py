"""Trial.

question: q9_best
fails: unknown
"""
def best_rate(sweeps):
    return float(np.mean([max(one, key=one.get) for one in sweeps]))
