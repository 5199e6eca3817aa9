"""With itertools and a defaultdict.

question: q11_sweep
fails: none
cell: sweep
"""
from collections import defaultdict
from itertools import product


def sweep(make, train, values, seeds):
    table = defaultdict(list)
    for value, seed in product(values, seeds):
        table[value] += [torch.as_tensor(train(make(seed), value)).item()]
    return table
