"""The best run of each value alone.

question: q11_sweep
fails: test_sweep_of_four_runs
cell: sweep
"""
def sweep(make, train, values, seeds):
    return {value: [max(train(make(seed), value) for seed in seeds)] for value in values}
