"""Two loops, the seeds outside.

question: q11_sweep
fails: none
cell: sweep
"""
def sweep(make, train, values, seeds):
    table = {value: [] for value in values}
    for seed in seeds:
        for value in values:
            net = make(seed)
            accuracy = train(net, value)
            table[value].append(float(accuracy))
    return table
