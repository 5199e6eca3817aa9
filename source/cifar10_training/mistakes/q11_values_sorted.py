"""Values are sorted, which texts and numbers together can't be.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    return {value: [float(train(make(seed), value)) for seed in seeds] for value in sorted(values)}
