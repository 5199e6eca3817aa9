"""The position of the best rate instead of the rate.

id: BP2
question: q9_best
fails: test_best_rate_in_any_order
"""
def best_rate(sweeps):
    rates = list(sweeps[0])
    means = np.array([[one[p] for p in rates] for one in sweeps]).mean(axis=0)
    return int(means.argmax())
