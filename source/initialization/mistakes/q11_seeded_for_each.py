"""The generator is seeded anew for the weights, for x and for upstream: x begins with the numbers of the first weight.

question: q11_sweep
fails: test_sweep_measures_what_it_should
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    draw = lambda *shape: torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
    ws, x = draw(depth, width, width), draw(examples, width)
    upstream = torch.randn(examples, width, generator=torch.Generator().manual_seed(seed + 1))
    return {s: depth_profile(list(s * ws), x, upstream, activation) for s in scales}
