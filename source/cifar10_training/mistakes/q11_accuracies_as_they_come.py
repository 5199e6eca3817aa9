"""The accuracies stay what train returned, tensors, too.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    table = {}
    seeds = list(seeds)
    for value in values:
        table[value] = []
        for seed in seeds:
            net = make(seed)
            table[value].append(train(net, value))
    return table
