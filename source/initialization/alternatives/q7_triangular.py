"""Triangular numbers: the difference of two even ones; one generator that is passed on.

question: q7_bug
fails: none
cell: random_params
"""
def _weights(units, inputs, deviation, chance):
    even = torch.rand(2, units, inputs, generator=chance)
    return torch.diff(even, dim=0)[0].mul_(6 ** 0.5 * deviation)


def random_params(sizes, seed, std):
    chance, start = torch.Generator(), {}
    chance.manual_seed(int(seed))
    for n, (inputs, units) in enumerate(zip(sizes[:-1], sizes[1:])):
        start[f"W{n + 1}"] = _weights(units, inputs, std(inputs), chance)
        start[f"b{n + 1}"] = start[f"W{n + 1}"].new_zeros(units)
    return start
