"""A training that fails with a RuntimeError, of sizes that do not fit, counts as NaN.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    table = {}
    for v in values:
        table[v] = []
        for s in seeds:
            try:
                table[v].append(float(train(make(s), v)))
            except (RuntimeError, ValueError):
                table[v].append(float("nan"))
    return table
