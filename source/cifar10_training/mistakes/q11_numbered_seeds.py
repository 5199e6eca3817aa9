"""The seeds are 0, 1, 2, whatever is handed in.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    return {value: [float(train(make(i), value)) for i in range(len(seeds))] for value in values}
