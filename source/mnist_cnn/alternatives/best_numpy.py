"""A table of NumPy, rates sorted.

id: control
question: q9_best
fails: none
"""
def best_rate(sweeps):
    rates = sorted(sweeps[0])
    table = np.array([[one[p] for p in rates] for one in sweeps])
    return rates[int(table.mean(axis=0).argmax())]
