"""The rate is worked out from the position, in the belief that rates are always 0, 0.1, 0.2 and so on.

id: BP6
question: q9_best
fails: test_best_rate_in_any_order
"""
def best_rate(sweeps):
    means = np.mean([list(one.values()) for one in sweeps], axis=0)
    return float(means.argmax()) / 10
