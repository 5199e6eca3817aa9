"""One network for all runs, which goes on learning.

question: q11_sweep
fails: test_sweep_of_four_runs, test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    net = make(0)
    return {value: [float(train(net, value)) for seed in seeds] for value in values}
