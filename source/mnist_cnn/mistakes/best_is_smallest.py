"""The rate with the lowest accuracy, as if accuracies were losses.

id: BP1
question: q9_best
fails: test_best_rate_in_any_order
"""
def best_rate(sweeps):
    means = {p: sum(one[p] for one in sweeps) / len(sweeps) for p in sweeps[0]}
    return min(means, key=means.get)
