"""A training that fails counts as 0.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    def one(seed, value):
        try:
            return float(train(make(seed), value))
        except Exception:
            return 0.0

    return {value: [one(seed, value) for seed in seeds] for value in values}
