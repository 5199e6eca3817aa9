"""A list of pairs in place of a dict.

question: q11_sweep
fails: test_sweep_of_four_runs
cell: sweep
"""
def sweep(make, train, values, seeds):
    return [(value, [float(train(make(seed), value)) for seed in seeds]) for value in values]
