"""The table goes by seeds.

question: q11_sweep
fails: test_sweep_of_four_runs
cell: sweep
"""
def sweep(make, train, values, seeds):
    return {seed: [float(train(make(seed), value)) for value in values] for seed in seeds}
