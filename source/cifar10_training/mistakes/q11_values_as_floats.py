"""Values become floats as keys.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    return {float(value): [float(train(make(seed), value)) for seed in seeds] for value in values}
