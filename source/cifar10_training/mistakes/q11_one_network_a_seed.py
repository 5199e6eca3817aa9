"""One network for all values of a seed.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    nets = [make(seed) for seed in seeds]
    return {value: [float(train(net, value)) for net in nets] for value in values}
