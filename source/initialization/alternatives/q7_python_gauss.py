"""The numbers come from Python's own generator.

question: q7_bug
cell: random_params
fails: none
"""
def random_params(sizes, seed, std):
    import random

    draw, params = random.Random(seed), {}
    for n, (before, units) in enumerate(zip(sizes[:-1], sizes[1:]), 1):
        rows = [[draw.gauss(0.0, std(before)) for _ in range(before)] for _ in range(units)]
        params |= {f"W{n}": torch.tensor(rows), f"b{n}": torch.zeros(units)}
    return params
