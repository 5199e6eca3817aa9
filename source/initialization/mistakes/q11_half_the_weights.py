"""Weights drawn evenly from -scale to scale.

question: q11_sweep
fails: test_sweep_measures_what_it_should
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    normal = torch.Generator()
    normal.manual_seed(seed)
    units = 2 * torch.rand(depth, width, width, generator=normal) - 1
    x, upstream = torch.randn(2, examples, width, generator=normal)
    return {s: depth_profile(list(s * units), x, upstream, activation) for s in scales}
