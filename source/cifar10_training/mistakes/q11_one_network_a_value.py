"""One network for all seeds of a value.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    table = {}
    for value in values:
        net = make(seeds[0])
        table[value] = [float(train(net, value)) for _ in seeds]
    return table
