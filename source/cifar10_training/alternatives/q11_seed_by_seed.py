"""The runs go seed by seed, and means come from NumPy.

question: q11_sweep
fails: none
cell: sweep
"""
def sweep(make, train, values, seeds):
    table = {value: [] for value in values}
    for seed in seeds:
        for value in values:
            table[value].append(float(train(make(seed), value)))
    return table
