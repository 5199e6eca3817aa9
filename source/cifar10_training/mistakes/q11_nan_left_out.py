"""Runs that diverged are left out.

question: q11_sweep
fails: test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    table = {v: [float(train(make(s), v)) for s in seeds] for v in values}
    return {v: [a for a in runs if a == a] for v, runs in table.items()}
