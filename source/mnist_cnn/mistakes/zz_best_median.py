"""Trial.

question: q9_best
fails: unknown
"""
def best_rate(sweeps):
    return max(sweeps[0], key=lambda p: np.median([one[p] for one in sweeps]))
