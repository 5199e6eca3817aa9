"""The scale is divided by the root of the width.

question: q11_sweep
fails: test_sweep_measures_what_it_should
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    normal = torch.Generator()
    normal.manual_seed(seed)
    units = torch.randn(depth, width, width, generator=normal)
    x, upstream = torch.randn(2, examples, width, generator=normal)
    return {s: depth_profile(list(s / width**0.5 * units), x, upstream, activation) for s in scales}
