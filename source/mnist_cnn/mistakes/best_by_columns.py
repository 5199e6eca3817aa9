"""Values are averaged by their place in the dictionaries, whose order differs.

question: q9_best
fails: test_best_rate_averages_over_seeds
"""
def best_rate(sweeps):
    means = np.mean([list(one.values()) for one in sweeps], axis=0)
    return list(sweeps[0])[int(means.argmax())]
