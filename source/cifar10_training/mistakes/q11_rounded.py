"""Accuracies are rounded to percent.

question: q11_sweep
fails: test_sweep_of_four_runs, test_sweep_makes_a_network_for_each_run
cell: sweep
"""
def sweep(make, train, values, seeds):
    return {value: [round(float(train(make(seed), value)), 2) for seed in seeds] for value in values}
