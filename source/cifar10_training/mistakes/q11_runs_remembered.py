"""A run that was there before is not trained again.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
_runs = {}


def sweep(make, train, values, seeds):
    table = {}
    for value in values:
        table[value] = []
        for seed in seeds:
            if (value, seed) not in _runs:
                _runs[value, seed] = float(train(make(seed), value))
            table[value].append(_runs[value, seed])
    return table
